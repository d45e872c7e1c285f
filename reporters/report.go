// Package reporters writes a report in the formats people and machines read:
// one file a format, and Formats is the list.
//
// It knows how things look. It decides nothing: levels, scores and texts come
// from below, and it opens no file.
package reporters

import (
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/docs"
	"github.com/resilint/resilint/rules"
	"github.com/resilint/resilint/rules/remedy"
)

// Report is everything a format may print.
type Report struct {
	Version   string // of the tool
	Result    *analyzers.Result
	Catalog   []*rules.Rule // every enabled rule, in ID order
	Findings  []rules.Finding
	Proposals []remedy.Proposal // in the order of Findings, best first for each
	Options   Options
	// Source gives the content of a scanned file, its path relative to the tree as in
	// every range; nil for a file it does not have. It may itself be nil: then line
	// hashes are left out. It is used to count and to hash, never printed.
	Source func(path string) []byte
}

// Options change how a report looks, never what it says.
type Options struct {
	Color   bool
	Verbose bool // text: also list what stayed unresolved, every service and the evidence path
	All     bool // text: also show findings of level none
	// MinLevel leaves findings below it out of every list and count. The grade still
	// covers them, so that no filter makes an estate look better. Empty: note.
	MinLevel rules.Level
	// Base is the directory that paths are shown from in text and table, relative
	// to the tree: the working directory, so that a terminal can open them. Empty: the tree.
	Base string
	// Prefix leads from the working directory down to the tree, when the tree lies
	// below it; Base is not used then.
	Prefix string
}

// Seen is a path of the tree as text and table show it.
func (o Options) Seen(file string) string {
	if strings.HasPrefix(file, "--") {
		return file // not a path: what the command line said
	}
	if o.Prefix != "" {
		return path.Join(o.Prefix, file)
	}
	return relative(o.Base, file)
}

// at writes a place as file:line, or file:line:column when the column is asked for.
func (o Options) at(rng hcl.Range, column bool) string {
	if rng.Filename == "" {
		return ""
	}
	place := Escape(o.Seen(rng.Filename))
	if rng.Start.Line > 0 {
		place += ":" + strconv.Itoa(rng.Start.Line)
		if column && rng.Start.Column > 0 {
			place += ":" + strconv.Itoa(rng.Start.Column)
		}
	}
	return place
}

// Format is a way to print a report.
type Format struct {
	Name  string
	Doc   string // one line for --help
	Write func(io.Writer, *Report) error
}

// Formats lists every format, the default one first.
var Formats = []Format{
	{Name: "text", Doc: "findings for people, each with its place, its services, its score and its cure", Write: writeText},
	{Name: "table", Doc: "one row for each service and bucket, the worst first", Write: writeTable},
	{Name: "json", Doc: "everything, for programs: resilint.report/v1, see Schema", Write: writeReport},
	{Name: "sarif", Doc: "SARIF 2.1.0 for code scanning", Write: writeSARIF},
}

// Find gives the format of that name.
func Find(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Schema is the JSON Schema of the json format.
func Schema() []byte { return []byte(docs.ReportSchema) }
