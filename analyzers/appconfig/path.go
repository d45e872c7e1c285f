package appconfig

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// markers are directories below which each directory is one service.
var markers = []string{"apps", "services", "packages", "cmd", "charts", "sites", "functions", "components", "projects", "src", "infra", "roles", "cookbooks", "modules"}

// plain are directories that say what lies in them and not whose it is.
var plain = regexp.MustCompile(`^(?:\.|\.github|\.dvc|\.ebextensions|\.circleci|\.buildkite|\.woodpecker|\.gitlab|workflows|src|main|app|resources|conf|conf\.d|config|configs|configuration|settings|public|static|assets|www|html|deploy|deployment|deployments|ops|k8s|kubernetes|manifests|overlays|base|prod|production|staging|stage|env|envs|environments|clusters|templates|docker|compose|sites-available|sites-enabled|etc|scripts|bin|infra|infrastructure|helm|values|dist|build|initializers|dev|monitoring|connect|connectors|pipeline|secrets|configmaps|obcs|objstore|objectbucketclaims|overrides|patches|tasks|handlers|defaults|vars|recipes|attributes|files|default|constants|locales|user_scripts|ci|script|docker\.d|compose\.d|opsfiles|ops-files|operations|pipelines|concourse)$`)

// configDirs are the folders in which a project keeps its configs.
var configDirs = []string{
	".github", ".dvc", ".ebextensions", ".circleci", ".buildkite", ".woodpecker", ".gitlab", "workflows", "config", "configs", "conf", "conf.d", "configuration", "settings", "env", "envs", "etc", "resources", "main", "src", "initializers",
	"environments", "templates", "sites-available", "sites-enabled", "scripts", "bin", "public", "static",
	"tasks", "defaults", "vars", "handlers", "files", "recipes", "attributes", "manifests",
}

// passed are files that describe no running system: examples, tests, documents.
// Path evidence wins over what they say.
var (
	passedDir = regexp.MustCompile(`(?i)^[._]*(?:tests?|testing|test[-_]?data|fixtures?|specs?|__tests__|e2e|(?:examples?|samples?)(?:_\w+)?|docs?|documentation|node_modules|vendor|third_party|\.terraform|\.git|localstack|molecule|\.devcontainer|devcontainer|mocks?|demos?|site-packages|botocore|boto3|awscli|\.venv|venv|bower_components)$`)
	// A lock file lists where packages were found, by the thousand.
	lockFile   = regexp.MustCompile(`(?i)(?:-lock\.(?:json|ya?ml)|\.lock(?:\.(?:json|hcl))?)$`)
	passedFile = regexp.MustCompile(`(?i)(?:^|[._-])(?:examples?|samples?|template|dist|tests?|testing|expect(?:ed|ations?)?|golden|development|dev|local|localhost|ci|spec)(?:[._-]|$)`)
)

// Words of which a text that the expressions above match holds one. The last are letters
// that stand for "s" and "k" in either case.
var (
	passedDirWords = needlesOf("test", "fixture", "spec", "e2e", "example", "sample", "doc", "node_modules", "vendor", "third_party", ".terraform", ".git", "localstack", "molecule",
		"devcontainer", "mock", "demo", "site-packages", "botocore", "boto3", "awscli", "venv", "bower_components", "\u017f", "\u212a")
	lockFileWords   = needlesOf("lock", "\u212a")
	passedFileWords = needlesOf("example", "sample", "template", "dist", "test", "expect", "golden", "dev", "local", "ci", "spec", "\u017f")
)

// developing are the values of a chart where it is developed.
var developing = regexp.MustCompile(`(?i)^(?:values[-_.](?:[\w-]+[-_.])?(?:dev|development)|(?:dev|development)[-_.]values)\.ya?ml(?:\.gotmpl)?$`)

// forPlace are the values of a chart that are filled in for one place that runs.
var forPlace = regexp.MustCompile(`(?i)^values[-_.](?:[\w-]+[-_.])?(?:prod|production|staging|stage|live|qa|uat|development)[-_.](?:template|tmpl)\.ya?ml$`)

