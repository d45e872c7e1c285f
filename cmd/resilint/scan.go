package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/reporters"
	"github.com/resilint/resilint/rules"
	"github.com/resilint/resilint/rules/remedy"
)

func scanCommand(p process) *cobra.Command {
	var f scanFlags
	cmd := &cobra.Command{
		Use:   "scan [PATH...]",
		Short: "Report the single points of failure of an estate",
		Long: "scan reads the Terraform below PATH (default: the working directory) and reports which services\n" +
			"rely on which buckets, what one outage takes down, and what to do about it.\n\n" +
			"Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 usage; 3 incomplete (something in scope\n" +
			"could not be read or parsed); 4 nothing to analyse.",
		Example: "  resilint scan\n  resilint scan infra/prod --var-file prod.tfvars\n  resilint scan --format sarif --output resilint.sarif --exit-zero",
		RunE: func(cmd *cobra.Command, args []string) error {
			return (&scan{flags: f, p: p}).run(cmd.Context(), args)
		},
	}
	f.register(cmd)
	return cmd
}

// scan is one run of the scan command.
type scan struct {
	flags scanFlags
	p     process
}

func (s *scan) run(ctx context.Context, args []string) error {
	g, err := parseGate(s.flags.failOn)
	if err != nil {
		return err
	}
	outs, err := s.outputs()
	if err != nil {
		return err
	}
	in, err := s.flags.open(s.p, args)
	if err != nil {
		return err
	}
	defer in.close()
	if in.opts.Tiers, err = s.flags.tiers(); err != nil {
		return err
	}
	report, err := s.analyze(ctx, in)
	if err != nil {
		return err
	}
	if !s.flags.quiet {
		printDiagnostics(s.p.stderr, report.Options, report.Result.Diagnostics)
	}
	if err := s.write(outs, report); err != nil {
		return err
	}
	return s.verdict(g, report)
}

// analyze goes the whole way from files to a report.
func (s *scan) analyze(ctx context.Context, in *inputs) (*reporters.Report, error) {
	catalog, diags := rules.Builtin()
	if diags.HasErrors() {
		return nil, fmt.Errorf("built-in rules: %w", diags)
	}
	if catalog, diags = catalog.Choose(s.flags.pick, s.flags.ignore); diags.HasErrors() {
		return nil, usagef("%s", diags[0].Detail)
	}
	done := progress(s.p, s.flags.quiet)
	res, err := analyzeFor(ctx, s.flags.timeout, in)
	done()
	if err != nil {
		return nil, err
	}
	findings, diags := catalog.Check(res)
	if diags.HasErrors() {
		return nil, fmt.Errorf("built-in rules: %w", diags)
	}
	proposals, diags := remedy.Propose(res, findings)
	if diags.HasErrors() {
		return nil, fmt.Errorf("built-in architectures: %w", diags)
	}
	return &reporters.Report{
		Version: version(), Result: res, Catalog: catalog.Rules(), Findings: findings, Proposals: proposals,
		Source: func(name string) []byte {
			src, err := fs.ReadFile(in.files, name)
			if err != nil {
				return nil
			}
			return src
		},
		Options: reporters.Options{
			Color: useColor(s.p, s.flags.color, s.flags.output), Verbose: s.flags.verbose, All: s.flags.all,
			MinLevel: rules.Level(s.flags.minSeverity), Base: in.tree.base, Prefix: in.tree.below,
		},
	}, nil
}

// analyzeFor analyses for as long as it may take, and gives what is known then;
// zero is no limit.
func analyzeFor(ctx context.Context, limit time.Duration, in *inputs) (*analyzers.Result, error) {
	if limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	res, err := analyzers.Analyze(ctx, in.files, in.opts)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, &exitError{code: exitIncomplete, msg: "the time limit struck before all files were read; raise --timeout or scan fewer paths"}
	}
	return res, err
}

// progress says what goes on when it takes long, on a terminal only.
func progress(p process, quiet bool) (done func()) {
	if quiet || !terminal(p.stderr) {
		return func() {}
	}
	timer := time.AfterFunc(time.Second, func() { fmt.Fprint(p.stderr, "scanning ...") })
	return func() {
		if !timer.Stop() {
			fmt.Fprint(p.stderr, "\r\x1b[K")
		}
	}
}

// output is one report to write; an empty path is standard output.
type output struct {
	format reporters.Format
	path   string
}

func (s *scan) outputs() ([]output, error) {
	wanted := []string{s.flags.format + "=" + s.flags.output}
	outs := make([]output, 0, len(s.flags.reports)+1)
	for _, r := range append(wanted, s.flags.reports...) {
		name, path, ok := strings.Cut(r, "=")
		format, known := reporters.Find(name)
		if !known {
			return nil, usagef("there is no format %q; choose one of %s", name, formatNames())
		}
		if len(outs) > 0 && (!ok || path == "") {
			return nil, usagef("--report %q is not FORMAT=PATH", r)
		}
		outs = append(outs, output{format, path})
	}
	if rules.Level(s.flags.minSeverity).Rank() == 0 {
		return nil, usagef("--min-severity %q is none of error, warning, note", s.flags.minSeverity)
	}
	return outs, checkColor(s.flags.color)
}

func formatNames() string {
	names := make([]string, len(reporters.Formats))
	for i, f := range reporters.Formats {
		names[i] = f.Name
	}
	return strings.Join(names, ", ")
}

func (s *scan) write(outs []output, report *reporters.Report) error {
	for _, out := range outs {
		one := *report
		one.Options.Color = report.Options.Color && out.path == ""
		var buf bytes.Buffer
		if err := out.format.Write(&buf, &one); err != nil {
			return fmt.Errorf("write %s: %w", out.format.Name, err)
		}
		if err := deliver(s.p, out.path, buf.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// deliver writes to a file, or to standard output when there is no path.
func deliver(p process, path string, data []byte) error {
	if path == "" {
		_, err := p.stdout.Write(data)
		return err
	}
	if err := os.WriteFile(path, data, 0o644); err != nil { //nolint:gosec // a report is for everyone to read
		return usagef("%v", err)
	}
	return nil
}

// verdict is the exit code: an incomplete scan outranks findings.
func (s *scan) verdict(g gate, report *reporters.Report) error {
	res := report.Result
	switch {
	case s.flags.exitZero:
		return nil
	case res.Incomplete, s.flags.strict && len(res.Facts.Unresolved) > 0:
		return &exitError{code: exitIncomplete}
	case len(res.Roots) == 0 && !s.flags.allowEmpty:
		return &exitError{code: exitNothing, msg: "nothing to analyse: there is no Terraform here, and no config that names a bucket (--allow-empty makes this a success)"}
	}
	for i := range report.Findings {
		if g.stops(&report.Findings[i]) {
			return &exitError{code: exitFindings}
		}
	}
	return nil
}
