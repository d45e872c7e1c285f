package functions_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// TestMarks wants the marks on a value itself, not those deep inside it.
func TestMarks(t *testing.T) {
	ctx := scope(functions.Options{})
	for src, want := range map[string]string{
		// Elements keep their own marks and no others.
		`lookup({ x = a, y = b }, "x")`:           "a",
		`lookup({ x = a, y = unknown }, "x")`:     "a",
		`lookup({ x = a }, "z", b)`:               "b",
		`lookup({ x = a }, b, c)`:                 "b c",
		`lookup(tomap({ x = a, y = b }), "y", c)`: "b",
		`element([a, b], 1)`:                      "b",
		`element([a, unknown], 1)`:                "",
		`merge({ x = a }, { y = b })`:             "",
		`merge({ x = a }, { y = b }).y`:           "b",
		`concat([a], [b])[0]`:                     "a",
		`flatten([[a], [b]])[1]`:                  "b",
		`values({ x = a, y = b })[0]`:             "a",
		`slice([a, b], 0, 1)[0]`:                  "a",
		`reverse([a, b])[0]`:                      "b",
		`chunklist([a, b], 1)[0][0]`:              "a",
		`zipmap(["x", "y"], [a, b]).y`:            "b",
		`tolist([a, b])[0]`:                       "a",
		`tomap({ x = a, y = b }).x`:               "a",
		`one([a])`:                                "a",
		`setproduct([a], [b])[0][1]`:              "b",
		`length({ x = a })`:                       "",
		`keys({ x = a })`:                         "",
		`coalesce(a, b)`:                          "a",
		`coalesce("x", b)`:                        "",
		`coalescelist([], [a])[0]`:                "a",
		`try(a, b)`:                               "a",
		`tostring(a)`:                             "a",
		// What is computed from everything is marked with everything.
		`join(b, [a, "x"])`:                         "a b",
		`format("%s-%s", a, b)`:                     "a b",
		`formatlist("%s", [a, b])`:                  "a b",
		`upper(a)`:                                  "a",
		`replace(a, b, c)`:                          "a b c",
		`jsonencode({ x = a, y = [b] })`:            "a b",
		`yamlencode([a])`:                           "a",
		`jsondecode(format("[%q]", a))`:             "a",
		`yamldecode(format("[%q]", a))`:             "a",
		`sha256(a)`:                                 "a",
		`contains([a], b)`:                          "a b",
		`index([a, b], "b")`:                        "a b",
		`toset([a, b])`:                             "a b",
		`distinct([a, b])`:                          "a b",
		`compact([a, b])`:                           "a b",
		`sort([a, b])`:                              "a b",
		`regex("b", b)`:                             "b",
		`startswith(a, b)`:                          "a b",
		`alltrue([a == b])`:                         "a b",
		`can(a)`:                                    "a",
		`length(a)`:                                 "a",
		`abspath(a)`:                                "a",
		`bcrypt(a)`:                                 "a",
		`file(a)`:                                   "a",
		`fileexists(a)`:                             "a",
		`fileset(a, b)`:                             "a b",
		`templatefile(a, { x = b })`:                "a b",
		`templatestring(a, { x = b })`:              "a",
		`templatestring("$${x}", { x = b })`:        "b",
		`templatestring("$${x}", { x = b, y = c })`: "b",
		`transpose({ x = [a] })`:                    "a",
		`matchkeys([a], [b], [c])`:                  "a b c",
		`cidrhost("10.0.0.0/8", length(a))`:         "a",
		// Unknown arguments leave the marks of all.
		`lookup({ x = a }, unknown, b)`:      "a b",
		`element([a, b], length(list))`:      "a b list",
		`merge({ x = a }, dynamic)`:          "a dynamic",
		`join(a, list)`:                      "a list",
		`format("%s %s", a, unknown)`:        "a",
		`concat([a], list)`:                  "a list",
		`coalesce(unknown, a)`:               "a",
		`try(list[0], a)`:                    "a list",
		`try(dynamic.x, a)`:                  "a dynamic",
		`can(dynamic.x)`:                     "dynamic",
		`zipmap([a, unknown], ["x", "y"])`:   "a",
		`flatten([[a], list])`:               "a list",
		`templatestring(unknown, { x = a })`: "a",
		`jsondecode(dynamic)`:                "dynamic",
		`slice([a, b], 0, length(list))`:     "a b list",
		`setproduct([a], list)`:              "a list",
		`keys(dynamic)`:                      "dynamic",
		`one(list)`:                          "list",
		// The sensitive mark comes and goes alone.
		`sensitive(a)`:                     "a sensitive",
		`nonsensitive(sensitive(a))`:       "a",
		`issensitive(sensitive(a))`:        "a",
		`issensitive(a)`:                   "a",
		`sensitive(unknown)`:               "sensitive",
		`upper(sensitive("x"))`:            "sensitive",
		`nonsensitive(a)`:                  "a",
		`nonsensitive(sensitive(unknown))`: "",
		`nonsensitive(sensitive(dynamic))`: "dynamic",
		`ephemeralasnull(a)`:               "a",
	} {
		val, err := evaluate(ctx, src)
		if err != nil {
			t.Errorf("%s: %s", src, err)
			continue
		}
		if diff := cmp.Diff(want, marksText(val)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", src, diff)
		}
	}
}

