package appconfig

import (
	"regexp"
	"strings"
)

// admitting are the keys of lists of who may call, and of what may be asked for or shown:
// whoever keeps the list uses none of that by itself.
var (
	admitting      = regexp.MustCompile(`(?:^|_)(?:cors|csp|content_security_policy|allow(?:ed)?_(?:origins?|origin_patterns?|hosts?|domains?|buckets?)|(?:img|image|script|style|connect|media|font|frame|default|object|worker)_src)(?:_|$)`)
	admittingWords = needlesOf(append(otherLetters, "cors", "csp", "security", "allow", "src")...)
)

// admits says that a key is that of such a list.
func admits(key string) bool {
	return admittingWords.inText(key) && admitting.MatchString(strings.Join(words(key), "_"))
}
