package appconfig

import (
	"bytes"
	"regexp"
	"regexp/syntax"
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

// Words that are asked for before an expression must be in all that it matches.
func TestWordsOfExpressions(t *testing.T) {
	type gated struct {
		words needles
		of    *regexp.Regexp
	}
	list := []gated{{passedDirWords, passedDir}, {lockFileWords, lockFile}, {passedFileWords, passedFile}, {calling, called}}
	for _, r := range roles {
		list = append(list, gated{r.words, r.key})
		if r.role != other {
			list = append(list, gated{telling, r.key})
		}
	}
	for _, g := range list {
		tree, err := syntax.Parse(g.of.String(), syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range shortest(tree) {
			if !g.of.MatchString(text) {
				t.Errorf("%q is no sample of %s", text, g.of)
			}
			if !g.words.inText(text) {
				t.Errorf("%q matches %s, and holds none of the words", text, g.of)
			}
		}
	}
}

// shortest are samples of what an expression matches, one for each choice in it, without
// all that may be left out.
func shortest(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{string(re.Rune)}
	case syntax.OpCharClass:
		var list []string // a class of many letters stands for any
		for i := 0; i < len(re.Rune) && len(re.Rune) <= 6; i += 2 {
			list = append(list, string(re.Rune[i]), string(re.Rune[i+1]))
		}
		return append(list, string(re.Rune[:1]))
	case syntax.OpCapture, syntax.OpPlus:
		return shortest(re.Sub[0])
	case syntax.OpAlternate:
		var list []string
		for _, sub := range re.Sub {
			list = append(list, shortest(sub)...)
		}
		return list
	case syntax.OpConcat:
		list := []string{""}
		for _, sub := range re.Sub {
			var longer []string
			for _, end := range shortest(sub) {
				for _, start := range list {
					longer = append(longer, start+end)
				}
			}
			list = longer
		}
		return list
	default: // what may be left out, and places in a text
		return []string{""}
	}
}
