package appconfig

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// podsOf are the pods that an object runs, or their like: templates of workflows,
// tasks.
func podsOf(doc *setting) []*setting {
	spec := doc.child("spec")
	switch doc.child("kind").text() {
	case "Pod":
		return present(spec)
	case "CronJob":
		return present(spec.at("jobTemplate", "spec", "template", "spec"))
	case "Deployment", "DeploymentConfig", "StatefulSet", "DaemonSet", "Job", "ReplicaSet", "ReplicationController", "Service", "Configuration", "Rollout":
		return present(spec.at("template", "spec"))
	case "Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate":
		return spec.child("templates").items()
	case "CronWorkflow":
		return spec.at("workflowSpec", "templates").items()
	case "ScaledJob":
		return present(spec.at("jobTargetRef", "template", "spec"))
	case "Task", "ClusterTask":
		return present(spec)
	case "TaskRun":
		return present(spec.child("taskSpec"))
	case "Pipeline":
		return taskSpecs(spec)
	case "PipelineRun":
		return taskSpecs(spec.child("pipelineSpec"))
	}
	return nil
}

func present(s *setting) []*setting {
	if s == nil {
		return nil
	}
	return []*setting{s}
}

func taskSpecs(pipeline *setting) []*setting {
	var list []*setting
	for _, task := range pipeline.child("tasks").items() {
		list = append(list, present(task.child("taskSpec"))...)
	}
	return list
}

func containersOf(pod *setting) []*setting {
	var list []*setting
	for _, several := range []*setting{
		pod.child("containers"), pod.child("initContainers"), pod.child("sidecars"), pod.child("steps"), pod.at("containerSet", "containers"),
	} {
		list = append(list, several.items()...)
	}
	return append(list, append(present(pod.child("container")), present(pod.child("script"))...)...)
}

// objectsOf are the objects of a document, which may be a list or a template of
// OpenShift's.
func objectsOf(doc *setting) []*setting {
	var objects *setting
	switch doc.child("kind").text() {
	case "List":
		objects = doc.child("items")
	case "Template":
		objects = doc.child("objects")
		parametrise(objects, doc.child("parameters"))
	}
	if objects == nil {
		return []*setting{doc}
	}
	for _, o := range objects.below {
		o.parent, o.key = nil, ""
	}
	return objects.below
}

// parametrise writes the defaults of parameters where they stand.
func parametrise(objects, parameters *setting) {
	defaults := map[string]string{}
	for _, p := range parameters.items() {
		if v := p.child("value").text(); v != "" && len(v) <= maxName {
			defaults["${"+p.child("name").text()+"}"] = v
		}
	}
	objects.each(func(s *setting) {
		if !s.leaf || !strings.Contains(s.value, "${") || strings.Contains(s.value, "\n") {
			return
		}
		s.value = reference.ReplaceAllStringFunc(s.value, func(ref string) string {
			if v, ok := defaults[ref]; ok && !strings.ContainsAny(v, "${}") {
				return strings.TrimSuffix(ref, "}") + ":-" + v + "}"
			}
			return ref
		})
	})
}

// findKubernetes reads an object of Kubernetes. Variables belong to the workload
// that takes them, wherever they are written.
func findKubernetes(f *finder, doc *setting, e *estate) {
	kind, folder := doc.child("kind").text(), f.service
	f.service = f.workload(doc)
	if target := e.targets[f.file]; target != "" {
		f.service = target // a patch may be called anything
	}
	f.annotations(doc.at("metadata", "annotations"))
	if strings.HasPrefix(doc.child("apiVersion").text(), "k8up.io/") {
		f.access = facts.Write // all that it makes are backups
	}
	if pods := podsOf(doc); len(pods) > 0 {
		for _, pod := range pods {
			f.account = accountOf(doc, pod)
			f.pod(pod)
		}
		if isOn(doc.at("spec", "suspend").text()) {
			f.suspended()
		}
		return
	}
	switch kind {
	case "ConfigMap", "Secret":
		data := doc.child(map[string]string{"ConfigMap": "data", "Secret": "stringData"}[kind])
		if data != nil && !e.used[data] {
			f.service, f.owned = f.ownerOf(doc, data, folder)
			f.mapData(data, e)
		}
	case "ExternalSecret":
		data := doc.at("spec", "target", "template", "data")
		if data != nil && !e.used[data] {
			f.service, f.owned = f.ownerOf(doc, data, folder)
			f.mapData(data, e)
		}
	case "SealedSecret", "CustomResourceDefinition":
	case "ObjectBucketClaim":
		f.bucketClaim(doc, folder)
	case "Application", "HelmRelease", "ApplicationSet", "HelmChart", "HelmChartConfig", "Release":
		f.release(doc)
	case "Kustomization": // of Flux
		f.patches(doc.child("spec"), e)
		f.values(doc.child("spec"))
	case "BackupStorageLocation":
		f.velero(doc.child("spec"))
	case "Bucket", "StorageBucket":
		f.claim(doc)
	default:
		f.values(doc.child("spec"))
		for _, s := range doc.items() { // of kinds that have no spec
			if !s.leaf && !slices.Contains(ownParts, s.key) {
				f.values(s)
			}
		}
	}
}

// ownParts are those that all objects have, which name no bucket of anybody's, and
// those that are read by themselves.
var ownParts = []string{"metadata", "spec", "status"}

// mapWords end the names of maps, and are no part of whose they are.
var mapWords = regexp.MustCompile(`(?i)[-_.](?:config|configs|configmap|config-?map|cm|secret|secrets|env|environment|vars|variables|settings|objstore|credentials|creds)$`)

