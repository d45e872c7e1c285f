package appconfig

// needles are words that are looked for all at once, in letters of either case: an
// automaton reads each byte of a text once and stops at the first word, as Aho and
// Corasick have it. A row is a state, by the byte that comes next.
type needles [][256]uint16

// otherLetters are those that stand for letters of the alphabet when a text is put in
// lower case.
var otherLetters = []string{"\u212a", "\u0130"}

// found is the state behind any word.
const found = ^uint16(0)

// needlesOf makes the automaton of words, which are in lower case.
func needlesOf(words ...string) needles {
	n := needles{{}}
	for _, word := range words {
		n = n.spell(word)
	}
	return n.linked()
}

// spell adds the states of a word.
func (n needles) spell(word string) needles {
	at := uint16(0)
	for i := range len(word) {
		next := n[at][word[i]]
		switch {
		case next == found:
			return n // a shorter word is found before
		case i == len(word)-1:
			next = found
		case next == 0:
			n = append(n, [256]uint16{})
			next = uint16(len(n) - 1)
		}
		n[at][word[i]] = next
		at = next
	}
	return n
}

// linked gives each state what follows where no word goes on: what follows the
// longest end of what was read that begins another word. Capitals follow small letters.
func (n needles) linked() needles {
	back := make([]uint16, len(n))
	for queue := []uint16{0}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for c, next := range n[at] {
			elsewhere := n[back[at]][c]
			switch {
			case next == found:
			case next == 0 || elsewhere == found:
				n[at][c] = elsewhere
			default:
				if at != 0 {
					back[next] = elsewhere
				}
				queue = append(queue, next)
			}
		}
		copy(n[at]['A':'Z'+1], n[at]['a':'z'+1])
	}
	return n
}

// in says that a text holds one of the words.
func (n needles) in(text []byte) bool {
	at := uint16(0)
	for _, c := range text {
		if at = n[at][c]; at == found {
			return true
		}
	}
	return false
}

// inText is the same of a string.
func (n needles) inText(text string) bool {
	at := uint16(0)
	for i := range len(text) {
		if at = n[at][text[i]]; at == found {
			return true
		}
	}
	return false
}
