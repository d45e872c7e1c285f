//go:build unix

// Command bench measures how long a scan takes beside the least that reading
// Terraform with HCL's own parser takes. See README.md.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

func main() {
	if err := command(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func command(args []string) error {
	if len(args) == 0 {
		return errors.New("say run, generate or parse")
	}
	flags := flag.NewFlagSet(args[0], flag.ExitOnError)
	seed := flags.Uint64("seed", 1, "of the generated estate")
	files := flags.Int("files", 10_000, "of the generated estate")
	pairs := flags.Int("pairs", 7, "measurements of each kind; the median counts")
	jobs := flags.Int("jobs", 2, "files parsed at once")
	dir := flags.String("dir", "", "the estate; run generates one if it is not given")
	_ = flags.Parse(args[1:]) // it exits on errors
	switch args[0] {
	case "generate":
		e, err := generate(*dir, *files, *seed)
		if err == nil {
			fmt.Printf("%d files, %.2f MB\n", e.files, float64(e.bytes)/1e6)
		}
		return err
	case "parse":
		return parse(*dir, *jobs)
	case "run":
		m := meter{seed: *seed, files: *files, pairs: *pairs, jobs: *jobs, dir: *dir}
		return m.run()
	}
	return fmt.Errorf("there is no %q", args[0])
}

// parse is the yardstick: it walks, reads and parses every file, and keeps
// nothing. It prints how long the parsing alone took.
func parse(dir string, jobs int) error {
	debug.SetGCPercent(400) // as resilint does
	var texts [][]byte
	err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".tf") {
			return err
		}
		src, err := os.ReadFile(name) //nolint:gosec // the name comes from the walk
		texts = append(texts, src)
		return err
	})
	if err != nil {
		return err
	}
	start := time.Now()
	var wg sync.WaitGroup
	for j := range jobs {
		wg.Go(func() {
			for i := j; i < len(texts); i += jobs {
				_, _ = hclsyntax.ParseConfig(texts[i], "x.tf", hcl.InitialPos) // what is wrong in it does not matter here
			}
		})
	}
	wg.Wait()
	fmt.Println(time.Since(start).Seconds())
	return nil
}

// meter runs commands and takes their time.
type meter struct {
	seed        uint64
	files       int
	pairs, jobs int
	dir, tmp    string
}

// sample is what one process took.
type sample struct {
	wall, cpu float64 // seconds
	inner     float64 // seconds the process itself measured, if it did
	peak      float64 // MB
}

