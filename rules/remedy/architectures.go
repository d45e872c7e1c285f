package remedy

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/resilint/resilint/analyzers/knowledge"
)

//go:embed architectures/*.hcl
var builtin embed.FS

//go:embed regions.json
var regionData []byte

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

// region is what is known about a region as a place for a copy.
type region struct {
	Partner   []string `json:"partner"`
	Avoid     []string `json:"avoid"`
	Partition string   `json:"partition"`
}

// loadRegions reads the partners of each provider's regions.
func loadRegions() (map[string]map[string]region, error) {
	var all map[string]map[string]region
	if err := json.Unmarshal(regionData, &all); err != nil {
		return nil, fmt.Errorf("regions: %w", err)
	}
	return all, nil
}
