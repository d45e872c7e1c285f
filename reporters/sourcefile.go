package reporters

import "strings"

// sourceFile is a scanned file, read at most once a report.
type sourceFile struct {
	src    []byte
	lines  []string // without their ends; nil until asked for
	hashes []string // GitHub's line hashes; nil until asked for
}

// file gives a scanned file; an empty one when nobody has it.
func (v *view) file(name string) *sourceFile {
	f, ok := v.files[name]
	if !ok {
		f = &sourceFile{}
		if v.Source != nil && name != "" {
			f.src = v.Source(name)
		}
		v.files[name] = f
	}
	return f
}

// lineHash is GitHub's hash of a line; empty when the file is not at hand.
func (v *view) lineHash(name string, line int) string {
	f := v.file(name)
	if f.src != nil && f.hashes == nil {
		f.hashes = lineHashes(f.src)
	}
	if line < 1 || line > len(f.hashes) {
		return ""
	}
	return f.hashes[line-1]
}

// rawLine gives a line as it stands in the file, to count columns in. It may
// hold a secret: it is never printed, what is printed comes from Result.Lines.
func (v *view) rawLine(name string, line int) (string, bool) {
	f := v.file(name)
	if f.src != nil && f.lines == nil {
		f.lines = strings.Split(string(f.src), "\n")
	}
	if line >= 1 && line <= len(f.lines) {
		return strings.TrimSuffix(f.lines[line-1], "\r"), true
	}
	return v.shownLine(name, line)
}

// shownLine gives a line to show, its secrets hidden.
func (v *view) shownLine(name string, line int) (string, bool) {
	text, ok := v.Result.Lines[name][line]
	return strings.TrimRight(text, "\r\n"), ok
}
