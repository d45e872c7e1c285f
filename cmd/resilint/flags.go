package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/reporters"
)

// inputFlags say what is analysed, and with which inputs.
type inputFlags struct {
	exclude, vars, varFiles []string
	workspace, envRegion    string
	jobs                    int
}

func (f *inputFlags) register(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringArrayVar(&f.exclude, "exclude", nil, "leave out files that match a `pattern` (doublestar, relative to the tree)")
	fl.StringArrayVar(&f.vars, "var", nil, "set a variable of the root modules, as `NAME=VALUE`")
	fl.StringArrayVar(&f.varFiles, "var-file", nil, "read variables from a `file`, in the working directory or in each root")
	fl.StringVar(&f.workspace, "workspace", "", "the value of terraform.workspace; unknown if not given")
	fl.StringVar(&f.envRegion, "env-region", "", "the region that AWS_REGION gives to providers that name none")
	fl.IntVarP(&f.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "how many files and root modules to read at once")
}

// scanFlags are the flags of scan.
type scanFlags struct {
	inputFlags
	format, output, failOn, minSeverity string
	reports                             []string
	pick, ignore                        []string
	color                               string
	timeout                             time.Duration
	strict, allowEmpty, exitZero        bool
	quiet, verbose, all                 bool
}

func (f *scanFlags) register(cmd *cobra.Command) {
	f.inputFlags.register(cmd)
	names := make([]string, len(reporters.Formats))
	for i, format := range reporters.Formats {
		names[i] = format.Name
	}
	fl := cmd.Flags()
	fl.StringVarP(&f.format, "format", "f", "text", "how to print the result: "+strings.Join(names, ", "))
	fl.StringVarP(&f.output, "output", "o", "", "write the result to a `file` instead of standard output")
	fl.StringArrayVar(&f.reports, "report", nil, "write one more report, as `FORMAT=PATH`; may be repeated")
	fl.StringVar(&f.failOn, "fail-on", "error", "exit 1 for findings at or above this: error, warning, note, score>=N, never")
	fl.StringVar(&f.minSeverity, "min-severity", "note", "show findings at or above this: error, warning, note")
	fl.StringSliceVar(&f.pick, "select", nil, "check only these `rules` (RL1001, or RL1 for a family)")
	fl.StringSliceVar(&f.ignore, "ignore", nil, "do not check these `rules`")
	fl.StringVar(&f.color, "color", "auto", "when to use colour: auto, always, never")
	fl.DurationVar(&f.timeout, "timeout", 10*time.Minute, "report what is known after this long; 0 for no limit")
	fl.BoolVar(&f.strict, "strict", false, "exit 3 when anything stayed unresolved")
	fl.BoolVar(&f.allowEmpty, "allow-empty", false, "exit 0 when there is nothing to analyse")
	fl.BoolVar(&f.exitZero, "exit-zero", false, "exit 0 whatever was found or missed")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "print no diagnostics")
	fl.BoolVarP(&f.verbose, "verbose", "v", false, "list everything that stayed unresolved")
	fl.BoolVar(&f.all, "all", false, "show findings below a note too")
}

// options turns flags into what the analysis wants.
func (f *inputFlags) options(t tree) (analyzers.Options, error) {
	opts := analyzers.Options{
		Source: source.Options{Exclude: f.exclude}, Paths: t.paths,
		Workspace: f.workspace, EnvRegion: f.envRegion, Jobs: f.jobs,
	}
	if f.jobs < 1 {
		return opts, usagef("--jobs %d is below 1", f.jobs)
	}
	for _, v := range f.vars {
		name, value, ok := strings.Cut(v, "=")
		if !ok || name == "" {
			return opts, usagef("--var %q is not NAME=VALUE", v)
		}
		opts.Vars = append(opts.Vars, analyzers.VarFile{Name: "--var " + name, Src: []byte(strings.TrimSpace(name) + " = " + literal(value) + "\n")})
	}
	for _, name := range f.varFiles {
		src, err := os.ReadFile(name)
		switch {
		case err == nil:
			opts.VarFiles = append(opts.VarFiles, analyzers.VarFile{Name: "--var-file " + name, Src: src})
		case errors.Is(err, fs.ErrNotExist):
			opts.RootVarFiles = append(opts.RootVarFiles, name)
		default:
			return opts, usagef("--var-file %s: %v", name, err)
		}
	}
	return opts, nil
}

// literal writes a --var value as Terraform reads it: an expression when it
// looks like a collection, a string otherwise.
func literal(value string) string {
	if v := strings.TrimSpace(value); strings.HasPrefix(v, "[") || strings.HasPrefix(v, "{") || strings.HasPrefix(v, `"`) {
		return v
	}
	quoted := fmt.Sprintf("%q", value)
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(quoted)
}
