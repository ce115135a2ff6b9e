package screening

import (
	"cmp"
	"slices"
)

// name is a name in words, ready to be compared.
type name struct {
	words  []token
	weight []int // of each word
	total  int
	spans  []span
}

// span is one word, or two that may be written as one.
type span struct {
	token
	start, count int
}

// newName leaves out legal forms, while something else remains. Particles and titles have no weight, and are compared
// only where they are written together with a neighbour; where there is nothing else they are words as any.
func newName(text string) name {
	all := tokenize(text)
	kept := slices.DeleteFunc(slices.Clone(all), func(w written) bool { return legalForms[w.text] })
	if !slices.ContainsFunc(kept, func(w written) bool { return !particles[w.text] }) {
		kept = all
	}
	light := slices.ContainsFunc(kept, func(w written) bool { return !particles[w.text] })
	var n name
	for _, w := range kept {
		t := newToken(w)
		n.words = append(n.words, t)
		n.weight = append(n.weight, weigh(t, light))
		n.total += n.weight[len(n.weight)-1]
	}
	for at, t := range n.words {
		if n.weight[at] > 0 {
			n.spans = append(n.spans, span{t, at, 1})
		}
		if at+1 < len(n.words) && n.weight[at]+n.weight[at+1] > 0 {
			next := n.words[at+1]
			n.spans = append(n.spans, span{newToken(written{t.text + next.text, t.bare || next.bare}), at, 2})
		}
	}
	return n
}

// weigh returns four for each letter of a word, one for each of a word that many share, none for a particle.
func weigh(t token, light bool) int {
	switch {
	case light && particles[t.text]:
		return 0
	case common[t.text]:
		return t.length
	}
	return 4 * t.length
}

// joinedLeast is how alike a word and two that are written as one must be.
const joinedLeast = 9_000

// alike returns the similarity of two spans as it counts: 0 where they are not comparable.
func alike(a, b span) int {
	if a.count > 1 && b.count > 1 {
		return 0
	}
	s := similarity(a.token, b.token)
	if a.count+b.count > 2 && s < joinedLeast {
		return 0
	}
	return s
}

type pairing struct{ a, b, score, words, length int }

// compare returns how alike two names are, in basis points. Words are paired, the most alike and longest first, each
// once. Of each name is counted how much of it is paired, by length of words; the side of which more is paired counts
// most: a name that lacks a part may be the same.
func compare(a, b name) int {
	var pairs []pairing
	for i, x := range a.spans {
		for j, y := range b.spans {
			if s := alike(x, y); s > 0 {
				pairs = append(pairs, pairing{i, j, s, x.count + y.count, x.length + y.length})
			}
		}
	}
	if len(pairs) == 0 || a.total == 0 || b.total == 0 {
		return 0
	}
	slices.SortFunc(pairs, func(p, q pairing) int {
		return cmp.Or(cmp.Compare(q.score, p.score), cmp.Compare(p.words, q.words), cmp.Compare(q.length, p.length), cmp.Compare(p.a, q.a),
			cmp.Compare(p.b, q.b))
	})
	var usedA, usedB uint64
	sumA, sumB, paired := 0, 0, 0
	for _, p := range pairs {
		x, y := a.spans[p.a], b.spans[p.b]
		if usedA&x.mask() != 0 || usedB&y.mask() != 0 {
			continue
		}
		usedA, usedB = usedA|x.mask(), usedB|y.mask()
		sumA += p.score * a.weigh(x)
		sumB += p.score * b.weigh(y)
		if !common[x.text] {
			paired += max(x.count, y.count)
		}
	}
	return total(sumA/a.total, sumB/b.total, paired)
}

func (s span) mask() uint64 { return (1<<s.count - 1) << s.start }

func (n name) weigh(s span) int {
	sum := 0
	for k := s.start; k < s.start+s.count; k++ {
		sum += n.weight[k]
	}
	return sum
}

// How much of what is lacking on one side counts against a hit: a quarter, or half where one word alone is paired.
const (
	lackingOne  = 2
	lackingMany = 4
)

func total(a, b, paired int) int {
	divisor := lackingMany
	if paired < 2 {
		divisor = lackingOne
	}
	high, low := max(a, b), min(a, b)
	return high - (high-low)/divisor
}

// Compare returns how alike two names are in basis points, from 0 to 10,000, as the index does.
func Compare(a, b string) int { return compare(newName(a), newName(b)) }
