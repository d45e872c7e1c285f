package appconfig

import (
	"regexp"
	"strings"
)

var (
	// inShell is a step of a pipeline that runs a script, in the quotes that Groovy has.
	inShell = regexp.MustCompile("(?s)\\b(?:sh|bat)\\s*\\(?\\s*(?:script:\\s*)?(?:\"\"\"(.*?)\"\"\"|'''(.*?)'''|\"((?:[^\"\\\\\\n]|\\\\.)*)\"|'((?:[^'\\\\\\n]|\\\\.)*)')")
	// remark is a comment that has its line for itself.
	remark = regexp.MustCompile(`(?m)^[ \t]*//[^\n]*$`)
	// moving is a step of the plugin for S3.
	moving = regexp.MustCompile(`\bs3(Upload|Download|Copy|Delete|FindFiles)\s*\(([^()]*)\)`)
	within = regexp.MustCompile(`\bwithAWS\s*\([^()]*\bregion:\s*["']([\w-]+)["']`)
	// exported is a variable of the block "environment".
	exported = regexp.MustCompile(`(?m)^\s*([A-Z][A-Z0-9_]*)\s*=\s*["']([^"'\n]*)["']\s*$`)
	argument = regexp.MustCompile(`\b(bucket|fromBucket|toBucket):\s*["']([^"'\n]+)["']`)
)

// readJenkins reads the scripts of a pipeline, the variables that it sets and the
// steps that move objects, all as commands.
func readJenkins(src []byte) ([]*setting, error) {
	text, starts := remark.ReplaceAllStringFunc(string(src), func(s string) string { return strings.Repeat(" ", len(s)) }), lineStarts(src)
	root := &setting{line: 1, column: 1, list: true}
	add := func(offset int, script string) {
		line, _ := place(starts, offset)
		docs, _ := readShell([]byte(strings.ReplaceAll(script, `\"`, `"`))) // it reads what it can
		for _, s := range docs[0].below {
			s.each(func(d *setting) { d.line += line - 1 })
			s.parent = root
			root.below = append(root.below, s)
		}
	}
	for _, m := range exported.FindAllStringSubmatchIndex(text, maxBeside) {
		line, _ := place(starts, m[2])
		root.set(text[m[2]:m[3]], text[m[4]:m[5]], line, 1)
	}
	if m := within.FindStringSubmatch(text); m != nil {
		root.set("AWS_REGION", m[1], 1, 1)
	}
	for _, m := range inShell.FindAllStringSubmatchIndex(text, maxBeside) {
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 {
				add(m[g], text[m[g]:m[g+1]])
			}
		}
	}
	for _, m := range moving.FindAllStringSubmatchIndex(text, maxBeside) {
		verb := map[string]string{"Upload": "put", "Download": "get", "Copy": "cp", "Delete": "rm", "FindFiles": "ls"}[text[m[2]:m[3]]]
		for _, a := range argument.FindAllStringSubmatch(text[m[4]:m[5]], 3) {
			if a[1] == "fromBucket" {
				verb = "get"
			}
			add(m[0], "aws s3 "+verb+" s3://"+a[2]+"/")
			verb = "put"
		}
	}
	return []*setting{root}, nil
}
