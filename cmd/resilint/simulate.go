package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/nearest"
	"github.com/resilint/resilint/analyzers/outage"
	"github.com/resilint/resilint/reporters"
)

// simulateFlags are the flags of simulate.
type simulateFlags struct {
	lookFlags
	format             string
	outages, incidents []string
	every, transpose   bool
}

func simulateCommand(p process) *cobra.Command {
	var f simulateFlags
	cmd := &cobra.Command{
		Use:   "simulate [PATH...]",
		Short: "Play an outage, and say who is down, for how long, and what brings them back",
		Long: "simulate plays the loss of what --outage names on what is below PATH (default: the working directory), or an\n" +
			"outage that happened. It tells which services are down and for how long, holds that against the time that their\n" +
			"tier allows, and says what only seems to help, what repairs need that is gone too, and what people have to do.\n\n" +
			"An outage is PROVIDER:SERVICE:LOCATION with * for any, key:NAME, or bucket:NAME!deleted; then @read or @write for\n" +
			"one of the two, then +DURATION. Several with commas between them happen together; each --outage is played by itself.\n\n" +
			"Exit codes: 0 every service is back in time; 1 one certainly is not; 2 usage; 3 incomplete; 4 nothing to analyse.",
		Example: "  resilint simulate --outage aws:s3:us-east-1\n  resilint simulate --outage aws:s3:us-east-1@read+221m,aws:s3:us-east-1@write+257m\n" +
			"  resilint simulate --incident aws-s3-2017-02-28 --transpose\n  resilint simulate --outage 'bucket:uploads!deleted' --format junit",
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd.Context(), p, args) },
	}
	f.register(cmd)
	return cmd
}

func (f *simulateFlags) register(cmd *cobra.Command) {
	f.lookFlags.register(cmd, "it", "play")
	fl := cmd.Flags()
	fl.StringArrayVar(&f.outages, "outage", nil, "play the loss of an `event`, as aws:s3:us-east-1; may be repeated")
	fl.StringArrayVar(&f.incidents, "incident", nil, "play an outage that happened, by its `name`, as aws-s3-2017-02-28; may be repeated")
	fl.BoolVar(&f.every, "all-incidents", false, "play every outage that is known to have happened")
	fl.BoolVar(&f.transpose, "transpose", false, "play incidents as if they had happened where your buckets are")
	fl.StringVarP(&f.format, "format", "f", "text", "how to tell it: "+strings.Join(simulationFormatNames(), ", "))
}

func simulationFormatNames() []string {
	names := make([]string, len(reporters.SimulationFormats))
	for i, format := range reporters.SimulationFormats {
		names[i] = format.Name
	}
	return names
}

func (f *simulateFlags) run(ctx context.Context, p process, args []string) error {
	format, known := reporters.FindSimulation(f.format)
	if !known {
		return usagef("there is no format %q; choose one of %s", f.format, strings.Join(simulationFormatNames(), ", "))
	}
	if err := checkColor(f.color); err != nil {
		return err
	}
	scenes, err := f.scenes()
	if err != nil {
		return err
	}
	res, look, err := f.analyze(ctx, p, args)
	if err != nil {
		return err
	}
	return f.tell(p, format, res, scenes, look)
}

// tell plays what was asked for, writes it, and ends with what that means.
func (f *simulateFlags) tell(p process, format reporters.SimulationFormat, res *analyzers.Result, scenes []scene, look reporters.Options) error {
	sim := &reporters.Simulation{Version: version(), Root: res.Root, Options: look}
	if f.transpose {
		scenes = transposed(scenes, res.Facts)
	}
	broken := false
	for _, s := range scenes {
		play, err := outage.Play(res.Graph, res.Assessment, s.selectors, s.asked)
		if unknown, ok := errors.AsType[*nearest.UnknownError](err); ok {
			return usagef("%s", reporters.Escape(unknown.Error()))
		}
		if err != nil {
			return err
		}
		broken = broken || play.Broken() > 0
		sim.Plays = append(sim.Plays, reporters.Play{Title: s.title, Notes: s.notes, Simulation: play})
	}
	var buf bytes.Buffer
	if err := format.Write(&buf, sim); err != nil {
		return fmt.Errorf("write %s: %w", format.Name, err)
	}
	if err := deliver(p, f.output, buf.Bytes()); err != nil {
		return err
	}
	if err := f.covered(res, "nothing to play on"); err != nil {
		return err
	}
	if broken {
		return &exitError{code: exitFindings}
	}
	return nil
}

// checked is what must be asked for, and what goes together.
func (f *simulateFlags) checked() error {
	switch {
	case len(f.outages)+len(f.incidents) == 0 && !f.every:
		return usagef("say what is lost: --outage aws:s3:us-east-1, --incident NAME or --all-incidents")
	case f.transpose && len(f.incidents) == 0 && !f.every:
		return usagef("--transpose moves incidents: give --incident NAME or --all-incidents too")
	case f.every && len(f.incidents) > 0:
		return usagef("--all-incidents plays those of --incident too: give one of the two")
	}
	return nil
}

// nearestIncident says which incidents there are that are most like a name.
func nearestIncident(name string, known []string) error {
	slices.Sort(known)
	var unknown *nearest.UnknownError
	if errors.As(nearest.Unknown("incident", name, known), &unknown) && len(unknown.Near) == 0 {
		return usagef("there is no incident %q; there are %s", name, strings.Join(known, ", "))
	}
	return usagef("%v", unknown)
}
