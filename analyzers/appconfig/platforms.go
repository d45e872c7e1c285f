package appconfig

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

func isPulumi(f *finder, _ *setting) bool {
	return strings.HasPrefix(strings.ToLower(path.Base(f.file)), "pulumi.")
}

// findPulumi reads a project or a stack of Pulumi. Settings of a stack begin
// with the name of what takes them; a region of AWS holds for all of it.
func findPulumi(f *finder, root *setting, _ *estate) {
	config := root.child("config")
	region := firstText("", config.child("aws:region"), config.at("aws:region", "value"))
	groups := map[string]*setting{}
	for _, s := range config.items() {
		of, key, ok := strings.Cut(s.key, ":")
		if f.vendor == "" && vendorIn(of) != "" {
			f.vendor = vendorIn(of)
		}
		if !ok || !s.leaf || vendorIn(of) != "" {
			continue
		}
		if groups[of] == nil {
			groups[of] = &setting{key: "config", parent: &setting{}}
			if region != "" {
				groups[of].lives(region, s)
			}
		}
		groups[of].set(key, s.value, s.line, s.column)
	}
	for _, of := range slices.Sorted(maps.Keys(groups)) {
		sub := f.named(of)
		sub.settings(groups[of])
		f.take(sub)
	}
	f.service = firstText(f.service, root.child("name"))
	for _, r := range root.child("resources").items() {
		if kind := r.child("type").text(); strings.Contains(kind, ":Bucket") || strings.Contains(kind, "/bucket") {
			f.declared(vendorIn(kind), region, r.at("properties", "bucket"), r.at("properties", "name"))
		}
	}
}

// declared adds a bucket that the config makes, by the first name that is there.
func (f *finder) declared(vendor, region string, names ...*setting) {
	for _, s := range names {
		if v := resolve(s.text()); isBucketName(v.text) {
			f.add(Mention{
				Provider: vendor, Bucket: v.text, Region: strings.ToLower(region), Locator: shown(s.text()),
				Certain: !v.open() && !v.defaulted, References: v.references, Made: &Making{Spot: s.spot()},
			}, s)
			return
		}
	}
}

// claim reads a bucket that a controller makes: of Crossplane, of ACK, of Config
// Connector. One of Flux is where it finds what it applies.
func (f *finder) claim(doc *setting) {
	group, spec := doc.child("apiVersion").text(), doc.child("spec")
	vendor := vendorIn(group)
	switch {
	case strings.HasPrefix(group, "source.toolkit.fluxcd.io/"):
		f.access = facts.Read
		f.settings(spec)
	case vendor == "":
		f.settings(spec)
	default:
		region := firstText("", spec.at("forProvider", "region"), spec.at("forProvider", "location"),
			spec.at("createBucketConfiguration", "locationConstraint"), spec.child("location"))
		f.declared(vendor, region, doc.at("metadata", "annotations", "crossplane.io/external-name"),
			spec.child("resourceID"), spec.child("name"), doc.at("metadata", "name"))
	}
}

// modules are those of Ansible that move objects, by the last step of their names.
var modules = map[string]string{
	"aws_s3": "aws", "s3_object": "aws", "s3_sync": "aws", "s3_bucket": "aws", "gcp_storage_object": "gcp", "gcp_storage_bucket": "gcp", "gc_storage": "gcp",
	"s3": "aws", "s3_website": "aws", "s3_lifecycle": "aws", "azure_rm_storageblob": "azure", "azure_rm_storageaccount": "azure",
}

// moduleAccess is what the modes of those modules do.
var moduleAccess = map[string]facts.Access{
	"get": facts.Read, "getstr": facts.Read, "geturl": facts.Read, "list": facts.Read, "download": facts.Read,
	"put": facts.Write, "upload": facts.Write, "delobj": facts.Write, "copy": facts.Write, "": facts.ReadWrite,
}

func isAnsible(_ *finder, root *setting) bool {
	if !root.list || len(root.below) == 0 {
		return false
	}
	first := root.below[0]
	return first.child("hosts") != nil || first.child("name") != nil || first.child("tasks") != nil
}

// findAnsible reads the tasks of a playbook or a role.
func findAnsible(f *finder, root *setting, _ *estate) { f.tasks(root) }

