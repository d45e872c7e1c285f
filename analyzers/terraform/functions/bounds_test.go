package functions_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/resilint/resilint/analyzers/terraform/functions"
)

// TestBounds wants an error, and soon, for what would fill the memory.
func TestBounds(t *testing.T) {
	ctx := scope(functions.Options{})
	ctx.Variables["mega"] = cty.StringVal(strings.Repeat("x", 1<<20))
	ctx.Variables["deep"] = cty.StringVal(strings.Repeat("[", 1<<20))
	ctx.Variables["digits"] = cty.StringVal(strings.Repeat("7", 1<<20))
	ctx.Variables["sum"] = cty.StringVal("${1" + strings.Repeat("+1", 1<<16) + "}")
	ctx.Variables["laughs"] = cty.StringVal(laughs(12))
	ctx.Variables["loops"] = cty.StringVal(strings.Repeat("%{for x in xs}", 6) + "x" + strings.Repeat("%{endfor}", 6))
	ctx.Variables["copies"] = cty.StringVal("%{for x in xs}${s}%{endfor}")
	ctx.Variables["many"] = cty.StringVal(strings.Repeat("${s}", 10_000))
	ctx.Variables["parens"] = cty.StringVal("${" + strings.Repeat("(", 1<<16))
	ctx.Variables["bomb"] = cty.StringVal(bomb(t))
	for _, src := range []string{
		`range(1025)`,
		`range(0, 1e15)`,
		`flatten([for i in range(300) : range(300)])`,
		`setproduct(range(1000), range(1000))`,
		`setproduct([for i in range(20) : range(1000)]...)`,
		`format("%999999999d", 1)`,
		`format("%.999999999f", 1)`,
		`format("%99999999999999999999d", 1)`,
		`format("${mega}%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s", mega)`,
		`formatlist("%999999999s", null)`,
		`formatlist("%1000000s", range(1000))`,
		`indent(99999999, "a\nb")`,
		`indent(1000000, join("\n", range(1000)))`,
		`join(mega, range(100))`,
		`replace(mega, "x", "0123456789abcdef0")`,
		`replace(mega, "", mega)`,
		`replace(mega, "/x/", "$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0")`,
		`replace(mega, "/.+/", "$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0")`,
		`regexall("", mega)`,
		`regexall("()()()()()()()()()()()()()()()()x", mega)`,
		`regex("((((a{1000}){1000}){1000}){1000})", "a")`,
		`split("", mega)`,
		`jsonencode([for i in range(100) : mega])`,
		`upper(join("", [for i in range(100) : mega]))`,
		`jsondecode(deep)`,
		`yamldecode(deep)`,
		`yamldecode(laughs)`,
		`jsondecode(digits)`,
		`tonumber(digits)`,
		`parseint(digits, 10)`,
		`ceil(1e900000)`,
		`jsonencode(1e900000)`,
		`templatestring(sum, {})`,
		`templatestring(loops, { xs = range(1000) })`,
		`templatestring(copies, { xs = range(1000), s = mega })`,
		`templatestring(many, { s = mega })`,
		`templatestring(parens, {})`,
		`base64gunzip(bomb)`,
	} {
		if got, err := evaluate(ctx, src); err == nil {
			t.Errorf("%s: no error but %s", src, got.Type().FriendlyName())
		}
	}
}

// bomb is a small string that unpacks to a large one.
func bomb(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for range 32 {
		if _, err := w.Write(bytes.Repeat([]byte("x"), 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

// laughs is a document whose aliases double with every level, and more.
func laughs(levels int) string {
	var b strings.Builder
	b.WriteString("l0: &l0 [x]\n")
	for i := 1; i <= levels; i++ {
		at, last := string(rune('a'+i)), string(rune('a'+i-1))
		if i == 1 {
			last = "l0"
		}
		b.WriteString(at + ": &" + at + " [" + strings.TrimSuffix(strings.Repeat("*"+last+", ", 10), ", ") + "]\n")
	}
	return b.String()
}

// TestWithinBounds wants what is large but bearable to be answered.
func TestWithinBounds(t *testing.T) {
	ctx := scope(functions.Options{})
	ctx.Variables["mega"] = cty.StringVal(strings.Repeat("x", 1<<20))
	for _, src := range []string{
		`setproduct(range(300), range(300))`,
		`format("%1000d", 1)`,
		`join("", [mega, mega, mega])`,
		`distinct(flatten([for i in range(30) : range(300)]))`,
		`matchkeys(range(1000), range(1000), range(500, 1500))`,
		`sha256(mega)`,
		`try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(try(1))))))))))))))))))))))))))))))`,
	} {
		if _, err := evaluate(ctx, src); err != nil {
			t.Errorf("%s: %s", src, err)
		}
	}
}
