package functions

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// replaceFunc replaces a substring, or what a pattern between slashes matches.
func replaceFunc() function.Function {
	return text(func(s []string) (string, error) {
		str, old, with := s[0], s[1], s[2]
		if len(old) > 1 && strings.HasPrefix(old, "/") && strings.HasSuffix(old, "/") {
			return replacePattern(str, old[1:len(old)-1], with)
		}
		if err := boundGrowth(len(str), strings.Count(str, old), len(with)); err != nil {
			return "", err
		}
		return strings.ReplaceAll(str, old, with), nil
	}, "str", "substr", "replace")
}

// boundGrowth refuses results of base bytes and count pieces of each bytes.
func boundGrowth(base, count, each int) error {
	if each > 0 && count > (maxText-base)/each {
		return boundText(maxText + 1)
	}
	return nil
}

func replacePattern(str, pattern, with string) (string, error) {
	re, err := regexp.Compile(pattern)
	if err != nil {
		return "", function.NewArgErrorf(1, "invalid regular expression: %s", err)
	}
	matches, err := allMatches(re, str)
	if err != nil {
		return "", err
	}
	var out []byte
	end := 0
	for _, m := range matches {
		out = append(out, str[end:m[0]]...)
		// Every reference in the replacement may stand for the whole match.
		if err := boundGrowth(len(out)+len(with), strings.Count(with, "$"), m[1]-m[0]); err != nil {
			return "", err
		}
		out = re.ExpandString(out, with, str, m)
		end = m[1]
		if err := boundText(len(out)); err != nil {
			return "", err
		}
	}
	return string(append(out, str[end:]...)), nil
}

// allMatches finds all matches, unless there are too many to be kept.
func allMatches(re *regexp.Regexp, str string) ([][]int, error) {
	limit := min(maxElements, maxNodes/(re.NumSubexp()+1))
	matches := re.FindAllStringSubmatchIndex(str, limit+1)
	if len(matches) > limit {
		return nil, fmt.Errorf("the pattern matches more than %d times", limit)
	}
	return matches, nil
}

// boundMatches is the check of regexall; a pattern that does not compile is
// left for the function itself to report.
func boundMatches(args []cty.Value) error {
	re, err := regexp.Compile(args[0].AsString())
	if err != nil {
		return nil //nolint:nilerr // regexall reports it better
	}
	_, err = allMatches(re, args[1].AsString())
	return err
}
