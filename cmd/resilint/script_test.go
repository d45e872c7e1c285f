package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"resilint": func() {
			os.Exit(run(context.Background(), os.Args[1:], process{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}))
		},
	})
}

// What the README shows is what the command prints.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../..")
	var out bytes.Buffer
	code := run(t.Context(), []string{"scan", "fixtures/estates/outage-2017"}, process{stdout: &out, stderr: t.Output(), getenv: func(string) string { return "" }})
	if code != exitFindings {
		t.Errorf("exit code %d, want %d", code, exitFindings)
	}
	_, rest, _ := strings.Cut(string(readme), "```\n")
	shown, _, _ := strings.Cut(rest, "```")
	for line := range strings.Lines(shown) {
		if !strings.Contains(out.String(), line) {
			t.Errorf("the README shows a line that is not printed: %s", line)
		}
	}
}

func TestScripts(t *testing.T) {
	estates, err := filepath.Abs("../../fixtures/estates")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("ESTATES", estates)
			return nil
		},
	})
}
