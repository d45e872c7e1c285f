package rules

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/analyzers/graph"
	"github.com/resilint/resilint/analyzers/resilience"
)

func at(file string, line int) hcl.Range {
	return hcl.Range{Filename: file, Start: hcl.Pos{Line: line, Column: 1}, End: hcl.Pos{Line: line, Column: 20}}
}

func bucket(id facts.ID, region string, line int) facts.Bucket {
	return facts.Bucket{
		ID: id, Address: string(id), Root: "infra", Provider: "aws", Product: "s3", Region: region, Scope: facts.ScopeRegion,
		Purpose: facts.PurposeData, Declared: true, Location: at("main.tf", line),
		Guards: facts.Guards{Versioning: facts.Yes, Lock: facts.No, SoftDelete: facts.No},
	}
}

// sound is an estate that breaks no rule: a distribution with an origin group
// over a bucket and its replica.
func sound() *facts.Set {
	on := []facts.Evidence{{Range: at("main.tf", 30), Text: "origin"}}
	return &facts.Set{
		Buckets: []facts.Bucket{bucket("copy", "us-west-2", 2), bucket("main", "us-east-1", 1)},
		Services: []facts.Service{{
			ID: "www", Address: "www", Root: "infra", Name: "www", Kind: "distribution", Provider: "aws", Tier: facts.Tier0, Location: at("main.tf", 20),
		}},
		Dependencies: []facts.Dependency{{
			Service: "www", Bucket: "main", Access: facts.Serve, Need: facts.Hard, Via: facts.ViaOrigin, Confidence: facts.Certain, Evidence: on,
		}},
		Copies: []facts.Copy{{
			From: "main", To: "copy", Mechanism: "replication", Enabled: facts.Yes, Whole: facts.Yes, NeedsVersioning: true, Timed: true,
			Deletes: facts.No, Location: at("main.tf", 10),
		}},
		Switches: []facts.Switch{{
			Kind: "origin-group", Service: "www", Members: []facts.ID{"main", "copy"}, Automatic: facts.Yes, Probed: facts.Yes, Reads: true, Used: facts.Yes,
			Codes: []string{"500", "502", "503", "504"}, Location: at("main.tf", 25),
		}},
	}
}

func check(t *testing.T, set *facts.Set) []Finding {
	t.Helper()
	c, diags := Builtin()
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	g := graph.Build(set)
	found, diags := c.Check(&analyzers.Result{Facts: set, Graph: g, Assessment: resilience.Assess(g, resilience.Defaults())})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return found
}

