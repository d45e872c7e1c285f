package clouds

import (
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform"
)

// parting says that a character of a longer text cannot be part of a locator.
func parting(r rune) bool { return r <= ' ' || strings.ContainsRune("\"'`<>()[],;|\\=", r) }

// words splits a longer text at what cannot be part of a locator.
func words(text string) []string { return strings.FieldsFunc(text, parting) }

// openWords visits the words of a longer text that may be locators and hold a value
// that is not known: "aws s3 sync s3://acme-${var.env}-media .". One that is made
// of resources says nothing more than those do by themselves.
func openWords(t *terraform.Term, visit func(*terraform.Term)) {
	if t.Bare().IsKnown() {
		return
	}
	var word []*terraform.Term
	found := 0
	end := func() {
		if w := openWord(t, word); w != nil {
			visit(w)
		}
		word = nil
		found++
	}
	for _, p := range inOrder(t, nil) {
		s, known := p.Text()
		if !known {
			word = append(word, p)
			continue
		}
		for s != "" {
			i := strings.IndexFunc(s, parting)
			if i < 0 {
				i = len(s)
			}
			word = append(word, pieceOf(p, s[:i]))
			if i == len(s) {
				break
			}
			end()
			_, n := utf8.DecodeRuneInString(s[i:])
			s = s[i+n:]
		}
	}
	if found > 0 { // else the word is the whole, and was visited as such
		end()
	}
}

// pieceOf is a stretch of a known text.
func pieceOf(t *terraform.Term, s string) *terraform.Term {
	return &terraform.Term{Value: cty.StringVal(s).WithSameMarks(t.Value), Range: t.Range, Trail: t.Trail}
}

// inOrder lists what a template is put together from, templates within it included.
func inOrder(t *terraform.Term, list []*terraform.Term) []*terraform.Term {
	if t.Shape != terraform.Template {
		return append(list, t)
	}
	for _, p := range t.Parts {
		list = inOrder(p.Term, list)
	}
	return list
}

// openWord is a word of a text; nil when it is known, is made of a resource, or has
// the looks of a bare name, which is met by chance.
func openWord(text *terraform.Term, word []*terraform.Term) *terraform.Term {
	t := &terraform.Term{Shape: terraform.Template, Range: text.Range, Trail: text.Trail, Value: cty.UnknownVal(cty.String)}
	known, looks := true, false
	for _, p := range word {
		s, ok := p.Text()
		if p.Shape == terraform.Choice || len(terraform.Origins(p.Value)) > 0 {
			return nil
		}
		known, looks = known && ok, looks || strings.ContainsAny(s, ":/")
		t.Parts = append(t.Parts, terraform.Part{Term: p})
		t.Value = t.Value.WithSameMarks(p.Value)
	}
	if known || !looks {
		return nil
	}
	return t
}
