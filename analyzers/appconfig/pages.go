package appconfig

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/resilint/resilint/analyzers/facts"
)

// readHTML reads the references of a page or a style sheet to what it shows. A
// reference's key is its tag and attribute, as in "img.src".
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
				if key := shows(token, a.Key); key != "" {
					root.set(key, a.Val, at, 1)
				}
				if a.Key == "style" {
					styleURLs(root, a.Val, at)
				}
			}
		case html.TextToken:
			styleURLs(root, string(raw), at)
		default: // nothing is shown
		}
	}
	return []*setting{root}, nil
}

// shows is the key of what an attribute of a tag makes a page show, as in
// "script.src"; empty for one that it is whole without. A reader may follow a link or
// not, and a hint loads nothing.
func shows(tag html.Token, attribute string) string {
	switch attribute {
	case "src", "srcset", "data-src", "poster":
		return tag.Data + "." + attribute
	case "href":
		for _, a := range tag.Attr {
			if tag.Data != "link" || a.Key != "rel" {
				continue
			}
			for rel := range strings.FieldsSeq(strings.ToLower(a.Val)) {
				if slices.Contains(loaded, rel) {
					return rel + ".href"
				}
			}
		}
	case "content":
		for _, a := range tag.Attr {
			if (a.Key == "property" || a.Key == "name") && pictured.MatchString(a.Val) {
				return "meta.content"
			}
		}
	}
	return ""
}

// pictured are the properties of a page that name its picture for others to show.
var pictured = regexp.MustCompile(`(?i)^(?:og|twitter):(?:image|video)|^msapplication-.*image`)

// loaded are the relations of links that browsers load.
var loaded = []string{"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon", "mask-icon"}

// needed are the keys of what a page does not work without: its programs and its
// style. Without a picture it is only less pretty.
var needed = []string{"script.src", "iframe.src", "stylesheet.href", "modulepreload.href", "javascript_include_tag", "stylesheet_link_tag"}

// picture is the URL of one.
var picture = regexp.MustCompile(`(?i)\.(?:png|jpe?g|gif|svg|webp|avif|ico|bmp)(?:$|[?#])`)

// decorative says that a page does without what one of its references names. What a
// style sheet names are fonts and other sheets, where it is no picture.
func decorative(key, text string) bool {
	return !slices.Contains(needed, key) && (key != "url" || picture.MatchString(text))
}

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

// Attributes and calls of the languages in which programs write pages: of Haml and
// Slim, of Pug, and the helpers of Rails.
var (
	markupAttr = regexp.MustCompile(`["':]?\b(src|srcset|data-src|poster|href|content)["']?\s*(?:=>|[:=])\s*["']((?:https?:)?//[^"']+)["']`)
	markupCall = regexp.MustCompile(`\b(image_tag|image_url|image_submit_tag|video_tag|audio_tag|favicon_link_tag|javascript_include_tag|stylesheet_link_tag|preload_link_tag|icon|logo|image)[ (]+["']((?:https?:)?//[^"']+)["']`)
	markupTag  = regexp.MustCompile(`^\s*[%=-]?\s*([a-z][a-z0-9]*)`)
)

// readMarkup reads the references of a page that a program writes line by line.
func readMarkup(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	markup(root, src, true)
	return []*setting{root}, nil
}

// markup adds what lines call for, and the attributes of their tags if those are
// written so.
func markup(root *setting, src []byte, attributes bool) {
	for i, line := range textLines(src) {
		text := strings.TrimSpace(line)
		if i >= maxSettings || text == "" || strings.HasPrefix(text, "-#") || strings.HasPrefix(text, "//") || strings.HasPrefix(text, "/ ") || text[0] == '#' && strings.HasPrefix(text, "# ") {
			continue
		}
		for _, m := range markupCall.FindAllStringSubmatch(line, 20) {
			root.set(m[1], m[2], i+1, 1)
		}
		if !attributes {
			continue
		}
		for _, m := range markupAttr.FindAllStringSubmatch(line, 20) {
			if key := attributeKey(line, m[1]); key != "" {
				root.set(key, m[2], i+1, 1)
			}
		}
		styleURLs(root, line, i+1)
	}
}

// attributeKey is the key of an attribute of such a line; empty where the page is
// whole without it.
func attributeKey(line, attribute string) string {
	name := ""
	if m := markupTag.FindStringSubmatch(line); m != nil {
		name = m[1]
	}
	switch attribute {
	case "href":
		for _, rel := range loaded {
			if name == "link" && strings.Contains(line, rel) {
				return rel + ".href"
			}
		}
		return ""
	case "content":
		if name == "meta" && (strings.Contains(line, "og:image") || strings.Contains(line, "twitter:image")) {
			return "meta.content"
		}
		return ""
	}
	return name + "." + attribute
}

// posted are the folders of what people write for others to read. A picture there
// is one of a post, and no part of the site.
var posted = regexp.MustCompile(`(?i)(?:^|/)(?:_posts|_drafts|posts|blog|news|articles|content|stories|storybook|playground)/`)

// findAssets reads what pages show.
func findAssets(f *finder, root *setting, _ *estate) {
	f.kind = "html"
	if posted.MatchString(f.file) {
		return
	}
	for _, s := range root.items() {
		for text := range strings.SplitSeq(s.text(), ",") {
			text, _, _ = strings.Cut(strings.TrimSpace(text), " ")
			if !strings.Contains(text, "//") {
				continue
			}
			if m := f.serve(s, text); m != nil && decorative(s.key, text) {
				m.Need = facts.Soft
			}
		}
	}
}
