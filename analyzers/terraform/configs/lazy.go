package configs

import (
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// later is something that is made when it is first asked for.
type later[T any] struct {
	once  sync.Once
	make  func() *T
	value *T
}

// get gives the thing, which may be nil; nil of nothing.
func (l *later[T]) get() *T {
	if l == nil {
		return nil
	}
	l.once.Do(func() { l.value, l.make = l.make(), nil })
	return l.value
}

// block is a top-level block, or an attribute of a locals block, as text.
type block struct {
	piece
	file string
	src  []byte // nil when it came parsed
	once sync.Once
	tree *hclsyntax.Block
	// asked is what the block asks of each resource type, once it is read.
	asked map[string][]string
}

// read parses the block the first time. It never gives nil.
func (b *block) read() *hclsyntax.Block {
	b.once.Do(func() {
		if b.tree == nil {
			b.tree = b.parse(b.wanted())
		}
		b.asked = prepare(b.tree.Body)
	})
	return b.tree
}

// wanted is the part of the text that says what the block declares.
func (b *block) wanted() []byte {
	if b.typ == "variable" {
		return essence(b.src)
	}
	return b.src
}

// asks is what the block asks of a resource type, in all of its text.
func (b *block) asks(typ string) []string {
	b.read()
	if b.typ == "variable" && b.src != nil {
		return prepare(b.parse(b.src).Body)[typ]
	}
	return b.asked[typ]
}

// parse has no diagnostics to give: split took the file because it has none.
func (b *block) parse(src []byte) *hclsyntax.Block {
	file, _ := hclsyntax.ParseConfig(src, b.file, b.at)
	body, _ := file.Body.(*hclsyntax.Body)
	if b.local == "" && len(body.Blocks) == 1 {
		return body.Blocks[0]
	}
	return &hclsyntax.Block{Type: b.typ, Labels: b.labels, Body: body}
}

// blocksOf splits a file, or parses it whole when split gives it up.
func blocksOf(name string, src []byte) ([]*block, hcl.Diagnostics) {
	pieces, ok := split(src)
	if !ok {
		return parsedBlocks(name, src)
	}
	all := make([]block, len(pieces)) // one allocation
	blocks := make([]*block, len(pieces))
	for i := range pieces {
		p := &pieces[i]
		all[i].piece, all[i].file, all[i].src = *p, name, src[p.start:p.end:p.end]
		blocks[i] = &all[i]
	}
	return blocks, nil
}

// parsedBlocks parses a file whole and gives what of it can be used.
func parsedBlocks(name string, src []byte) ([]*block, hcl.Diagnostics) {
	if d := tooDeep(src, name, false); d != nil {
		return nil, hcl.Diagnostics{d}
	}
	file, diags := hclsyntax.ParseConfig(src, name, hcl.InitialPos)
	if file == nil {
		return nil, diags
	}
	body, _ := file.Body.(*hclsyntax.Body)
	return trees(body), diags
}

// trees makes blocks of what came parsed.
func trees(body *hclsyntax.Body) []*block {
	if body == nil {
		return nil
	}
	blocks := make([]*block, 0, len(body.Blocks)+1)
	for _, b := range body.Blocks {
		blocks = append(blocks, &block{piece: piece{typ: b.Type, labels: b.Labels}, tree: b})
	}
	if len(body.Attributes) > 0 {
		// They say nothing, but what they ask for counts.
		blocks = append(blocks, &block{tree: &hclsyntax.Block{Body: &hclsyntax.Body{Attributes: body.Attributes}}})
	}
	return blocks
}
