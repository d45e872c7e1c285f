package appconfig

import (
	"regexp"
	"strings"
)

// value is a setting's text with its references to variables resolved as far as
// defaults go.
type value struct {
	text       string
	references []string
	defaulted  bool // a default stands in for a variable
}

var (
	// reference is a variable, with a default or without: ${X}, ${X:-d}, ${X:d}, $X.
	reference = regexp.MustCompile(`\$\{([A-Za-z_][\w.]*)(?::?[-=]|:)([^${}]*(?:\$\{[A-Za-z_]\w*\}[^${}]*)*)\}|\$\{([A-Za-z_][\w.]*)\}|\$([A-Za-z_]\w*)`)
	// called is a variable that a template or a program asks for, with a default or without.
	called = regexp.MustCompile(`(?:<%=?\s*)?(?:ENV\.fetch|ENV|os\.environ\.get|os\.environ|os\.getenv|getenv|env(?:\.(?:str|url|get))?|config|System\.(?:get_env|fetch_env!|getenv))\s*[(\[]\s*["']([A-Za-z_]\w*)["']\s*(?:,\s*(?:default\s*=\s*)?["']([^"']*)["']\s*)?[)\]](?:\s*\|\|\s*["']([^"']*)["'])?(?:\s*-?%>)?`)
	// cut is what must not be shown of a value.
	userInfo  = regexp.MustCompile(`(://)[^/\s@]+@`)
	signature = regexp.MustCompile(`(?i)((?:AccountKey|SharedAccessSignature|SharedAccessKey|sig|X-Amz-Signature|X-Amz-Security-Token|X-Goog-Signature|token|password|secret[\w-]*|access[_-]?key[\w-]*)=)[^;&\s"']+`)
)

// resolve reads a raw value. An expression is not asked where a sign that it begins
// with is missing: most values are plain.
func resolve(raw string) value {
	v := value{text: strings.TrimSpace(raw)}
	if strings.Contains(v.text, "((") {
		v.text = concourse.ReplaceAllStringFunc(v.text, func(variable string) string {
			return "${" + strings.ReplaceAll(strings.Trim(variable, "()"), "-", "_") + "}" // a "-" would begin a default
		})
	}
	if strings.ContainsAny(v.text, "([") && calling.inText(v.text) {
		v.text = called.ReplaceAllStringFunc(v.text, func(call string) string {
			m := called.FindStringSubmatch(call)
			return v.variable(m[1], m[2]+m[3], "${"+m[1]+"}", m[2]+m[3] != "")
		})
	}
	if strings.Contains(v.text, "$") {
		v.text = reference.ReplaceAllStringFunc(v.text, v.referred)
	}
	if strings.Contains(v.text, "{{") {
		v.text = filledIn.ReplaceAllStringFunc(v.text, func(tag string) string {
			m := filledIn.FindStringSubmatch(tag)
			return v.variable(m[1], m[2], tag, m[2] != "")
		})
	}
	return v
}

// calling are the words of which every call holds one.
var calling = needlesOf("env", "config")

// referred is what stands in the place of a reference.
func (v *value) referred(ref string) string {
	m := reference.FindStringSubmatch(ref)
	switch {
	case m[1] != "" && strings.ContainsAny(ref, ".") && !strings.Contains(ref, ":"), strings.HasPrefix(ref[2:], m[1]+"::"):
		return ref // no default: a name with a sign in it
	case m[1] == "env" && isName(m[2]):
		return v.variable(m[2], "", "${"+m[2]+"}", false)
	case m[1] != "":
		return v.variable(m[1], m[2], ref, true)
	}
	name := m[3] + m[4]
	return v.variable(name, "", "${"+name+"}", false)
}

// concourse is a variable as its pipelines write it.
var concourse = regexp.MustCompile(`\(\(([A-Za-z][\w./-]*)\)\)`)

// filledIn is a variable that a template puts in, with a default or without.
var filledIn = regexp.MustCompile(`\{\{\s*([A-Za-z_]\w*)\s*(?:\|\s*default\(\s*(?:["']([^"']*)["'])\s*(?:,\s*\w+\s*)?\)\s*)?\}\}`)

