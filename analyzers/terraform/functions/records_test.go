package functions_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// answer is what an expression comes to: a value and a type, or a refusal.
type answer struct {
	value string
	typ   string
	why   reason
}

// reason is the text of an error; it takes no part in comparisons.
type reason string

// Equal makes all reasons alike to cmp.
func (reason) Equal(reason) bool { return true }

func (a answer) refused() bool { return a.value == "" }

// record is one call of the file, or a line that is none.
type record struct {
	expr    string
	comment string
	excuse  string
	answer
}

func calls(records []*record) []*record {
	var out []*record
	for _, r := range records {
		if r.expr != "" {
			out = append(out, r)
		}
	}
	return out
}

func readRecords(t *testing.T) []*record {
	t.Helper()
	src, err := os.ReadFile(consoleFile)
	if err != nil {
		t.Fatal(err)
	}
	var records []*record
	for line := range strings.Lines(string(src)) {
		line = strings.TrimSuffix(line, "\n")
		mark, rest, _ := strings.Cut(line, " ")
		switch mark {
		case "":
		case ">":
			records = append(records, &record{expr: rest})
		case "=":
			records[len(records)-1].value = rest
		case ":":
			records[len(records)-1].typ = rest
		case "~":
			records[len(records)-1].excuse = rest
		case "#":
			records = append(records, &record{comment: line})
		case "!":
		default:
			t.Fatalf("%s: unexpected line %q", consoleFile, line)
		}
	}
	return records
}

func writeRecords(t *testing.T, records []*record) {
	t.Helper()
	var b strings.Builder
	last := ""
	for _, r := range records {
		if r.expr == "" {
			if last != "#" && last != "" {
				b.WriteString("\n")
			}
			b.WriteString(r.comment + "\n")
			last = "#"
			continue
		}
		last = ">"
		fmt.Fprintf(&b, "\n> %s\n", r.expr)
		if r.refused() {
			b.WriteString("!\n")
		} else {
			fmt.Fprintf(&b, "= %s\n", r.value)
			if r.typ != "" {
				fmt.Fprintf(&b, ": %s\n", r.typ)
			}
		}
		if r.excuse != "" {
			fmt.Fprintf(&b, "~ %s\n", r.excuse)
		}
	}
	if err := os.WriteFile(consoleFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
