package terragrunt

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/terraform/eval"
)

// Told is what is to be told about an estate.
type Told struct {
	Diagnostics hcl.Diagnostics
	Unresolved  []eval.Unresolved
	// Incomplete says that a file could not be read in whole, or a limit struck.
	Incomplete bool
}

// notes are what was noted about one configuration file.
type notes struct {
	dir     string
	told    Told
	missing map[string]hcl.Range // sources of modules that are not in the tree
}

func (d *draft) notes() notes {
	r := d.desk.Notes()
	n := notes{dir: dirOf(d.file.path), missing: d.missed}
	n.told.Diagnostics, n.told.Incomplete = r.Diagnostics(), r.Incomplete()
	if d.unit != nil {
		n.told.Unresolved = r.Unresolved()
	}
	return n
}

// stack notes a file of a stack: the units it makes are in none of the tree's
// directories.
func (e *Estate) stack(name string) {
	at := (&file{path: name}).top()
	n := notes{dir: dirOf(name)}
	n.told.Unresolved = []eval.Unresolved{{What: name, Why: "stacks are not read", Range: at}}
	n.told.Diagnostics = hcl.Diagnostics{{
		Severity: hcl.DiagWarning, Summary: "Stack not analysed", Subject: &at,
		Detail: "The units that this stack makes were not analysed. Run `terragrunt stack generate` first to have them scanned too.",
	}}
	e.noted = append(e.noted, n)
}

// Told gives what was noted about the units in some directories, and about the
// files that were read so far. A module that is not in the tree is told once.
func (e *Estate) Told(in func(dir string) bool) Told {
	e.mu.Lock()
	defer e.mu.Unlock()
	t := Told{Diagnostics: slices.Clone(e.diags), Incomplete: e.incomplete}
	missing := map[string]hcl.Range{}
	for _, n := range e.noted {
		if !in(n.dir) {
			continue
		}
		t.Diagnostics = append(t.Diagnostics, n.told.Diagnostics...)
		t.Unresolved = append(t.Unresolved, n.told.Unresolved...)
		t.Incomplete = t.Incomplete || n.told.Incomplete
		for source, at := range n.missing {
			if old, ok := missing[source]; !ok || before(at, old) {
				missing[source] = at
			}
		}
	}
	for _, source := range slices.Sorted(maps.Keys(missing)) {
		t.Diagnostics = append(t.Diagnostics, &hcl.Diagnostic{
			Severity: hcl.DiagWarning, Summary: "Module not on disk", Subject: missing[source].Ptr(),
			Detail: fmt.Sprintf("The module %q is not in the scanned tree, so what it declares was not analysed. Correct the source, or scan a tree that holds the module.", source),
		})
	}
	return t
}

func before(a, b hcl.Range) bool {
	return cmp.Or(cmp.Compare(a.Filename, b.Filename), cmp.Compare(a.Start.Byte, b.Start.Byte)) < 0
}
