package clouds

import (
	"strings"

	"github.com/resilint/resilint/analyzers/appconfig"
	"github.com/resilint/resilint/analyzers/facts"
)

// byLogicalID says that a mention is a reference to a bucket of the same template.
func byLogicalID(from *appconfig.Mention) bool {
	return from.Made != nil && from.Made.ID != ""
}

// made is the bucket that the config of a mention makes itself: by its name, or as
// the one that its template calls so.
func (m *mentioner) made(from *appconfig.Mention) (*bucketDraft, facts.Confidence) {
	b := m.making(from)
	if b == nil {
		return nil, ""
	}
	if !b.Declared {
		at := spotIn(from.File, from.Made.Spot)
		b.Declared, b.Opaque = true, true // what a template sets for it is not read
		b.Location, b.End = at, at.End
	}
	if !from.Certain {
		return b, facts.Possible
	}
	return b, facts.Certain
}

// making is that bucket, declared or not yet. It is nil where its name stands for one
// to fill in.
func (m *mentioner) making(from *appconfig.Mention) *bucketDraft {
	p := m.placeIn(from)
	if p.bucket == "" || !p.exact {
		return m.untold(from)
	}
	if b := m.known(p, from); b != nil {
		return b
	}
	b := m.drafted(from, p)
	if b.Name = p.bucket; placeholder.MatchString(b.Name) {
		return nil
	}
	return m.outside(b)
}

// untold is a bucket whose whole name its template does not tell: one for each that
// a file makes. What is known of its name is what the template calls it.
func (m *mentioner) untold(from *appconfig.Mention) *bucketDraft {
	if !byLogicalID(from) {
		return m.nameless(from)
	}
	b := m.drafted(from, place{provider: from.Provider, region: from.Region})
	b.NameLike = from.Bucket
	if own := strings.Trim(from.Bucket, "${}"); own == from.Made.ID {
		b.NameLike = own
	}
	b.name = ref{text: from.File + ":" + from.Made.ID, exact: true}
	return m.outside(b)
}