// ownerOf is whose a map is: the one workload that takes it, else what its labels or its
// name tell, else the folder; and whether a workload or its labels say so.
func (f *finder) ownerOf(doc, data *setting, folder string) (name string, told bool) {
	name = firstText("", doc.at("metadata", "name"))
	if by := partName(f.estate.owner[data]); by != "" && (f.kind != "helm" || by == f.estate.owner[data]) {
		return by, true
	}
	if part := componentOf(doc); part != "" {
		return f.partOf(part, folder), true
	}
	stem := name
	for mapWords.MatchString(stem) {
		stem = mapWords.ReplaceAllString(stem, "")
	}
	if stem != name && !plain.MatchString(stem) && !mapWords.MatchString("-"+stem) {
		return stem, false
	}
	if folder != "" && folder != f.estate.project {
		return folder, false
	}
	return firstOf(stem, folder), false
}

// suspended says of all that was found that nothing runs it for now.
func (f *finder) suspended() {
	f.doubt()
	for i := range f.found {
		f.found[i].Need = facts.Soft
	}
}

// claimed are the variables that a claim of a bucket gives to workloads. The
// cluster's own store answers them.
func claimed(doc *setting) *setting {
	name := claimedName(doc.child("spec"))
	if name == nil {
		return nil
	}
	data := &setting{}
	s := data.set("BUCKET_NAME", name.value, name.line, name.column)
	s.store = "s3-compatible"
	return data
}

// claimedName is the name of the bucket that a claim asks for. Of one that the
// cluster makes up only the beginning is known.
func claimedName(spec *setting) *setting {
	if s := spec.child("bucketName"); s.text() != "" {
		return s
	}
	if s := spec.child("generateBucketName"); s.text() != "" {
		return &setting{key: s.key, leaf: true, value: s.text() + "-${generated}", line: s.line, column: s.column, parent: spec}
	}
	return nil
}

// bucketClaim reads the claim of a bucket that no workload of the tree takes by
// its map: such a one tells of it itself.
func (f *finder) bucketClaim(doc *setting, folder string) {
	name := doc.at("metadata", "name").text()
	f.service = folder
	for _, m := range f.estate.maps[name] {
		if m.file == f.file {
			if f.estate.used[m.data] {
				return
			}
			f.service = firstOf(f.estate.owner[m.data], f.service)
		}
	}
	if s := claimedName(doc.child("spec")); s != nil {
		f.declared("s3-compatible", "", s)
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
func (f *finder) pod(pod *setting) {
	f.annotations(pod.parent.at("metadata", "annotations"))
	for _, container := range containersOf(pod) {
		f.container(container)
	}
	for _, volume := range pod.child("volumes").items() {
		if a := volume.at("csi", "volumeAttributes"); a != nil {
			sub := f.named("")
			sub.vendor = vendorOfDriver(volume.at("csi", "driver").text())
			sub.settings(a)
			f.take(sub)
		}
	}
	f.artifacts(pod.at("inputs", "artifacts"), facts.Read)
	f.artifacts(pod.at("outputs", "artifacts"), facts.Write)
	f.settings(pod.child("archiveLocation"))
}

// artifacts reads what a step of a workflow takes or leaves: it fails without.
func (f *finder) artifacts(list *setting, access facts.Access) {
	sub := f.named("")
	sub.access, sub.need = access, facts.Hard
	sub.settings(list)
	f.take(sub)
}

// container reads what one container is started with.
func (f *finder) container(container *setting) {
	variables := f.variables(container)
	f.environment(variables)
	f.flags(variables, container.child("command"), container.child("args"))
	f.commandLine(sessionRegion(variables), container.child("command"), container.child("args"), container.child("script"), container.child("source"))
}

// vendorOfDriver is the provider whose buckets a storage driver mounts.
func vendorOfDriver(driver string) string {
	if strings.Contains(driver, "gcs") {
		return "gcp"
	}
	return vendorIn(driver)
}

// variables are a container's, as one group: those taken from maps first.
func (f *finder) variables(container *setting) *setting {
	group := &setting{key: "env", parent: &setting{}, line: container.line, column: container.column}
	for _, from := range container.child("envFrom").items() {
		f.allOf(group, mapName(from), container)
	}
	for _, env := range container.child("env").items() {
		f.variable(group, env)
	}
	return group
}

// allOf adds all variables of a map.
func (f *finder) allOf(group *setting, name string, container *setting) {
	near, _ := f.estate.nearest(f.file, name)
	for _, key := range f.estate.keysOf(f.file, name) {
		at := &setting{line: container.line}
		if len(near) == 1 && near[0].file == f.file {
			at = near[0].data.child(key)
		}
		f.settle(group, key, name, key, at)
	}
}

// variable adds one variable. What a secret holds is open.
func (f *finder) variable(group, env *setting) {
	name := env.child("name").text()
	if name == "" {
		return
	}
	for _, kind := range []string{"configMapKeyRef", "secretKeyRef"} {
		if ref := env.at("valueFrom", kind); ref != nil {
			f.settle(group, name, ref.child("name").text(), ref.child("key").text(), env.child("name"))
			return
		}
	}
	if v := env.child("value"); v != nil && v.leaf {
		set := group.set(name, v.value, v.line, v.column)
		set.doubt = v.doubt || f.estate.replaced(f.file, f.service, name)
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
	if strings.HasPrefix(s.key, "artifactRepositor") || strings.Contains(s.value, "archiveLogs") {
		sub.access, sub.need = facts.ReadWrite, facts.Hard // where steps of workflows leave what later ones take
	}
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
