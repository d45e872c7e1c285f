package analyzers

import (
	"regexp"
	"slices"
	"strings"
)

const hiddenText = "(hidden)"

var (
	// secretSetting is a word for a secret and what it is set to, as HCL, JSON, a
	// shell or YAML write it: the setting, the sign, an opening quote, the value.
	secretSetting = regexp.MustCompile(`(?i)([a-z0-9_-]*(?:secret|password|passwd|token|private_?key|access_?key|accountkey|credential|\bsas)[a-z0-9_-]*)((?:\\*["'])?\s*[=:]\s*)(\\*["']|)`)
	// secretFlag is one on a command line.
	secretFlag = regexp.MustCompile(`(?i)(\s--?(?:[a-z-]*(?:secret|password|passwd|token))[a-z-]*[ =])([^\s"'$<-][^\s"']*)`)
	accountKey = regexp.MustCompile(`(?i)(AccountKey=|SharedAccessSignature=|sig=|X-Amz-Signature=)[^;"&\s]+`)
	awsKey     = regexp.MustCompile(`\b(AKIA|ASIA)[A-Z0-9]{16}\b`)
	userInfo   = regexp.MustCompile(`(://[^/\s:@"'$]+:)[^@\s"'/$]+@`)
	// noSecret ends the name of a setting that tells where a secret is, or how long it lasts.
	noSecret = regexp.MustCompile(`(?i)(_|-)(arn|bucket|buckets|enabled|endpoint|expiry|host|length|name|names|path|prefix|region|ttl|type|url|version)\z`)
	// reference is an HCL expression that names something, or a value that is too plain to hide.
	reference = regexp.MustCompile(`\A(?:(?:var|local|module|data|each|self|path|count|terraform|random_\w+|\w+_\w+)\.[\w.\[\]"*-]+|\w+\(.*|true|false|null|\d{1,4}|string|bool|number|any)[,)}\]]*\z`)
)

// hide takes literal secrets out of a line, quoted or not. References stay:
// they are names.
func hide(line string) string {
	if !suspicious(line) {
		return line
	}
	line = accountKey.ReplaceAllString(line, "${1}"+hiddenText)
	line = awsKey.ReplaceAllString(line, hiddenText)
	line = userInfo.ReplaceAllString(line, "${1}"+hiddenText+"@")
	line = secretFlag.ReplaceAllString(line, "${1}"+hiddenText)
	var out strings.Builder
	for {
		m := secretSetting.FindStringSubmatchIndex(line)
		if m == nil {
			break
		}
		name, quote := line[m[2]:m[3]], line[m[6]:m[7]]
		value := valueAt(line[m[1]:], quote)
		out.WriteString(line[:m[1]])
		line = line[m[1]+len(value):]
		if isSecret(name, quote, value) {
			value = hiddenText
		}
		out.WriteString(value)
	}
	return out.String() + line
}

// suspicious says that an expression above may match, as few lines do: looking
// for the words they need takes a fraction of the time. Some letters beyond
// ASCII fold to those of the words.
func suspicious(line string) bool {
	for i := range len(line) {
		if line[i] >= 0x80 {
			return true
		}
	}
	line = strings.ToLower(line)
	return slices.ContainsFunc([]string{"secret", "passw", "token", "key", "credential", "sas", "sig", "akia", "asia", "@"}, func(word string) bool {
		return strings.Contains(line, word)
	})
}

// isSecret says that a value is a literal and its setting one for secrets.
func isSecret(name, quote, value string) bool {
	switch {
	case value == "", value == hiddenText, noSecret.MatchString(name), strings.HasPrefix(value, "${"), strings.HasPrefix(value, "$"):
		return false
	case quote != "":
		return !strings.Contains(value, "${")
	}
	return !reference.MatchString(value) && !strings.ContainsAny(value[:1], "{[<(|>")
}

// valueAt is what stands behind a sign: up to the closing quote or, without
// one, up to a blank.
func valueAt(rest, quote string) string {
	if quote == "" {
		if at := secretSetting.FindStringIndex(rest); at != nil && at[0] == 0 {
			return "" // the next setting is the value of this one
		}
		if i := strings.IndexAny(rest, " \t;\"'"); i >= 0 {
			return rest[:i]
		}
		return rest
	}
	for i := 0; i < len(rest); i++ {
		switch {
		case strings.HasPrefix(rest[i:], quote):
			return rest[:i]
		case rest[i] == '\\':
			i++
		}
	}
	return rest
}
