package appconfig

import (
	"path"
	"strings"
	"sync"
)

// ecosystem is a kind of file: which, how it is read, and how mentions are found.
type ecosystem struct {
	kind  string
	files []string // doublestar patterns of a path in lower case
	read  func([]byte) ([]*setting, error)
	find  func(*finder, *setting, *estate)
}

var unreadGlobs = sync.OnceValue(func() []glob { return globsOf(unread) })

// ecosystems are tried in order; the first whose pattern matches reads a file.
var ecosystems = []*ecosystem{
	{"actions", []string{"**/.github/workflows/*.{yml,yaml}", "**/action.{yml,yaml}"}, readYAML, findWorkflow},
	{"ci", []string{"**/.gitlab-ci.yml", "**/.circleci/**/*.{yml,yaml}", "**/buildspec*.{yml,yaml}", "**/bitbucket-pipelines.yml", "**/azure-pipelines.yml", "**/.travis.yml", "**/cloudbuild*.{yml,yaml}", "**/azure-pipelines*.{yml,yaml}", "**/.buildkite/**/*.{yml,yaml}", "**/.drone.yml", "**/.woodpecker*.{yml,yaml}", "**/.woodpecker/*.{yml,yaml}", "**/.gitlab/**/*.{yml,yaml}"}, readYAML, findWorkflow},
	{"yaml", []string{"**/.ebextensions/*.config"}, readYAML, findDocument},
	{"dotenv", []string{"**/.env", "**/.env.*", "**/*.env", "**/.envrc", "**/env.*[!s]"}, readDotenv, findEnv},
	{"rclone", []string{"**/rclone.conf", "**/rclone*.conf"}, readINI, findRclone},
	{"pgbackrest", []string{"**/pgbackrest*.conf"}, readINI, findPgbackrest},
	{"haproxy", []string{"**/haproxy*.cfg", "**/haproxy/**/*.cfg"}, readHAProxy, findHAProxy},
	{"apache", []string{"**/apache*/**/*.conf", "**/httpd*/**/*.conf", "**/sites-available/*.conf", "**/httpd.conf", "**/.htaccess", "**/*vhost*.conf"}, readApache, findApache},
	{"nginx", []string{"**/nginx*/**/*.{conf,template,conf.*}", "**/nginx*.conf", "**/nginx*.conf.*", "**/conf.d/*.conf", "**/*.nginx", "**/*.nginx.conf"}, readNginx, findNginx},
	{"caddy", []string{"**/caddyfile", "**/caddyfile.*", "**/*.caddyfile"}, readCaddy, findCaddy},
	{"varnish", []string{"**/*.vcl"}, readNginx, findVarnish},
	{"docker", []string{"**/dockerfile", "**/dockerfile.*", "**/*.dockerfile", "**/containerfile"}, readDockerfile, findDocker},
	{"systemd", []string{"**/*.{service,timer}"}, readINI, findUnit},
	{"cron", []string{"**/crontab", "**/*.cron"}, readCrontab, findShell},
	{"logstash", []string{"**/logstash*.conf", "**/logstash*/**/*.conf"}, readLogstash, findLogstash},
	{"fluent", []string{"**/fluent*.conf", "**/td-agent*.conf"}, readFluent, findFluent},
	{"shell", []string{"**/*.{sh,bash}", "**/justfile"}, readShell, findShell},
	{"make", []string{"**/makefile", "**/*.mk"}, readMake, findShell},
	{"html", []string{"**/*.{html,htm,xhtml,css,scss,sass,less,ejs,hbs,handlebars,mustache,liquid,twig,jsp,njk,vue,svelte}", "**/*.blade.php"}, readHTML, findAssets},
	{"haml", []string{"**/*.{haml,slim,pug,jade,builder}"}, readMarkup, findAssets},
	{"hadoop", []string{"**/*-site.xml", "**/{core,hive,hdfs,spark}*.xml", "**/context.xml"}, readXML, findHadoop},
	{"vault", []string{"**/vault*.hcl", "**/vault*/**/*.hcl", "**/consul*.hcl", "**/consul*/**/*.hcl", "**/boundary*.hcl", "**/boundary*/**/*.hcl"}, readHCL, findVault},
	{"django", []string{"**/settings*.py", "**/settings/**/*.py", "**/*_settings.py", "**/{config,configs}/**/*.py", "**/config.py", "**/*_config.py"}, readPython, findSettings},
	{"elixir", []string{"**/config/**/*.exs"}, readElixir, findElixir},
	{"jenkins", []string{"**/jenkinsfile", "**/jenkinsfile.*", "**/*.jenkinsfile"}, readJenkins, findShell},
	{"nextflow", []string{"**/nextflow.config", "**/conf/*.config", "**/nextflow/**/*.config"}, readAssignments, findSettings},
	{"node", []string{"**/{config,configs}/**/{default,production,staging,index,aws,s3,storage,env,environment,filesystem,plugins,upload,media}.{js,cjs,mjs}", "**/config.{js,cjs,mjs}", "**/ecosystem.config.{js,cjs}"}, readAssignments, findSettings},
	{"frontend", []string{"**/{next,nuxt,vite,vue,svelte,astro,gatsby-config,webpack*,craco}.config.{js,ts,mjs,cjs}", "**/gatsby-config.{js,ts}", "**/environments/environment*.ts"}, readScriptLiterals, findFrontend},
	{"php", []string{"**/wp-config*.php", "**/filesystems.php", "**/config/**/*.config.php", "**/config/**/{app,aws,s3,storage,services,backup,media,media-library,medialibrary,disks,elfinder,lfm,filemanager,uploads,config}.php", "**/config.php", "**/config.inc.php", "**/settings*.php", "**/etc/env.php", "**/localsettings.php"}, readAssignments, findSettings},
	{"ruby", []string{"**/{initializers,environments,attributes,recipes,roles,providers,resources,libraries,uploaders}/*.rb", "**/config/*.rb", "**/config/deploy/*.rb", "**/gitlab.rb", "**/vagrantfile", "**/capfile"}, readRuby, findRuby},
	{"puppet", []string{"**/*.pp"}, readAssignments, findRuby},
	{"jsonnet", []string{"**/*.{jsonnet,libsonnet}"}, readAssignments, findSettings},
	{"nix", []string{"**/*.nix"}, readNix, findNix},
	{"properties", []string{"**/*.properties", "**/spark-defaults.conf"}, readProperties, findProperties},
	{"ini", []string{"**/*.{ini,cfg,cnf}", "**/*.s3cfg", "**/.s3cfg", "**/.dvc/config"}, readINI, findSettings},
	{"toml", []string{"**/*.toml"}, readTOML, findSettings},
	{"hocon", []string{"**/application.conf", "**/reference.conf"}, readHOCON, findSettings},
	{"helm", []string{"**/templates/**/*.{yml,yaml,tpl}"}, readTemplate, findTemplate},
	{"npm", []string{"**/package.json"}, readJSON, findScripts},
	{"json", []string{"**/*.{json,jsonc,json5}"}, readJSON, findDocument},
	{"yaml", []string{"**/*.{yml,yaml}", "**/*.gotmpl"}, readYAML, findDocument},
	{"procfile", []string{"**/procfile"}, readProcfile, findShell},
}