func (f *finder) tasks(group *setting) {
	for _, s := range group.items() {
		name := s.key[strings.LastIndexByte(s.key, '.')+1:]
		switch vendor := modules[name]; {
		case vendor != "" && !s.leaf && (s.child("mode").text() == "create" || strings.HasSuffix(name, "_bucket") && s.child("state").text() == "present"):
			// it makes the bucket, and neither reads nor writes
		case vendor != "" && !s.leaf:
			sub := f.named("")
			sub.vendor, sub.access, sub.need = vendor, moduleAccess[firstText("", s.child("mode"), s.child("action"))], facts.Soft
			if name == "s3_sync" {
				sub.access = facts.Write
			}
			sub.settings(s)
			f.take(sub)
		case slices.Contains(running, name):
			f.commandLine("", s, s.child("cmd"), s.child("job"), s.child("argv"))
		case name == "vars" || name == "set_fact" || name == "module_defaults":
			f.settings(s)
		case name == "environment" || name == "env":
			f.environment(s)
		case (name == "get_url" || name == "uri" || name == "unarchive") && !s.leaf:
			f.fetched(s)
		case !s.leaf:
			f.tasks(s)
		}
	}
}

// running are the modules of Ansible that run a command.
var running = []string{"shell", "command", "raw", "script", "cron", "win_shell", "win_command"}

// fetched reads where a task gets a file from, unless others publish it for everybody
// to install.
func (f *finder) fetched(s *setting) {
	from := s.child("url")
	if from == nil {
		from = s.child("src")
	}
	if text := resolve(from.text()).text; from == nil || !strings.HasPrefix(text, "http") || published.MatchString(text) {
		return
	}
	sub := f.named("")
	sub.access, sub.need = facts.Read, facts.Soft
	sub.blockOf(s).located(from, nil)
	f.take(sub)
}

func isOpenAPI(_ *finder, root *setting) bool {
	return root.child("openapi") != nil || root.child("swagger") != nil
}

// integration is where a gateway of AWS passes requests to S3.
var integration = regexp.MustCompile(`^arn:aws[\w-]*:apigateway:([a-z0-9-]+):s3:path/([^/{}]+)`)

// findOpenAPI reads where an API is served from. Its schemas and their examples
// name nothing that exists.
func findOpenAPI(f *finder, root *setting, _ *estate) {
	for _, s := range root.child("servers").items() {
		if url := s.child("url"); url != nil {
			f.serve(url, url.text())
		}
	}
	root.child("paths").each(func(s *setting) {
		if m := integration.FindStringSubmatch(s.text()); m != nil && isBucketName(m[2]) {
			f.add(Mention{Provider: "aws", Bucket: m[2], Region: m[1], Locator: shown(s.text()), Access: facts.Serve, Certain: true}, s)
		}
	})
}

// findSnapshots reads the agent that saves the state of Consul or Vault.
func findSnapshots(f *finder, root *setting, _ *estate) {
	f.access, f.need = facts.Write, facts.Soft
	f.settings(root.child("snapshot_agent"))
}

func isMetricsStore(_ *finder, root *setting) bool {
	return root.child("blocks_storage") != nil || root.child("ruler_storage") != nil
}

// findMetricsStore reads Mimir or Cortex, whose stores take what they do not say
// from a common one.
func findMetricsStore(f *finder, root *setting, _ *estate) {
	name := "mimir"
	if strings.Contains(f.file, "cortex") {
		name = "cortex"
	}
	f.product(name)
	for _, store := range root.at("common", "storage").items() {
		for _, s := range store.items() {
			if r, _ := keyOf(s.key); s.leaf && (r == regionKey || r == endpointKey) {
				root.set(store.key+"_"+s.key, s.value, s.line, s.column)
			}
		}
	}
	f.settings(root)
}

// findProperties reads properties: a connector's, or those of Spring, Spark and
// the like.
func findProperties(f *finder, root *setting, e *estate) {
	if root.at("connector", "class") != nil {
		findConnector(f, root, e)
		return
	}
	hadoop(root)
	findSpring(f, root, e)
}

func findHadoop(f *finder, root *setting, _ *estate) {
	hadoop(root)
	f.settings(root)
}

// hadoop lets the settings of the file system s3a hold for all that use it.
func hadoop(root *setting) {
	var all []*setting
	root.each(func(s *setting) {
		path := s.path()
		switch {
		case s.leaf && strings.HasSuffix(path, "fs.s3a.endpoint"):
			all = append(all, &setting{key: "s3a_endpoint", value: s.value, line: s.line, column: s.column})
		case s.leaf && strings.HasSuffix(path, "fs.s3a.endpoint.region"):
			all = append(all, &setting{key: "s3a_region", value: s.value, line: s.line, column: s.column})
		}
	})
	for _, s := range all {
		root.set(s.key, s.value, s.line, s.column)
	}
}
