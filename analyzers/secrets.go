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
	// secretFlag is one on a command line.
	secretFlag = regexp.MustCompile(`(?i)(\s--?(?:[a-z-]*(?:secret|password|passwd|token))[a-z-]*[ =])([^\s"'$<-][^\s"']*)`)
	accountKey = regexp.MustCompile(`(?i)(AccountKey=|SharedAccessSignature=|sig=|X-Amz-Signature=)[^;"&\s]+`)
	awsKey     = regexp.MustCompile(`\b(AKIA|ASIA)[A-Z0-9]{16}\b`)
	// userInfo is a password in a URL, and userToken one that stands in place of a user's name.
	userInfo  = regexp.MustCompile(`(://[^/\s:@"'$]*:)[^@\s"'/$]+@`)
	userToken = regexp.MustCompile(`(://)[^/\s:@"'$]{16,}@`)
	// userFlag is a user with a password behind it, as curl takes one.
	userFlag = regexp.MustCompile(`(\s(?:-u|--user)[ =]["']?[^\s:"'$]+:)[^\s"'$]+`)
	// bearer is what a header of a request says in place of a password.
	bearer = regexp.MustCompile(`(?i)\b((?:bearer|basic)\s+)[a-z0-9._~+/=-]{8,}`)
	// issued are secrets that whoever issues them marks as such.
	issued = regexp.MustCompile(`\b(?:gh[a-z]_|github_pat_|glpat-|xox[a-z]-|[rs]k_(?:live|test)_|whsec_|shpat_|SG\.|hv[sb]\.|do[opr]_v1_|npm_|pypi-|AIza)[A-Za-z0-9_.-]{16,}|\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*`)
	// webhook is an address that whoever knows it may post to.
	webhook = regexp.MustCompile(`(hooks\.slack\.com/(?:services|workflows)/|discord(?:app)?\.com/api/webhooks/)[A-Za-z0-9_/-]+`)
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
	line = userToken.ReplaceAllString(line, "${1}"+hiddenText+"@")
	line = userFlag.ReplaceAllString(line, "${1}"+hiddenText)
	line = bearer.ReplaceAllString(line, "${1}"+hiddenText)
	line = issued.ReplaceAllString(line, hiddenText)
	line = webhook.ReplaceAllString(line, "${1}"+hiddenText)
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