// unread are files that a pattern above matches and that are no configs.
var unread = []string{"**/package-lock.json", "**/composer.lock", "**/tsconfig*.json", "**/*.tfstate*", "**/*.{tf,tofu,tfvars}.json", "**/cargo.toml", "**/pyproject.toml", "**/*.schema.json", "**/modules.json"}

// ecosystemOf is the ecosystem of a path: that of its name, without what says that
// something fills the file in. It is told where only the content tells, and nil when
// none knows the file.
func ecosystemOf(name string) *ecosystem {
	plain, filled := unfilled(strings.ToLower(name))
	e := ecosystemNamed(plain)
	switch {
	case e == nil && (filled || toldByContent(plain)):
		return told
	case e != nil && e.kind == "helm" && filled:
		return kindNamed("yaml") // the folder is that of templates, and they are no chart's
	}
	return e
}

// ecosystemNamed is the ecosystem that a name tells by itself; nil for none.
func ecosystemNamed(name string) *ecosystem {
	name = strings.ToLower(name)
	e := allChoices().of(name)
	if e == nil || matches(unreadGlobs(), name) {
		return nil
	}
	return e
}

// Wanted says that a file's path alone makes it worth reading.
func Wanted(name string) bool {
	return ecosystemOf(name) != nil && (!passed(name) || isWorkflow(name)) || isManifest(name)
}

// isWorkflow says that a path is a CI workflow's, which may be named "test" or
// "ci" and is still one that runs.
func isWorkflow(name string) bool {
	dir := path.Dir(name)
	return strings.HasSuffix(dir, ".github/workflows") && !strings.HasPrefix(dir, "test")
}

// hints are what a config that names a bucket holds at least one of.
var hints = needlesOf(append(otherLetters,
	"bucket", "s3", "gs://", "gsutil", "gcs", "storage", "blob", "container",
	"abfs", "wasb", "restic", "rclone", "b2", "r2", "spaces", "configmap", "fs.", "env_file", "fog_directory", "releases:", "patches",
	"core.windows.net", "aliyuncs", "myqcloud", "linodeobjects", "wasabisys",
)...)

// hinted says that a file is worth parsing at all; one too large is, so that it is
// said that it was not read.
func hinted(src []byte) bool { return len(src) > maxFileSize || hints.in(src) }

// findSettings searches a tree for the keys that all ecosystems share.
func findSettings(f *finder, root *setting, _ *estate) { f.settings(root) }

// findEnv searches the variables of an environment.
func findEnv(f *finder, root *setting, _ *estate) { f.environment(root) }

// environment searches a group of variables, and what tools read from theirs.
func (f *finder) environment(group *setting) {
	f.settings(group)
	for _, s := range group.items() {
		if s.key == "RESTIC_REPOSITORY" && s.leaf {
			f.restic(s, s.text())
		}
	}
}

// firstText is the first text that is there; the fallback otherwise.
func firstText(fallback string, from ...*setting) string {
	for _, s := range from {
		if t := resolve(s.text()); t.text != "" && !t.open() {
			return t.text
		}
	}
	return fallback
}
