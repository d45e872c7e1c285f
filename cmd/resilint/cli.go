package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// The exit codes; other programs rely on them.
const (
	exitClean      = 0 // nothing at or above --fail-on
	exitFindings   = 1
	exitUsage      = 2 // wrong flags, arguments or configuration
	exitIncomplete = 3 // something in scope could not be read, parsed or finished
	exitNothing    = 4 // nothing to analyse
)

// process is what a command may touch of the process it runs in.
type process struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
}

// exitError ends a command with a code. Its message may be empty: then
// everything has been said.
type exitError struct {
	code int
	msg  string
}

func (e *exitError) Error() string { return e.msg }

func usagef(format string, args ...any) error {
	return &exitError{code: exitUsage, msg: fmt.Sprintf(format, args...)}
}

// run runs one command line and gives the exit code.
func run(ctx context.Context, args []string, p process) int {
	cmd := rootCommand(p)
	cmd.SetArgs(args)
	cmd.SetIn(p.stdin)
	cmd.SetOut(p.stdout)
	cmd.SetErr(p.stderr)
	err := cmd.ExecuteContext(ctx)
	if err == nil {
		return exitClean
	}
	code := exitUsage
	if e, ok := errors.AsType[*exitError](err); ok {
		code = e.code
	}
	if msg := err.Error(); msg != "" {
		fmt.Fprintln(p.stderr, "error:", msg)
	}
	return code
}

func rootCommand(p process) *cobra.Command {
	root := &cobra.Command{
		Use:   "resilint",
		Short: "Find the buckets your services cannot live without, before you merge",
		Long: "resilint reads Terraform, maps which services rely on which storage buckets, and says\n" +
			"which single outage takes which service down, for how long, and what would end that.\n\n" +
			"It runs nothing it scans, fetches nothing, and reads nothing outside the scanned tree.",
		SilenceUsage: true, SilenceErrors: true,
		Version: version(),
	}
	root.SetVersionTemplate("resilint {{.Version}}\n")
	root.AddCommand(scanCommand(p), inspectCommand(p), graphCommand(p), simulateCommand(p), explainCommand(p), rulesCommand(p), versionCommand(p))
	return root
}

// version is the module's version as the Go tool recorded it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}

func versionCommand(p process) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(p.stdout, "resilint", version())
			return err
		},
	}
}
