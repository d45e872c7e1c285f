package locators

import "strings"

// maxTokens bounds the tokens of a text. The longest form has about fourteen,
// and what follows a bucket's name does not matter.
const maxTokens = 24

// maxFields bounds the fields of a form.
const maxFields = 6

// kind says what a token is.
type kind uint8

const (
	label kind = iota // of a host, read from right to left
	extra             // a port or user information, which most forms do not write
	path              // with the separator before it
)

// token is a part of a text, as offsets.
type token struct {
	from, to int
	kind     kind
}

// text is a string on its way through the table. Its parts that are not known
// have been replaced, byte for byte, by letters.
type text struct {
	raw   string // as it was written
	s     string // masked, with its host in lower case
	holes []hole
	bare  bool // a host without a scheme
	host  int  // where the host begins
	query string

	// Arrays, so that a text and all that is found in it stay off the heap.
	tokens  [maxTokens]token
	ntokens int
	found   [maxFields]capture
	nfound  int
}

// hole is a part of a text that is not known, as offsets.
type hole struct{ from, to int }

// capture is what a field took.
type capture struct {
	field   *field
	value   string
	partial bool // a part of it is not known
}

// url cuts a URL without its scheme: the labels of its host from right to
// left, user information, port and path.
func (tx *text) url(start int, lower bool) *text {
	if i := either(tx.s[start:], '?', '#'); i >= 0 {
		tx.query = tx.s[start+i+1:]
		tx.s = tx.s[:start+i]
	}
	end := len(tx.s)
	if i := strings.IndexByte(tx.s[start:], '/'); i >= 0 {
		end = start + i
	}
	user := start
	if i := strings.LastIndexByte(tx.s[start:end], '@'); i >= 0 {
		start += i + 1
	}
	port := end
	if i := strings.IndexByte(tx.s[start:end], ':'); i >= 0 {
		port = start + i
	}
	tx.ntokens, tx.host = 0, start
	if lower {
		tx.lower(start, port)
	}
	tx.labels(start, port)
	if user < start {
		tx.add(user, start, extra)
	}
	if port < end {
		tx.add(port, end, extra)
	}
	tx.segments(end, '/', '/')
	return tx
}

// list cuts what is no URL at its colons and slashes.
func (tx *text) list(start int) *text {
	tx.ntokens = 0
	tx.segments(start, ':', '/')
	return tx
}

func (tx *text) labels(from, to int) {
	for {
		dot := strings.LastIndexByte(tx.s[from:to], '.')
		tx.add(from+dot+1, to, label)
		if dot < 0 {
			return
		}
		to = from + dot
	}
}

// segments cuts at separators; each stays with what follows it.
func (tx *text) segments(from int, a, b byte) {
	for from < len(tx.s) && tx.ntokens < maxTokens {
		to := len(tx.s)
		if i := either(tx.s[from+1:], a, b); i >= 0 {
			to = from + 1 + i
		}
		tx.add(from, to, path)
		from = to
	}
}

// add keeps a token. A host of more labels than fit is none that a form knows.
func (tx *text) add(from, to int, k kind) {
	if tx.ntokens < maxTokens {
		tx.tokens[tx.ntokens] = token{from, to, k}
		tx.ntokens++
	}
}

// lower puts a host into lower case: names of hosts have no case. It leaves
// what is not ASCII alone, which has no place in them and may change in length.
func (tx *text) lower(from, to int) {
	var host []byte
	for i := from; i < to; i++ {
		if c := tx.s[i]; 'A' <= c && c <= 'Z' {
			if host == nil {
				host = []byte(tx.s)
			}
			host[i] = c + 'a' - 'A'
		}
	}
	if host != nil {
		tx.s = string(host)
	}
}

// partial says that some of a part is not known.
func (tx *text) partial(from, to int) bool {
	for _, h := range tx.holes {
		if h.from < to && from < h.to {
			return true
		}
	}
	return false
}

// headOf is what a text that is no URL begins with, up to its first separator.
func headOf(s string) string {
	i := either(s, ':', '/')
	switch {
	case i < 0:
		return s
	case i == 0:
		return s[:1]
	}
	return s[:i]
}

// either is the index of the first of two bytes; -1 when there is none. It is
// several times faster here than strings.IndexAny.
func either(s string, a, b byte) int {
	for i := range len(s) {
		if c := s[i]; c == a || c == b {
			return i
		}
	}
	return -1
}

func isScheme(s string) bool {
	for i := range len(s) {
		if c := s[i]; !alphanumeric(c) && c != '+' && c != '-' {
			return false
		}
	}
	return s != ""
}

func alphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
