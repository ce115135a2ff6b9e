package alarm

import (
	"cmp"
	"slices"
	"sync"
)

// Board is what a running process knows of itself: facts, one for each kind and subject, the last that was told. It may
// be used by several goroutines.
type Board struct {
	mu    sync.Mutex
	facts map[id]Fact
}

// Wrong tells that something is wrong.
func (b *Board) Wrong(c Cause) { b.set(Fact{c, true}) }

// Well tells that nothing is wrong with a subject.
func (b *Board) Well(k Kind, subject string) { b.set(Fact{Cause{Kind: k, Subject: subject}, false}) }

func (b *Board) set(f Fact) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.facts == nil {
		b.facts = map[id]Fact{}
	}
	b.facts[id{f.Kind, f.Subject}] = f
}

// Facts returns all of them, by kind and subject.
func (b *Board) Facts() []Fact {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []Fact
	for _, f := range b.facts {
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b Fact) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Subject, b.Subject)) })
	return all
}
