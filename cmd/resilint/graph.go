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
	"github.com/resilint/resilint/analyzers/diagram"
	"github.com/resilint/resilint/analyzers/nearest"
	"github.com/resilint/resilint/reporters"
)

// graphFlags are the flags of graph.
type graphFlags struct {
	lookFlags
	format, cluster string
	show            diagram.Options
}

func graphCommand(p process) *cobra.Command {
	var f graphFlags
	cmd := &cobra.Command{
		Use:   "graph [PATH...]",
		Short: "Draw which services rely on which buckets",
		Long: "graph draws the services and buckets below PATH (default: the working directory), the copies between buckets\n" +
			"and the switches that lead to them. What is alike is folded into one node, unless --expand asks otherwise.\n\n" +
			"Exit codes: 0 drawn; 2 usage; 3 incomplete (something in scope could not be read or parsed); 4 nothing to analyse.",
		Example: "  resilint graph\n  resilint graph --format mermaid --service article-api\n  resilint graph --format dot --event aws:s3:us-east-1 | dot -Tsvg > outage.svg",
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), p, args)
		},
	}
	f.register(cmd)
	return cmd
}

func (f *graphFlags) register(cmd *cobra.Command) {
	f.lookFlags.register(cmd, "the picture", "draw")
	fl := cmd.Flags()
	fl.StringVarP(&f.format, "format", "f", "text", "how to draw: "+strings.Join(graphFormatNames(), ", "))
	fl.StringArrayVar(&f.show.Services, "service", nil, "show a service and what it relies on, by `name` (* stands for any text); may be repeated")
	fl.StringArrayVar(&f.show.Buckets, "bucket", nil, "show a bucket, its copies and who relies on it, by `name` (* stands for any text); may be repeated")
	fl.StringVar(&f.show.Region, "region", "", "show what lives in a `region` and who relies on it")
	fl.StringVar(&f.show.Event, "event", "", "show what an `event` takes down, as aws:s3:us-east-1")
	fl.StringVar(&f.cluster, "cluster", "region", "what to draw boxes around: region, root, none")
	fl.BoolVar(&f.show.Expand, "expand", false, "draw every service and bucket by itself")
	fl.BoolVar(&f.show.Backings, "backings", false, "also draw the databases, caches, queues and keys that services rely on")
	fl.BoolVar(&f.show.All, "all", false, "draw everything: backing services, buckets for logs, state and artifacts, and services tied to nothing")
}

func graphFormatNames() []string {
	names := make([]string, len(reporters.GraphFormats))
	for i, format := range reporters.GraphFormats {
		names[i] = format.Name
	}
	return names
}

func (f *graphFlags) run(ctx context.Context, p process, args []string) error {
	format, err := f.check()
	if err != nil {
		return err
	}
	res, look, err := f.analyze(ctx, p, args)
	if err != nil {
		return err
	}
	if err := f.draw(p, format, res, look.Color); err != nil {
		return err
	}
	return f.covered(res, "nothing to draw")
}

// check reads the flags that are words of a list.
func (f *graphFlags) check() (reporters.GraphFormat, error) {
	format, known := reporters.FindGraph(f.format)
	if !known {
		return format, usagef("there is no format %q; choose one of %s", f.format, strings.Join(graphFormatNames(), ", "))
	}
	f.show.Cluster = diagram.Clustering(f.cluster)
	if !slices.Contains([]diagram.Clustering{diagram.ByRegion, diagram.ByRoot, diagram.ByNone}, f.show.Cluster) {
		return format, usagef("--cluster %q is none of region, root, none", f.cluster)
	}
	return format, checkColor(f.color)
}

// draw writes the picture. What a filter names must be there, unless part of the
// estate could not be seen.
func (f *graphFlags) draw(p process, format reporters.GraphFormat, res *analyzers.Result, color bool) error {
	d, err := diagram.Draw(res.Graph, res.Assessment, f.show)
	if unknown, ok := errors.AsType[*nearest.UnknownError](err); ok {
		return usagef("%s", reporters.Escape(unknown.Error()))
	}
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	g := &reporters.Graph{Version: version(), Diagram: d, Estate: res.Graph, Model: res.Assessment.Model, Color: color}
	if err := format.Write(&buf, g); err != nil {
		return fmt.Errorf("write %s: %w", format.Name, err)
	}
	return deliver(p, f.output, buf.Bytes())
}
