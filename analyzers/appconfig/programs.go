package appconfig

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"golang.org/x/net/html"
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
var dockerPair = regexp.MustCompile(`([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S*)`)

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
	base := f.file[strings.LastIndexByte(f.file, '/')+1:]
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

// readHTML reads the references of a page or a style sheet to what it shows.
func readHTML(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	z := html.NewTokenizer(bytes.NewReader(src))
	z.SetMaxBuf(maxFileSize)
	line := 1
	for range maxSettings {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := z.Raw()
		at := line
		line += bytes.Count(raw, []byte("\n"))
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			for _, a := range token.Attr {
				if shows(token, a.Key) {
					root.set(a.Key, a.Val, at, 1)
				}
			}
		case html.TextToken:
			styleURLs(root, string(raw), at)
		default: // nothing is shown
		}
	}
	return []*setting{root}, nil
}

// shows says that a page is not whole without what an attribute of a tag names. A
// reader may follow a link or not, and a hint loads nothing.
func shows(tag html.Token, attribute string) bool {
	switch attribute {
	case "src", "srcset", "data-src", "poster":
		return true
	case "href":
		return tag.Data == "link" && slices.ContainsFunc(tag.Attr, func(a html.Attribute) bool {
			return a.Key == "rel" && slices.ContainsFunc(loaded, func(rel string) bool { return slices.Contains(strings.Fields(strings.ToLower(a.Val)), rel) })
		})
	}
	return false
}

// loaded are the relations of links that browsers load.
var loaded = []string{"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon", "mask-icon"}

// styleURL is a reference in a style sheet.
var styleURL = regexp.MustCompile(`url\(\s*["']?([^"')]+)["']?\s*\)`)

// styleComment is a comment in a style sheet.
var styleComment = regexp.MustCompile(`(?s)/\*.*?\*/`)

func styleURLs(root *setting, text string, line int) {
	text = styleComment.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) })
	for _, m := range styleURL.FindAllStringSubmatchIndex(text, 1000) {
		root.set("url", text[m[2]:m[3]], line+strings.Count(text[:m[0]], "\n"), 1)
	}
}

// findAssets reads what pages show.
func findAssets(f *finder, root *setting, _ *estate) {
	for _, s := range root.items() {
		for text := range strings.SplitSeq(s.text(), ",") {
			text, _, _ = strings.Cut(strings.TrimSpace(text), " ")
			if strings.Contains(text, "//") {
				f.serve(s, text)
			}
		}
	}
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
