package functions

import (
	"bytes"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty/function"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/ianaindex"
)

// charset finds an encoding by the name IANA registered for it.
func charset(name string) (encoding.Encoding, error) {
	enc, err := ianaindex.IANA.Encoding(name)
	if err != nil || enc == nil {
		return nil, function.NewArgErrorf(1, "%q is not a supported IANA encoding name", name)
	}
	return enc, nil
}

func encodeCharset(s []string) (string, error) {
	enc, err := charset(s[1])
	if err != nil {
		return "", err
	}
	b, err := enc.NewEncoder().Bytes([]byte(s[0]))
	if err != nil {
		return "", function.NewArgErrorf(0, "the string has characters that do not exist in %s", s[1])
	}
	return toBase64(b), nil
}

func decodeCharset(s []string) (string, error) {
	enc, err := charset(s[1])
	if err != nil {
		return "", err
	}
	b, err := fromBase64(s[0])
	if err != nil {
		return "", err
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return "", function.NewArgErrorf(0, "the bytes are not text in %s", s[1])
	}
	return validText(out)
}
