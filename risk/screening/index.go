package screening

import (
	"cmp"
	"slices"
)

// Index finds the entries whose names are like a given one. It is made once for a set of entries and is not safe for
// several goroutines: it remembers the words that it was asked.
type Index struct {
	entries []Entry
	names   []listed
	single  *vocabulary
	joined  *vocabulary
	asked   map[string][]found // which words of the list are like a word
	paired  []masks            // by name; what the search that runs has paired
	touched []int32
}

// listed is one name of an entry.
type listed struct {
	name
	entry, number int
}

// found is a word like the one asked for, by where it stands.
type found struct{ places []place }

type masks struct{ asked, listed uint64 }

// NewIndex makes an index of entries. They must not change after.
func NewIndex(entries []Entry) *Index {
	x := &Index{entries: entries, single: newVocabulary(false), joined: newVocabulary(true), asked: map[string][]found{}}
	for e, entry := range entries {
		for n, one := range entry.Names {
			x.add(listed{newName(one.Text), e, n})
		}
	}
	x.paired = make([]masks, len(x.names))
	return x
}

func (x *Index) add(l listed) {
	at := int32(len(x.names))
	x.names = append(x.names, l)
	for _, s := range l.spans {
		into := x.single
		if s.count > 1 {
			into = x.joined
		}
		into.add(s, place{at, uint8(s.start), uint8(s.count)})
	}
}

// like returns where in the list words stand that are like the one asked for.
func (x *Index) like(s span) []found {
	key := wordKey(s.token)
	if s.count > 1 {
		key = "\x01" + key
	}
	if known, was := x.asked[key]; was {
		return known
	}
	all := x.in(x.single, s)
	if s.count == 1 {
		all = append(all, x.in(x.joined, s)...)
	}
	x.asked[key] = all
	return all
}

func (x *Index) in(v *vocabulary, s span) []found {
	var all []found
	for _, w := range v.candidates(s) {
		least := 1
		if v.joined || s.count > 1 {
			least = joinedLeast
		}
		if similarity(s.token, v.words[w]) >= least {
			all = append(all, found{v.places[w]})
		}
	}
	return all
}

// Match is a name of an entry that is like the one asked for.
type Match struct {
	Entry int // index of the entry
	Name  int // of the name within the entry
	Score int // basis points
}

// Search returns for each entry its name that is most like the text, where accept takes the entry, the name and the
// score, in order of score, entry and name. least is the lowest score that accept may take.
func (x *Index) Search(text string, least int, accept func(Entry, Name, int) bool) []Match {
	asked := newName(text)
	x.pair(asked)
	var all []Match
	slices.Sort(x.touched)
	for _, at := range x.touched {
		m, l := x.paired[at], x.names[at]
		x.paired[at] = masks{}
		if !reaches(asked, l.name, m, least) {
			continue
		}
		if s := compare(asked, l.name); s >= least && accept(x.entries[l.entry], x.entries[l.entry].Names[l.number], s) {
			all = append(all, Match{l.entry, l.number, s})
		}
	}
	x.touched = x.touched[:0]
	return best(all)
}

// pair marks which words of which names are like a word of the one asked for.
func (x *Index) pair(asked name) {
	for _, s := range asked.spans {
		for _, f := range x.like(s) {
			for _, p := range f.places {
				m := &x.paired[p.name]
				if m.asked == 0 {
					x.touched = append(x.touched, p.name)
				}
				m.asked |= s.mask()
				m.listed |= (1<<p.count - 1) << p.start
			}
		}
	}
}

// reaches tells whether two names could be so much alike, if all that is paired were the same.
func reaches(asked, listed name, m masks, least int) bool {
	if asked.total == 0 || listed.total == 0 {
		return false
	}
	return total(same*asked.covered(m.asked)/asked.total, same*listed.covered(m.listed)/listed.total, 2) >= least
}

func (n name) covered(mask uint64) int {
	sum := 0
	for k, w := range n.weight {
		if mask>>k&1 == 1 {
			sum += w
		}
	}
	return sum
}

// best keeps the best name of each entry.
func best(all []Match) []Match {
	slices.SortFunc(all, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(b.Score, a.Score), cmp.Compare(a.Name, b.Name))
	})
	all = slices.CompactFunc(all, func(a, b Match) bool { return a.Entry == b.Entry })
	slices.SortStableFunc(all, func(a, b Match) int { return cmp.Compare(b.Score, a.Score) })
	return all
}
