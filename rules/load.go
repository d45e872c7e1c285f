package rules

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/knowledge"
)

//go:embed catalog/*.hcl
var builtin embed.FS

// Catalog is a set of rules in ID order. It does not change.
type Catalog struct{ rules []*Rule }

// Builtin is the catalogue that ships with the product.
func Builtin() (*Catalog, hcl.Diagnostics) {
	sub, err := fs.Sub(builtin, "catalog")
	if err != nil {
		return nil, hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Unreadable catalogue", Detail: err.Error()}}
	}
	return Load(sub)
}

// ruleFile is one file of the catalogue.
type ruleFile struct {
	Rules []*ruleBlock `hcl:"rule,block"`
}

type ruleBlock struct {
	ID        string         `hcl:"id,label"`
	Name      string         `hcl:"name"`
	Summary   string         `hcl:"summary"`
	Level     string         `hcl:"level"`
	MaxLevel  string         `hcl:"max_level,optional"`
	Precision string         `hcl:"precision,optional"`
	Over      string         `hcl:"over"`
	Default   *bool          `hcl:"default,optional"`
	When      hcl.Expression `hcl:"when"`
	Score     hcl.Expression `hcl:"score,optional"`
	Message   hcl.Expression `hcl:"message"`
	Suggest   []string       `hcl:"suggest,optional"`
	Help      string         `hcl:"help"`
	Range     hcl.Range      `hcl:",def_range"`
}

// Load reads the rules of a folder. Mistakes are diagnostics with positions.
func Load(fsys fs.FS) (*Catalog, hcl.Diagnostics) {
	files, diags := knowledge.Read[ruleFile](fsys, "*.hcl", "rule")
	c := &Catalog{}
	for _, f := range files {
		for _, b := range f.Rules {
			r, d := b.rule()
			diags = append(diags, d...)
			c.rules = append(c.rules, r)
		}
	}
	slices.SortFunc(c.rules, func(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) })
	return c, append(diags, c.duplicates()...)
}

var (
	ruleID   = regexp.MustCompile(`\ARL[1-9][0-9]{3}\z`)
	ruleName = regexp.MustCompile(`\A[a-z0-9]+(-[a-z0-9]+)*\z`)
)

// rule checks a block and makes a rule of it.
func (b *ruleBlock) rule() (*Rule, hcl.Diagnostics) {
	r := &Rule{
		ID: b.ID, Name: b.Name, Summary: b.Summary, Help: strings.TrimSpace(b.Help), Level: Level(b.Level), MaxLevel: Level(cmp.Or(b.MaxLevel, "error")),
		Precision: cmp.Or(b.Precision, "high"), Over: b.Over, Default: b.Default == nil || *b.Default, When: b.When, Score: b.Score, Message: b.Message, Suggest: b.Suggest, DeclRange: b.Range,
	}
	var diags hcl.Diagnostics
	fail := func(format string, args ...any) {
		diags = append(diags, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Invalid rule", Detail: fmt.Sprintf(format, args...), Subject: b.Range.Ptr()})
	}
	if !ruleID.MatchString(b.ID) {
		fail("The id %q is not RL and four digits.", b.ID)
	}
	if !ruleName.MatchString(b.Name) {
		fail("The name %q is not in kebab-case.", b.Name)
	}
	if !strings.HasSuffix(b.Summary, ".") {
		fail("The summary of %s must end with a full stop.", b.ID)
	}
	for _, l := range []Level{r.Level, r.MaxLevel} {
		if l.Rank() == 0 {
			fail("%q is none of error, warning and note.", l)
		}
	}
	if _, ok := collections()[b.Over]; !ok {
		fail("There is nothing called %q to look at.", b.Over)
	}
	return r, diags
}

func (c *Catalog) duplicates() hcl.Diagnostics {
	var diags hcl.Diagnostics
	for i := 1; i < len(c.rules); i++ {
		if c.rules[i].ID == c.rules[i-1].ID {
			diags = append(diags, &hcl.Diagnostic{
				Severity: hcl.DiagError, Summary: "Duplicate rule", Detail: c.rules[i].ID + " is declared twice.", Subject: c.rules[i].DeclRange.Ptr(),
			})
		}
	}
	return diags
}

// Rules lists the rules in ID order.
func (c *Catalog) Rules() []*Rule { return slices.Clone(c.rules) }

// Choose keeps the rules that pick names, those that are on by default if it is
// empty, without those that drop names. A name is an ID, the start of one (a family), or a rule's
// name; one that means no rule is an error.
func (c *Catalog) Choose(pick, drop []string) (*Catalog, hcl.Diagnostics) {
	var diags hcl.Diagnostics
	chosen := &Catalog{}
	for _, name := range slices.Concat(pick, drop) {
		if !slices.ContainsFunc(c.rules, func(r *Rule) bool { return r.is(name) }) {
			diags = append(diags, &hcl.Diagnostic{
				Severity: hcl.DiagError, Summary: "Unknown rule", Detail: fmt.Sprintf("there is no rule %q; `resilint rules` lists them", name),
			})
		}
	}
	for _, r := range c.rules {
		if (len(pick) == 0 && r.Default || slices.ContainsFunc(pick, r.asked)) && !slices.ContainsFunc(drop, r.is) {
			chosen.rules = append(chosen.rules, r)
		}
	}
	return chosen, diags
}

func (r *Rule) is(name string) bool {
	upper := strings.ToUpper(name)
	return r.Name == name || len(upper) >= 3 && strings.HasPrefix(upper, "RL") && strings.HasPrefix(r.ID, upper)
}

// asked says that a name picks the rule: one that is off by default only by its
// whole ID or its name, not with its family.
func (r *Rule) asked(name string) bool {
	return r.is(name) && (r.Default || r.Name == name || strings.EqualFold(r.ID, name))
}
