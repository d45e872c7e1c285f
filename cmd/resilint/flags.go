package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/source"
	"github.com/resilint/resilint/reporters"
)

// inputFlags say what is analysed, and with which inputs.
type inputFlags struct {
	exclude              []string
	given                []givenFlag
	variants             []string
	config               string
	limits               []string
	plans, states        []string
	workspace, envRegion string
	jobs                 int
}

// givenFlag is one --var or --var-file: of several that set a variable the
// last one counts, whichever kind it is.
type givenFlag struct{ flag, text string }

// givenFlags adds one kind of them to the list.
type givenFlags struct {
	flag string
	list *[]givenFlag
}

// Set adds a value.
func (g givenFlags) Set(text string) error {
	*g.list = append(*g.list, givenFlag{g.flag, text})
	return nil
}

// Type names the kind of value, as pflag does for a list.
func (givenFlags) Type() string { return "stringArray" }

// String is the default, which help would show.
func (givenFlags) String() string { return "" }

func (f *inputFlags) register(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringArrayVar(&f.exclude, "exclude", nil, "leave out files that match a `pattern` (doublestar, relative to the tree)")
	fl.Var(givenFlags{"var", &f.given}, "var", "set a variable of the root modules, as `NAME=VALUE`")
	fl.Var(givenFlags{"var-file", &f.given}, "var-file", "read variables from a `file`, in the working directory or in each root")
	fl.StringArrayVar(&f.variants, "variant", nil, "analyse each root once with a variable file, as `NAME=FILE`; may be repeated")
	fl.StringVar(&f.config, "config", "", "read this configuration `file` instead of "+analyzers.ConfigFile+" at the top of the tree")
	fl.StringArrayVar(&f.plans, "plan", nil, "read a saved plan, as a `file` written by terraform show -json; may be repeated")
	fl.StringArrayVar(&f.states, "state", nil, "read a state, as a `file` written by terraform show -json; may be repeated")
	fl.StringVar(&f.workspace, "workspace", "", "the value of terraform.workspace; unknown if not given")
	fl.StringVar(&f.envRegion, "env-region", "", "the region that AWS_REGION gives to providers that name none")
	fl.StringArrayVar(&f.limits, "limit", nil, "change a bound on time and memory, as `NAME=N`: "+limitNames())
	fl.IntVarP(&f.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "how many files and root modules to read at once, and how many processors to use")
}

// scanFlags are the flags of scan.
type scanFlags struct {
	inputFlags
	tierFlags
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
	f.tierFlags.register(cmd)
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
	limits, err := limitsOf(f.limits)
	if err != nil {
		return opts, err
	}
	opts.Limits = limits
	if f.jobs < 1 {
		return opts, usagef("--jobs %d is below 1", f.jobs)
	}
	for _, g := range f.given {
		v, err := g.read()
		if err != nil {
			return opts, err
		}
		opts.Vars = append(opts.Vars, v)
	}
	for _, text := range f.variants {
		v, err := variantOf(text)
		if err != nil {
			return opts, err
		}
		opts.Variants = append(opts.Variants, v)
	}
	for _, list := range []struct {
		flag  string
		files []string
	}{{"--plan", f.plans}, {"--state", f.states}} {
		for _, file := range list.files {
			p, err := readPlan(t, list.flag, file)
			if err != nil {
				return opts, usagef("%s %s: %v", list.flag, file, err)
			}
			opts.Plans = append(opts.Plans, p)
		}
	}
	return opts, nil
}

// limitsOf changes the default limits by what was given as NAME=N.
func limitsOf(given []string) (analyzers.Limits, error) {
	limits := analyzers.DefaultLimits()
	for _, text := range given {
		name, number, _ := strings.Cut(text, "=")
		n, err := strconv.Atoi(strings.ReplaceAll(number, "_", ""))
		if err != nil {
			return limits, usagef("--limit %q is not NAME=N with a whole number", text)
		}
		if err := limits.Set(name, n); err != nil {
			return limits, usagef("--limit %q: %v", text, err)
		}
	}
	return limits, nil
}

// limitNames lists the limits with what each is by default.
func limitNames() string {
	limits := analyzers.DefaultLimits()
	var names []string
	for _, l := range limits.All() {
		names = append(names, fmt.Sprintf("%s (%s; %d)", l.Name, l.Help, *l.Value))
	}
	return strings.Join(names, ", ")
}

// variantOf reads NAME=FILE.
func variantOf(text string) (analyzers.Variant, error) {
	name, file, ok := strings.Cut(text, "=")
	if name = strings.TrimSpace(name); !ok || name == "" || file == "" || strings.ContainsAny(name, "@#/") {
		return analyzers.Variant{}, usagef("--variant %q is not NAME=FILE, with a name without @, # and /", text)
	}
	v, err := givenFlag{flag: "variant", text: file}.read()
	return analyzers.Variant{Name: name, File: v}, err
}

func (g givenFlag) read() (analyzers.VarFile, error) {
	if g.flag == "var" {
		name, value, ok := strings.Cut(g.text, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			return analyzers.VarFile{}, usagef("--var %q is not NAME=VALUE", g.text)
		}
		return analyzers.VarFile{Name: "--var " + name, Var: name, Src: []byte(value)}, nil
	}
	src, err := os.ReadFile(g.text)
	switch {
	case err == nil:
		return analyzers.VarFile{Name: "--" + g.flag + " " + g.text, Src: src}, nil
	case errors.Is(err, fs.ErrNotExist):
		return analyzers.VarFile{Name: g.text, InRoots: true}, nil
	}
	return analyzers.VarFile{}, usagef("--%s %s: %v", g.flag, g.text, err)
}