// fromSource is where the Serverless Framework takes a variable from.
var fromSource = regexp.MustCompile(`^\$\{(?:sls|self|opt|cf|ssm|param|file|construct|aws|git|s3|output|terraform)(?:\.[\w-]+)?[:(]`)

// variable notes a reference, and is what stands in its place.
func (v *value) variable(name, text, written string, defaulted bool) string {
	if fromSource.MatchString(written) {
		return written // no default, but where the value is from
	}
	if len(v.references) == 0 || v.references[len(v.references)-1] != name {
		v.references = append(v.references, name)
	}
	if !defaulted {
		return written
	}
	v.defaulted = true
	return text
}

// open says that a part of the text is not known.
func (v *value) open() bool {
	return strings.Contains(v.text, "${") || strings.Contains(v.text, "{{") || strings.Contains(v.text, "<%") || strings.Contains(v.text, "%(")
}

// written is a value as it stands, or as its defaults make it.
func written(raw string, v value) string {
	if v.defaulted {
		return shown(v.text)
	}
	return shown(raw)
}

// shown is a text without its secrets.
func shown(raw string) string {
	raw = strings.TrimSpace(raw)
	if strings.Contains(raw, "@") {
		raw = userInfo.ReplaceAllString(raw, "${1}")
	}
	if strings.Contains(raw, "=") {
		raw = signature.ReplaceAllString(raw, "${1}(hidden)")
	}
	if len(raw) > 300 {
		raw = raw[:300]
	}
	return raw
}

var (
	bucketName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{1,221}[A-Za-z0-9]$`)
	number     = regexp.MustCompile(`^[0-9.]+$`)
	// placeholder is a name that stands for one to fill in.
	placeholder = regexp.MustCompile(`(?i)^(?:my|your|some|test|example|foo|bar|demo|sample|dummy|fake|changeme|change|todo|fixme|bucket|none|null|nil|undefined|default|replace|insert)(?:[-_.].*)?$|(?:^|[-_])bucket-?_?name$|[-_]here$|<.*>|xxx|^(?:true|false|yes|no|on|off)$|your-|^(?:s3|gcs|local|aws|azure|minio)$|(?-i:^(?:my|your|some|change|example)[A-Z][A-Za-z]*$)`)
)

// isBucketName says that a text can name a bucket that somebody has.
func isBucketName(s string) bool {
	masked := hole.ReplaceAllString(s, "xyz")
	return bucketName.MatchString(masked) && !number.MatchString(s) && !placeholder.MatchString(masked) && !mapping.MatchString(s)
}

// mapping is what gateways of Amazon's take out of a request or an answer.
var mapping = regexp.MustCompile(`^(?:method|integration)\.(?:request|response)\.`)

// s3Name are the letters of the names that Amazon lets people choose, and let them
// once: there are old buckets with "_".
var s3Name = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$`)

// shouted is a name in capitals, as other stores that speak S3 take them. One of both
// kinds of letters is a type of some program's.
var shouted = regexp.MustCompile(`^[A-Z0-9][A-Z0-9.-]{1,61}[A-Z0-9]$`)

// isS3Name says that a text can name a bucket of Amazon's. One with a part that
// is not known may be of any length.
func isS3Name(s string) bool {
	masked := hole.ReplaceAllString(s, "xyz")
	return masked != s || s3Name.MatchString(s) || shouted.MatchString(s)
}

// azurite is the account that every emulator of Azure's storage has.
const azurite = "devstoreaccount1"

// emulator is the address of a program that stands in for a whole cloud on the
// machine of whoever develops: all that is asked beside it is asked of it.
var emulator = regexp.MustCompile(`(?i)^https?://(?:localstack|moto(?:[-_]?server)?|azurite|fake-?gcs(?:-server)?|gcs-emulator|storage-emulator)(?:[:/]|$)`)

// hole is a part of a name that is not known.
var hole = regexp.MustCompile(`\$\{[^{}]*\}|\{\{[^{}]*\}\}|%\([^()]*\)s?|<%[^%]*%>|\$\([^()]*\)`)
