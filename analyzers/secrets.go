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
	secretSetting = regexp.MustCompile(`(?i)([a-z0-9_-]*(?:secret|password|passwd|passphrase|token|(?:private|access|api|encryption|signing|master|auth|ssh|license|deploy|session|cookie)[_-]?key|accountkey|credential|\bsas)[a-z0-9_-]*|[a-z0-9_-]*[_-]pass|\bpass)((?:\\*["'])?\s*[=:]\s*)(\\*["']|)`)
	// noSecret ends the name of a setting that tells where a secret is, or how long it lasts.
	noSecret = regexp.MustCompile(`(?i)(_|-)(arn|bucket|buckets|enabled|endpoint|expiry|host|length|name|names|path|prefix|region|ttl|type|url|version)\z`)
	// reference is an HCL expression that names something, or a value that is too plain to hide.
	reference = regexp.MustCompile(`\A(?:(?:var|local|module|data|each|self|path|count|terraform|random_\w+|\w+_\w+)\.[\w.\[\]"*-]+|\w+\(.*|true|false|null|\d{1,4}|string|bool|number|any)[,)}\]]*\z`)
)

// cuts are the secrets that an expression finds by itself, in the order in which
// they are taken out, each with what is left in its place.
var cuts = []struct {
	of *regexp.Regexp
	to string
}{
	// Keys and signatures of Azure and of signed URLs.
	{regexp.MustCompile(`(?i)(AccountKey=|SharedAccessSignature=|sig=|X-Amz-Signature=)[^;"&\s]+`), "${1}" + hiddenText},
	// Key ids of AWS.
	{regexp.MustCompile(`\b(AKIA|ASIA)[A-Z0-9]{16}\b`), hiddenText},
	// A password in a URL.
	{regexp.MustCompile(`(://[^/\s:@"'$]*:)[^@\s"'/$]+@`), "${1}" + hiddenText + "@"},
	// What stands in place of a user's name there.
	{regexp.MustCompile(`(://)[^/\s:@"'$]{16,}@`), "${1}" + hiddenText + "@"},
	// A user with a password behind it, as curl takes one.
	{regexp.MustCompile(`(\s(?:-u|--user)[ =]["']?[^\s:"'$]+:)[^\s"'$]+`), "${1}" + hiddenText},
	// What a header of a request says in place of a password.
	{regexp.MustCompile(`(?i)\b((?:bearer|basic)\s+)[a-z0-9._~+/=-]{8,}`), "${1}" + hiddenText},
	// What whoever issues it marks as a secret.
	{regexp.MustCompile(`\b(?:gh[a-z]_|github_pat_|glpat-|xox[a-z]-|[rs]k_(?:live|test)_|whsec_|shpat_|SG\.|hv[sb]\.|do[opr]_v1_|npm_|pypi-|AIza)[A-Za-z0-9_.-]{16,}|\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*`), hiddenText},
	// An address that whoever knows it may post to.
	{regexp.MustCompile(`(hooks\.slack\.com/(?:services|workflows)/|discord(?:app)?\.com/api/webhooks/)[A-Za-z0-9_/-]+`), "${1}" + hiddenText},
	// A flag for a secret on a command line.
	{regexp.MustCompile(`(?i)(\s--?(?:[a-z-]*(?:secret|password|passwd|token))[a-z-]*[ =])([^\s"'$<-][^\s"']*)`), "${1}" + hiddenText},
}

// hide takes literal secrets out of a line, quoted or not. References stay:
// they are names.
func hide(line string) string {
	if !suspicious(line) {
		return line
	}
	for _, c := range cuts {
		line = c.of.ReplaceAllString(line, c.to)
	}
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

// telltale are words of which each line that an expression matches holds one.
var telltale = []string{
	"secret", "pass", "token", "key", "credential", "sas", "sig", "akia", "asia", "@", "-u", "--user", "bearer", "basic", "gh", "glpat", "xox", "k_live", "k_test",
	"whsec", "shpat", "sg.", "hvs.", "hvb.", "_v1_", "npm_", "pypi-", "aiza", "eyj", "webhooks", "hooks.",
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
	return slices.ContainsFunc(telltale, func(word string) bool {
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
