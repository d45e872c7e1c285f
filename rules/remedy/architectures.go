package remedy

import (
	"cmp"
	"embed"
	"io/fs"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/knowledge"
)

//go:embed architectures/*.hcl
var builtin embed.FS

// architecture is a backup architecture, one a file.
type architecture struct {
	ID        string         `hcl:"id,label"`
	Title     string         `hcl:"title"`
	When      hcl.Expression `hcl:"when"`
	RungAfter int            `hcl:"rung_after"`
	Protects  string         `hcl:"protects"`
	RPO       string         `hcl:"rpo"`
	RTO       string         `hcl:"rto"`
	Cost      string         `hcl:"cost"`
	Effort    string         `hcl:"effort"`
	Steps     []string       `hcl:"steps"`
	Caveats   []string       `hcl:"caveats"`
	Test      string         `hcl:"test"`
}

// load reads every architecture, in ID order.
func load(fsys fs.FS) ([]*architecture, hcl.Diagnostics) {
	type file struct {
		List []*architecture `hcl:"architecture,block"`
	}
	files, diags := knowledge.Read[file](fsys, "architectures/*.hcl", "architecture")
	var list []*architecture
	for _, f := range files {
		list = append(list, f.List...)
	}
	slices.SortFunc(list, func(a, b *architecture) int { return cmp.Compare(a.ID, b.ID) })
	return list, diags
}
