package functions

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/zclconf/go-cty/cty/function"
)

// uuidV5 derives a UUID from a namespace and a name, as RFC 4122 says.
func uuidV5(s []string) (string, error) {
	space, err := namespace(s[0])
	if err != nil {
		return "", err
	}
	sum := sha1.Sum(append(space, s[1]...))
	id := sum[:16]
	id[6] = id[6]&0x0f | 0x50 // version 5
	id[8] = id[8]&0x3f | 0x80 // variant of RFC 4122
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:]), nil
}

// namespace reads a namespace: one the RFC names, or a UUID in full.
func namespace(name string) ([]byte, error) {
	switch name {
	case "dns":
		name = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
	case "url":
		name = "6ba7b811-9dad-11d1-80b4-00c04fd430c8"
	case "oid":
		name = "6ba7b812-9dad-11d1-80b4-00c04fd430c8"
	case "x500":
		name = "6ba7b814-9dad-11d1-80b4-00c04fd430c8"
	}
	id, err := parseUUID(name)
	if err != nil {
		return nil, function.NewArgErrorf(0, "%q is neither dns, url, oid or x500 nor a UUID", name)
	}
	return id, nil
}

// parseUUID accepts the usual form, alone, in braces or as a URN, and the
// same without hyphens.
func parseUUID(s string) ([]byte, error) {
	const usual = len("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
	switch len(s) {
	case usual + len("urn:uuid:"):
		if !strings.EqualFold(s[:len("urn:uuid:")], "urn:uuid:") {
			return nil, hex.ErrLength
		}
		s = s[len("urn:uuid:"):]
	case usual + len("{}"):
		s = s[1 : len(s)-1]
	case usual:
	default:
		return exactly(hex.DecodeString(s))
	}
	for _, i := range []int{8, 13, 18, 23} {
		if s[i] != '-' {
			return nil, hex.ErrLength
		}
	}
	return exactly(hex.DecodeString(s[:8] + s[9:13] + s[14:18] + s[19:23] + s[24:]))
}

func exactly(id []byte, err error) ([]byte, error) {
	if err == nil && len(id) != 16 {
		return nil, hex.ErrLength
	}
	return id, err
}
