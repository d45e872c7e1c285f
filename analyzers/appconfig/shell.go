package appconfig

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/resilint/resilint/analyzers/facts"
)

// maxScript bounds the shell text that is parsed, in bytes.
const maxScript = 256 << 10

// opening are the words that begin what nests in a shell.
var opening = regexp.MustCompile(`(?m)(?:^|[;\s])(?:if|while|until|for|case|select|!)\s`)

// readShell reads a script as a list of commands, each a list of words. Text
// that is no script yields what stands before the mistake.
func readShell(src []byte) ([]*setting, error) {
	root := &setting{line: 1, column: 1, list: true}
	if len(src) > maxScript || nests(src) || len(opening.FindAllIndex(src, 2001)) > 2000 {
		return []*setting{root}, nil
	}
	for from, tries := 0, 0; from < len(src) && tries < 20; tries++ {
		before := strings.Count(string(src[:from]), "\n")
		file, stop := parseShell(src[from:])
		part := &setting{line: 1, column: 1, list: true}
		if file != nil {
			shellInto(part, src[from:], file)
		}
		for _, s := range part.below {
			s.parent = root
			s.each(func(at *setting) { at.line += before })
		}
		root.below = append(root.below, part.below...)
		if stop == 0 {
			break
		}
		from = lineAfter(src, from, stop)
	}
	return []*setting{root}, nil
}

// lineAfter is the offset behind a line, counted from 1 at another offset.
func lineAfter(src []byte, from, line int) int {
	for ; line > 0 && from < len(src); line-- {
		end := bytes.IndexByte(src[from:], '\n')
		if end < 0 {
			return len(src)
		}
		from += end + 1
	}
	return from
}

// parseShell parses a script, up to its first mistake: stop is the line of that, and
// 0 without one. A template of a script is no mistake of its own. The parser is known
// to panic on some of what is no shell; there is nothing in that then.
func parseShell(src []byte) (file *syntax.File, stop int) {
	defer func() {
		if recover() != nil {
			file, stop = nil, 1
		}
	}()
	parser := syntax.NewParser(syntax.Variant(syntax.LangBash), syntax.RecoverErrors(5))
	file, err := parser.Parse(bytes.NewReader(src), "")
	if err != nil {
		stop = 1
		if at, ok := errors.AsType[syntax.ParseError](err); ok {
			stop = max(1, int(at.Pos.Line()))
		}
	}
	return file, stop
}

// shellInto adds what a script says.
func shellInto(root *setting, src []byte, file *syntax.File) {
	syntax.Walk(file, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.CallExpr:
			command(root, src, n)
		case *syntax.DeclClause:
			for _, a := range n.Args {
				assignment(root, src, a)
			}
		case *syntax.WordIter:
			root.set(n.Name.Value, "$(each)", int(n.Pos().Line()), 1)
		case *syntax.Stmt:
			heredocs(root, src, n)
		}
		return true
	})
}

// command adds the words of a command, and the variables set before it.
func command(root *setting, src []byte, n *syntax.CallExpr) {
	for _, a := range n.Assigns {
		assignment(root, src, a)
	}
	if len(n.Args) == 0 {
		return
	}
	at := n.Args[0].Pos()
	group := root.item(int(at.Line()), int(at.Col()))
	for _, w := range n.Args {
		word := group.item(int(w.Pos().Line()), int(w.Pos().Col()))
		word.leaf, word.value = true, wordText(src, w)
	}
}