func (m *meter) run() error {
	tmp, err := os.MkdirTemp("", "resilint-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	m.tmp = tmp
	for name, pkg := range map[string]string{"resilint": "./cmd/resilint", "bench": "./bench"} {
		if out, err := exec.Command("go", "build", "-o", filepath.Join(tmp, name), pkg).CombinedOutput(); err != nil { //nolint:gosec // our own packages
			return fmt.Errorf("build %s: %w\n%s", pkg, err, out)
		}
	}
	if m.dir != "" {
		if err := m.compare(m.dir); err != nil {
			return err
		}
		return m.speedup(m.dir)
	}
	return m.all()
}

func (m *meter) all() error {
	dir, err := m.estate(m.files)
	if err != nil {
		return err
	}
	if err := m.compare(dir); err != nil {
		return err
	}
	if err := m.speedup(dir); err != nil {
		return err
	}
	return m.growth()
}

func (m *meter) estate(files int) (string, error) {
	dir := filepath.Join(m.tmp, strconv.Itoa(files))
	e, err := generate(dir, files, m.seed)
	if err == nil {
		fmt.Printf("estate: %d files, %.2f MB, seed %d\n", e.files, float64(e.bytes)/1e6, m.seed)
	}
	return dir, err
}

// compare prints the ratio of a scan to the bare parse, measured in turns.
func (m *meter) compare(dir string) error {
	var scans, parses []sample
	for i := range m.pairs + 1 {
		s, err := m.scan(dir, m.jobs)
		if err != nil {
			return err
		}
		p, err := m.measure("bench", "parse", "-dir", dir, "-jobs", strconv.Itoa(m.jobs))
		if err != nil {
			return err
		}
		if i > 0 { // the first pair warms the cache
			scans, parses = append(scans, s), append(parses, p)
		}
	}
	wall := func(s sample) float64 { return s.wall }
	cpu := func(s sample) float64 { return s.cpu }
	fmt.Printf("scan:       %.3f s wall, %.3f s CPU, peak %.0f MB (medians of %d, %d jobs)\n",
		median(scans, wall), median(scans, cpu), median(scans, func(s sample) float64 { return s.peak }), m.pairs, m.jobs)
	fmt.Printf("bare parse: %.3f s wall, of which parsing %.3f s; %.3f s CPU\n",
		median(parses, wall), median(parses, func(s sample) float64 { return s.inner }), median(parses, cpu))
	fmt.Printf("ratio, process to process:    %s wall, %s CPU\n", ratios(scans, parses, wall, wall), ratios(scans, parses, cpu, cpu))
	fmt.Printf("ratio, process to parse alone: %s wall\n", ratios(scans, parses, wall, func(s sample) float64 { return s.inner }))
	return nil
}

// speedup prints what a second job gains.
func (m *meter) speedup(dir string) error {
	var ones, twos []sample
	for range m.pairs {
		one, err := m.scan(dir, 1)
		if err != nil {
			return err
		}
		two, err := m.scan(dir, 2)
		if err != nil {
			return err
		}
		ones, twos = append(ones, one), append(twos, two)
	}
	wall := func(s sample) float64 { return s.wall }
	fmt.Printf("1 job to 2 jobs: %s wall\n", ratios(ones, twos, wall, wall))
	return nil
}

// growth prints the CPU time for each 1,000 files at several sizes.
func (m *meter) growth() error {
	for _, files := range []int{1_000, 5_000, 10_000, 20_000} {
		dir, err := m.estate(files)
		if err != nil {
			return err
		}
		var list []sample
		for i := range m.pairs + 1 {
			s, err := m.scan(dir, m.jobs)
			if err != nil {
				return err
			}
			if i > 0 {
				list = append(list, s)
			}
		}
		cpu := median(list, func(s sample) float64 { return s.cpu })
		fmt.Printf("%6d files: %.3f s wall, %.3f s CPU, %.1f ms CPU per 1,000 files, peak %.0f MB\n", files,
			median(list, func(s sample) float64 { return s.wall }), cpu, 1e6*cpu/float64(files), median(list, func(s sample) float64 { return s.peak }))
	}
	return nil
}

func (m *meter) scan(dir string, jobs int) (sample, error) {
	return m.measure("resilint", "scan", dir, "-q", "--exit-zero", "--format", "json", "--jobs", strconv.Itoa(jobs), "-o", os.DevNull)
}

func (m *meter) measure(program string, args ...string) (sample, error) {
	cmd := exec.Command(filepath.Join(m.tmp, program), args...) //nolint:gosec // built above
	cmd.Stderr = os.Stderr
	start := time.Now()
	out, err := cmd.Output()
	s := sample{wall: time.Since(start).Seconds()}
	if err != nil {
		return s, fmt.Errorf("%s: %w", program, err)
	}
	s.inner, _ = strconv.ParseFloat(strings.TrimSpace(string(out)), 64) // resilint prints nothing
	s.cpu = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		s.peak = float64(usage.Maxrss) / 1e3 // kB on Linux
	}
	return s, nil
}

func median(list []sample, of func(sample) float64) float64 {
	values := make([]float64, len(list))
	for i, s := range list {
		values[i] = of(s)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// ratios is the median ratio of pairs, and the range they lie in.
func ratios(a, b []sample, ofA, ofB func(sample) float64) string {
	values := make([]float64, len(a))
	for i := range a {
		values[i] = ofA(a[i]) / ofB(b[i])
	}
	slices.Sort(values)
	return fmt.Sprintf("%.2f (%.2f-%.2f)", values[len(values)/2], values[0], values[len(values)-1])
}
