package reporters

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Code scanning rejects or hides what is beyond its limits; these stay below
// them, and what is cut is announced in a notification.
const (
	maxResults = 5000
	maxSteps   = 50
	maxFlows   = 10
	maxRelated = 100
	maxText    = 1024
)

const home = "https://github.com/resilint/resilint"

// writeSARIF writes SARIF 2.1.0 as code scanning wants it. What it leaves out is
// left out on purpose: automationDetails would override the user's category,
// base ids would put this machine's paths into the file, and security-severity
// would turn a question of reliability into a vulnerability.
func writeSARIF(w io.Writer, r *Report) error {
	s := &sarif{view: newView(r)}
	rules, index := s.rules()
	results := s.results(index)
	version := strings.TrimPrefix(r.Version, "v")
	if version == "" || version[0] < '0' || version[0] > '9' {
		version = "0.0.0-" + cmp.Or(version, "dev") // a build of nobody's release: versions are compared as numbers
	}
	driver := sarifDriver{Name: "resilint", Version: Escape(version), InformationURI: home, Rules: rules}
	if semantic.MatchString(version) {
		driver.SemanticVersion = version
	}
	return writeJSON(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs: []sarifRun{{
			Tool: sarifTool{Driver: driver},
			Invocations: []sarifInvocation{{
				ExecutionSuccessful: !r.Result.Incomplete,
				Notifications:       append(s.diagnostics(), s.notes...),
			}},
			ColumnKind: "unicodeCodePoints",
			Results:    results,
		}},
	})
}

var semantic = regexp.MustCompile(`^\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$`)

// sarif is one document in the making.
type sarif struct {
	*view
	notes []sarifNotification // what was cut or has no place
	flows int                 // flows that were shortened
	links int                 // results whose related places were shortened
}

func (s *sarif) note(level, id, format string, args ...any) {
	s.notes = append(s.notes, sarifNotification{
		Descriptor: sarifDescriptor{ID: id}, Level: level,
		Message: sarifText{Text: sentence(fmt.Sprintf(format, args...))},
	})
}

// diagnostics says what was not understood; nothing else in the file would.
func (s *sarif) diagnostics() []sarifNotification {
	var list []sarifNotification
	for _, d := range s.Result.Diagnostics {
		n := sarifNotification{Descriptor: sarifDescriptor{ID: "diagnostic"}, Level: severity(d)}
		n.Message.Text = plain(sentence(d.Summary))
		if d.Detail != "" {
			n.Message.Text += " " + plain(sentence(d.Detail))
		}
		if d.Subject != nil {
			if place := s.physical(*d.Subject); place != nil {
				n.Locations = []sarifLocation{{Physical: place}}
			}
		}
		list = append(list, n)
	}
	if n := len(s.facts.Unresolved); n > 0 {
		list = append(list, sarifNotification{
			Descriptor: sarifDescriptor{ID: "unresolved"}, Level: "note",
			Message: sarifText{Text: plain("Not analysed: " + strings.Join(s.unresolvedKinds(), ", ") + ".")},
		})
	}
	return list
}

// physical is the place of a range, on its first line; nil when it lies outside the tree.
func (s *sarif) physical(rng hcl.Range) *sarifPhysical {
	ref, ok := uri(rng.Filename)
	if !ok {
		return nil
	}
	return &sarifPhysical{Artifact: sarifArtifact{URI: ref}, Region: s.region(rng)}
}

// region counts in code points from one; its end is exclusive.
func (s *sarif) region(rng hcl.Range) *sarifRegion {
	line := max(rng.Start.Line, 1)
	text, ok := s.rawLine(rng.Filename, line)
	if !ok {
		start := max(rng.Start.Column, 1)
		end := start + 1
		if rng.End.Line == line {
			end = max(end, rng.End.Column)
		}
		return &sarifRegion{StartLine: line, StartColumn: start, EndLine: line, EndColumn: end}
	}
	start, end := span(text, rng)
	first := 1 + len([]rune(text[:start]))
	last := first + max(1, len([]rune(text[start:end])))
	return &sarifRegion{StartLine: line, StartColumn: first, EndLine: line, EndColumn: last}
}
