package appconfig

import (
	"path"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// estate is what several files say together.
type estate struct {
	maps map[string][]*mapped // ConfigMaps and Secrets, by name
	used map[*setting]bool    // those that some workload mounts
	home map[*setting]string  // the file of each
	take map[string]string    // the workload that takes the map of a name; empty when several do
	envs map[string]*config   // files of variables, by path

	project string // the tree's own name; empty when no manifest gives it one

	values map[string]*setting          // of charts, by their directories
	kindOf func(file string) *ecosystem // for files that stand as text in others
}

// mapped is a ConfigMap or Secret.
type mapped struct {
	file string
	data *setting
}

// gather joins what files know of each other. It runs once, before any search.
func gather(configs []*config) *estate {
	e := &estate{maps: map[string][]*mapped{}, used: map[*setting]bool{}, home: map[*setting]string{}, take: map[string]string{}, envs: map[string]*config{}, values: map[string]*setting{}, kindOf: ecosystemOf}
	for _, c := range configs {
		if c == nil {
			continue
		}
		if c.kind == "dotenv" {
			e.envs[c.Path] = c
		}
		if path.Base(c.Path) == "values.yaml" && len(c.docs) > 0 {
			e.values[path.Dir(c.Path)] = c.docs[0]
		}
		for _, doc := range c.docs {
			e.note(c.Path, doc)
		}
	}
	for _, c := range configs {
		if c == nil {
			continue
		}
		for _, doc := range c.docs {
			if c.kind == "helm" {
				e.fill(c.Path, doc)
			}
			if pod := podOf(doc); pod != nil {
				e.mark(c.Path, pod)
				e.taken(doc.at("metadata", "name").text(), pod)
			}
		}
	}
	return e
}

func (e *estate) note(file string, doc *setting) {
	switch doc.child("kind").text() {
	case "ConfigMap":
		name := doc.at("metadata", "name").text()
		e.maps[name] = append(e.maps[name], &mapped{file, doc.child("data")})
		e.home[doc.child("data")] = file
	case "Secret": // its data is base64, and secret
		name := doc.at("metadata", "name").text()
		e.maps[name] = append(e.maps[name], &mapped{file, doc.child("stringData")})
		e.home[doc.child("stringData")] = file
	}
}

// mark notes the maps that a pod takes its variables from.
func (e *estate) mark(file string, pod *setting) {
	for _, container := range containersOf(pod) {
		for _, from := range container.child("envFrom").items() {
			if m := e.lookup(file, mapName(from)); m != nil {
				e.used[m] = true
			}
		}
		for _, env := range container.child("env").items() {
			if m := e.lookup(file, env.at("valueFrom", "configMapKeyRef", "name").text()); m != nil {
				e.used[m] = true
			}
		}
	}
}

// taken notes whose the maps are that a pod takes all its variables from.
func (e *estate) taken(workload string, pod *setting) {
	for _, container := range containersOf(pod) {
		for _, from := range container.child("envFrom").items() {
			name := mapName(from)
			if was, ok := e.take[name]; ok && was != workload {
				workload = ""
			}
			e.take[name] = workload
		}
	}
}

// lookup is the data of the map of a name that lies nearest to a file.
func (e *estate) lookup(file, name string) *setting {
	var best *setting
	high := -1
	for _, m := range e.maps[name] {
		if n := shared(path.Dir(file), path.Dir(m.file)); n > high {
			best, high = m.data, n
		}
	}
	return best
}

// shared is how many steps two directories have in common.
func shared(a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}

func mapName(from *setting) string {
	return firstText("", from.at("configMapRef", "name"), from.at("secretRef", "name"))
}

// podOf is the pod that a workload runs; nil for other objects.
func podOf(doc *setting) *setting {
	spec := doc.child("spec")
	switch doc.child("kind").text() {
	case "Pod":
		return spec
	case "CronJob":
		return spec.at("jobTemplate", "spec", "template", "spec")
	case "Deployment", "StatefulSet", "DaemonSet", "Job", "ReplicaSet", "Service", "Rollout":
		return spec.at("template", "spec")
	}
	return nil
}

func containersOf(pod *setting) []*setting {
	return append(append([]*setting(nil), pod.child("containers").items()...), pod.child("initContainers").items()...)
}

// findKubernetes reads an object of Kubernetes. Variables belong to the workload
// that takes them, wherever they are written.
func findKubernetes(f *finder, doc *setting, e *estate) {
	f.service = firstText(f.service, doc.at("metadata", "name"))
	f.annotations(doc.at("metadata", "annotations"))
	if strings.HasPrefix(doc.child("apiVersion").text(), "k8up.io/") {
		f.access = facts.Write // all that it makes are backups
	}
	if pod := podOf(doc); pod != nil {
		f.account = accountOf(doc, pod)
		f.pod(pod, e)
		return
	}
	switch doc.child("kind").text() {
	case "ConfigMap":
		if data := doc.child("data"); data != nil && !e.used[data] {
			f.mapData(data, e)
		}
	case "Secret":
		if data := doc.child("stringData"); data != nil && !e.used[data] {
			f.mapData(data, e)
		}
	case "Application", "HelmRelease":
		f.release(doc)
	case "BackupStorageLocation":
		f.velero(doc.child("spec"))
	case "Bucket", "StorageBucket":
		f.claim(doc)
	default:
		f.settings(doc.child("spec"))
	}
}

// accountOf is the service account that a workload's pod runs as.
func accountOf(doc, pod *setting) string {
	account, namespace := pod.child("serviceAccountName").text(), doc.at("metadata", "namespace").text()
	if account == "" || namespace == "" {
		return account
	}
	return namespace + "/" + account
}

// pod reads a pod's variables, commands, volumes and annotations.
func (f *finder) pod(pod *setting, e *estate) {
	f.annotations(pod.parent.at("metadata", "annotations"))
	for _, container := range containersOf(pod) {
		variables := f.variables(container, e)
		f.environment(variables)
		f.commandLine(sessionRegion(variables), container.child("command"), container.child("args"))
	}
	for _, volume := range pod.child("volumes").items() {
		if a := volume.at("csi", "volumeAttributes"); a != nil {
			sub := f.named("")
			sub.vendor = vendorOfDriver(volume.at("csi", "driver").text())
			sub.settings(a)
			f.take(sub)
		}
	}
}

// vendorOfDriver is the provider whose buckets a storage driver mounts.
func vendorOfDriver(driver string) string {
	if strings.Contains(driver, "gcs") {
		return "gcp"
	}
	return vendorIn(driver)
}

// variables are a container's, as one group: those taken from maps first.
func (f *finder) variables(container *setting, e *estate) *setting {
	group := &setting{line: container.line, column: container.column}
	top := &setting{}
	group.parent, group.key = top, "env"
	for _, from := range container.child("envFrom").items() {
		group.copyLeaves(e.lookup(f.file, mapName(from)), e, f.file, container.line)
	}
	for _, env := range container.child("env").items() {
		name := env.child("name").text()
		if ref := env.at("valueFrom", "configMapKeyRef"); ref != nil {
			if s := e.lookup(f.file, ref.child("name").text()).child(ref.child("key").text()); s != nil {
				group.set(name, s.value, ref.line, ref.column)
			}
			continue
		}
		if v := env.child("value"); v != nil && v.leaf {
			group.set(name, v.value, v.line, v.column)
		}
	}
	return group
}

// copyLeaves adds the leaves of a map. A line of another file is none of this
// one, so those stand at the line that takes them.
func (s *setting) copyLeaves(from *setting, e *estate, file string, line int) {
	own := e.home[from] == file
	for _, leaf := range from.items() {
		switch {
		case leaf.leaf && own:
			s.set(leaf.key, leaf.value, leaf.line, leaf.column)
		case leaf.leaf:
			s.set(leaf.key, leaf.value, line, 1)
		}
	}
}

// mapData reads a map's variables, and the files that it holds as text.
func (f *finder) mapData(data *setting, e *estate) {
	f.environment(data)
	for _, s := range data.items() {
		if s.leaf && len(s.value) <= maxFileSize && strings.Contains(s.value, "\n") {
			f.embedded(s, e)
		}
	}
}

// embedded reads a file that stands as text in a setting, by its key as a name.
// A key without an extension holds YAML, as controllers have it. Its lines
// follow the setting's own.
func (f *finder) embedded(s *setting, e *estate) {
	sub := f.named("")
	sub.file = path.Join(path.Dir(f.file), s.key)
	known := e.kindOf(sub.file)
	switch {
	case known != nil:
	case strings.HasSuffix(s.key, ".conf") && strings.Contains(s.value, "server {"):
		known = &ecosystem{"nginx", nil, readNginx, findNginx}
	case !strings.Contains(s.key, "."):
		known = &ecosystem{f.kind, nil, readYAML, findSettings}
	default:
		return
	}
	docs, _ := known.read([]byte(s.value)) // what is before a mistake counts
	for _, doc := range docs {
		doc.each(func(d *setting) { d.line += s.line })
		doc.key, doc.parent = s.key, &setting{}
		known.find(sub, doc, e)
	}
	for i := range sub.found {
		sub.found[i].File = f.file
	}
	f.take(sub)
}

// annotations reads the comma lists by which controllers are told of log buckets.
func (f *finder) annotations(group *setting) {
	for _, s := range group.items() {
		if !s.leaf || !strings.Contains(s.value, "access_logs.s3.bucket=") {
			continue
		}
		list := map[string]string{}
		for pair := range strings.SplitSeq(s.value, ",") {
			if key, value, ok := strings.Cut(strings.TrimSpace(pair), "="); ok {
				list[key] = value
			}
		}
		bucket := list["access_logs.s3.bucket"]
		if list["access_logs.s3.enabled"] == "true" && isBucketName(bucket) {
			f.add(Mention{Provider: "aws", Bucket: bucket, Locator: bucket, Access: facts.Logs, Certain: true}, s)
		}
	}
}