func ids(found []Finding) string {
	list := make([]string, 0, len(found))
	for _, f := range found {
		list = append(list, f.Rule.ID+" "+string(f.Level)+" "+string(f.Confidence))
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

func TestSilence(t *testing.T) {
	if got := ids(check(t, sound())); got != "" {
		t.Errorf("a sound estate breaks %s", got)
	}
}

// Every rule fires on a fake of the sound estate, with its level.
func TestRulesFire(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*facts.Set)
		want   string
	}{
		"RL1001": {func(s *facts.Set) { s.Copies, s.Switches = nil, nil }, "RL1001 error certain"},
		"RL1001 of unknown tier warns": {
			func(s *facts.Set) { s.Copies, s.Switches, s.Services[0].Tier = nil, nil, "" }, "RL1001 warning certain",
		},
		"RL1002":            {func(s *facts.Set) { s.Copies, s.Switches, s.Buckets[1].Scope = nil, nil, facts.ScopeZone }, "RL1002 error certain"},
		"RL1003":            {func(s *facts.Set) { s.Copies[0].Cold = true }, "RL1003 error certain"},
		"RL1004":            {func(s *facts.Set) { s.Copies, s.Switches, s.Buckets[1].Declared = nil, nil, false }, "RL1004 note possible"},
		"RL2001":            {func(s *facts.Set) { s.Buckets[0].Region = "us-east-1" }, "RL2001 error certain"},
		"RL2002":            {func(s *facts.Set) { s.Copies[0].Enabled = facts.No }, "RL2002 error certain"},
		"RL2002 undecided":  {func(s *facts.Set) { s.Copies[0].Enabled, s.Copies[0].Condition = facts.Unknown, "var.dr" }, "RL2002 warning possible"},
		"RL2003":            {func(s *facts.Set) { s.Copies[0].Whole = facts.No }, "RL2003 warning certain"},
		"RL2004":            {func(s *facts.Set) { s.Buckets[0].Guards.Versioning = facts.No }, "RL2004 error certain"},
		"RL3001":            {func(s *facts.Set) { s.Switches = nil }, "RL3001 error certain"},
		"RL3002":            {func(s *facts.Set) { s.Switches = nil }, "RL3002 warning certain"},
		"RL3003 same place": {func(s *facts.Set) { s.Buckets[0].Region = "us-east-1" }, "RL3003 error certain"},
		"RL3003 unused":     {func(s *facts.Set) { s.Switches[0].Used = facts.No }, "RL3003 error certain"},
		"RL3003 deaf":       {func(s *facts.Set) { s.Switches[0].Codes = []string{"404"} }, "RL3003 warning certain"},
		"RL3008":            {func(s *facts.Set) { s.Switches[0].Probed = facts.No }, "RL3008 warning certain"},
		"RL3008 misled":     {func(s *facts.Set) { s.Switches[0].Misled = true }, "RL3008 warning certain"},
		"RL3009":            {func(s *facts.Set) { s.Switches[0].SameHost = true }, "RL3009 error certain"},
		"RL3010":            {func(s *facts.Set) { s.Copies, s.Switches[0].Spreads = nil, true }, "RL3010 error certain"},
		"RL3011": {func(s *facts.Set) {
			s.Dependencies[0].Access, s.Switches[0].Spreads, s.Switches[0].Writes = facts.ReadWrite, true, true
		}, "RL3011 note certain"},
		"RL3012": {func(s *facts.Set) { s.Switches[0].Probed, s.Switches[0].Home = facts.No, "us-east-1" }, "RL3012 error certain"},
		"RL3013": {func(s *facts.Set) { s.Switches[0].Written = facts.Yes }, "RL3013 note certain"},
		"RL3014": {func(s *facts.Set) { s.Switches[0].Blind = true }, "RL3014 note certain"},
		"RL4001": {
			func(s *facts.Set) { s.Buckets[1].Guards.Versioning, s.Copies, s.Switches = facts.No, nil, nil }, "RL4001 error certain",
		},
		"RL4001 guards unknown": {
			func(s *facts.Set) { s.Buckets[1].Guards, s.Copies, s.Switches = facts.Guards{}, nil, nil }, "RL4001 warning possible",
		},
		"RL5001": {func(s *facts.Set) {
			state := bucket("state", "us-east-1", 5)
			state.Purpose = facts.PurposeState
			s.Buckets = append(s.Buckets, state)
			s.Services[0].Region = "us-east-1"
			s.Services = append(s.Services, facts.Service{ID: "infra#terraform", Root: "infra", Kind: "terraform", Name: "infra/terraform"})
			s.Dependencies = append(s.Dependencies, facts.Dependency{
				Service: "infra#terraform", Bucket: "state", Access: facts.State, Need: facts.Soft, Via: facts.ViaBackend, Confidence: facts.Certain,
				Evidence: []facts.Evidence{{Range: at("main.tf", 40)}},
			})
		}, "RL5001 warning certain"},
	} {
		t.Run(name, func(t *testing.T) {
			set := sound()
			tc.change(set)
			found := check(t, set)
			if got := ids(found); !strings.Contains(got, tc.want) {
				t.Errorf("got %q, want %q among them", got, tc.want)
			}
			for _, f := range found {
				if !strings.HasSuffix(f.Message, ".") || strings.Contains(f.Message, "''") || f.Location.Filename == "" {
					t.Errorf("%s: message %q at %v", f.Rule.ID, f.Message, f.Location)
				}
			}
		})
	}
}

