// Package appconfig reads where the configs of applications name buckets.
//
// It has two layers. Readers, one a format, make trees of settings with their
// places out of text. Recognisers, one an ecosystem, know which settings of
// which files mean a bucket, its region, its endpoint and what stands in for it.
// What they find are mentions. It knows no host of any provider: the locators
// that it is given do; and no estate: whether a bucket is declared is for others
// to say.
package appconfig

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/locators"
	"github.com/resilint/resilint/analyzers/regions"
	"github.com/resilint/resilint/analyzers/source"
)

// Options are what mentions are found with.
type Options struct {
	Locate func(string) (locators.Place, bool) // reads the bucket that a string names
	// Module says that a directory is a module of Terraform's, which reads the plain
	// data beside it. Nil: none is.
	Module func(dir string) bool
	Jobs   int // files read at once; at least 1
}

// regionOf is the provider whose region a text is, where only one of the large
// ones has it.
func (o *Options) regionOf(region string) string {
	if region == "" {
		return ""
	}
	for _, provider := range []string{"aws", "gcp", "azure"} {
		if _, ok := regions.Lookup(provider, region); ok {
			return provider
		}
	}
	return ""
}

// config is one file on its way: read, then searched.
type config struct {
	*source.File
	*ecosystem
	docs []*setting
	err  error
}

// Mentions finds the mentions of all files, in the order of path and line. Files
// that no ecosystem knows, and those whose place says that they describe no
// running system, hold none. A file that cannot be parsed is a diagnostic, and
// what stands before the mistake counts; then there may be more than was found, and
// incomplete says so. One that is too large, or holds more settings than anybody writes,
// is merely told of: a log may be called .env, and data may be YAML.
func Mentions(files []source.File, opts Options) (list []Mention, diags hcl.Diagnostics, incomplete bool) {
	return search(files, opts, hinted)
}

// search does so in the files whose text is worth parsing.
func search(files []source.File, opts Options, worth func([]byte) bool) (list []Mention, diags hcl.Diagnostics, incomplete bool) {
	configs := make([]*config, len(files))
	source.Each(len(files), opts.Jobs, func(i int) {
		if worth(files[i].Src) {
			configs[i] = open(&files[i])
		}
	})
	estate := gather(configs)
	estate.project = projectOf(files)
	found := make([][]Mention, len(configs))
	source.Each(len(configs), opts.Jobs, func(i int) {
		if configs[i] != nil {
			found[i] = configs[i].mentions(&opts, estate)
		}
	})
	for _, c := range configs {
		if c != nil && c.err != nil {
			diags = append(diags, c.diagnostic())
			incomplete = incomplete || !errors.Is(c.err, errSize) && !errors.Is(c.err, errSettings)
		}
	}
	return sortMentions(slices.Concat(found...)), diags, incomplete
}

// open reads a file, if it may hold mentions; nil otherwise.
func open(file *source.File) *config {
	if passed(file.Path) && !isWorkflow(file.Path) {
		return nil
	}
	e := ecosystemOf(file.Path)
	if e == nil {
		return nil
	}
	c := &config{File: file, ecosystem: e}
	if len(file.Src) > maxFileSize {
		c.err = errSize
		if e == told {
			return nil // it may be anything
		}
		return c
	}
	if !minified(file.Src) {
		c.read()
		var objects []*setting
		for _, doc := range c.docs {
			objects = append(objects, objectsOf(doc)...)
		}
		c.docs = objects
	}
	if c.ecosystem == told {
		return nil
	}
	if c.err != nil && !errors.Is(c.err, errSize) && isTemplate(file.Src) {
		c.err = nil // a template of a config is no mistake in one
	}
	return c
}

// read reads the file, with words in the places of what is filled in: where its name
// says that something fills it in, and ERB wherever it stands.
func (c *config) read() {
	src := c.Src
	var g gaps
	_, filled := unfilled(strings.ToLower(c.Path))
	if filled || bytes.Contains(src, []byte("<%")) {
		src = g.fill(src)
	}
	if c.ecosystem == told {
		if docs := variablesIn(c.Path, c.Src); len(docs) > 0 {
			c.ecosystem, c.docs = kindNamed("helm"), docs
			return
		}
		e := byContent(c.Path, src)
		if e == nil {
			return
		}
		c.ecosystem = e
	}
	c.docs, c.err = c.ecosystem.read(src)
	g.restore(c.docs)
	if c.kind == "html" && len(c.docs) > 0 && len(g.tags) > 0 {
		markup(c.docs[0], c.Src, false)
	}
	if filled && c.err != nil {
		c.err = nil // a template of a config is no mistake in one
	}
}

// isTemplate says that something fills a file in before anybody parses it: Helm,
// Jinja or ERB.
func isTemplate(src []byte) bool {
	return slices.ContainsFunc([]string{"{{", "{%", "<%"}, func(mark string) bool { return bytes.Contains(src, []byte(mark)) })
}

// mentions searches one file.
func (c *config) mentions(opts *Options, estate *estate) []Mention {
	var found []Mention
	for _, doc := range c.docs {
		f := &finder{opts: opts, estate: estate, file: c.Path, kind: c.kind, service: serviceOf(c.Path)}
		if f.service == "" {
			f.service = estate.project
		}
		c.find(f, doc, estate)
		found = append(found, f.found...)
	}
	for i := range found {
		found[i].Dir, found[i].Home = path.Dir(c.Path), homeOf(c.Path)
		if c.kind == "helm" {
			found[i].Home = homeOf(path.Join(chartOf(c.Path), "values.yaml")) // templates are in its folders
		}
	}
	return found
}

func (c *config) diagnostic() *hcl.Diagnostic {
	summary := "Config not understood"
	if errors.Is(c.err, errSize) {
		summary = "Config not read"
	}
	return &hcl.Diagnostic{
		Severity: hcl.DiagWarning,
		Summary:  summary,
		Detail:   fmt.Sprintf("%s was not read to its end: %s.", c.Path, c.err),
		Subject:  &hcl.Range{Filename: c.Path, Start: hcl.InitialPos, End: hcl.InitialPos},
	}
}
