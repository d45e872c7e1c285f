package appconfig

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// shape is a kind of document that its content tells, not its name.
type shape struct {
	kind string
	is   func(f *finder, root *setting) bool
	find func(*finder, *setting, *estate)
}

// shapes are tried in order. The last takes every document.
var shapes = []shape{
	{"policy", isPolicy, findPolicy},
	{"schema", isSchema, findNothing},
	{"dashboard", isDashboard, findNothing},
	{"kustomize", hasBase("kustomization.yaml", "kustomization.yml"), findKustomize},
	{"kustomize", isPatch, findPatch},
	{"helm", hasBase("Chart.yaml", "requirements.yaml"), findChart},
	{"helm", isHelmfile, findHelmfile},
	{"pulumi", isPulumi, findPulumi},
	{"kubernetes", has("apiVersion", "kind"), findKubernetes},
	{"jenkins", isJobs, findJobs},
	{"bosh", isOperations, findOperations},
	{"bosh", isDeployment, findDeployment},
	{"concourse", isPipeline, findPipeline},
	{"riff-raff", isRiffRaff, findRiffRaff},
	{"ansible", isAnsible, findAnsible},
	{"openapi", isOpenAPI, findOpenAPI},
	{"vault", has("snapshot_agent"), findSnapshots},
	{"cloudformation", has("Resources"), findCloudFormation},
	{"serverless", has("service", "provider"), findServerless},
	{"compose", isCompose, findCompose},
	{"thanos", isThanos, findThanos},
	{"kafka-connect", isConnector, findConnector},
	{"rails", hasBase("storage.yml", "storage.yml.erb"), findRails},
	{"wal-g", isWalG, findWalG},
	{"registry", has("version", "storage"), findRegistry},
	{"traefik", has("http"), findTraefik},
	{"envoy", has("static_resources"), findEnvoy},
	{"litestream", has("dbs"), findNamed("litestream")},
	{"loki", isLoki, findNamed("loki")},
	{"tempo", hasBase("tempo.yaml", "tempo.yml"), findNamed("tempo")},
	{"mimir", isMetricsStore, findMetricsStore},
	{"dotnet", isAppSettings, findLoose},
	{"spring", isSpring, findSpring},
	{"helm", isValues, findValues},
	{"terraform", besideTerraform, findNothing},
	{"app", isApp, findApp},
	{"settings", func(*finder, *setting) bool { return true }, findLoose},
}

// findDocument searches a document by what its content says that it is.
func findDocument(f *finder, root *setting, estate *estate) {
	for _, s := range shapes {
		if s.is(f, root) {
			f.kind = s.kind
			s.find(f, root, estate)
			return
		}
	}
}

// isPolicy says that a document grants permissions: to whom, others tell.
func isPolicy(_ *finder, root *setting) bool {
	first := root
	if root.list && len(root.below) > 0 {
		first = root.below[0]
	}
	return root.child("Statement") != nil || first.child("Effect") != nil && first.child("Action") != nil
}

// isSchema says that a document describes others.
func isSchema(_ *finder, root *setting) bool {
	return strings.Contains(root.child("$schema").text(), "json-schema.org") || root.child("properties") != nil && root.child("type").text() == "object"
}

// isDashboard says that a document draws metrics: a bucket is a dimension there, and
// nothing that is used.
func isDashboard(_ *finder, root *setting) bool {
	if inner := root.child("dashboard"); inner != nil && !inner.leaf {
		root = inner
	}
	panels := root.child("panels")
	if panels == nil {
		panels = root.child("rows")
	}
	return panels != nil && panels.list && (root.child("schemaVersion") != nil || root.child("templating") != nil)
}

// isJobs says that a document is a list of jobs for Jenkins.
func isJobs(_ *finder, root *setting) bool {
	return root.list && len(root.below) > 0 && root.below[0].child("job") != nil
}

