package appconfig

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v4"
)

// readYAML reads each document of a YAML file as one tree. What stands before a
// mistake is kept, beside the error. A file that a template engine makes into YAML
// is read as that, where it is none as it stands.
func readYAML(src []byte) ([]*setting, error) {
	if !isTemplate(src) {
		return readPlainYAML(src)
	}
	if !bare(src) {
		if docs, err := readPlainYAML(src); err == nil {
			return docs, nil
		}
	}
	docs, err := readPlainYAML(filled(src))
	if was, first := readPlainYAML(src); err != nil && (first == nil || len(was) > len(docs)) {
		return was, first
	}
	return docs, err
}

func readPlainYAML(src []byte) ([]*setting, error) {
	if nests(src) {
		return nil, errDepth
	}
	loader, err := yaml.NewLoader(bytes.NewReader(src))
	if err != nil {
		return nil, err
	}
	var docs []*setting
	r := &yamlReader{open: map[*yaml.Node]bool{}}
	for {
		var doc yaml.Node
		switch err := loader.Load(&doc); {
		case errors.Is(err, io.EOF):
			return docs, nil
		case err != nil:
			return docs, err
		}
		root := &setting{line: doc.Line, column: doc.Column}
		r.into(root, &doc, 0)
		docs = append(docs, root)
		if r.err != nil {
			return docs, r.err
		}
	}
}

// yamlReader turns nodes into settings. Each alias is expanded where it stands,
// so that its settings have their own parents; the count bounds what a bomb makes.
type yamlReader struct {
	open  map[*yaml.Node]bool // anchors being read, to see cycles
	count int
	err   error
}

// into fills a setting with what a node says.
func (r *yamlReader) into(s *setting, n *yaml.Node, depth int) {
	r.count++
	switch {
	case r.err != nil:
		return
	case r.count > maxSettings:
		r.err = errSettings
		return
	case depth > maxDepth:
		r.err = errDepth
		return
	}
	if name := functions[n.Tag]; name != "" && (n.Kind != yaml.ScalarNode || name == "Fn::ImportValue") {
		s = s.add(name, n.Line, n.Column)
	}
	switch n.Kind {
	case yaml.DocumentNode:
		if len(n.Content) > 0 {
			r.into(s, n.Content[0], depth)
		}
	case yaml.AliasNode:
		if n.Alias != nil && !r.open[n.Alias] {
			r.open[n.Alias] = true
			r.into(s, n.Alias, depth+1)
			delete(r.open, n.Alias)
		}
	case yaml.MappingNode:
		r.mapping(s, n, depth)
	case yaml.SequenceNode:
		s.list = true
		for i, item := range n.Content {
			r.into(s.add(strconv.Itoa(i), item.Line, item.Column), item, depth+1)
		}
	case yaml.StreamNode: // only asked for, and it is not
	case yaml.ScalarNode:
		s.leaf, s.quoted = true, n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0
		s.under = n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0
		if n.ShortTag() != "!!null" {
			s.value = n.Value
			if n.Tag == "!Ref" || n.Tag == "!GetAtt" {
				s.value = "${" + n.Value + "}"
			}
		}
	}
}

// mapping reads pairs; what "<<" merges comes first, so that what is written
// counts more.
func (r *yamlReader) mapping(s *setting, n *yaml.Node, depth int) {
	merged := false
	for i := 0; i+1 < len(n.Content); i += 2 {
		if key := n.Content[i]; key.Value == "<<" {
			r.merge(s, n.Content[i+1], depth)
			merged = true
		}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Value == "<<" {
			continue
		}
		if merged {
			s.drop(key.Value)
		}
		r.into(s.add(key.Value, value.Line, value.Column), value, depth+1)
	}
}

func (r *yamlReader) merge(s *setting, n *yaml.Node, depth int) {
	if n.Kind == yaml.SequenceNode {
		for _, item := range slices.Backward(n.Content) { // earlier ones count more
			r.merge(s, item, depth+1)
		}
		return
	}
	was := &setting{}
	r.into(was, n, depth+1)
	for _, child := range was.below {
		s.drop(child.key)
		child.parent = s
		s.below = append(s.below, child)
	}
}

// drop takes away what a key was set to.
func (s *setting) drop(key string) {
	for i, child := range s.below {
		if child.key == key {
			s.below = append(s.below[:i], s.below[i+1:]...)
			return
		}
	}
}
