package appconfig

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// findNginx reads servers of nginx: where they pass requests, and what answers
// when that fails.
func findNginx(f *finder, root *setting, _ *estate) {
	upstreams := map[string]*setting{}
	root.all("upstream", func(d *setting) {
		if a := d.args(); len(a) > 0 {
			upstreams[a[0]] = d.block()
		}
	})
	root.all("env", f.passedOn)
	mapped := mappedOf(root)
	seen := false
	root.all("server", func(d *setting) {
		if d.block() != nil {
			seen = true
			f.server(d.block(), mapped, upstreams)
		}
	})
	if !seen {
		f.server(root, mapped, upstreams)
	}
	f.unpassed(root, upstreams)
}

// unpassed reads upstreams to which another file passes requests.
func (f *finder) unpassed(root *setting, upstreams map[string]*setting) {
	passed := map[string]bool{}
	root.all("proxy_pass", func(d *setting) {
		if a := d.args(); len(a) > 0 {
			passed[hostOf(a[0])] = true
		}
	})
	for _, name := range slices.Sorted(maps.Keys(upstreams)) {
		if up := upstreams[name]; up != nil && !passed[name] {
			f.upstream(&setting{parent: &setting{}}, up)
		}
	}
}

// server reads one server of nginx.
func (f *finder) server(block *setting, mapped map[string][]string, upstreams map[string]*setting) {
	names := serverNames(block)
	name := ""
	if len(names) > 0 {
		name = names[0]
	}
	sub := f.named(name)
	vars := map[string]string{}
	block.all("set", func(d *setting) {
		if a := d.args(); len(a) == 2 {
			vars[a[0]] = a[1]
		}
	})
	for _, name := range []string{"proxy_pass", "grpc_pass", "uwsgi_pass"} {
		block.all(name, func(d *setting) { sub.pass(d, vars, mapped, upstreams) })
	}
	block.all("return", func(d *setting) { sub.redirected(d, vars) })
	block.all("rewrite", func(d *setting) { sub.redirected(d, vars) })
	sub.hosted(names)
	sub.intercepted(block)
	f.take(sub)
}

// serverNames are the hosts that a server answers for, as far as they are written out.
func serverNames(block *setting) []string {
	var names []string
	for _, a := range block.child("server_name").args() {
		if a != "_" && !strings.HasPrefix(a, "~") && !strings.Contains(a, "$") {
			names = append(names, a)
		}
	}
	return names
}

// hosted puts the names of a server in the place of the host that was asked for:
// those are all that it answers for, each with a bucket of its own.
func (f *finder) hosted(names []string) {
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return strings.Contains(name, "*") })
	var found []Mention
	for _, m := range f.found {
		if len(names) == 0 || len(names) > maxMapped || !askedHost.MatchString(m.Bucket) {
			found = append(found, m)
			continue
		}
		for _, name := range names {
			one := m
			one.Bucket = askedHost.ReplaceAllLiteralString(m.Bucket, name)
			one.Locator = askedHost.ReplaceAllLiteralString(m.Locator, name)
			one.References = slices.DeleteFunc(slices.Clone(m.References), isAskedHost)
			one.Certain = len(one.References) == 0
			found = append(found, one)
		}
	}
	f.found = found
}

// askedHost is the host of a request, as nginx calls it.
var askedHost = regexp.MustCompile(`\$\{(?:host|http_host|server_name)\}|\$(?:host|http_host|server_name)\b`)

func isAskedHost(name string) bool { return askedHost.MatchString("${" + name + "}") }

// mappedOf are the values that the maps of a config give their variables.
func mappedOf(root *setting) map[string][]string {
	mapped := map[string][]string{}
	root.all("map", func(d *setting) {
		a := d.args()
		if len(a) != 2 {
			return
		}
		for _, line := range d.block().items() {
			if v := line.args(); len(v) == 1 && len(mapped[a[1]]) < maxMapped {
				mapped[a[1]] = append(mapped[a[1]], v[0])
			}
		}
	})
	return mapped
}

// maxMapped bounds the values of a map that are asked about a bucket.
const maxMapped = 50

// passedOn reads a variable of the environment that nginx hands on to its scripts.
func (f *finder) passedOn(d *setting) {
	a := d.args()
	if len(a) == 0 {
		return
	}
	name, value, set := strings.Cut(a[0], "=")
	role, _ := keyOf(name)
	if vendor := vendorIn(name); role == bucketKey && vendor != "" && !set {
		f.add(Mention{Provider: vendor, Bucket: "${" + name + "}", Env: name, Key: name, References: []string{name}, Locator: "${" + name + "}", Access: facts.Serve}, d)
	} else if role == bucketKey && vendor != "" && isBucketName(value) {
		f.add(Mention{Provider: vendor, Bucket: value, Env: name, Key: name, Locator: value, Access: facts.Serve, Certain: true}, d)
	}
}

// redirected reads where a server sends browsers to.
func (f *finder) redirected(d *setting, vars map[string]string) {
	for _, text := range d.args() {
		if strings.HasPrefix(text, "http") {
			f.serve(d, requested.ReplaceAllString(substituted(text, vars), "/"))
		}
	}
}

// unnamed reads a pass to a host of which all is left to a variable whose name tells
// that it is a store's.
func (f *finder) unnamed(d *setting, target string) {
	v := resolve(strings.Trim(target, `"';`))
	host := v.text
	if _, rest, ok := strings.Cut(host, "://"); ok {
		host = rest
	}
	m := lone.FindStringSubmatch(host)
	if m == nil {
		return
	}
	name := m[1] + m[2]
	vendor := vendorIn(name)
	if role, _ := keyOf(name); role != bucketKey && (vendor == "" || slices.Contains(words(name), "cloudflare")) {
		return
	}
	f.add(Mention{Provider: vendor, Bucket: "${" + name + "}", Env: name, References: []string{name}, Locator: shown(target), Access: facts.Serve, Need: facts.Hard}, d)
}