// findJobs reads the commands of jobs.
func findJobs(f *finder, root *setting, _ *estate) {
	for _, item := range root.items() {
		job := item.child("job")
		sub := f.named(firstText("", job.child("name")))
		job.each(func(s *setting) {
			if s.leaf && s.key == "shell" {
				sub.script(s, s.value, "")
			}
		})
		f.take(sub)
	}
}

// besideTerraform says that a document lies in a module, or in a folder of one:
// its data are inputs.
func besideTerraform(f *finder, _ *setting) bool {
	dir := path.Dir(f.file)
	return f.opts.Module != nil && (f.opts.Module(dir) || f.opts.Module(path.Dir(dir)))
}

func findNothing(*finder, *setting, *estate) {}

func has(keys ...string) func(*finder, *setting) bool {
	return func(_ *finder, root *setting) bool {
		return !slices.ContainsFunc(keys, func(k string) bool { return root.child(k) == nil })
	}
}

func hasBase(names ...string) func(*finder, *setting) bool {
	return func(f *finder, _ *setting) bool { return slices.Contains(names, path.Base(f.file)) }
}

// findNamed searches the settings of a product that gives its service's name.
func findNamed(product string) func(*finder, *setting, *estate) {
	return func(f *finder, root *setting, _ *estate) {
		f.product(product)
		f.settings(root)
	}
}

// product says whose program a config is for. A workload that takes it is the service
// then, and one that only answers questions reads.
func (f *finder) product(name string) {
	if !f.owned {
		f.service = name
	} else if answering.MatchString(f.service) {
		f.access = facts.Read
	}
}

// answering are the parts of stores of logs, traces and metrics that write nothing.
var answering = regexp.MustCompile(`(?:^|-)(?:querier|query-frontend|query-scheduler|store-?gateway|index-gateway)$`)

func isAppSettings(f *finder, _ *setting) bool {
	return strings.HasPrefix(strings.ToLower(path.Base(f.file)), "appsettings")
}

func isSpring(f *finder, root *setting) bool {
	base := path.Base(f.file)
	return strings.HasPrefix(base, "application") || strings.HasPrefix(base, "bootstrap") || root.child("spring") != nil
}

func findSpring(f *finder, root *setting, _ *estate) {
	f.service = firstText(f.service, root.at("spring", "application", "name"), root.at("spring.application.name"))
	for _, region := range []*setting{root.at("spring", "cloud", "aws", "region", "static"), root.at("cloud", "aws", "region", "static")} {
		if region.text() != "" { // it holds for all that the application does
			root.lives(region.value, region)
		}
	}
	f.settings(root)
}

func isThanos(_ *finder, root *setting) bool {
	return root.child("type") != nil && root.at("config", "bucket") != nil
}

func findThanos(f *finder, root *setting, e *estate) {
	f.vendor = vendorIn(root.child("type").text())
	if f.service == "" || f.service == e.project {
		f.service = "thanos"
	}
	f.settings(root)
}

func isConnector(_ *finder, root *setting) bool {
	return root.child("connector.class") != nil || root.at("config", "connector.class") != nil
}

// findConnector reads a connector of Kafka Connect. A sink writes, and what it
// did not write yet stays in the topic for a while.
func findConnector(f *finder, root *setting, _ *estate) {
	config := root
	if c := root.child("config"); c != nil {
		config = c
	}
	f.service = firstText(f.service, root.child("name"), config.child("name"))
	class := firstText("", config.child("connector.class"), config.at("connector", "class"))
	f.access, f.need = facts.Write, facts.Soft
	if strings.Contains(class, "Source") {
		f.access = facts.Read
	}
	f.settings(config)
}

func isLoki(f *finder, root *setting) bool {
	return strings.Contains(path.Base(f.file), "loki") || root.child("loki") != nil || root.child("schema_config") != nil
}

