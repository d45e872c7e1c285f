package functions_test

import (
	"os"
	"strings"
	"testing"

	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// TestNames holds the table against what terraform metadata functions lists.
func TestNames(t *testing.T) {
	src, err := os.ReadFile("testdata/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	names := strings.Fields(string(src))
	for _, name := range []string{"base64gunzip", "cidrcontains", "urldecode"} { // OpenTofu's own
		names = append(names, name, "core::"+name)
	}
	table := functions.Table(functions.Options{})
	for _, name := range names {
		if _, ok := table[name]; !ok {
			t.Errorf("there is no function %s", name)
		}
	}
	if len(table) != len(names) {
		t.Errorf("the table has %d names, want %d", len(table), len(names))
	}
}

// TestCovered wants at least two recorded calls of every pure function.
func TestCovered(t *testing.T) {
	impure := map[string]bool{
		"bcrypt": true, "plantimestamp": true, "timestamp": true, "uuid": true,
		"base64gunzip": true, "cidrcontains": true, "urldecode": true, // not in terraform
	}
	seen := map[string]int{}
	for _, r := range calls(readRecords(t)) {
		name, _, _ := strings.Cut(r.expr, "(")
		seen[name]++
	}
	for name := range functions.Table(functions.Options{}) {
		if !strings.HasPrefix(name, "core::") && !impure[name] && seen[name] < 2 {
			t.Errorf("only %d calls of %s are recorded", seen[name], name)
		}
	}
}
