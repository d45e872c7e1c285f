package functions

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"

	"github.com/zclconf/go-cty/cty/function"
)

// digest turns bytes into the text of their hash.
type digest func(b []byte) string

// digests lists the hashes by the name that both a function on a string and,
// behind "file", a function on a file go by.
func digests() map[string]digest {
	return map[string]digest{
		"base64sha256": func(b []byte) string { s := sha256.Sum256(b); return toBase64(s[:]) },
		"base64sha512": func(b []byte) string { s := sha512.Sum512(b); return toBase64(s[:]) },
		"md5":          func(b []byte) string { s := md5.Sum(b); return hex.EncodeToString(s[:]) },
		"sha1":         func(b []byte) string { s := sha1.Sum(b); return hex.EncodeToString(s[:]) },
		"sha256":       func(b []byte) string { s := sha256.Sum256(b); return hex.EncodeToString(s[:]) },
		"sha512":       func(b []byte) string { s := sha512.Sum512(b); return hex.EncodeToString(s[:]) },
	}
}

func hashFuncs() map[string]function.Function {
	funcs := map[string]function.Function{
		"rsadecrypt": text(decryptRSA, "ciphertext", "privatekey"),
		"uuidv5":     text(uuidV5, "namespace", "name"),
	}
	for name, sum := range digests() {
		funcs[name] = text1("str", func(s string) string { return sum([]byte(s)) })
	}
	return funcs
}
