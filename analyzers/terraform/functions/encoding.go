package functions

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"io"
	"net/url"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func encodingFuncs() map[string]function.Function {
	return map[string]function.Function{
		"base64decode":     text(decodeBase64, "str"),
		"base64encode":     text1("str", func(s string) string { return toBase64([]byte(s)) }),
		"base64gunzip":     text(gunzip, "str"),
		"base64gzip":       text(zip, "str"),
		"csvdecode":        stdlib.CSVDecodeFunc,
		"jsondecode":       checked(stdlib.JSONDecodeFunc, 1, boundSource),
		"jsonencode":       stdlib.JSONEncodeFunc,
		"textdecodebase64": text(decodeCharset, "source", "encoding"),
		"textencodebase64": text(encodeCharset, "string", "encoding"),
		"urldecode":        text(decodeURL, "str"),
		"urlencode":        text1("str", url.QueryEscape),
		"yamldecode":       yamlDecodeFunc(),
		"yamlencode":       yamlEncodeFunc(),
	}
}

var errNotText = errors.New("the string is not valid UTF-8 text")

func toBase64(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

func fromBase64(s string) ([]byte, error) {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return nil, function.NewArgErrorf(0, "the string is not valid base64: %s", err)
	}
	return b, nil
}

func decodeBase64(s []string) (string, error) {
	b, err := fromBase64(s[0])
	if err != nil {
		return "", err
	}
	return validText(b)
}

func validText(b []byte) (string, error) {
	if !utf8.Valid(b) {
		return "", errNotText
	}
	return string(b), nil
}

func decodeURL(s []string) (string, error) {
	out, err := url.QueryUnescape(s[0])
	if err != nil {
		return "", function.NewArgErrorf(0, "the string is not URL-encoded: %s", err)
	}
	return validText([]byte(out))
}

// zip flushes before it closes, as Terraform does, for the same bytes.
func zip(s []string) (string, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(s[0]))
	if err := errors.Join(err, w.Flush(), w.Close()); err != nil {
		return "", err
	}
	return toBase64(b.Bytes()), nil
}

func gunzip(s []string) (string, error) {
	packed, err := fromBase64(s[0])
	if err != nil {
		return "", err
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", function.NewArgErrorf(0, "the bytes are not gzip: %s", err)
	}
	b, err := io.ReadAll(io.LimitReader(r, maxText+1))
	if err != nil {
		return "", function.NewArgErrorf(0, "the bytes are not gzip: %s", err)
	}
	if err := boundText(len(b)); err != nil {
		return "", err
	}
	return validText(b)
}

// boundSource is the check before a document is decoded.
func boundSource(args []cty.Value) error {
	if args[0].Type() != cty.String {
		return nil
	}
	return boundDocument(args[0].AsString())
}
