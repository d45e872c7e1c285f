package appconfig

import "strings"

// remote ends the settings of GitLab's own configuration that name the bucket for a kind
// of what it keeps: its backups, its artifacts.
const remote = "_remote_directory"

// uploads reads the buckets of GitLab. How each is reached stands beside it, in a setting
// of the same kind: backup_upload_connection for backup_upload_remote_directory. Settings
// of other kinds say nothing of it.
func (f *finder) uploads(root *setting) {
	rails := root.child("gitlab_rails")
	if rails == nil {
		return
	}
	var rest []*setting
	for _, s := range rails.below {
		kind, ok := strings.CutSuffix(s.key, remote)
		if !ok || !s.leaf {
			rest = append(rest, s)
			continue
		}
		group := &setting{key: kind, parent: root, line: s.line, below: []*setting{s}}
		group.below = append(group.below, rails.child(kind+"_connection").items()...)
		f.settings(group)
	}
	rails.below = rest
}
