package appconfig

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"sort"
	"strconv"
)

// readJSON reads a JSON file; comments, which many programs allow in their
// configs, and trailing commas are blanked first.
func readJSON(src []byte) ([]*setting, error) {
	if nests(src) {
		return nil, errDepth
	}
	plain := blankComments(src)
	r := &jsonReader{dec: json.NewDecoder(bytes.NewReader(plain)), lines: lineStarts(plain)}
	r.dec.UseNumber()
	root := &setting{line: 1, column: 1}
	err := r.value(root)
	return []*setting{root}, err
}

type jsonReader struct {
	dec   *json.Decoder
	lines []int
	count int
}

// value reads the next value into a setting.
func (r *jsonReader) value(s *setting) error {
	token, err := r.dec.Token()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return io.ErrUnexpectedEOF
		}
		return err
	}
	if r.count++; r.count > maxSettings {
		return errSettings
	}
	s.line, s.column = place(r.lines, int(r.dec.InputOffset())-1)
	switch token := token.(type) {
	case json.Delim:
		return r.group(s, token)
	case string:
		s.leaf, s.quoted, s.value = true, true, token
	case json.Number:
		s.leaf, s.value = true, token.String()
	case bool:
		s.leaf, s.value = true, strconv.FormatBool(token)
	default:
		s.leaf = true // null
	}
	return nil
}

func (r *jsonReader) group(s *setting, opening json.Delim) error {
	for r.dec.More() {
		child := s.item(0, 0)
		if s.list = opening == '['; !s.list {
			token, err := r.dec.Token()
			if err != nil {
				return err
			}
			child.key, _ = token.(string)
		}
		if err := r.value(child); err != nil {
			return err
		}
	}
	_, err := r.dec.Token()
	return err
}

// blankComments replaces comments and trailing commas by spaces, byte for byte.
func blankComments(src []byte) []byte {
	out := bytes.Clone(src)
	comma := -1 // a comma behind which nothing came yet
	for i := 0; i < len(out); {
		c := out[i]
		n := 1
		switch {
		case c == '"':
			n = quotedLen(out[i:])
		case c == '/' && i+1 < len(out) && (out[i+1] == '/' || out[i+1] == '*'):
			n = blankComment(out[i:])
			i += n
			continue
		case c == '}' || c == ']':
			if comma >= 0 {
				out[comma] = ' '
			}
		}
		switch {
		case c == ',':
			comma = i
		case c > ' ':
			comma = -1
		}
		i += n
	}
	return out
}

func blankComment(text []byte) int {
	end := bytes.IndexByte(text, '\n')
	if text[1] == '*' {
		if end = bytes.Index(text[2:], []byte("*/")); end >= 0 {
			end += 4
		}
	}
	if end < 0 {
		end = len(text)
	}
	for i := range end {
		if text[i] != '\n' {
			text[i] = ' '
		}
	}
	return end
}

// quotedLen is the length of the string that a text begins with.
func quotedLen(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

// lineStarts are the offsets at which lines begin.
func lineStarts(src []byte) []int {
	starts := []int{0}
	for i, c := range src {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// place turns an offset into a line and a column, both from 1.
func place(starts []int, offset int) (line, column int) {
	line = sort.SearchInts(starts, offset+1)
	return line, offset - starts[line-1] + 1
}
