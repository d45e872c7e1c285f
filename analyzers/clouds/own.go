package clouds

import (
	"slices"

	"github.com/resilint/resilint/analyzers/terraform"
)

// view is an instance as another unit knows it, which says something of it.
type view struct {
	by unit
	as *terraform.Instance
}

// settle indexes the instances that units are made of. What a unit learns from the
// outputs of another was evaluated beside that one: it is another instance, known by
// its address. What is sent to it there is sent to the one it stands for.
func (l *linker) settle(drafts []*Draft) {
	for _, d := range drafts {
		for _, in := range d.insts {
			l.settled[in] = true
			l.settlers[placeOf(in)] = append(l.settlers[placeOf(in)], in)
		}
	}
	for _, d := range drafts {
		seen := map[*terraform.Instance]bool{}
		for _, in := range d.foreign {
			if own := l.own(in); own != in && !seen[in] {
				seen[in] = true
				l.joined[own] = append(l.joined[own], view{d.unit, in})
			}
		}
	}
}

// own is the instance that stands in its unit: of several variants, when it is not
// known which, it is none.
func (l *linker) own(in *terraform.Instance) *terraform.Instance {
	if l.settled[in] {
		return in
	}
	list := l.settlers[placeOf(in)]
	if i := slices.IndexFunc(list, func(o *terraform.Instance) bool { return o.Variant == in.Variant }); i >= 0 {
		return list[i]
	}
	if len(list) == 1 {
		return list[0]
	}
	return in
}

// stands is what an instance stands for, as the unit says that refers to it or, if
// that says nothing, its own.
func (l *linker) stands(in *terraform.Instance) []ref {
	if list := l.aliases[in]; len(list) > 0 {
		return list
	}
	return l.aliases[l.own(in)]
}

// passage is where something passes on what is sent to it.
type passage struct {
	to    []ref
	later bool // it waits there
	maybe bool // several units share it, and it is not known for which of them it passes this on
}

// onward is where what a unit sends to an instance goes. A queue or a topic serves
// all that listen; a load balancer that several units share has rules of each, and
// those that the sender's own unit wrote are for it. No unit means all of them.
func (l *linker) onward(in *terraform.Instance, from unit) passage {
	said := l.aliases[in]
	w := passage{to: said, later: l.later[in]}
	if len(l.joined[in]) == 0 {
		return w
	}
	w.to = slices.Clone(said)
	var mine []ref
	for _, k := range l.joined[in] {
		w.later = w.later || l.later[k.as]
		w.to = append(w.to, l.aliases[k.as]...)
		if k.by == from {
			mine = append(mine, l.aliases[k.as]...)
		}
	}
	own := unit{in.Root, in.Variant} == from
	switch {
	case w.later || from == unit{}:
	case own && len(said) > 0:
		return passage{to: said}
	case !own && len(mine) > 0:
		return passage{to: mine}
	default:
		w.maybe = len(l.joined[in]) > 1
	}
	return w
}