// heredocs adds the texts that a statement writes into files, by the files' names.
func heredocs(root *setting, src []byte, n *syntax.Stmt) {
	name := ""
	for _, r := range n.Redirs {
		if r.Word != nil && (r.Op == syntax.RdrOut || r.Op == syntax.AppOut || r.Op == syntax.RdrClob) {
			name = wordText(src, r.Word)
		}
	}
	if call, ok := n.Cmd.(*syntax.CallExpr); ok && name == "" && slices.ContainsFunc(call.Args, func(w *syntax.Word) bool { return wordText(src, w) == "tee" }) {
		name = wordText(src, call.Args[len(call.Args)-1])
	}
	for _, r := range n.Redirs {
		if r.Hdoc == nil || name == "" {
			continue
		}
		from, to := int(r.Hdoc.Pos().Offset()), int(r.Hdoc.End().Offset())
		if from < 0 || to > len(src) || from > to {
			continue
		}
		text := root.set(heredoc, string(src[from:to]), int(r.Hdoc.Pos().Line()), 1)
		text.quoted, text.under = true, true
		text.below = []*setting{{key: name}}
	}
}

// heredoc is the key of a text that a script writes into a file, which stands below it.
const heredoc = "<<"

func assignment(root *setting, src []byte, a *syntax.Assign) {
	if a.Name != nil && a.Value != nil {
		root.set(a.Name.Value, wordText(src, a.Value), int(a.Pos().Line()), int(a.Pos().Col()))
	}
}

// wordText is a word as it stands in the text, without its quotes.
func wordText(src []byte, w *syntax.Word) string {
	from, to := int(w.Pos().Offset()), int(w.End().Offset())
	if from < 0 || to > len(src) || from > to {
		return ""
	}
	return strings.NewReplacer(`"`, "", `'`, "").Replace(string(src[from:to]))
}

// findShell reads the commands of a script.
func findShell(f *finder, root *setting, e *estate) {
	f.commands(root, "")
	f.assignments(root)
	f.writes(root, e)
}

// assignments reads the buckets that a script's variables hold, and that none of its
// commands was found to use.
func (f *finder) assignments(root *setting) {
	group := &setting{key: "", parent: &setting{}}
	asked := askedOf(root)
	for _, s := range root.items() {
		if s.leaf && s.key != heredoc && !asked[s.key] && !computed.MatchString(s.value) {
			group.set(s.key, s.value, s.line, s.column)
		}
	}
	sub := f.named("")
	sub.settings(group)
	for _, s := range group.items() {
		sub.joined(s)
	}
	for _, m := range sub.found {
		if m.Provider != "" && !f.private(m.Bucket) && !slices.ContainsFunc(f.found, func(o Mention) bool { return o.Bucket == m.Bucket }) {
			f.found = append(f.found, m)
		}
	}
}

// hosted is a host or a URL that begins with the variable of a bucket.
var hosted = regexp.MustCompile(`^(?:https?://)?\$\{?(\w*BUCKET\w*)\}?\.\$?\{?\w+`)

// joined reads a host that a script puts together of a bucket's variable and others.
func (f *finder) joined(s *setting) {
	m := hosted.FindStringSubmatch(s.value)
	if m == nil || vendorIn(m[1]+"_"+s.key) == "" {
		return
	}
	if _, ok := f.locate(resolve(s.value).text); ok {
		return
	}
	f.add(Mention{Provider: vendorIn(m[1] + "_" + s.key), Bucket: "${" + m[1] + "}", Env: m[1], References: []string{m[1]}, Locator: shown(s.value)}, s)
}

// askedOf are the variables that the commands of tools ask for.
func askedOf(root *setting) map[string]bool {
	asked := map[string]bool{}
	for _, c := range root.items() {
		if c.leaf || toolIn(c.below) == nil {
			continue
		}
		for _, w := range c.below {
			for _, m := range reference.FindAllStringSubmatch(w.value, -1) {
				asked[m[1]+m[3]+m[4]] = true
			}
		}
	}
	return asked
}

