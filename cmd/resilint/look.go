package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/reporters"
)

// lookFlags are the flags of commands that analyse an estate and write one thing of it.
type lookFlags struct {
	inputFlags
	tierFlags
	output, color                      string
	timeout                            time.Duration
	strict, allowEmpty, quiet, verbose bool
}

// register adds them; what is written and what is done to it are words of their help.
func (f *lookFlags) register(cmd *cobra.Command, what, done string) {
	f.inputFlags.register(cmd)
	f.tierFlags.register(cmd)
	fl := cmd.Flags()
	fl.StringVarP(&f.output, "output", "o", "", "write "+what+" to a `file` instead of standard output")
	fl.StringVar(&f.color, "color", "auto", "when to use colour: auto, always, never")
	fl.DurationVar(&f.timeout, "timeout", 10*time.Minute, done+" what is known after this long; 0 for no limit")
	fl.BoolVar(&f.strict, "strict", false, "exit 3 when anything stayed unresolved")
	fl.BoolVar(&f.allowEmpty, "allow-empty", false, "exit 0 when there is nothing to analyse")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "print no diagnostics")
	fl.BoolVarP(&f.verbose, "verbose", "v", false, "print every diagnostic")
}

// analyze goes from the flags to a result, tells its diagnostics, and says how it is
// to be shown.
func (f *lookFlags) analyze(ctx context.Context, p process, args []string) (*analyzers.Result, reporters.Options, error) {
	in, err := f.open(p, args)
	if err != nil {
		return nil, reporters.Options{}, err
	}
	defer in.close()
	if in.opts.Tiers, err = f.tiers(); err != nil {
		return nil, reporters.Options{}, err
	}
	done := progress(p, f.quiet)
	res, err := analyzeFor(ctx, f.timeout, in)
	done()
	if err != nil {
		return nil, reporters.Options{}, err
	}
	look := in.shown()
	if !f.quiet {
		look.Verbose = f.verbose
		printDiagnostics(p.stderr, look, res.Diagnostics)
	}
	look.Color = useColor(p, f.color, f.output) && f.output == ""
	return res, look, nil
}

// covered is the error of a result that does not cover what was asked for; nil when
// it does. The message is for an estate with nothing in it.
func (f *lookFlags) covered(res *analyzers.Result, nothing string) error {
	switch {
	case res.Incomplete, f.strict && len(res.Facts.Unresolved) > 0:
		return &exitError{code: exitIncomplete}
	case len(res.Roots) == 0 && !f.allowEmpty:
		return &exitError{code: exitNothing, msg: nothing + ": there is no Terraform here, and no config that names a bucket (--allow-empty makes this a success)"}
	}
	return nil
}
