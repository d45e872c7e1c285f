package appconfig

import (
	"regexp"
	"strings"
)

// functions are those of CloudFormation, as YAML writes them in short.
var functions = map[string]string{
	"!Sub": "Fn::Sub", "!Join": "Fn::Join", "!If": "Fn::If", "!Select": "Fn::Select", "!Split": "Fn::Split", "!FindInMap": "Fn::FindInMap",
	"!ImportValue": "Fn::ImportValue", "!GetAtt": "Fn::GetAtt", "!Base64": "Fn::Base64",
}

// fold puts texts in the place of functions, as far as they are known. What is
// not stays a variable within its text.
func (t *template) fold(s *setting) {
	if s == nil {
		return
	}
	for _, child := range s.below {
		t.fold(child)
	}
	if s.leaf && strings.Contains(s.value, "${") {
		s.value = t.known(s.value)
	}
	if s.leaf || len(s.below) != 1 {
		return
	}
	if text, ok := t.call(s.below[0]); ok {
		s.under = s.under || s.below[0].under
		s.line, s.column = s.below[0].line, s.below[0].column
		s.leaf, s.value, s.list, s.below = true, text, false, nil
	}
}

// call is the text that a function makes.
func (t *template) call(fn *setting) (string, bool) {
	switch fn.key {
	case "Ref":
		return t.known("${" + fn.text() + "}"), fn.leaf
	case "Fn::GetAtt":
		return t.known("${" + joinedTexts(fn, ".") + "}"), true
	case "Fn::Base64":
		return fn.text(), fn.leaf
	case "Fn::Sub":
		return t.sub(fn)
	case "Fn::Join":
		if items := fn.items(); len(items) == 2 && items[0].leaf && items[1].list {
			return joinedTexts(items[1], items[0].value), true
		}
		return "${list}", true
	case "Fn::ImportValue":
		return "${" + dotted(fn.text()) + "}", fn.leaf
	case "Fn::FindInMap":
		return t.mapped(fn), true
	case "Fn::Select", "Fn::Split", "Fn::Transform", "Fn::GetAZs", "Fn::Cidr":
		return "${" + strings.TrimPrefix(fn.key, "Fn::") + "}", true
	}
	return "", false
}

// joinedTexts are the texts of a list, or the one that stands in its place.
func joinedTexts(s *setting, by string) string {
	if s.leaf {
		return s.text()
	}
	var parts []string
	for _, item := range s.below {
		if item.leaf {
			parts = append(parts, item.value)
		} else {
			parts = append(parts, "${part}")
		}
	}
	return strings.Join(parts, by)
}

// sub is a text with the variables of its own map put in.
func (t *template) sub(fn *setting) (string, bool) {
	items := fn.items()
	if fn.leaf || len(items) != 2 || !items[0].leaf {
		return fn.text(), fn.leaf
	}
	text, of := items[0].value, items[1].items()
	for _, v := range of[:min(len(of), maxBeside)] {
		if len(text) > maxScript {
			return "", false
		}
		if v.leaf && len(v.value) <= maxName {
			text = strings.ReplaceAll(text, "${"+v.key+"}", v.value)
		}
	}
	return text, true
}

// mapped is the value that a mapping has for keys which are written; a variable
// for others.
func (t *template) mapped(fn *setting) string {
	items := fn.items()
	if len(items) >= 3 {
		s := t.root.child("Mappings").at(items[0].text(), items[1].text(), items[2].text())
		if text := s.text(); text != "" && len(text) <= maxName {
			return text
		}
	}
	if len(items) > 0 {
		return "${" + dotted(items[0].text()) + "}"
	}
	return "${map}"
}

// sign is what a variable's name cannot hold.
var sign = regexp.MustCompile(`[^\w]+`)

// dotted is a text as the name of a variable.
func dotted(text string) string { return strings.Trim(sign.ReplaceAllString(text, "."), ".") }

// known puts in what is known of a text's variables: the defaults of parameters,
// and what is the same for nearly all accounts. A bucket of the template itself
// stays a reference, whatever attribute of it is asked for.
func (t *template) known(text string) string {
	return openName.ReplaceAllStringFunc(text, func(ref string) string {
		name := ref[2 : len(ref)-1]
		switch name {
		case "AWS::Partition":
			return "aws"
		case "AWS::URLSuffix":
			return "amazonaws.com"
		}
		id, attribute, _ := strings.Cut(name, ".")
		if t.buckets[id] != nil {
			return ownName(id) + hostOfBucket[attribute]
		}
		if text := t.defaults[name]; text != "" {
			return "${" + name + ":-" + text + "}"
		}
		return ref
	})
}

// hostOfBucket are the attributes of a bucket that are its hosts.
var hostOfBucket = map[string]string{
	"DomainName": ".s3.amazonaws.com", "RegionalDomainName": ".s3.amazonaws.com", "DualStackDomainName": ".s3.amazonaws.com", "WebsiteURL": ".s3.amazonaws.com",
}

// openName is a variable of a text.
var openName = regexp.MustCompile(`\$\{[\w:.]+\}`)

// logical is the id of the resource that a text is an attribute of, or a
// reference to; empty for other texts.
func logical(text string) string {
	if m := attribute.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

var attribute = regexp.MustCompile(`^\$\{(\w+)(?:\.\w+)?\}$`)

// bucket is the bucket that a text names by a locator, or as one of the
// template's own; the rest of the text is its objects.
func (t *template) bucket(text string) (Mention, bool) {
	v := resolve(t.behind(text))
	name, _, _ := strings.Cut(v.text, "/")
	if m, ok := t.own(name); ok {
		return m, true
	}
	p, ok := t.templates.locate(v.text)
	if !ok || p.Bucket == "" || p.Provider == "emulator" || !isBucketName(p.Bucket) {
		return Mention{}, false
	}
	if m, ok := t.own(p.Bucket); ok {
		return m, true
	}
	m := mentionOf(p)
	m.Certain, m.References, m.Locator = m.Certain && !v.open() && !v.defaulted, v.references, shown(v.text)
	return m, true
}

// own is the bucket of the template itself that a reference stands for.
func (t *template) own(ref string) (Mention, bool) {
	id := logical(ref)
	b := t.buckets[id]
	if b == nil {
		return Mention{}, false
	}
	v := resolve(b.name)
	m := Mention{Provider: "aws", Bucket: v.text, Locator: shown(v.text), Certain: !v.defaulted && !b.doubt, Made: &b.Making}
	if b.name != ownName(id) {
		m.References = v.references
	}
	return m, true
}

// ownName is the spelling of the name of a bucket that its template does not tell.
func ownName(id string) string { return "${" + id + "}" }

// name gives what was found the names of the template's own buckets.
func (t *template) name(found []Mention) {
	for i := range found {
		if own, ok := t.own(found[i].Bucket); ok {
			m := &found[i]
			m.Bucket, m.Locator, m.Certain, m.References, m.Made = own.Bucket, own.Locator, own.Certain, own.References, own.Made
		}
	}
}

// claim tells of what was found by a name which is that of one of the template's
// own buckets, word for word, that it is that bucket.
func (t *template) claim(found []Mention) {
	for i := range found {
		if m := &found[i]; m.Made == nil && m.Provider == "aws" {
			if b := t.named[m.Bucket]; b != nil {
				m.Made = &b.Making
			}
		}
	}
}