// writes reads the configs that a script writes.
func (f *finder) writes(root *setting, e *estate) {
	for _, s := range root.items() {
		if !s.leaf || s.key != heredoc || len(s.below) == 0 || e == nil {
			continue
		}
		known := e.kindOf(strings.TrimPrefix(s.below[0].key, "/"))
		if known == nil {
			known = e.told([]byte(s.value))
		}
		if known == nil || known.kind == "html" {
			continue
		}
		sub := f.named("")
		docs, _ := known.read([]byte(s.value)) // what is before a mistake counts
		for _, doc := range docs {
			doc.each(func(d *setting) { d.line, d.column = d.line+s.line-1, 1 })
			known.find(sub, doc, e)
		}
		for _, m := range sub.found {
			m.Kind = f.kind
			f.found = append(f.found, m)
		}
	}
}

// commands reads a list of commands in order; variables that the script sets
// stand for their values. Region is what the session around them set.
func (f *finder) commands(root *setting, region string) {
	set := map[string]string{}
	f.inner = innerOf(root)
	for _, c := range root.items() {
		if c.leaf && c.key == heredoc {
			continue
		}
		if c.leaf {
			set[c.key] = settled(c.value, set)
			if c.key == "AWS_REGION" || c.key == "AWS_DEFAULT_REGION" {
				region = set[c.key]
			}
			continue
		}
		f.command(expanded(c, set), region)
	}
	for _, s := range root.items() {
		if s.leaf && s.key == "RESTIC_REPOSITORY" {
			f.restic(s, s.text())
		}
	}
}

// innerOf are the variables that a script sets itself, or reads.
func innerOf(root *setting) map[string]bool {
	inner := map[string]bool{}
	for _, c := range root.items() {
		if c.leaf {
			inner[c.key] = true
			continue
		}
		for _, w := range c.below {
			if c.below[0].value == "read" {
				inner[w.value] = true
			}
		}
	}
	return inner
}

// computed is what a shell works out when it runs: an argument, or what a command prints.
var computed = regexp.MustCompile("\\$(?:OPTARG|REPLY)|\\$[0-9@*#?!(]|\\$\\{[0-9@*#?!]|`|\\$\\{\\w+[^\\w}:=-]")

// settled is a text with the values that a script set in the places of variables.
// One that it works out stays open, and so does what holds it.
func settled(text string, set map[string]string) string {
	if computed.MatchString(text) {
		return ""
	}
	return reference.ReplaceAllStringFunc(text, func(ref string) string {
		m := reference.FindStringSubmatch(ref)
		value := set[m[1]+m[3]+m[4]]
		if value == "" || len(value) > maxName || strings.Contains(value, "{"+m[1]+m[3]+m[4]) {
			return ref
		}
		return value
	})
}

// expanded is a command whose words have the values that the script set.
func expanded(c *setting, set map[string]string) []*setting {
	var list []*setting
	for _, w := range c.below {
		word := *w
		word.value = reference.ReplaceAllStringFunc(word.value, func(ref string) string {
			m := reference.FindStringSubmatch(ref)
			if value := set[m[1]+m[3]+m[4]]; value != "" && len(value) <= maxName {
				return value
			}
			return ref
		})
		list = append(list, &word)
	}
	return list
}

// tools are programs that move objects, by name. Those with verbs work on
// buckets only behind one of them.
var tools = map[string]struct{ vendor string }{
	"aws": {"aws"}, "gsutil": {"gcp"}, "gcloud": {"gcp"}, "azcopy": {"azure"}, "s3cmd": {"aws"}, "s5cmd": {"aws"},
	"rclone": {}, "mc": {}, "restic": {}, "kopia": {}, "mlflow": {}, "az": {"azure"},
}

// command reads one command of a tool.
func (f *finder) command(line []*setting, region string) {
	all := line
	if line = toolIn(line); len(line) == 0 {
		f.strange(all, region)
		return
	}
	name := base(line[0].value)
	tool := tools[name]
	if name == "aws" && !hasWord(line, "s3", "s3api") || name == "gcloud" && !hasWord(line, "storage") {
		f.strange(all, region)
		return
	}
	switch name {
	case "restic":
		f.resticCommand(line)
	case "mlflow":
		if root := named(line, "--default-artifact-root", "--artifacts-destination"); root != nil {
			f.operand(root, facts.Artifact, "", region, "")
		}
	case "kopia": // repository connect s3
		for _, s := range line {
			tool.vendor = firstOf(tool.vendor, vendors[s.value])
		}
		fallthrough
	default:
		f.transfer(line[1:], tool.vendor, region)
	}
}

