package appconfig

import (
	"bytes"
	"errors"
)

// Bounds of what is read. A config that a person keeps stays far below them.
const (
	maxFileSize = 4 << 20 // bytes
	maxDepth    = 100     // of groups
	maxSettings = 20_000  // of one file, aliases expanded
	maxMentions = 500     // of one file
	maxBeside   = 500     // settings of a group that are asked about a bucket of it
	maxLine     = 5_000   // bytes; a file with a longer one is generated
	maxGrants   = 2_000   // uses of buckets that the policies of one template allow
	maxLookups  = 5_000   // variables of one file that are looked up in it
	maxName     = 500     // bytes of a text that is put where a reference to it stands
)

// Reasons for which a file is not read.
var (
	errDepth    = errors.New("it nests too deep")
	errSettings = errors.New("it holds too many settings, aliases expanded")
	errSize     = errors.New("it is too large")
)

// nests says that brackets of a text nest deeper than is read. Parsers recurse
// once a level; brackets in strings count too, which errs on the safe side.
func nests(src []byte) bool {
	depth, deepest := 0, 0
	for _, c := range src {
		switch c {
		case '(', '[', '{':
			depth++
			deepest = max(deepest, depth)
		case ')', ']', '}':
			depth = max(0, depth-1)
		}
	}
	return deepest > maxDepth
}

// minified says that a text was not written by a person.
func minified(src []byte) bool {
	for line := range bytes.Lines(src) {
		if len(line) > maxLine {
			return true
		}
	}
	return false
}
