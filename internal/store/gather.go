package store

import (
	"slices"
	"strings"
)

// gathered is a list that becomes long. A slice that grows copies all that it has again and again.
type gathered[T any] struct{ parts [][]T }

// partRows is how many rows are gathered at most in one piece of memory.
const partRows = 1 << 16

// next returns the place of one more.
func (g *gathered[T]) next() *T {
	last := len(g.parts) - 1
	if last < 0 || len(g.parts[last]) == cap(g.parts[last]) {
		g.parts, last = append(g.parts, make([]T, 0, min(16<<min(len(g.parts), 12), partRows))), last+1
	}
	part := g.parts[last]
	part = part[:len(part)+1]
	g.parts[last] = part
	return &part[len(part)-1]
}

// list returns all in one piece, nil where there is none.
func (g *gathered[T]) list() []T { return slices.Concat(g.parts...) }

// keptMax is how many texts of a column are kept, to be found again.
const keptMax = 4096

// few reads the texts of a column that has few different ones, each once. It keeps nothing of the memory of what it reads.
type few[T any] struct {
	parse func(text string) (T, error)
	known map[string]T
}

func (f *few[T]) of(text string) (T, error) {
	if v, known := f.known[text]; known {
		return v, nil
	}
	text = strings.Clone(text)
	v, err := f.parse(text)
	switch {
	case err != nil:
	case f.known == nil:
		f.known = map[string]T{text: v}
	case len(f.known) < keptMax:
		f.known[text] = v
	}
	return v, err
}

func sameText(text string) (string, error) { return text, nil }

// blockBytes is the length of a piece of memory that holds texts.
const blockBytes = 1 << 14

// block copies texts that all differ, many into one piece of memory.
type block struct{ text strings.Builder }

func (b *block) keep(text string) string {
	if b.text.Cap()-b.text.Len() < len(text) {
		b.text = strings.Builder{}
		b.text.Grow(max(blockBytes, len(text)))
	}
	from := b.text.Len()
	b.text.WriteString(text)
	return b.text.String()[from:]
}
