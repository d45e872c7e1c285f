// Command resilint finds the storage buckets that services cannot live
// without, before a change is merged.
//
// This package knows the process: flags, environment, working directory,
// standard streams and exit codes. It knows nothing about buckets.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() {
	os.Exit(realMain())
}

func realMain() int {
	// Fresh memory costs more than collecting does once a heap has grown: this is
	// where both are small (bench/README.md). The limit keeps a huge tree from
	// swallowing the machine.
	debug.SetGCPercent(150)
	debug.SetMemoryLimit(1 << 30)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, os.Args[1:], process{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv})
}
