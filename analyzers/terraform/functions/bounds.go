package functions

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
)

const (
	maxElements = 100_000  // elements of one result
	maxTuple    = 20_000   // elements of one tuple; converting it to a list takes the square of that
	maxText     = 16 << 20 // bytes of one string
	maxNodes    = 1 << 20  // values inside the arguments of one call, or in a decoded document
	maxExponent = 1 << 16  // binary exponent of a number, some 20,000 decimal digits
	maxDigits   = 1 << 16  // digits of a number that is parsed
	maxNesting  = 10_000   // brackets inside brackets in a decoded document
)

var errTooLarge = errors.New("the arguments are too large to be evaluated")

// weigh refuses arguments whose size alone makes any function dear.
func weigh(args []cty.Value) error {
	s := scale{nodes: maxNodes, text: maxText}
	for _, arg := range args {
		if err := s.add(arg); err != nil {
			return err
		}
	}
	return nil
}

// scale is what is left of a budget while values are weighed.
type scale struct{ nodes, text int }

func (s *scale) add(v cty.Value) error {
	s.nodes--
	v, _ = v.Unmark()
	if s.nodes >= 0 && s.text >= 0 {
		if v.IsNull() || !v.IsKnown() {
			return nil
		}
		return s.addKnown(v)
	}
	return errTooLarge
}

func (s *scale) addKnown(v cty.Value) error {
	switch ty := v.Type(); {
	case ty == cty.String:
		s.text -= len(v.AsString())
		if s.text < 0 {
			return errTooLarge
		}
		if !utf8.ValidString(v.AsString()) { // no string of the language is; the YAML encoder would never end
			return errNotText
		}
	case ty == cty.Number:
		return boundNumber(v)
	case v.CanIterateElements():
		for it := v.ElementIterator(); it.Next(); {
			_, e := it.Element()
			if err := s.add(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// boundNumber refuses numbers whose decimal form would fill the memory.
func boundNumber(v cty.Value) error {
	f := v.AsBigFloat()
	if f.IsInf() {
		return nil
	}
	if exp := f.MantExp(nil); exp > maxExponent || exp < -maxExponent {
		return errors.New("the number is too large or too small to be evaluated")
	}
	return nil
}

// boundResult refuses results that later calls could multiply without end.
func boundResult(v cty.Value) error {
	v, _ = v.Unmark()
	if v.IsNull() || !v.IsKnown() {
		return nil
	}
	switch {
	case v.Type() == cty.String:
		return boundText(len(v.AsString()))
	case v.Type().IsTupleType() && v.LengthInt() > maxTuple:
		return fmt.Errorf("the result would have more than %d elements", maxTuple)
	case v.CanIterateElements():
		return boundElements(v.LengthInt())
	default:
		return nil
	}
}

// boundNumbers refuses a value that holds a number too large to be written out.
func boundNumbers(v cty.Value) error {
	return cty.Walk(v, func(_ cty.Path, e cty.Value) (bool, error) {
		e, _ = e.Unmark()
		if e.Type() == cty.Number && e.IsKnown() && !e.IsNull() {
			return false, boundNumber(e)
		}
		return true, nil
	})
}

// boundText refuses a string of n bytes; negative stands for an overflow.
func boundText(n int) error {
	if n > maxText || n < 0 {
		return fmt.Errorf("the result would be longer than %d bytes", maxText)
	}
	return nil
}

// boundElements refuses a collection of n elements.
func boundElements(n int) error {
	if n > maxElements || n < 0 {
		return fmt.Errorf("the result would have more than %d elements", maxElements)
	}
	return nil
}

// boundDocument refuses documents that a recursive decoder cannot bear:
// brackets nested too deeply, or a number with too many digits.
func boundDocument(src string) error {
	depth, digits := 0, 0
	for i := range len(src) {
		switch c := src[i]; {
		case c == '[' || c == '{':
			depth++
			digits = 0
		case c == ']' || c == '}':
			depth = max(depth-1, 0)
			digits = 0
		case c >= '0' && c <= '9':
			digits++
		case c < utf8.RuneSelf && c != '.' && c != '_':
			digits = 0
		}
		if depth > maxNesting || digits > maxDigits {
			return errTooLarge
		}
	}
	return nil
}
