package appconfig

import (
	"bytes"
	"slices"
	"testing"
)

// All words at once must be found where one by one they are.
func FuzzNeedles(f *testing.F) {
	for _, text := range []string{"", "b", "sbucket", "buckbucket", "gsgs://", "BuCkEt", "ss3", "stora storage", "abccd", "configconfigmap", "\xff\xfe s3", "core.windowcore.windows.net"} {
		f.Add([]byte(text), "storage", "age", "ora")
	}
	f.Add([]byte("xabcx"), "abcd", "bc", "b")
	f.Fuzz(func(t *testing.T, text []byte, one, two, three string) {
		words := slices.DeleteFunc([]string{one, two, three}, func(w string) bool {
			return w == "" || len(w) > 1000 || bytes.ContainsFunc([]byte(w), func(c rune) bool { return c >= 'A' && c <= 'Z' })
		})
		var low []byte
		for _, c := range text {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			low = append(low, c)
		}
		want := slices.ContainsFunc(words, func(w string) bool { return bytes.Contains(low, []byte(w)) })
		if n := needlesOf(words...); n.in(text) != want || n.inText(string(text)) != want {
			t.Errorf("%q in %q: %t, want %t", words, text, !want, want)
		}
	})
}
