package appconfig

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"testing"
	"time"

	"github.com/resilint/resilint/analyzers/source"
)

// BenchmarkTree looks through a tree of 100,000 files of which one in a hundred
// names a bucket. The ratio is what choosing files and finding mentions in them
// takes beside the walk and the reading of the same files, chosen by their endings.
func BenchmarkTree(b *testing.B) {
	dir := b.TempDir()
	for i := range 100_000 {
		name, text := treeFile(i)
		name = filepath.Join(dir, fmt.Sprintf("services/s%03d/p%02d", i/1000, i/100%10), name)
		if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	opts := options
	opts.Jobs = 2
	plain := func(name string) bool { ext := path.Ext(name); return ext == ".json" || ext == ".yaml" }
	var reading, all time.Duration
	for b.Loop() {
		_, took := discover(b, dir, plain)
		reading += took
		tree, took := discover(b, dir, Wanted)
		start := time.Now()
		mentions, _, _ := Mentions(tree.Configs, opts)
		all += took + time.Since(start)
		if len(mentions) != 1000 {
			b.Fatalf("%d mentions in %d configs", len(mentions), len(tree.Configs))
		}
	}
	b.ReportMetric(all.Seconds()/reading.Seconds(), "ratio")
}

func discover(b *testing.B, dir string, wanted func(string) bool) (*source.Tree, time.Duration) {
	b.Helper()
	start := time.Now()
	tree, err := source.Discover(b.Context(), os.DirFS(dir), source.Options{Jobs: 2, Wanted: wanted})
	if err != nil {
		b.Fatal(err)
	}
	return tree, time.Since(start)
}

// treeFile is one file of the tree: most are sources, a few configs of other
// things, and one in a hundred names a bucket.
func treeFile(i int) (name, text string) {
	switch i % 100 {
	case 7:
		return fmt.Sprintf("deploy%d.yaml", i), fmt.Sprintf("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web-%d\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          env:\n            - name: S3_BUCKET\n              value: acme-%d-uploads\n            - name: AWS_REGION\n              value: eu-west-1\n", i, i)
	case 17, 27:
		return fmt.Sprintf("config%d.json", i), fmt.Sprintf("{\"name\": \"s%d\", \"port\": 8080, \"log\": {\"level\": \"info\"}}\n", i)
	case 37:
		return fmt.Sprintf("settings%d.yaml", i), "server:\n  port: 8080\nlogging:\n  level: info\n"
	}
	ext := []string{"go", "js", "py", "md", "ts", "png", "sql"}[i%7]
	return fmt.Sprintf("file%d.%s", i, ext), "package main\n\n// nothing of interest\n"
}