// base is the name of a program without its folder.
func base(program string) string { return program[strings.LastIndexByte(program, '/')+1:] }

// toolIn is the part of a command that begins with a tool which moves objects: other
// programs may start it. Nil for a command that names none.
func toolIn(line []*setting) []*setting {
	for i, s := range line {
		if _, ok := tools[base(s.value)]; ok && (i == 0 || !saying[base(line[0].value)]) && (i == 0 || len(base(s.value)) > 2 && i+1 < len(line)) {
			return line[i:]
		}
	}
	return nil
}

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

func hasWord(line []*setting, wanted ...string) bool {
	return slices.ContainsFunc(line, func(s *setting) bool { return slices.Contains(wanted, s.value) })
}

// transfer reads the buckets among a command's arguments. The last argument is
// written to, and those before it are read.
func (f *finder) transfer(args []*setting, vendor, region string) {
	endpoint := flag(args, "--endpoint-url", "--endpoint", "--host")
	region = firstOf(flag(args, "--region", "-r"), region)
	from := firstOf(flag(args, "--source-region"), region)
	if f.local(endpoint) {
		return
	}
	operands := operandsOf(args)
	for i, s := range operands {
		access, of := verbAccess(operands, i), region
		if access == facts.Read {
			of = from
		}
		f.operand(s, access, endpoint, of, vendor)
	}
	if vendor == "azure" {
		f.blobs(args, operands)
	}
	if b := named(args, "--bucket"); b != nil {
		if v := resolve(b.value); isBucketName(v.text) {
			f.bucketOf(b, Mention{Provider: vendor, Bucket: v.text, References: v.references, Access: facts.ReadWrite}, endpoint, region)
		}
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

// operand reads one argument.
func (f *finder) operand(s *setting, access facts.Access, endpoint, region, vendor string) {
	v := resolve(s.value)
	p, ok := f.locate(v.text)
	if !ok || p.Bucket == "" || p.Provider == "emulator" || !isBucketName(p.Name) && !isBucketName(p.Bucket) {
		return
	}
	if strings.HasPrefix(v.text, "http") && vendor != "azure" {
		return // a download, for which the script's tools are not needed
	}
	m := mentionOf(p)
	m.Access, m.References = access, v.references
	f.bucketOf(s, m, endpoint, firstOf(region, m.Region))
}

// bucketOf adds what a command does with a bucket.
func (f *finder) bucketOf(s *setting, m Mention, endpoint, region string) {
	if f.private(m.Bucket) {
		return
	}
	v := resolve(s.value)
	m.Locator, m.Endpoint, m.Need = written(s.value, v), shown(endpoint), facts.Soft
	m.Certain = !v.defaulted && !(&value{text: m.Bucket}).open()
	if endpoint != "" {
		at := (&block{finder: f}).answering(resolve(endpoint).text)
		m.Provider, m.Region = firstOf(at.Provider, m.Provider), at.Region
	}
	if r := resolve(region); m.Region == "" && !r.open() && m.Provider != "gcp" && m.Provider != "azure" {
		m.Region = r.text
	}
	m.Key = "command"
	f.add(m, s)
}

// private says that a name is nothing but variables of the script's own, such as that
// of a loop: what they hold is said elsewhere, if it is said at all. Those that come
// from outside are in upper case, or the script does not set them.
func (f *finder) private(name string) bool {
	open := false
	for _, part := range hole.FindAllString(name, -1) {
		open = true
		if strings.HasPrefix(part, "{{") || strings.HasPrefix(part, "<%") {
			return false // a template's, which others fill in
		}
		if strings.ToUpper(part) == part || !f.inner[strings.Trim(part, "${}")] {
			return false
		}
	}
	return open && strings.Trim(hole.ReplaceAllString(name, ""), "-_./") == ""
}

// verbs say what a command does where its operands' order does not.
var verbs = map[string]facts.Access{
	"rm": facts.Write, "mb": facts.Write, "rb": facts.Write, "put": facts.Write, "ls": facts.Read, "get": facts.Read, "cat": facts.Read,
	"presign": facts.Read, "sign": facts.Read, "signurl": facts.Read, "list": facts.Read, "del": facts.Write, "delete": facts.Write, "website": facts.Write,
}

// verbAccess is what a command does with its operand of a number.
func verbAccess(operands []*setting, i int) facts.Access {
	for _, s := range operands[:i] {
		if a, ok := verbs[s.value]; ok {
			return a
		}
	}
	for j, s := range operands[:i] {
		if i-j == 2 && slices.Contains([]string{"sync", "cp", "mv"}, s.value) && j > 0 && operands[j-1].value == "s3" {
			return facts.Write // aws s3 takes two, whatever follows
		}
		if i-j == 1 && pairs[s.value] {
			return facts.Read
		}
	}
	if i == len(operands)-1 {
		return facts.Write
	}
	return facts.Read
}

// pairs are verbs that take what is read before what is written.
var pairs = map[string]bool{"sync": true, "cp": true, "mv": true, "rsync": true, "copy": true, "move": true, "copyto": true, "mirror": true}

// operandsOf are the arguments that are no flags and no values of flags.
func operandsOf(args []*setting) []*setting {
	var list []*setting
	for i := 0; i < len(args); i++ {
		a := args[i].value
		if !strings.HasPrefix(a, "-") {
			list = append(list, args[i])
			continue
		}
		if slices.Contains(valued, a) {
			i++
		}
	}
	return list
}

// valued are the flags of these tools that take the next word.
var valued = []string{
	"--region", "--source-region", "--endpoint-url", "--endpoint", "--profile", "--acl", "--exclude", "--include", "--cache-control", "--content-type", "--bucket", "--key",
	"--storage-class", "--sse", "--output", "--query", "-x", "-h", "-o", "-u", "--host", "--host-bucket", "--config", "--metadata-directive", "--expires", "--body", "--prefix", "--content-encoding", "--metadata",
}

// named is the value of a flag, as its own word or behind "=".
func named(args []*setting, names ...string) *setting {
	for i, s := range args {
		for _, name := range names {
			if s.value == name && i+1 < len(args) {
				return args[i+1]
			}
			if v, ok := strings.CutPrefix(s.value, name+"="); ok {
				word := *s
				word.value = v
				return &word
			}
		}
	}
	return nil
}

// flag is the text of a flag's value; empty without it.
func flag(args []*setting, names ...string) string {
	if s := named(args, names...); s != nil {
		return s.value
	}
	return ""
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// commandLine reads the commands that a container is started with, in the region
// that its variables set.
func (f *finder) commandLine(region string, parts ...*setting) {
	for _, p := range parts {
		if p.text() != "" {
			f.script(p, p.value, region)
		}
		for _, item := range p.items() {
			if strings.ContainsAny(item.text(), " \n") {
				f.script(item, item.value, region)
			}
		}
	}
}

// script reads a script that stands as text in a setting; its lines are counted
// from the setting's. How far the text is indented is not known, nor are columns.
func (f *finder) script(at *setting, text, region string) {
	var g gaps
	docs, _ := readShell(g.fill([]byte(text))) // it reads what it can
	g.restore(docs)
	before := at.line - 1
	if at.under {
		before = at.line
	}
	for _, doc := range docs {
		doc.each(func(s *setting) { s.line, s.column = s.line+before, 1 })
		f.commands(doc, region)
	}
}
