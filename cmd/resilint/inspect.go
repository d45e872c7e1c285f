package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/spf13/cobra"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/resilint/resilint/analyzers"
	"github.com/resilint/resilint/analyzers/facts"
	"github.com/resilint/resilint/reporters"
)

func inspectCommand(p process) *cobra.Command {
	var f inputFlags
	var format string
	cmd := &cobra.Command{
		Use:   "inspect [ROOT]",
		Short: "Show what a root module means: its evaluated resources",
		Long: "inspect evaluates the root modules below ROOT and prints every resource instance with the values that\n" +
			"its configuration gives, as far as they are known before apply. It is how to see why resilint believes something.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return inspect(cmd.Context(), p, &f, format, args)
		},
	}
	f.register(cmd)
	cmd.Flags().StringVarP(&format, "format", "f", "text", "how to print the result: text, json")
	return cmd
}

func inspect(ctx context.Context, p process, f *inputFlags, format string, args []string) error {
	if format != "text" && format != "json" {
		return usagef("there is no format %q; choose one of text, json", format)
	}
	inputs, err := f.open(p, args)
	if err != nil {
		return err
	}
	defer inputs.close()
	in, err := analyzers.Inspect(ctx, inputs.files, inputs.opts)
	if err != nil {
		return err
	}
	printDiagnostics(p.stderr, inputs.shown(), in.Diagnostics)
	if format == "json" {
		err = writeInspection(p.stdout, in)
	} else {
		err = printInspection(p.stdout, in)
	}
	switch {
	case err != nil:
		return err
	case in.Incomplete:
		return &exitError{code: exitIncomplete}
	case len(in.Roots) == 0:
		return &exitError{code: exitNothing, msg: "nothing to inspect: there is no Terraform here"}
	}
	return nil
}

// wireRoot is a root module in JSON.
type wireRoot struct {
	Root      string         `json:"root"`
	Variant   string         `json:"variant,omitempty"`
	Resources []wireResource `json:"resources"`
}

type wireResource struct {
	Address  string         `json:"address"`
	Mode     string         `json:"mode"`
	Type     string         `json:"type"`
	Name     string         `json:"name"`
	Index    any            `json:"index"`
	Provider wireProvider   `json:"provider"`
	Values   map[string]any `json:"values"`
	Unknown  []string       `json:"unknown"`
	// Sensitive lists the parts that are not shown because they are sensitive.
	Sensitive []string     `json:"sensitive"`
	Location  wireLocation `json:"location"`
}

type wireProvider struct {
	Name   string `json:"name"`
	Alias  string `json:"alias"`
	Region string `json:"region"`
}

type wireLocation struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	EndLine int    `json:"end_line"`
}

