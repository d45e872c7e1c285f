//go:build unix

package appconfig

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/resilint/resilint/analyzers/source"
)

// BenchmarkTree looks through trees of 100,000 files. They have the shape of the public
// repositories we test with: four files to a folder, one in four of a kind that is read,
// of 700 bytes or, where it is worth parsing, of two kilobytes. In the first tree one
// file in a hundred is worth parsing and names a bucket; in the second seven more are
// worth parsing and name none, which is what it is like in those repositories.
func BenchmarkTree(b *testing.B) {
	for _, tree := range []struct {
		name string
		text func(i int) (name, text string)
	}{{"one", treeFile}, {"eight", hintedFile}} {
		b.Run(tree.name, func(b *testing.B) {
			dir := b.TempDir()
			for i := range 100_000 {
				name, text := tree.text(i)
				name = filepath.Join(dir, fmt.Sprintf("services/s%02d/p%02d/part%d", i/4000, i/80%50, i/4%20), name)
				if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
					b.Fatal(err)
				}
				if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
					b.Fatal(err)
				}
			}
			found := inPairs(b, []string{dir}, func(string) func(string) bool {
				return func(name string) bool { return strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".yaml") }
			})
			if found != 1000 {
				b.Errorf("%d mentions", found)
			}
		})
	}
}

// BenchmarkField does the same with all repositories in the folder that RESILINT_FIELD
// names.
func BenchmarkField(b *testing.B) {
	dirs := field(b)
	if len(dirs) == 0 {
		b.Skip("RESILINT_FIELD names no folder of repositories")
	}
	inPairs(b, dirs, func(dir string) func(string) bool {
		chosen := map[string]bool{}
		for _, f := range discover(b, dir, Wanted).Configs {
			chosen[f.Path] = true
		}
		return func(name string) bool { return chosen[name] }
	})
}

// inPairs reports how long choosing files and finding mentions in them takes beside the
// walk and the reading of the same files, chosen by a look at their names; in processor
// time, the best of all turns of each, and in time on the clock. It returns how many
// mentions there are.
func inPairs(b *testing.B, dirs []string, plainOf func(dir string) func(string) bool) (mentions int) {
	b.Helper()
	opts := options
	opts.Jobs = 2
	var reading, all, wallReading, wallAll time.Duration
	turns := 0
	plain := make([]func(string) bool, len(dirs))
	best := make([][4]time.Duration, len(dirs))
	for i, dir := range dirs {
		plain[i] = plainOf(dir)
	}
	for b.Loop() {
		turns++
		mentions = 0
		for i, dir := range dirs {
			took, wall := timed(func() { discover(b, dir, plain[i]) })
			whole, wallWhole := timed(func() {
				found, _, _ := Mentions(discover(b, dir, Wanted).Configs, opts)
				mentions += len(found)
			})
			for k, t := range []time.Duration{took, wall, whole, wallWhole} {
				if turns == 1 || t < best[i][k] {
					best[i][k] = t
				}
			}
		}
	}
	for _, t := range best {
		reading, wallReading, all, wallAll = reading+t[0], wallReading+t[1], all+t[2], wallAll+t[3]
	}
	b.ReportMetric(float64(reading.Milliseconds()), "reading-ms")
	b.ReportMetric(float64(all.Milliseconds()), "all-ms")
	b.ReportMetric(all.Seconds()/reading.Seconds(), "ratio")
	b.ReportMetric(wallAll.Seconds()/wallReading.Seconds(), "wall-ratio")
	return mentions
}

// timed is how long something takes, of the processors and on the clock. It starts
// without the garbage of what was before.
func timed(do func()) (processors, clock time.Duration) {
	runtime.GC()
	used, start := processorTime(), time.Now()
	do()
	return processorTime() - used, time.Since(start)
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func discover(tb testing.TB, dir string, wanted func(string) bool) *source.Tree {
	tb.Helper()
	tree, err := source.Discover(tb.Context(), os.DirFS(dir), source.Options{Jobs: 2, Wanted: wanted})
	if err != nil {
		tb.Fatal(err)
	}
	return tree
}

// treeFile is one file of a tree: most are sources, one in four is a config of other
// things, and one in a hundred names a bucket.
func treeFile(i int) (name, text string) {
	switch {
	case i%100 == 7:
		return fmt.Sprintf("deploy%d.yaml", i), workload(i, "            - name: S3_BUCKET\n              value: acme-uploads\n            - name: AWS_REGION\n              value: eu-west-1\n")
	case i%4 == 3 && i%8 == 3:
		return fmt.Sprintf("config%d.json", i), fmt.Sprintf("{\"name\": \"shop-%d\", \"port\": 8080, \"log\": {%s\"level\": \"info\"}}\n", i, strings.Repeat("\"sampling\": {\"initial\": 100, \"thereafter\": 10}, ", 13))
	case i%4 == 3:
		return fmt.Sprintf("settings%d.yaml", i), "server:\n  port: 8080\nlogging:\n" + strings.Repeat("  - level: info\n    logger: org.example.shop\n", 15)
	}
	ext := []string{"go", "js", "py", "md", "ts", "png", "sql", "rb", "php", "java"}[i%10]
	return fmt.Sprintf("file%d.%s", i, ext), "package main\n\n// nothing of interest\n"
}

// hintedFile is the same with workloads that rely on no bucket, seven in a hundred files.
func hintedFile(i int) (name, text string) {
	if name, text = treeFile(i); i%4 == 3 && i%100 > 74 {
		return fmt.Sprintf("web%d.yaml", i), workload(i, "")
	}
	return name, text
}

// workload is a workload of Kubernetes with some variables, two kilobytes of text.
func workload(i int, variables string) string {
	var text strings.Builder
	fmt.Fprintf(&text, "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web-%d\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: registry.example.org/web:%d\n          env:\n%s", i, i, variables)
	for k := range 26 {
		fmt.Fprintf(&text, "            - name: FEATURE_%d_FLAG\n              value: \"setting-%d\"\n", k, k)
	}
	return text.String()
}
