package planjson

import (
	"bytes"
	"encoding/json"

	"github.com/hashicorp/hcl/v2"
)

// object visits the members of an object; null has none.
func (w *walker) object(visit func(key string) error) error {
	return w.within('{', func() error {
		key, err := w.dec.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string) // the decoder has seen to it that keys are strings
		return visit(name)
	})
}

// array visits the elements of an array; null has none.
func (w *walker) array(visit func() error) error { return w.within('[', visit) }

func (w *walker) within(open json.Delim, visit func() error) error {
	t, err := w.dec.Token()
	if err != nil {
		return err
	}
	switch t {
	case nil:
		return nil
	case open:
	default:
		return errShape
	}
	for w.dec.More() {
		if err := visit(); err != nil {
			return err
		}
	}
	_, err = w.dec.Token()
	return err
}

// ignored is a value that nobody looks at.
type ignored struct{}

// UnmarshalJSON takes anything.
func (ignored) UnmarshalJSON([]byte) error { return nil }

func (w *walker) skip() error { return w.dec.Decode(&ignored{}) }

// lineCounter turns offsets into lines. It goes forward with the reader, so
// that each line is counted once.
type lineCounter struct {
	name  string
	src   []byte
	upTo  int // lines are counted up to here
	lines int // newlines before upTo
	last  int // the offset behind the last of them
}

func (c *lineCounter) at(offset int) hcl.Range {
	pos := c.pos(offset)
	return hcl.Range{Filename: c.name, Start: pos, End: pos}
}

func (c *lineCounter) pos(offset int) hcl.Pos {
	offset = min(max(offset, 0), len(c.src))
	if offset < c.upTo {
		c.upTo, c.lines, c.last = 0, 0, 0
	}
	passed := c.src[c.upTo:offset]
	if n := bytes.Count(passed, []byte{'\n'}); n > 0 {
		c.lines += n
		c.last = c.upTo + bytes.LastIndexByte(passed, '\n') + 1
	}
	c.upTo = offset
	return hcl.Pos{Line: c.lines + 1, Column: offset - c.last + 1, Byte: offset}
}

// find is where an address stands between two offsets.
func (c *lineCounter) find(from, to int, address string) hcl.Range {
	text, err := json.Marshal(address)
	if err != nil { // cannot happen: any string can be written
		return c.at(from)
	}
	i := bytes.Index(c.src[from:to], text)
	if i < 0 { // written with other escapes
		return c.at(from)
	}
	r := c.at(from + i)
	r.End.Byte += len(text)
	r.End.Column += len(text)
	return r
}
