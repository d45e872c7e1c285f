package appconfig

import (
	"bytes"
	"path"
	"regexp"
	"strings"
)

// told is the ecosystem of files whose names do not say what they are: their
// content does.
var told = &ecosystem{kind: "text"}

// looks are how the content of such a file tells. The first that matches counts.
var looks = []struct {
	kind string
	is   *regexp.Regexp
}{
	{"shell", regexp.MustCompile(`\A#!\s*\S*?(?:/|/env\s+)(?:ba|da|k|z)?sh\b`)},
	{"", regexp.MustCompile(`\A#!`)},
	{"yaml", regexp.MustCompile(`(?m)^apiVersion:\s*\S`)},
	{"apache", regexp.MustCompile(`(?im)^\s*(?:<(?:VirtualHost|Location|LocationMatch|Directory|IfModule)\b|RewriteRule\s|ProxyPass(?:Match|Reverse)?\s|RewriteEngine\s)`)},
	{"nginx", regexp.MustCompile(`(?m)^\s*(?:(?:server|http|upstream\s+[^{};]+|location\s+[^{};]+)\s*\{|proxy_pass\s+\S)`)},
	{"html", regexp.MustCompile(`(?i)<(?:!doctype|html|head|body|div|link|script|img|p|table|ul|section|span|form|h[1-6]|td|li|a)\b`)},
	{"haproxy", regexp.MustCompile(`(?m)^(?:frontend|backend|listen)\s+\S+\s*$`)},
	{"systemd", regexp.MustCompile(`(?m)^\[(?:Service|Unit|Install)\]\s*$`)},
	{"cron", regexp.MustCompile(`(?m)^(?:(?:[0-9*/,-]+|zgap[0-9]+z)\s+){5}[\w/]`)},
	{"ini", regexp.MustCompile(`(?m)^\[[\w .:/-]+\]\s*$`)},
	{"dotenv", regexp.MustCompile(`(?m)^(?:export\s+)?[A-Z][A-Z0-9_]*=`)},
	{"yaml", regexp.MustCompile(`(?m)^[\w.-]+:(?:\s|$)`)},
}

// byContent is the ecosystem that a file's content tells; nil when it tells none.
// A file without any ending is a script, or nobody's: prose may look like much.
func byContent(name string, src []byte) *ecosystem {
	if stackName(name) {
		return stackIn(src)
	}
	for _, l := range looks {
		if !l.is.Match(src) {
			continue
		}
		if path.Ext(name) == "" && l.kind != "shell" && !served.MatchString(name) {
			return nil
		}
		return kindNamed(l.kind)
	}
	return nil
}

// stackName says that a name is one that templates of CloudFormation have, and
// examples to be copied too: those have the ending of what they are an example of.
func stackName(name string) bool {
	stem, ok := strings.CutSuffix(strings.ToLower(path.Base(name)), ".template")
	return ok && stem != "" && !strings.Contains(stem, ".")
}

// stackIn is the ecosystem of a template of CloudFormation; nil where a file is none.
func stackIn(src []byte) *ecosystem {
	switch {
	case !stackMark.Match(src):
		return nil
	case bytes.HasPrefix(bytes.TrimSpace(src), []byte("{")):
		return kindNamed("json")
	}
	return kindNamed("yaml")
}

// stackMark is what every such template holds, in JSON or YAML.
var stackMark = regexp.MustCompile(`(?m)^\s*["']?(?:AWSTemplateFormatVersion|Resources)["']?\s*:`)

// served are the folders in which proxies and cron look for files of any name.
var served = regexp.MustCompile(`(?i)(?:^|/)(?:nginx[^/]*|apache2?|httpd|sites-(?:available|enabled)|conf\.d|haproxy|cron\.d|systemd)/`)

func kindNamed(kind string) *ecosystem {
	for _, e := range ecosystems {
		if e.kind == kind && kind != "" {
			return e
		}
	}
	return nil
}

// plainNames are files without an ending that are texts for people.
var plainNames = regexp.MustCompile(`^(?:licen[sc]e|readme|copying|notice|authors|changelog|changes|news|todo|codeowners|contributing|version|gemfile|rakefile)$`)

// toldByContent says that a name alone does not tell what a file is, and that its
// content may: one without an ending, a ".conf", a ".template", and what is filled in.
func toldByContent(name string) bool {
	base := path.Base(name)
	return strings.HasSuffix(base, ".conf") || stackName(base) || !strings.Contains(base, ".") && !plainNames.MatchString(base)
}