// writeInspection writes one object for one root, and a list for several.
func writeInspection(w io.Writer, in *analyzers.Inspection) error {
	roots := make([]wireRoot, 0, len(in.Roots))
	for _, r := range in.Roots {
		out := wireRoot{Root: r.Path, Variant: r.Variant, Resources: []wireResource{}}
		for i := range r.Resources {
			out.Resources = append(out.Resources, wireOf(&r.Resources[i]))
		}
		roots = append(roots, out)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if len(roots) == 1 {
		return enc.Encode(roots[0])
	}
	return enc.Encode(roots)
}

func wireOf(r *analyzers.InspectedResource) wireResource {
	out := wireResource{
		Address: r.Address, Mode: r.Mode, Type: r.Type, Name: r.Name, Values: map[string]any{}, Unknown: []string{}, Sensitive: []string{},
		Provider: wireProvider{Name: r.Provider.Name, Alias: r.Provider.Alias, Region: r.Provider.Region},
		Location: wireLocation{File: path.Clean(r.Location.Filename), Line: r.Location.Start.Line, EndLine: r.End.Line},
	}
	if r.Index != cty.NilVal && r.Index.IsKnown() {
		out.Index = known(r.Index)
	}
	for name, v := range r.Values {
		out.Unknown = append(out.Unknown, unknownPaths(name, v)...)
		if v.IsKnown() {
			out.Values[name] = known(v)
		}
	}
	for name, paths := range r.Sensitive {
		for _, p := range paths {
			out.Sensitive = append(out.Sensitive, name+pathText(p))
		}
	}
	slices.Sort(out.Unknown)
	out.Unknown = slices.DeleteFunc(out.Unknown, func(p string) bool { return slices.Contains(out.Sensitive, p) })
	slices.Sort(out.Sensitive)
	return out
}

// known is a value as JSON, parts that are not known being null.
func known(v cty.Value) any {
	if !v.IsKnown() || v.IsNull() {
		return nil
	}
	switch t := v.Type(); {
	case t.IsObjectType(), t.IsMapType():
		out := make(map[string]any, v.LengthInt())
		for key, e := range v.Elements() {
			out[key.AsString()] = known(e)
		}
		return out
	case t.IsTupleType(), t.IsListType(), t.IsSetType(): // the unknown elements of a set must not fall together
		out := make([]any, 0, v.LengthInt())
		for _, e := range v.Elements() {
			out = append(out, known(e))
		}
		return out
	}
	text, err := ctyjson.Marshal(v, v.Type())
	if err != nil {
		return nil
	}
	return json.RawMessage(text)
}

// unknownPaths lists the parts of a value that are not known: "a.b[0].c". An
// element of a set is named by its place in the values.
func unknownPaths(path string, v cty.Value) []string {
	if !v.IsKnown() {
		return []string{path}
	}
	if v.IsNull() || !v.CanIterateElements() {
		return nil
	}
	var list []string
	i := int64(0)
	for key, e := range v.Elements() {
		var step cty.PathStep = cty.IndexStep{Key: key}
		switch {
		case v.Type().IsObjectType():
			step = cty.GetAttrStep{Name: key.AsString()}
		case v.Type().IsSetType():
			step = cty.IndexStep{Key: cty.NumberIntVal(i)}
		}
		i++
		list = append(list, unknownPaths(path+pathText(cty.Path{step}), e)...)
	}
	return list
}

func pathText(p cty.Path) string {
	var b strings.Builder
	for _, step := range p {
		switch step := step.(type) {
		case cty.GetAttrStep:
			if !hclsyntax.ValidIdentifier(step.Name) {
				b.WriteString("[" + strconv.Quote(step.Name) + "]")
				continue
			}
			b.WriteString("." + step.Name)
		case cty.IndexStep:
			if !step.Key.IsKnown() {
				b.WriteString("[*]")
				continue
			}
			b.WriteString("[" + strings.TrimSpace(string(hclwrite.TokensForValue(step.Key).Bytes())) + "]")
		}
	}
	return b.String()
}

// printInspection writes resources the way people write them.
func printInspection(w io.Writer, in *analyzers.Inspection) error {
	for _, r := range in.Roots {
		if _, err := fmt.Fprintf(w, "# root %s: %d resources\n", reporters.Escape(facts.UnitName(r.Path, r.Variant)), len(r.Resources)); err != nil {
			return err
		}
		for i := range r.Resources {
			if err := printResource(w, &r.Resources[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func printResource(w io.Writer, r *analyzers.InspectedResource) error {
	provider := r.Provider.Name
	if r.Provider.Alias != "" {
		provider += "." + r.Provider.Alias
	}
	if r.Provider.Region != "" {
		provider += " (" + r.Provider.Region + ")"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n%s\n  # %s:%d, provider %s\n", r.Address, r.Location.Filename, r.Location.Start.Line, provider)
	names := make([]string, 0, len(r.Values))
	for name := range r.Values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, "  %s = %s\n", name, valueText(r.Values[name]))
	}
	_, err := io.WriteString(w, escapeLines(b.String()))
	return err
}

// valueText writes a value; a part that is not known reads (not known).
func valueText(v cty.Value) string {
	if v.IsWhollyKnown() {
		return strings.TrimSpace(string(hclwrite.TokensForValue(v).Bytes()))
	}
	if !v.IsKnown() {
		return "(not known)"
	}
	const hole = "⟦not known⟧" // printable, or else it is written with escapes
	v, err := cty.Transform(v, func(_ cty.Path, e cty.Value) (cty.Value, error) {
		if !e.IsKnown() {
			return cty.StringVal(hole), nil
		}
		return e, nil
	})
	if err != nil {
		return "(not known in part)"
	}
	text := strings.TrimSpace(string(hclwrite.TokensForValue(v).Bytes()))
	return strings.ReplaceAll(text, `"`+hole+`"`, "(not known)")
}

// escapeLines makes each line safe to print.
func escapeLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = reporters.Escape(lines[i])
	}
	return strings.Join(lines, "\n")
}
