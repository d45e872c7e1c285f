package reporters_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/fixtures"
	"github.com/resilint/resilint/reporters"
	"github.com/resilint/resilint/rules"
)

// A protection that is none is told from the genuine article: by its rung, by
// its reason, and by a rule.
func TestPairs(t *testing.T) {
	pairs, err := fixtures.Pairs()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pairs {
		t.Run(p.Name, func(t *testing.T) {
			fake, genuine := reportOf(t, p.Fake.FS, 1), reportOf(t, p.Genuine.FS, 1)
			for _, side := range []struct {
				name string
				r    *reporters.Report
				rung int
				told bool
			}{{"fake", fake, p.Fake.Rung, true}, {"genuine", genuine, p.Genuine.Rung, false}} {
				for _, d := range side.r.Result.Diagnostics {
					t.Errorf("%s: %s: %s", side.name, d.Summary, d.Detail)
				}
				rung, codes := judged(t, side.r, p.Bucket, p.Service)
				if rung != side.rung {
					t.Errorf("%s: rung %d, want %d (%v)", side.name, rung, side.rung, codes)
				}
				if slices.Contains(codes, p.Code) != side.told {
					t.Errorf("%s: reasons %v; %s must be there: %t", side.name, codes, p.Code, side.told)
				}
				if p.Rule != "" && breaks(side.r, p.Rule) != side.told {
					t.Errorf("%s: %s must be broken: %t", side.name, p.Rule, side.told)
				}
			}
		})
	}
}

// judged is the rung of a bucket, or of a service with it, and every reason code
// that the assessment gives for either.
func judged(t *testing.T, r *reporters.Report, bucket, service string) (rung int, codes []string) {
	t.Helper()
	rung = -1
	add := func(reasons []facts.Reason) {
		for _, reason := range reasons {
			codes = append(codes, reason.Code)
		}
	}
	for _, b := range r.Result.Assessment.Buckets {
		if address(r, b.Bucket) != bucket {
			continue
		}
		if service == "" {
			rung = int(b.Rung)
		}
		add(b.Reasons)
		for _, copied := range b.Replicas {
			add(copied.Reasons)
		}
	}
	for _, p := range r.Result.Assessment.Pairs {
		if address(r, p.Bucket) == bucket && address(r, p.Service) == service {
			rung = int(p.Rung)
			add(p.Reasons)
		}
	}
	return rung, codes
}

func address(r *reporters.Report, id facts.ID) string {
	for _, b := range r.Result.Facts.Buckets {
		if b.ID == id {
			return b.Address
		}
	}
	for _, s := range r.Result.Facts.Services {
		if s.ID == id {
			return s.Address
		}
	}
	return ""
}

// breaks says that a rule is broken loudly enough to be listed.
func breaks(r *reporters.Report, rule string) bool {
	return slices.ContainsFunc(r.Findings, func(f rules.Finding) bool { return f.Rule.ID == rule && f.Level != rules.LevelNone })
}

// docs/ladder.md says of every code how it is told, by which pairs, or why not.
func TestLadderDocument(t *testing.T) {
	pairs, err := fixtures.Pairs()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../docs/ladder.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if cells := strings.Split(line, "|"); len(cells) > 2 {
			rows[strings.TrimSpace(cells[1])] = line
		}
	}
	for n := 1; n <= 40; n++ {
		if code := fmt.Sprintf("X%02d", n); rows[code] == "" {
			t.Errorf("docs/ladder.md says nothing of %s", code)
		}
	}
	for _, p := range pairs {
		if !strings.Contains(rows[p.Code], p.Name) {
			t.Errorf("the row of %s does not name the pair %s", p.Code, p.Name)
		}
	}
}
