package appconfig

import (
	"regexp"
	"strings"

	"github.com/resilint/resilint/analyzers/facts"
)

// saying are programs that only tell of what they are given, or look at it.
var saying = map[string]bool{
	"echo": true, "printf": true, "test": true, "[": true, "[[": true, "grep": true, "egrep": true, "sed": true, "awk": true, "log": true, "logger": true, "die": true,
	"fail": true, "info": true, "warn": true, "error": true, "debug": true, "print": true, "cat": true, "exit": true, "return": true, "which": true, "apt-get": true, "apt": true,
	"apk": true, "yum": true, "dnf": true, "brew": true, "pip": true, "pip3": true, "npm": true, "git": true, "read": true, "eval": true, "case": true, "usage": true, "cd": true,
}

// scheme begins the locators that no program takes for anything but objects.
var scheme = regexp.MustCompile(`^(?:s3|s3a|s3n|gs|abfss?|wasbs?)://`)

// strange reads a command of a program that is not known, which takes what it works
// on as the locator of objects; and downloads from a bucket's host.
func (f *finder) strange(line []*setting, region string) {
	if len(line) < 2 || saying[base(line[0].value)] || strings.HasSuffix(line[0].value, "local") || f.local(flag(line, "--endpoint-url", "--endpoint", "--host")) {
		return
	}
	for i, name := range line {
		if n := base(name.value); n == "curl" || n == "wget" {
			f.download(line[i+1:])
			return
		}
	}
	f.download(line[1:])
	for i, s := range line[1:] {
		name, text := line[i].value, s.value
		if at := strings.IndexByte(text, '='); at > 0 && strings.HasPrefix(text, "-") {
			name, text = text[:at], text[at+1:]
		}
		if !scheme.MatchString(text) {
			continue
		}
		word := *s
		word.value = text
		access := facts.ReadWrite
		if strings.HasPrefix(name, "-") {
			access = accessOf(name)
		}
		f.operand(&word, access, "", region, "")
	}
}

// published are the endings of what others publish for everybody to install.
var published = regexp.MustCompile(`(?i)\.(?:deb|rpm|apk|zip|tar|tgz|tbz2?|txz|tar\.\w+|exe|msi|jar|war|pkg|dmg|whl|gem|run|bin|sh|box|appimage|asc|sig|gpg|key|pub|sha\d+|md5)(?:$|[?#])`)

// publishers are the buckets from which vendors hand out their programs.
var publishers = regexp.MustCompile(`^(?:chromedriver|chrome-for-testing.*|kubernetes-release.*|kubernetes-helm|golang|google-code-archive-downloads|dart-archive|gce_debian_mirror|istio-release|bazel|flutter_infra.*|cloud-sdk-release|amazoncloudwatch-agent.*|amazon-ssm-.*|aws-codedeploy-.*|aws-cli|ec2-downloads.*|elasticbeanstalk-.*|cloudformation-examples|session-manager-downloads|amazon-eks|amazon-ecs-agent.*|rds-downloads|amazoncloudwatch-agent)$`)

// download reads what a script fetches from, or puts to, a bucket's host. What others
// publish for everybody to install is none of its own.
func (f *finder) download(args []*setting) {
	access := facts.Read
	if hasWord(args, "-T", "--upload-file", "PUT", "-XPUT") {
		access = facts.Write
	}
	for _, s := range args {
		v := resolve(s.value)
		p, ok := f.locate(v.text)
		if !ok || !strings.HasPrefix(v.text, "http") || p.Bucket == "" || p.Provider == "emulator" || !isBucketName(p.Name) && !isBucketName(p.Bucket) ||
			published.MatchString(v.text) || publishers.MatchString(p.Bucket) {
			continue
		}
		m := mentionOf(p)
		m.Access, m.References = access, v.references
		f.bucketOf(s, m, "", m.Region)
	}
}

// blobs reads the account and container that a command of Azure's names by flags.
func (f *finder) blobs(args, operands []*setting) {
	account := named(args, "--account-name")
	if account == nil {
		return
	}
	access := facts.ReadWrite
	for _, s := range operands {
		verb, _, _ := strings.Cut(s.value, "-")
		switch verb {
		case "upload", "sync", "delete":
			access = facts.Write
		case "download", "list", "show", "exists":
			access = facts.Read
		}
	}
	v := resolve(account.value)
	name, certain := v.text, !v.open() && !v.defaulted
	if c := resolve(flag(args, "--container-name", "--container", "-c", "-d", "--destination", "-s", "--source")); isBucketName(c.text) && !c.open() {
		name += "/" + c.text
	}
	if isBucketName(v.text) {
		f.add(Mention{Provider: "azure", Bucket: name, Locator: shown(account.value), References: v.references, Access: access, Need: facts.Soft, Certain: certain, Key: "command"}, account)
	}
}