// A second copy that does what it should makes a weak one harmless.
func TestWeakCopyBesideGoodOne(t *testing.T) {
	for name, change := range map[string]func(*facts.Copy, *facts.Bucket){
		"same region": func(_ *facts.Copy, to *facts.Bucket) { to.Region = "us-east-1" },
		"disabled":    func(c *facts.Copy, _ *facts.Bucket) { c.Enabled = facts.No },
		"partial":     func(c *facts.Copy, _ *facts.Bucket) { c.Whole = facts.No },
		"unversioned": func(_ *facts.Copy, to *facts.Bucket) { to.Guards.Versioning = facts.No },
	} {
		set := sound()
		spare, weak := bucket("spare", "eu-west-1", 3), set.Copies[0]
		weak.To, weak.Location = "spare", at("main.tf", 12)
		change(&weak, &spare)
		set.Buckets, set.Copies = append(set.Buckets, spare), append(set.Copies, weak)
		if got := ids(check(t, set)); got != "" {
			t.Errorf("%s: a weak copy beside a good one breaks %s", name, got)
		}
	}
}

// A fingerprint survives moves of the text and tells findings apart.
func TestFingerprints(t *testing.T) {
	set := sound()
	set.Switches, set.Copies = nil, nil
	before := check(t, set)
	for i := range set.Buckets {
		set.Buckets[i].Location = at("elsewhere.tf", 90+i)
	}
	set.Dependencies[0].Evidence[0].Range = at("elsewhere.tf", 80)
	after := check(t, set)
	seen := map[string]bool{}
	for i, f := range before {
		if len(f.Fingerprint) < 16 || seen[f.Fingerprint] {
			t.Errorf("%s has fingerprint %q", f.Rule.ID, f.Fingerprint)
		}
		seen[f.Fingerprint] = true
		if j := slices.IndexFunc(after, func(g Finding) bool { return g.Fingerprint == f.Fingerprint }); j < 0 {
			t.Errorf("finding %d, %s, lost its fingerprint when its text moved", i, f.Rule.ID)
		}
	}
}

func TestCatalogue(t *testing.T) {
	c, diags := Builtin()
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	names := map[string]bool{}
	for _, r := range c.Rules() {
		if names[r.Name] {
			t.Errorf("the name %s is used twice", r.Name)
		}
		names[r.Name] = true
		for _, part := range []string{"**Why.**", "**How to fix.**"} {
			if !strings.Contains(r.Help, part) {
				t.Errorf("%s: the help has no %s", r.ID, part)
			}
		}
	}
}

func TestLoadMistakes(t *testing.T) {
	const good = `rule "RL9001" {
  name = "a-name"
  summary = "A sentence."
  level = "note"
  over = "buckets"
  when = true
  message = "A sentence."
  help = "Why."
`
	for name, tc := range map[string]struct{ src, want string }{
		"good":              {good + "}\n", ""},
		"unknown attribute": {good + "  colour = \"red\"\n}\n", "Unsupported argument"},
		"bad id":            {strings.Replace(good, "RL9001", "X1", 1) + "}\n", "Invalid rule"},
		"unknown list":      {strings.Replace(good, `"buckets"`, `"clouds"`, 1) + "}\n", "Invalid rule"},
		"twice":             {good + "}\n" + good + "}\n", "Duplicate rule"},
		"no HCL":            {"rule {", "Unclosed configuration block"},
	} {
		t.Run(name, func(t *testing.T) {
			_, diags := Load(fstest.MapFS{"r.hcl": {Data: []byte(tc.src)}})
			got := ""
			for _, d := range diags {
				got += d.Summary + "; "
				if d.Subject == nil {
					t.Errorf("%s has no position", d.Summary)
				}
			}
			if tc.want == "" && got != "" || !strings.Contains(got, tc.want) {
				t.Errorf("diagnostics %q, want %q", got, tc.want)
			}
		})
	}
}

// A rule that is off by default is checked when it is named, not when its family is.
func TestOffByDefault(t *testing.T) {
	catalog, diags := Builtin()
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	for _, c := range []struct {
		pick []string
		want bool
	}{{nil, false}, {[]string{"RL1"}, false}, {[]string{"RL1006"}, true}, {[]string{"rl1006"}, true}, {[]string{"regional-backing-service"}, true}} {
		chosen, diags := catalog.Choose(c.pick, nil)
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		got := slices.ContainsFunc(chosen.Rules(), func(r *Rule) bool { return r.ID == "RL1006" })
		if got != c.want {
			t.Errorf("picked by %q: %t, want %t", c.pick, got, c.want)
		}
	}
}
