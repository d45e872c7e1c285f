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
	return unquoted.Replace(string(src[from:to]))
}

// unquoted takes quotes away.
var unquoted = strings.NewReplacer(`"`, "", `'`, "")

// findShell reads the commands of a script.
func findShell(f *finder, root *setting, e *estate) {
	f.commands(root, "")
	f.assignments(root)
	f.writes(root, e)
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

// tools are programs that move objects, by name. Those with verbs work on
// buckets only behind one of them.
var tools = map[string]struct{ vendor string }{
	"aws": {"aws"}, "gsutil": {"gcp"}, "gcloud": {"gcp"}, "azcopy": {"azure"}, "s3cmd": {"aws"}, "s5cmd": {"aws"},
	"rclone": {}, "mc": {}, "restic": {}, "kopia": {}, "mlflow": {}, "az": {"azure"},
}

// command reads one command of a tool.
func (f *finder) command(line []*setting, region string) {
	all := line
	f.packaged(all, region)
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
	if makes(operands) {
		return
	}
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

// makes says that a command makes a bucket, or says who may use it: it reads and writes
// nothing in it.
func makes(operands []*setting) bool {
	for i, s := range operands {
		switch s.value {
		case "mb", "create-bucket":
			return true
		case "create", "describe", "update", "add-iam-policy-binding", "remove-iam-policy-binding":
			return i > 0 && (operands[i-1].value == "buckets" || operands[i-1].value == "container")
		}
	}
	return false
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
		if i-j == 1 && copying[s.value] {
			return facts.Read
		}
	}
	if i == len(operands)-1 {
		return facts.Write
	}
	return facts.Read
}

// copying are verbs that take what is read before what is written.
var copying = map[string]bool{"sync": true, "cp": true, "mv": true, "rsync": true, "copy": true, "move": true, "copyto": true, "mirror": true}

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
