package clouds

import (
	"slices"
	"strings"

	"github.com/resilint/resilint/analyzers/appconfig"
	"github.com/resilint/resilint/analyzers/facts"
)

// downloads says of a mention that it fetches from an address written out in
// commands: what a tool's own makers, or anybody, may offer there.
func downloads(from *appconfig.Mention) bool {
	return from.Access == facts.Read && len(from.References) == 0 &&
		slices.Contains([]string{"docker", "shell", "make", "npm", "ci", "actions", "cron", "systemd", "ansible", "chef"}, from.Kind) &&
		(strings.HasPrefix(from.Locator, "https://") || strings.HasPrefix(from.Locator, "http://"))
}

// thirdParties marks the buckets that are somebody else's, as far as can be seen:
// nothing declares them, no setting names them, and all that the tree does with them
// is to download from an address of theirs.
func (m *mentioner) thirdParties() {
	told := map[facts.ID]bool{} // what something other than a config speaks of
	for _, e := range m.edges {
		if e.Via != facts.ViaAppConfig {
			told[e.Bucket] = true
		}
	}
	for b, all := range m.fetched {
		b.ThirdParty = all && !b.Declared && !told[b.ID]
	}
}