// lone is a host that is nothing but a variable.
var lone = regexp.MustCompile(`^(?:\$\{(\w+)\}|\{\{\s*(\w+)\s*\}\})(?:[:/]|$)`)

// requested is the part of a target that nginx takes from the request.
var requested = regexp.MustCompile(`\$(?:request_uri|uri|document_uri|is_args|args|\d)`)

// pass reads one proxy_pass, to a host or to an upstream.
func (f *finder) pass(d *setting, vars map[string]string, mapped map[string][]string, upstreams map[string]*setting) {
	args := d.args()
	if len(args) == 0 {
		return
	}
	first := len(f.found)
	target := requested.ReplaceAllString(substituted(args[0], vars), "/")
	for _, name := range slices.Sorted(maps.Keys(mapped)) {
		values := mapped[name]
		if !strings.Contains(target, name) {
			continue
		}
		for _, value := range values {
			f.serve(d, strings.ReplaceAll(target, name, value))
		}
	}
	if up := upstreams[hostOf(target)]; up != nil {
		f.upstream(d, up)
	} else if len(f.found) == first && f.serve(d, target) == nil {
		f.addressed(d, target, vars)
		if len(f.found) == first {
			f.unnamed(d, target)
		}
	}
	if staleServed(d) {
		for i := range f.found[first:] {
			if m := &f.found[first+i]; m.Fallback == None {
				m.Fallback = Cache
			}
		}
	}
}

// substituted is a text with the values of variables, longer names first.
func substituted(text string, vars map[string]string) string {
	names := slices.Sorted(maps.Keys(vars))
	for _, name := range slices.Backward(names) {
		if len(text) > maxLine || len(vars[name]) > maxName {
			continue // variables that hold each other may double it each time
		}
		text = strings.ReplaceAll(text, name, vars[name])
	}
	return text
}

// rewritten is the bucket that a rewrite puts before the request's path.
var rewritten = regexp.MustCompile(`^/([a-z0-9][a-z0-9.-]+)(?:/|\$)`)

// addressed reads a pass to an endpoint of all buckets, where the Host header or
// a rewrite says which.
func (f *finder) addressed(d *setting, target string, vars map[string]string) {
	block := d.parent
	block.all("proxy_set_header", func(h *setting) {
		if a := h.args(); len(a) == 2 && strings.EqualFold(a[0], "host") {
			f.serve(d, "https://"+substituted(a[1], vars)+"/")
		}
	})
	block.all("rewrite", func(r *setting) {
		if a := r.args(); len(a) > 1 {
			if m := rewritten.FindStringSubmatch(substituted(a[1], vars)); m != nil {
				f.serve(d, strings.TrimSuffix(target, "/")+"/"+m[1])
			}
		}
	})
}

// staleServed says that a cache answers a request while its origin does not.
// What a location does not say, the blocks around it do.
func staleServed(pass *setting) bool {
	cache, stale := inherited(pass, "proxy_cache"), inherited(pass, "proxy_cache_use_stale")
	return len(cache) > 0 && cache[0] != "off" && slices.ContainsFunc(stale, func(on string) bool {
		return on == "error" || on == "timeout" || strings.HasPrefix(on, "http_5")
	})
}

// inherited are the arguments of the nearest directive of a name around another.
func inherited(d *setting, name string) []string {
	for g := d.parent; g != nil; g = g.parent {
		if at := g.child(name); at != nil && !at.leaf {
			return at.args()
		}
	}
	return nil
}

// upstream reads the servers of an upstream. nginx asks the next on errors and
// time-outs by default, as often as it may try.
func (f *finder) upstream(pass, up *setting) {
	sub := f.named("")
	backup, servers := false, 0
	for _, s := range up.items() {
		if a := s.args(); s.key == "server" && len(a) > 0 {
			servers++
			backup = backup || slices.Contains(a, "backup")
			if sub.serve(s, a[0]) == nil {
				sub.unnamed(s, a[0])
			}
		}
	}
	tries, next := pass.parent.child("proxy_next_upstream_tries").args(), pass.parent.child("proxy_next_upstream").args()
	once := len(tries) > 0 && tries[0] == "1" || slices.Contains(next, "off")
	if servers > 1 && !once {
		sub.join(Auto, func(*Mention) bool { return true })
	}
	f.take(sub)
}

// intercepted reads error pages that lead to a location with another bucket.
// They need a code that an outage causes. Without proxy_intercept_errors they are
// for what nginx itself finds, and what the bucket answers goes to the client.
func (f *finder) intercepted(block *setting) {
	on := false
	block.all("proxy_intercept_errors", func(d *setting) { on = on || slices.Contains(d.args(), "on") })
	targets := map[string]bool{}
	block.all("error_page", func(d *setting) {
		a := d.args()
		if len(a) > 1 && slices.ContainsFunc(a[:len(a)-1], func(code string) bool { return len(code) == 3 && code[0] == '5' }) {
			targets[a[len(a)-1]] = true
		}
	})
	second := false
	block.all("location", func(d *setting) {
		a := d.args()
		second = second || len(a) > 0 && targets[a[len(a)-1]] && d.block().child("proxy_pass") != nil
	})
	kind := Partial
	if on {
		kind = Auto
	}
	if second {
		f.join(kind, func(*Mention) bool { return true })
	}
}
