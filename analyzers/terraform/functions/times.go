package functions

import (
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func timeFuncs() map[string]function.Function {
	return map[string]function.Function{
		"formatdate": stdlib.FormatDateFunc,
		"timeadd":    stdlib.TimeAddFunc,
		"timecmp":    timeCmpFunc(),
	}
}

// timeCmpFunc compares two timestamps as moments, whatever their zones.
func timeCmpFunc() function.Function {
	return plain(cty.Number, func(args []cty.Value) (cty.Value, error) {
		a, err := timestamp(args, 0)
		if err != nil {
			return cty.NilVal, err
		}
		b, err := timestamp(args, 1)
		if err != nil {
			return cty.NilVal, err
		}
		return cty.NumberIntVal(int64(a.Compare(b))), nil
	}, param("timestamp_a", cty.String), param("timestamp_b", cty.String))
}

func timestamp(args []cty.Value, i int) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, args[i].AsString())
	if err != nil {
		return t, function.NewArgErrorf(i, "%q is not a timestamp as RFC 3339 defines it", args[i].AsString())
	}
	return t, nil
}