// authority reads Loki's s3://REGION/BUCKET and s3://KEY:SECRET@HOST/BUCKET,
// where other programs would put the bucket first.
func (f *finder) authority(text string) (Mention, bool) {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok || scheme != "s3" {
		return Mention{}, false
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	host, bucket, _ := strings.Cut(rest, "/")
	bucket, _, _ = strings.Cut(bucket, "?")
	bucket = strings.Trim(bucket, "/")
	if !isBucketName(bucket) {
		return Mention{}, false
	}
	m := Mention{Bucket: bucket, Certain: true}
	switch {
	case !strings.Contains(host, "."):
		m.Region, m.Provider = host, "aws"
	default:
		m.Endpoint = host
		at := (&block{finder: f}).answering(host)
		m.Provider, m.Region = at.Provider, at.Region
	}
	return m, true
}

// findRegistry reads the config of a container registry, whose "storage" holds
// one store by its name.
func findRegistry(f *finder, root *setting, e *estate) {
	if f.service == "" || f.service == e.project {
		f.service = "registry"
	}
	f.settings(root)
}

// findRails reads Active Storage's services. A mirror writes to several, and
// reads from its primary alone: a copy, and no fallback.
func findRails(f *finder, root *setting, _ *estate) {
	services := *root
	services.below = slices.DeleteFunc(slices.Clone(root.below), onlyTests)
	f.settings(&services)
	for _, service := range services.items() {
		if service.child("service").text() != "Mirror" {
			continue
		}
		var mirrors []string
		for _, m := range service.child("mirrors").items() {
			mirrors = append(mirrors, m.text())
		}
		members := append([]string{service.child("primary").text()}, mirrors...)
		f.join(Copy, func(m *Mention) bool { return slices.Contains(members, m.top()) })
		f.mirrored(mirrors)
	}
}

// onlyTests says that a service of Active Storage's is there for tests alone, by its name
// or by keys that nobody has.
func onlyTests(service *setting) bool {
	name := words(service.key)
	return len(name) > 0 && name[0] == "test" || strings.Contains(service.child("access_key_id").text(), "...")
}

// mirrored says of mirrors that they are written to, after the primary, and that
// nothing is copied from them.
func (f *finder) mirrored(mirrors []string) {
	for i := range f.found {
		if m := &f.found[i]; m.Fallback == Copy && slices.Contains(mirrors, m.top()) {
			m.Access, m.Need, m.Members = facts.Write, facts.Soft, nil
		}
	}
}

// join says that the mentions chosen stand in for each other.
func (f *finder) join(kind Fallback, chosen func(*Mention) bool) {
	var group []*Mention
	for i := range f.found {
		if chosen(&f.found[i]) {
			group = append(group, &f.found[i])
		}
	}
	if len(group) < 2 {
		return
	}
	if (kind == Auto || kind == Partial) && !apart(group) {
		kind = None // one place fails as a whole
	}
	for _, m := range group {
		if m.Members = nil; kind != None { // a cache may still answer
			m.Fallback = kind
		}
		for _, o := range group {
			if o.Bucket != m.Bucket || o.Provider != m.Provider {
				m.Members = append(m.Members, o.Bucket)
			}
		}
	}
}

// apart says that not all mentions are of one provider's one region: of
// different failure domains.
func apart(group []*Mention) bool {
	return slices.ContainsFunc(group[1:], func(m *Mention) bool {
		a := group[0]
		if m.Provider != a.Provider {
			return m.Provider != "" && a.Provider != ""
		}
		return m.Region != "" && a.Region != "" && m.Region != a.Region
	})
}

func isWalG(_ *finder, root *setting) bool {
	return slices.ContainsFunc(root.items(), func(s *setting) bool { return strings.HasPrefix(s.key, "WALG_") })
}

// findWalG reads WAL-G. Its failover storages are asked in order, each after a
// check; what they do not set is as above them.
func findWalG(f *finder, root *setting, _ *estate) {
	f.environment(root)
	if len(root.child("WALG_FAILOVER_STORAGES").items()) > 0 {
		f.join(Auto, func(*Mention) bool { return true })
	}
}

func isValues(f *finder, _ *setting) bool {
	base := strings.ToLower(path.Base(f.file))
	return strings.Contains(base, "values") || strings.HasSuffix(base, ".gotmpl")
}
