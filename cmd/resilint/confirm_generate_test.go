package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// generatedCases is how many configurations are generated.
const generatedCases = 30

// generateConfirm writes the generated configurations, the same ones each time.
func generateConfirm(t *testing.T) {
	t.Helper()
	for seed := range generatedCases {
		name := filepath.Join(confirmDir, fmt.Sprintf("generated-%02d.txtar", seed))
		if err := os.WriteFile(name, txtar.Format(generated(uint64(seed))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// kind is a type of the language that is generated.
type kind int

const (
	text kind = iota
	num
	truth
	texts   // list of strings
	numbers // map of numbers
	object  // {n = number, s = string, l = texts}
	kinds
)

// generator writes expressions that terraform accepts, of given kinds.
type generator struct {
	*rand.Rand
	names  [kinds][]string // references that have a kind
	vars   []string        // names bound by for, strings all
	inside bool            // no reference: defaults
}

func generated(seed uint64) *txtar.Archive {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 42))}
	child := g.module()
	root := g.root()
	return &txtar.Archive{
		Comment: fmt.Appendf(nil, "# Written by confirm_generate_test.go, seed %d.\n", seed),
		Files:   []txtar.File{{Name: "main.tf", Data: []byte(root)}, {Name: "m/main.tf", Data: []byte(child)}},
	}
}

func (g *generator) root() string {
	g.names = [kinds][]string{}
	var b strings.Builder
	b.WriteString("resource \"terraform_data\" \"src\" {\n  input = { n = 1, s = \"src\", l = [\"p\", \"q\"] }\n}\n")
	g.names[text] = []string{"terraform_data.src.id", "terraform_data.src.input.s", "terraform_data.src.input.l[1]", "path.module"}
	g.names[num] = []string{"terraform_data.src.input.n"}
	for k := range kinds {
		name := fmt.Sprintf("v%d", k)
		fmt.Fprintf(&b, "variable %q {\n  type    = %s\n  default = %s\n}\n", name, typeText(k), g.literally(k))
		g.names[k] = append(g.names[k], "var."+name)
	}
	b.WriteString("locals {\n")
	for i := range 6 {
		k := kind(g.IntN(int(kinds)))
		fmt.Fprintf(&b, "  l%d = %s\n", i, g.expr(k, 3))
		g.names[k] = append(g.names[k], fmt.Sprintf("local.l%d", i))
	}
	b.WriteString("}\n")
	fmt.Fprintf(&b, "module \"one\" {\n  source = \"./m\"\n%s}\n", g.arguments())
	fmt.Fprintf(&b, "module \"each\" {\n  source   = \"./m\"\n  for_each = { a = \"x\", b = \"y\" }\n%s}\n", g.arguments())
	fmt.Fprintf(&b, "module \"some\" {\n  source = \"./m\"\n  count  = 2\n%s}\n", g.arguments())
	for k := range kinds {
		g.names[k] = append(g.names[k], fmt.Sprintf("module.one.o%d", k), fmt.Sprintf("module.each[\"b\"].o%d", k), fmt.Sprintf("module.some[1].o%d", k))
	}
	g.names[texts] = append(g.names[texts], "module.some[*].o0", "values(module.each)[*].o0", "keys(module.each)", "[for k, m in module.each : \"${k}${m.o0}\"]")
	g.resources(&b, "r")
	return b.String()
}

func (g *generator) arguments() string {
	var b strings.Builder
	for k := range kinds {
		if g.IntN(4) > 0 {
			fmt.Fprintf(&b, "  v%d = %s\n", k, g.expr(k, 2))
		}
	}
	return b.String()
}

// module is a child module with a variable and an output of each kind.
func (g *generator) module() string {
	g.names = [kinds][]string{}
	var b strings.Builder
	for k := range kinds {
		name := fmt.Sprintf("v%d", k)
		fmt.Fprintf(&b, "variable %q {\n  type     = %s\n  default  = %s\n  nullable = %t\n}\n", name, typeText(k), g.literally(k), g.IntN(2) == 0)
		g.names[k] = append(g.names[k], "var."+name)
	}
	b.WriteString("locals {\n")
	for i := range 4 {
		k := kind(g.IntN(int(kinds)))
		fmt.Fprintf(&b, "  l%d = %s\n", i, g.expr(k, 3))
		g.names[k] = append(g.names[k], fmt.Sprintf("local.l%d", i))
	}
	b.WriteString("}\n")
	g.resources(&b, "c")
	for k := range kinds {
		fmt.Fprintf(&b, "output \"o%d\" {\n  value = %s\n}\n", k, g.expr(k, 2))
	}
	return b.String()
}

func (g *generator) resources(b *strings.Builder, prefix string) {
	for i := range 3 {
		k := kind(g.IntN(int(kinds)))
		fmt.Fprintf(b, "resource \"terraform_data\" \"%s%d\" {\n  input            = %s\n  triggers_replace = [%s, %s]\n}\n",
			prefix, i, g.expr(k, 3), g.expr(truth, 2), g.expr(object, 1))
		g.names[k] = append(g.names[k], fmt.Sprintf("terraform_data.%s%d.input", prefix, i), fmt.Sprintf("terraform_data.%s%d.output", prefix, i))
	}
	fmt.Fprintf(b, "resource \"terraform_data\" \"%sc\" {\n  count = %d\n  input = { i = count.index, v = %s }\n}\n", prefix, 1+g.IntN(3), g.expr(text, 2))
	g.names[num] = append(g.names[num], "terraform_data."+prefix+"c[0].input.i", "length(terraform_data."+prefix+"c)")
	g.names[texts] = append(g.names[texts], "terraform_data."+prefix+"c[*].input.v", "terraform_data."+prefix+"c[*].id")
	fmt.Fprintf(b, "resource \"terraform_data\" \"%se\" {\n  for_each = { k1 = %s, %q = %s }\n  input    = [each.key, each.value, %s]\n}\n",
		prefix, g.expr(text, 1), g.word(), g.expr(text, 1), g.expr(num, 2))
	g.names[text] = append(g.names[text], "terraform_data."+prefix+`e["k1"].input[1]`)
}

func typeText(k kind) string {
	return [kinds]string{
		"string", "number", "bool", "list(string)", "map(number)",
		"object({ n = optional(number, 7), s = string, l = optional(list(string), [\"dflt\"]) })",
	}[k]
}

func (g *generator) literally(k kind) string {
	g.inside = true
	defer func() { g.inside = false }()
	return g.expr(k, 1)
}

func (g *generator) pick(choices ...func() string) string { return choices[g.IntN(len(choices))]() }

func (g *generator) word() string {
	return []string{"a", "b-c", "d e", "é", "x_1", "日本", "Q", "tail"}[g.IntN(8)]
}

// expr is an expression of a kind.
func (g *generator) expr(k kind, depth int) string {
	if names := g.names[k]; !g.inside && len(names) > 0 && g.IntN(3) == 0 {
		return names[g.IntN(len(names))]
	}
	if k == text && len(g.vars) > 0 && g.IntN(2) == 0 {
		return g.vars[g.IntN(len(g.vars))]
	}
	if depth <= 0 || g.inside {
		return g.leaf(k)
	}
	sub := func(k kind) string { return g.expr(k, depth-1) }
	if g.IntN(8) == 0 {
		return fmt.Sprintf("(%s ? %s : %s)", sub(truth), sub(k), sub(k))
	}
	if g.IntN(10) == 0 {
		return fmt.Sprintf("try(%s, %s)", sub(k), g.leaf(k))
	}
	switch k {
	case text:
		return g.textExpr(sub)
	case num:
		return g.pick(
			func() string { return fmt.Sprintf("(%s + %s)", sub(num), sub(num)) },
			func() string { return fmt.Sprintf("(%s * %s - 1)", sub(num), g.leaf(num)) },
			func() string { return fmt.Sprintf("length(%s)", sub(texts)) },
			func() string { return fmt.Sprintf("max(%s, %s)", sub(num), sub(num)) },
			func() string { return fmt.Sprintf("lookup(%s, \"k\", %s)", sub(numbers), g.leaf(num)) },
			func() string { return fmt.Sprintf("(%s).n", sub(object)) },
			func() string { return fmt.Sprintf("sum(concat([0], values(%s)))", sub(numbers)) },
		)
	case truth:
		return g.pick(
			func() string { return fmt.Sprintf("(%s == %s)", sub(text), sub(text)) },
			func() string { return fmt.Sprintf("(%s < %s)", sub(num), sub(num)) },
			func() string { return fmt.Sprintf("!%s", sub(truth)) },
			func() string { return fmt.Sprintf("contains(%s, %s)", sub(texts), sub(text)) },
			func() string { return fmt.Sprintf("can(%s)", sub(object)) },
			func() string { return fmt.Sprintf("(%s != null)", sub(text)) },
			func() string { return fmt.Sprintf("startswith(%s, %q)", sub(text), g.word()) },
		)
	case texts:
		return g.pick(
			func() string { return fmt.Sprintf("[%s, %s]", sub(text), sub(text)) },
			func() string { return fmt.Sprintf("concat(%s, %s)", sub(texts), sub(texts)) },
			func() string {
				return g.loop(sub(texts), func(x string) string { return fmt.Sprintf("[for %s in $ : %s]", x, sub(text)) })
			},
			func() string {
				return g.loop(sub(texts), func(x string) string { return fmt.Sprintf("[for %s in $ : upper(%s) if %s]", x, x, sub(truth)) })
			},
			func() string { return fmt.Sprintf("(%s).l", sub(object)) },
			func() string { return fmt.Sprintf("[%s, %s][*].s", sub(object), sub(object)) },
			func() string { return fmt.Sprintf("keys(%s)", sub(numbers)) },
			func() string { return fmt.Sprintf("tolist(toset(%s))", sub(texts)) },
			func() string { return fmt.Sprintf("[for i, x in %s : \"${i}${x}\"]", sub(texts)) },
			func() string { return fmt.Sprintf("reverse(%s)", sub(texts)) },
		)
	case numbers:
		return g.pick(
			func() string { return fmt.Sprintf("{ k = %s, (%q) = %s }", sub(num), g.word(), sub(num)) },
			func() string { return fmt.Sprintf("merge(%s, %s)", sub(numbers), sub(numbers)) },
			func() string { return fmt.Sprintf("{ for k, v in %s : \"${k}x\" => v + 1 }", sub(numbers)) },
			func() string { return fmt.Sprintf("tomap({ z = %s })", sub(num)) },
		)
	default:
		return g.pick(
			func() string { return fmt.Sprintf("{ n = %s, s = %s, l = %s }", sub(num), sub(text), sub(texts)) },
			func() string {
				return fmt.Sprintf("{ n = %s, s = %s, l = tolist([%s]) }", sub(num), sub(text), sub(text))
			},
			func() string { return fmt.Sprintf("merge(%s, { s = %s })", sub(object), sub(text)) },
			func() string { return fmt.Sprintf("[%s, %s][%d]", sub(object), sub(object), g.IntN(2)) },
		)
	}
}

func (g *generator) textExpr(sub func(kind) string) string {
	return g.pick(
		func() string { return fmt.Sprintf("\"%s-${%s}\"", g.word(), sub(text)) },
		func() string { return fmt.Sprintf("\"${%s}${%s}\"", sub(text), sub(num)) },
		func() string {
			return fmt.Sprintf("\"%%{ if %s }%s%%{ else }${%s}%%{ endif }\"", sub(truth), g.word(), sub(text))
		},
		func() string {
			return g.loop(sub(texts), func(x string) string { return fmt.Sprintf("\"%%{ for %s in $ ~} ${%s},%%{ endfor }\"", x, x) })
		},
		func() string { return fmt.Sprintf("upper(%s)", sub(text)) },
		func() string { return fmt.Sprintf("join(\"+\", %s)", sub(texts)) },
		func() string { return fmt.Sprintf("format(\"%%s/%%v\", %s, %s)", sub(text), sub(num)) },
		func() string { return fmt.Sprintf("(%s).s", sub(object)) },
		func() string { return fmt.Sprintf("coalesce(%s, \"c\")", sub(text)) },
		func() string { return fmt.Sprintf("replace(%s, \"a\", %s)", sub(text), g.leaf(text)) },
		func() string { return fmt.Sprintf("try(element(%s, 0), \"none\")", sub(texts)) },
		func() string { return fmt.Sprintf("tostring(%s)", sub(num)) },
	)
}

// loop binds a name while a body is written; $ in the body is the collection.
func (g *generator) loop(over string, body func(string) string) string {
	x := fmt.Sprintf("x%d", len(g.vars))
	g.vars = append(g.vars, x)
	defer func() { g.vars = g.vars[:len(g.vars)-1] }()
	return strings.Replace(body(x), "$ ", over+" ", 1)
}

func (g *generator) leaf(k kind) string {
	switch k {
	case text:
		return fmt.Sprintf("%q", g.word())
	case num:
		return []string{"0", "1", "2.5", "10", "-3"}[g.IntN(5)]
	case truth:
		return []string{"true", "false"}[g.IntN(2)]
	case texts:
		return fmt.Sprintf("[%q, %q]", g.word(), g.word())
	case numbers:
		return fmt.Sprintf("{ k = %s, j = 4 }", g.leaf(num))
	default:
		return fmt.Sprintf("{ n = %s, s = %q, l = [%q] }", g.leaf(num), g.word(), g.word())
	}
}
