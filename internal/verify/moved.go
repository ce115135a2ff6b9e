package verify

import (
	"crypto/sha256"
	"strconv"
)

const (
	searchesMax = 20      // of entries whose number is looked for
	distanceMax = 1 << 20 // how far
)

// moving finds the numbers that entries had when they were booked.
type moving struct {
	searches int
	offset   int64 // of the last that was found
}

// moved keeps an entry of which only the number differs: it stands where another was booked. The tag of its
// number tells which number that was. Neighbours that were moved alike are told together.
func (w *walk) moved(e *entry, m mismatch) {
	m.bookedAs = w.bookedAs(e)
	last := len(w.changed) - 1
	if m.bookedAs != 0 && last >= 0 {
		before := &w.changed[last]
		if before.bookedAs != 0 && before.upTo == e.number-1 && before.bookedAs-before.entry == m.bookedAs-m.entry {
			before.upTo = e.number
			return
		}
	}
	w.keep(m)
}

// bookedAs returns the number, or 0 where none is found.
func (w *walk) bookedAs(e *entry) int64 {
	s := numberSearch{e: e, wanted: [tagBytes]byte(e.storedTags)}
	if offset := w.moving.offset; offset != 0 && s.at(e.number+offset) {
		return e.number + offset
	}
	if w.moving.searches++; w.moving.searches > searchesMax {
		return 0
	}
	for distance := int64(1); distance < distanceMax; distance++ {
		for _, offset := range [2]int64{distance, -distance} {
			if s.at(e.number + offset) {
				w.moving.offset = offset
				return e.number + offset
			}
		}
	}
	return 0
}

// numberSearch tries numbers for an entry.
type numberSearch struct {
	e      *entry
	wanted [tagBytes]byte
	field  []byte
}

// at tells whether the entry, with that number, is what its leaf says.
func (s *numberSearch) at(number int64) bool {
	if number < 1 {
		return false
	}
	s.field = append(s.field[:0], "nostro field number\x00"...)
	s.field = strconv.AppendInt(s.field, number, 10)
	if h := sha256.Sum256(s.field); [tagBytes]byte(h[:]) != s.wanted {
		return false
	}
	f := s.e.fields
	f.text[fieldNumber] = strconv.FormatInt(number, 10)
	return new(leafer).leaf(&f) == s.e.storedLeaf
}
