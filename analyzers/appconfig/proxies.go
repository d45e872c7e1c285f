package appconfig

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// serve adds the bucket that a proxy passes requests to; nil when the target is none.
func (f *finder) serve(at *setting, target string) *Mention {
	v := resolve(apacheVariable.ReplaceAllString(strings.Trim(target, `"';`), "$${$1}"))
	p, ok := f.locate(v.text)
	if !ok {
		p, ok = f.locate("https://" + v.text)
	}
	if !ok || p.Bucket == "" || p.Provider == "emulator" || !isBucketName(p.Name) && !isBucketName(p.Bucket) {
		return nil
	}
	m := mentionOf(p)
	m.Certain = m.Certain && !v.defaulted
	m.Locator, m.Access, m.Need, m.References = written(target, v), facts.Serve, facts.Hard, v.references
	return f.add(m, at)
}

// apacheVariable is a variable as Apache writes it.
var apacheVariable = regexp.MustCompile(`%\{(?:ENV:|env:)?(\w+)\}e?`)

// findCaddy reads sites of Caddy. The policy "first" asks the first that is
// healthy.
func findCaddy(f *finder, root *setting, _ *estate) {
	for _, site := range root.items() {
		sub := f.named(strings.Trim(hostOf(site.key+"/"), ","))
		site.block().all("reverse_proxy", func(d *setting) {
			one := sub.named("")
			targets := d.args()
			targets = append(targets, d.block().child("to").args()...)
			for _, target := range targets {
				one.serve(d, target)
			}
			policy := d.block().child("lb_policy").args()
			checked := d.block().child("fail_duration") != nil || d.block().child("health_uri") != nil || d.block().child("lb_try_duration") != nil
			if len(policy) > 0 && policy[0] == "first" && checked {
				one.join(Auto, func(*Mention) bool { return true })
			}
			sub.take(one)
		})
		f.take(sub)
	}
}

// findVarnish reads the backends of Varnish. Only a director "fallback" asks
// the next; grace lets the cache answer.
func findVarnish(f *finder, root *setting, _ *estate) {
	fallback, cached := false, false
	root.each(func(d *setting) {
		cached = cached || keeps(d)
		switch {
		case d.leaf || d.key != "backend" || d.block() == nil:
			fallback = fallback || strings.Contains(d.value, "directors.fallback(") || strings.Contains(d.key, "directors.fallback(")
		default:
			for _, s := range d.block().items() {
				if a := s.args(); s.key == ".host" && len(a) > 1 {
					f.serve(s, a[1])
				}
			}
		}
	})
	if fallback {
		f.join(Auto, func(*Mention) bool { return true })
	}
	for i := range f.found {
		if m := &f.found[i]; cached && m.Fallback == None {
			m.Fallback = Cache
		}
	}
}

// graceful is a time for which Varnish may answer from its cache when a backend
// does not; the seconds that it grants by itself outlast no outage.
var graceful = regexp.MustCompile(`^[0-9.]*[1-9][0-9.]*[mhdwy]$`)

func keeps(d *setting) bool {
	a := d.args()
	return d.key == "set" && len(a) > 2 && a[0] == "beresp.grace" && graceful.MatchString(a[2])
}

// readHAProxy reads sections of lines, each of words.
func readHAProxy(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1}
	section := root
	for i, line := range textLines(src) {
		text, _, _ := strings.Cut(line, "#")
		fields := strings.Fields(text)
		if len(fields) == 0 || i >= maxSettings {
			continue
		}
		if slices.Contains([]string{"frontend", "backend", "listen", "defaults", "global"}, fields[0]) {
			section = root.add(fields[0], i+1, 1)
			if len(fields) > 1 {
				section.set("name", fields[1], i+1, 1)
			}
			continue
		}
		d := section.add(fields[0], i+1, 1)
		for n, field := range fields[1:] {
			d.set(strconv.Itoa(n), field, i+1, 1)
		}
	}
	return []*setting{root}, nil
}

// findHAProxy reads backends. A server marked backup takes over when the checks
// of the others fail.
func findHAProxy(f *finder, root *setting, _ *estate) {
	for _, section := range root.items() {
		sub := f.named(section.child("name").text())
		backup, checked := false, false
		for _, s := range section.items() {
			if a := s.args(); s.key == "server" && len(a) > 1 {
				if sub.serve(s, a[1]) != nil {
					backup = backup || slices.Contains(a, "backup")
					checked = checked || slices.Contains(a, "check") && !slices.Contains(a, "backup")
				}
			}
		}
		if backup && checked {
			sub.join(Auto, func(*Mention) bool { return true })
		}
		f.take(sub)
	}
}

// readApache reads directives that end with their lines, in sections in angle
// brackets.
func readApache(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1, list: true}
	section, depth := root, 0
	for i, line := range textLines(src) {
		text := strings.TrimSpace(line)
		fields := strings.Fields(strings.Trim(text, "<>"))
		switch {
		case text == "" || text[0] == '#' || len(fields) == 0 || i >= maxSettings:
		case strings.HasPrefix(text, "</"):
			if section.parent != nil {
				section, depth = section.parent, depth-1
			}
		default:
			d := section.add(strings.ToLower(fields[0]), i+1, 1)
			for _, field := range fields[1:] {
				d.set("", unquote(field), i+1, 1)
			}
			if text[0] == '<' && depth < maxDepth {
				section, depth = d, depth+1
			}
		}
	}
	return []*setting{root}, nil
}

// passing are the directives of Apache whose arguments may be buckets.
var passing = []string{"proxypass", "proxypassmatch", "rewriterule", "redirect", "redirectmatch", "redirectpermanent", "balancermember", "errordocument"}

// findApache reads virtual hosts.
func findApache(f *finder, root *setting, _ *estate) {
	seen := false
	for _, host := range root.items() {
		if host.key == "virtualhost" {
			seen = true
			f.virtualHost(host)
		}
	}
	if !seen {
		f.virtualHost(root)
	}
}

func (f *finder) virtualHost(host *setting) {
	name := ""
	if a := host.child("servername").args(); len(a) > 0 {
		name = hostOf(a[0] + "/")
	}
	sub := f.named(name)
	standby := false
	host.each(func(d *setting) {
		if d.leaf || !slices.Contains(passing, d.key) {
			return
		}
		for _, target := range d.args() {
			if m := sub.serve(d, target); m != nil && slices.Contains(d.args(), "status=+H") {
				standby = true
			}
		}
	})
	if standby {
		sub.join(Auto, func(*Mention) bool { return true })
	}
	f.take(sub)
}