// amongPlaces are files that are for the place where things are tried and for the one
// that counts, and say both.
var amongPlaces = regexp.MustCompile(`(?i)(?:^(?:tests?|dev)[._]|[._-](?:tests?|dev)[._-])prod(?:uction)?(?:[._-]|$)`)

// passed says that a path alone speaks against what a file says.
func passed(name string) bool {
	base := path.Base(name)
	if passedDirWords.inText(name) && slices.ContainsFunc(beneath(name), func(step [2]string) bool { return passedDir.MatchString(step[1]) && !isRunning(step[0]) }) {
		return true
	}
	if strings.HasPrefix(base, "template.") || strings.HasSuffix(base, ".conf.template") || stackName(base) {
		return false // SAM's own names; and what nginx fills in when it starts
	}
	if base == ".gitlab-ci.yml" || base == "dev.env" || base == "dev.yaml" || base == "dev.yml" || base == "dev.json" {
		return false // "ci" is not for a trial there; and the environment of developers runs in a cloud
	}
	if developing.MatchString(base) || forPlace.MatchString(base) {
		return false // the values of a place that runs
	}
	if lockFileWords.inText(base) && lockFile.MatchString(base) {
		return true
	}
	if amongPlaces.MatchString(base) {
		base = amongPlaces.ReplaceAllString(base, ".") // whatever else it says counts
	}
	return passedFileWords.inText(base) && passedFile.MatchString(base) && !strings.HasSuffix(base, ".html")
}

// serviceOf is the service that a path names: the directory below a marker, or
// the last one that is not plain. It is empty when none is.
func serviceOf(name string) string {
	steps := strings.Split(appOf(path.Dir(name)), "/")
	if i := slices.IndexFunc(steps, func(s string) bool { return s == "overlays" || s == "base" }); i > 0 {
		steps = steps[:i] // below it are the places that it runs in
	}
	for i, step := range steps[:max(0, len(steps)-1)] {
		if slices.Contains(markers, step) && !plain.MatchString(steps[i+1]) && !slices.Contains(markers, steps[i+1]) {
			return steps[i+1]
		}
	}
	for _, step := range slices.Backward(steps) {
		if !plain.MatchString(step) {
			return step
		}
	}
	for _, step := range steps { // web/public: nothing but plain ones
		if !strings.HasPrefix(step, ".") && !slices.Contains(configDirs, step) && !slices.Contains(settingDirs, step) {
			return step
		}
	}
	return ""
}

// settingDirs are more folders that say nothing of whose the configs in them are.
var settingDirs = []string{
	"k8s", "kubernetes", "deploy", "deployment", "deployments", "ops", "opsfiles", "ops-files", "operations", "ci", "pipeline", "pipelines", "concourse", "script", "docker.d", "compose.d",
	"app", "constants", "user_scripts", "locales",
}

// parts are the folders of an application of Rails below its "app".
var parts = []string{"views", "assets", "javascript", "javascripts", "helpers", "jobs", "uploaders", "controllers", "mailers", "models", "components", "services", "workers"}

// appOf is a directory, or that of the application of which it is a part.
func appOf(dir string) string {
	steps := strings.Split(dir, "/")
	for i, step := range steps[:max(0, len(steps)-1)] {
		if step == "app" && slices.Contains(parts, steps[i+1]) {
			return path.Join(".", strings.Join(steps[:i], "/"))
		}
	}
	return dir
}

// homeOf is the directory of the service that a file configures: its own, above
// the folders that hold nothing but configs.
func homeOf(name string) string {
	dir := appOf(path.Dir(name))
	for slices.Contains(configDirs, path.Base(dir)) || path.Base(dir) == "default" && slices.Contains(configDirs, path.Base(path.Dir(dir))) {
		dir = path.Dir(dir)
	}
	return dir
}
