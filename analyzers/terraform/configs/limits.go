package configs

import (
	"bytes"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// HCL's parser and evaluator recurse once for each level of nesting and each
// operator of a chain, and a stack that overflows ends the process. A file that
// is small enough cannot get there; a longer one is measured before it is parsed.
const (
	smallFile    = 64 << 10 // bytes
	fewBrackets  = 2_000    // in a small file
	maxNesting   = 500      // brackets, braces and templates within each other
	maxOperators = 5_000    // in one expression
)

// tooDeep finds the place where a file is nested beyond the limits; nil when it
// is not.
func tooDeep(src []byte, name string, json bool) *hcl.Diagnostic {
	if len(src) <= smallFile && bytes.Count(src, []byte("{"))+bytes.Count(src, []byte("["))+bytes.Count(src, []byte("(")) <= fewBrackets {
		return nil
	}
	if json {
		return JSONTooDeep(src, name)
	}
	tokens, _ := hclsyntax.LexConfig(src, name, hcl.InitialPos)
	counts := []int{0} // operators so far, for each open bracket
	for i := range tokens {
		t := &tokens[i]
		top := len(counts) - 1
		switch t.Type {
		case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc,
			hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
			counts = append(counts, 0)
		case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc,
			hclsyntax.TokenTemplateSeqEnd:
			counts = counts[:max(1, top)]
		case hclsyntax.TokenNewline, hclsyntax.TokenComma:
			counts[top] = 0
		case hclsyntax.TokenPlus, hclsyntax.TokenMinus, hclsyntax.TokenStar, hclsyntax.TokenSlash, hclsyntax.TokenPercent, hclsyntax.TokenBang,
			hclsyntax.TokenAnd, hclsyntax.TokenOr, hclsyntax.TokenQuestion, hclsyntax.TokenEqualOp, hclsyntax.TokenNotEqual, hclsyntax.TokenDot,
			hclsyntax.TokenLessThan, hclsyntax.TokenGreaterThan, hclsyntax.TokenLessThanEq, hclsyntax.TokenGreaterThanEq:
			counts[top]++
		default:
		}
		if len(counts) > maxNesting || counts[len(counts)-1] > maxOperators {
			return beyond(t.Range)
		}
	}
	return nil
}

// JSONTooDeep finds the place where JSON is nested beyond the limits; nil when it
// is not. Brackets in strings are no nesting.
func JSONTooDeep(src []byte, name string) *hcl.Diagnostic {
	depth, inString, escaped := 0, false, false
	for i, c := range src {
		switch {
		case escaped:
			escaped = false
		case inString:
			escaped = c == '\\'
			inString = c != '"'
		case c == '"':
			inString = true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
		if depth > maxNesting {
			return beyond(*positionOf(name, src, i))
		}
	}
	return nil
}

func beyond(at hcl.Range) *hcl.Diagnostic {
	return &hcl.Diagnostic{
		Severity: hcl.DiagError, Summary: "Nested too deeply",
		Detail:  fmt.Sprintf("More than %d levels or %d operators meet here, so the file was not analysed. Split the expression, or exclude the file.", maxNesting, maxOperators),
		Subject: &at,
	}
}
