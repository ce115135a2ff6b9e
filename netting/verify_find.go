package netting

import (
	"slices"

	"nostro/money"
)

// finder finds obligations by their identifiers. The list of a position nearly always names those of its participant and
// currency one after the other, so the next of them is looked at first: a wrong guess costs time and nothing else.
type finder struct {
	given    []Obligation
	numberOf map[string]int // of a participant
	trails   map[money.Currency][]uint32
	starts   []int          // by trail, where it begins in places, and where the last one ends
	places   []uint32       // of the obligations of each trail, in the order in which they were given
	byID     map[string]int // once a guess was wrong
}

// noTrail is what a participant has in a currency in which it has no obligations; trails are counted from 1.
const noTrail = 0

func newFinder(given []Obligation) *finder {
	f := &finder{given: given, numberOf: map[string]int{}, trails: map[money.Currency][]uint32{}}
	counts, trailOf := []int{0}, make([]uint32, 0, 2*len(given)) // of the payer and the payee of each
	var trails []uint32                                          // of the currency, by participant
	for n := range given {
		o := &given[n]
		c := o.Amount.Currency()
		if n == 0 || c != given[n-1].Amount.Currency() {
			trails = f.trails[c]
		}
		for _, name := range [...]string{o.Payer, o.Payee} {
			p := f.number(name)
			for p >= len(trails) {
				trails = append(trails, noTrail)
				f.trails[c] = trails
			}
			if trails[p] == noTrail {
				trails[p], counts = uint32(len(counts)), append(counts, 0)
			}
			counts[trails[p]]++
			trailOf = append(trailOf, trails[p])
		}
	}
	f.place(counts, trailOf)
	return f
}

func (f *finder) number(name string) int {
	n, known := f.numberOf[name]
	if !known {
		n = len(f.numberOf)
		f.numberOf[name] = n
	}
	return n
}

// place lays the trails one behind the other.
func (f *finder) place(counts []int, trailOf []uint32) {
	f.starts = make([]int, 1, len(counts)+1)
	for trail, count := range counts {
		f.starts = append(f.starts, f.starts[trail]+count)
	}
	f.places = make([]uint32, len(trailOf))
	at := slices.Clone(f.starts)
	for side, trail := range trailOf {
		f.places[at[trail]] = uint32(side / 2)
		at[trail]++
	}
}

// trail returns the places of the obligations of a participant in a currency.
func (f *finder) trail(participant string, c money.Currency) []uint32 {
	p, known := f.numberOf[participant]
	if trails := f.trails[c]; known && p < len(trails) {
		return f.places[f.starts[trails[p]]:f.starts[trails[p]+1]]
	}
	return nil
}

// next returns where an obligation is and what comes after it on the trail.
func (f *finder) next(id string, trail []uint32) (n int, after []uint32, known bool) {
	if len(trail) > 0 && f.given[trail[0]].ID == id {
		return int(trail[0]), trail[1:], true
	}
	if n, known = f.look(id); !known {
		return 0, trail, false
	}
	if at, found := slices.BinarySearch(trail, uint32(n)); found {
		trail = trail[at+1:]
	}
	return n, trail, true
}

// look returns where an obligation is, without a guess.
func (f *finder) look(id string) (n int, known bool) {
	if f.byID == nil {
		f.byID = make(map[string]int, len(f.given))
		for n := range f.given {
			f.byID[f.given[n].ID] = n
		}
	}
	n, known = f.byID[id]
	return n, known
}