func marksText(v cty.Value) string {
	_, marks := v.Unmark()
	var names []string
	for mark := range maps.Keys(marks) {
		switch mark := mark.(type) {
		case string:
			names = append(names, mark)
		case functions.Mark:
			names = append(names, string(mark))
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// TestUnknown wants what is certain although something is not known.
func TestUnknown(t *testing.T) {
	ctx := scope(functions.Options{})
	str := cty.UnknownVal(cty.String).RefineNotNull()
	begins := func(s string) cty.Value { return str.Refine().StringPrefix(s).NewValue() }
	for src, want := range map[string]cty.Value{
		`format("arn:%s:%s:x", "aws", unknown)`:      begins("arn:aws:"),
		`format("100%% %s", unknown)`:                begins("100% "),
		`format("a %[1]s", unknown)`:                 begins("a "),
		`format("%s", prefixed)`:                     str,
		`join("-", ["x", "y", unknown])`:             begins("x-y-"),
		`join("-", ["x"], [prefixed])`:               begins("x-arn:aws:"),
		`startswith(prefixed, "arn:")`:               cty.True,
		`startswith(prefixed, "urn:")`:               cty.False,
		`startswith(prefixed, "arn:aws:s3")`:         cty.UnknownVal(cty.Bool).RefineNotNull(),
		`strcontains(prefixed, "aws")`:               cty.True,
		`endswith(prefixed, "")`:                     cty.True,
		`bcrypt("x")`:                                begins("$2a$"),
		`uuid()`:                                     str,
		`timestamp()`:                                str,
		`plantimestamp()`:                            str,
		`abspath("x")`:                               str,
		`pathexpand("~/x")`:                          str,
		`file("x")`:                                  str,
		`alltrue([unknown == "x", false])`:           cty.False,
		`anytrue([unknown == "x", true])`:            cty.True,
		`contains(["x", unknown], "x")`:              cty.True,
		`length([unknown, unknown])`:                 cty.NumberIntVal(2),
		`issensitive(unknown)`:                       cty.UnknownVal(cty.Bool),
		`coalesce("x", unknown)`:                     cty.StringVal("x"),
		`keys({ x = unknown })`:                      cty.TupleVal([]cty.Value{cty.StringVal("x")}),
		`tostring(unknown)`:                          cty.UnknownVal(cty.String),
		`try(unknown, "x")`:                          cty.DynamicVal,
		`can(unknown)`:                               cty.UnknownVal(cty.Bool),
		`regex("(?P<x>a)", unknown)`:                 cty.UnknownVal(cty.Object(map[string]cty.Type{"x": cty.String})).RefineNotNull(),
		`templatestring("a $${x}", { x = unknown })`: begins("a "),
	} {
		got, err := evaluate(ctx, src)
		if err != nil {
			t.Errorf("%s: %s", src, err)
			continue
		}
		wantValue(t, src, got, want)
	}
}
