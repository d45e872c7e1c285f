package reporters

import (
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// GitHub's line hash looks at this many UTF-16 units from the start of a line,
// as the digits of a number to this base.
const (
	hashWindow = 100
	hashBase   = 37
	hashEOF    = 0xffff
)

// lineHashes computes the value that GitHub code scanning expects in
// primaryLocationLineHash, one for each line. It must be GitHub's to the bit:
// its upload action warns about each result that differs.
func lineHashes(src []byte) []string {
	units, starts := hashUnits(src)
	seen := map[uint64]int{}
	hashes := make([]string, len(starts))
	for i, start := range starts {
		var h uint64
		for j := start; j < start+hashWindow; j++ {
			h *= hashBase
			if j < len(units) {
				h += uint64(units[j])
			}
		}
		seen[h]++
		hashes[i] = fmt.Sprintf("%x:%d", h, seen[h])
	}
	return hashes
}

// hashUnits keeps what the hash sees of a file: no blanks, no tabs, one kind of
// line end, a mark at the end of the file. It also says where each line starts.
func hashUnits(src []byte) (units []uint16, starts []int) {
	lineStart, afterCR := true, false
	add := func(u uint16) {
		if lineStart {
			starts = append(starts, len(units))
		}
		lineStart = u == '\n'
		units = append(units, u)
	}
	for len(src) > 0 {
		r, size := utf8.DecodeRune(src)
		src = src[size:]
		skip := r == ' ' || r == '\t' || (afterCR && r == '\n')
		afterCR = r == '\r'
		switch {
		case skip:
		case r == '\r':
			add('\n')
		default:
			for _, u := range utf16.AppendRune(nil, r) {
				add(u)
			}
		}
	}
	add(hashEOF)
	return units, starts
}
