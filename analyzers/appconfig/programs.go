package appconfig

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// readDockerfile reads instructions, those that go on behind a backslash whole.
func readDockerfile(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	lines := textLines(src)
	for i := 0; i < len(lines) && i < maxSettings; i++ {
		at, text := i, strings.TrimSpace(lines[i])
		for strings.HasSuffix(text, `\`) && i+1 < len(lines) {
			i++
			text = strings.TrimSuffix(text, `\`) + " " + strings.TrimSpace(lines[i])
		}
		if name, rest, ok := strings.Cut(text, " "); ok && name != "#" {
			root.set(strings.ToUpper(name), strings.TrimSpace(rest), at+1, 1)
		}
	}
	return []*setting{root}, nil
}

// dockerPair is one variable of ENV or ARG.
var dockerPair = regexp.MustCompile(`([A-Za-z_]\w*)=("[^"]*"|'[^']*'|(?:\{\{[^{}]*\}\}|<%[^%]*%>|\S)*)`)

// findDocker reads the variables of an image. What it downloads while it is
// built is published by others, and no running service relies on it.
func findDocker(f *finder, root *setting, _ *estate) {
	group := &setting{key: "ENV", parent: &setting{}}
	for _, s := range root.items() {
		if s.key == "ENV" {
			for _, m := range dockerPair.FindAllStringSubmatch(s.value, 100) {
				group.set(m[1], strings.Trim(m[2], `"'`), s.line, 1)
			}
		}
		if s.key == "RUN" || s.key == "CMD" || s.key == "ENTRYPOINT" {
			f.script(s, s.value, "")
		}
	}
	f.environment(group)
}

// findUnit reads a unit of systemd.
func findUnit(f *finder, root *setting, _ *estate) {
	base, _ := unfilled(f.file[strings.LastIndexByte(f.file, '/')+1:])
	f.service = strings.TrimSuffix(strings.TrimSuffix(base, ".service"), ".timer")
	group := &setting{key: "Environment", parent: &setting{}}
	for _, section := range root.items() {
		for _, s := range section.items() {
			switch {
			case s.key == "Environment":
				for _, m := range dockerPair.FindAllStringSubmatch(s.value, 100) {
					group.set(m[1], strings.Trim(m[2], `"'`), s.line, 1)
				}
			case strings.HasPrefix(s.key, "Exec"):
				f.script(s, strings.TrimLeft(s.value, "-@+!:"), "")
			}
		}
	}
	f.environment(group)
}

// readMake reads the commands of rules.
func readMake(src []byte) ([]*setting, error) {
	var script strings.Builder
	for _, line := range textLines(src) {
		if command, ok := strings.CutPrefix(line, "\t"); ok {
			script.WriteString(strings.NewReplacer("$(", "${", ")", "}").Replace(strings.TrimLeft(command, "@-+")))
		}
		script.WriteByte('\n')
	}
	return readShell([]byte(script.String()))
}

// readProcfile reads the commands of processes.
func readProcfile(src []byte) ([]*setting, error) {
	var script strings.Builder
	for _, line := range textLines(src) {
		_, command, _ := strings.Cut(line, ":")
		script.WriteString(command + "\n")
	}
	return readShell([]byte(script.String()))
}

// readXML reads properties as Hadoop and Spring write them: name and value in
// elements or attributes; and the text of other elements by their own names.
func readXML(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	dec := xml.NewDecoder(bytes.NewReader(src))
	dec.Strict = false
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var element, name, text string
	for range maxSettings {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return []*setting{root}, err
		}
		line, _ := dec.InputPos()
		switch token := token.(type) {
		case xml.StartElement:
			element, text = token.Name.Local, ""
		case xml.CharData:
			text = strings.TrimSpace(string(token))
		case xml.EndElement:
			switch {
			case token.Name.Local == "name":
				name = text
			case token.Name.Local == "value" && name != "":
				root.put(splitKey(name), text, line, 1)
				name = ""
			case token.Name.Local == element && text != "" && token.Name.Local != "value":
				root.set(element, text, line, 1)
			}
			text = ""
		}
	}
	return []*setting{root}, nil
}

// splitKey cuts a dotted key; one of too many steps stays whole.
func splitKey(key string) []string {
	if path := strings.Split(key, "."); len(path) <= maxDepth {
		return path
	}
	return []string{key}
}

// readHCL reads settings in HCL that is not Terraform's: literals and their
// blocks.
func readHCL(src []byte) ([]*setting, error) {
	if nests(src) {
		return nil, errDepth
	}
	root := &setting{line: 1, column: 1}
	file, diags := hclsyntax.ParseConfig(src, "", hcl.InitialPos)
	if body, ok := file.Body.(*hclsyntax.Body); ok {
		bodyInto(root, body)
	}
	if diags.HasErrors() {
		return []*setting{root}, errors.New(diags[0].Summary)
	}
	return []*setting{root}, nil
}

func bodyInto(s *setting, body *hclsyntax.Body) {
	for _, b := range body.Blocks {
		child := s.add(b.Type, b.TypeRange.Start.Line, b.TypeRange.Start.Column)
		for _, label := range b.Labels {
			child = child.add(label, child.line, child.column)
		}
		bodyInto(child, b.Body)
	}
	for name, a := range body.Attributes {
		v, diags := a.Expr.Value(nil)
		if text, err := convert.Convert(v, cty.String); err == nil && !diags.HasErrors() && text.IsKnown() && !text.IsNull() {
			s.set(name, text.AsString(), a.NameRange.Start.Line, a.NameRange.Start.Column)
		}
	}
	sortSettings(s.below)
}

// findVault reads where Vault and its kin keep their data.
func findVault(f *finder, root *setting, _ *estate) {
	base := f.file[strings.LastIndexByte(f.file, '/')+1:]
	for _, product := range []string{"vault", "consul", "boundary"} {
		if strings.Contains(base, product) || f.service == "" && strings.Contains(f.file, product) {
			f.service = product
			break
		}
	}
	for _, key := range []string{"storage", "ha_storage", "backend", "snapshot_agent"} {
		f.settings(root.child(key))
	}
}

// readHOCON reads the subset of HOCON that configs use: dotted keys, "=", ":" or
// nothing before a brace, quotes, comments, and ${?X} behind a default.
func readHOCON(src []byte) ([]*setting, error) {
	if nests(src) {
		return nil, errDepth
	}
	root := &setting{line: 1, column: 1}
	group := root
	for i, line := range textLines(src) {
		text := strings.TrimSpace(line)
		if text == "" || text[0] == '#' || strings.HasPrefix(text, "//") || i >= maxSettings {
			continue
		}
		if text[0] == '}' {
			if group.parent != nil {
				group = group.parent
			}
			continue
		}
		if before, ok := strings.CutSuffix(text, "{"); ok {
			group = group.add(strings.Trim(before, `"=: `), i+1, 1)
			continue
		}
		key, value, ok := cutSign(text)
		if path := splitKey(strings.Trim(key, `"`)); ok {
			optional := strings.HasPrefix(strings.TrimSpace(value), "${?")
			if !optional || group.at(path...) == nil {
				group.put(path, strings.Replace(unquote(strings.TrimSuffix(strings.TrimSpace(value), ",")), "${?", "${", 1), i+1, 1)
			}
		}
	}
	return []*setting{root}, nil
}
