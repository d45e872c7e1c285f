package reporters

import (
	"io/fs"
	"net/url"
	"path"
	"strings"

	"github.com/clipperhouse/displaywidth"
	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/source"
)

// relative writes a path of the tree as seen from a folder of the tree. What has
// no place in the tree stays as it is.
func relative(base, file string) string {
	if file == "" || strings.HasPrefix(file, "--") || base == "" || path.IsAbs(file) {
		return file
	}
	return source.Relative(base, file)
}

// uri writes a path of the tree as a relative URI reference; false when the path
// leaves the tree, which no code scanner accepts.
func uri(file string) (string, bool) {
	if file == "" || strings.HasPrefix(file, "--") { // what the command line said
		return "", false
	}
	clean := path.Clean(file)
	if clean == "." || !fs.ValidPath(clean) {
		return "", false
	}
	parts := strings.Split(clean, "/")
	for i, part := range parts {
		// A colon in the first segment would read as a scheme.
		parts[i] = strings.ReplaceAll(url.PathEscape(part), ":", "%3A")
	}
	return strings.Join(parts, "/"), true
}

// span is where a range lies on its first line, as byte offsets into the text
// of that line. Ranges of several lines are cut after the first: a pull request
// shows an alert only when each of its lines is part of the change.
func span(text string, rng hcl.Range) (start, end int) {
	start = columnOffset(text, rng.Start.Column)
	end = len(strings.TrimRight(text, " \t"))
	if rng.End.Line == rng.Start.Line && rng.End.Column > rng.Start.Column {
		end = columnOffset(text, rng.End.Column)
	}
	return start, max(start, end)
}

// columnOffset turns HCL's column, which counts grapheme clusters from one, into a byte offset.
func columnOffset(text string, column int) int {
	clusters, offset := displaywidth.StringGraphemes(text), 0
	for ; column > 1 && clusters.Next(); column-- {
		offset += len(clusters.Value())
	}
	return offset
}
