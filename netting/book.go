package netting

import (
	"fmt"

	"nostro/calendar"
	"nostro/money"
)

// Series is what obligations must share to be netted: the currency and, in a Book by value date, that too.
type Series struct {
	Currency  money.Currency
	ValueDate calendar.Date
}

// Row is an obligation in the numbers of a Book.
type Row struct {
	Minor        int64  // above zero
	Payer, Payee uint32 // participants, two of them
	Series       uint32
}

// Book adds obligations up to positions. Participants and series get numbers, and the sums lie in one block by series
// and participant, so that a row costs two additions; Terms.Net is built upon it. Sums have 128 bits and cannot
// overflow. A Book is not safe for use by several goroutines at once.
type Book struct {
	terms    Terms
	byDate   bool // value dates are netted apart
	names    []string
	numberOf map[string]uint32
	series   []Series
	seriesOf map[Series]uint32
	members  [][]bool // of each agreement, by participant
	covering [][]int  // by series: the agreements that may cover it, in their order

	pools  []pool
	poolOf map[pool]uint32
	usual  []uint32 // by series: the pool of what no agreement covers
	width  int      // participants for which a pool has room
	dense  []sums   // by pool and participant
	pairOf map[pair]uint32
	pairs  []pairSums
	gross  []grossRow
	count  uint64
}

// pool is what is netted multilaterally together.
type pool struct {
	agreement int // noAgreement where none covers it
	series    Series
}

const noAgreement = -1

// pair is a bilateral netting set, seen from one side.
type pair struct{ pool, participant, counterparty uint32 }

type pairSums struct {
	pair
	sums
}

type grossRow struct {
	Row
	pool   uint32
	number uint64 // of the row in the book, from 0
}

// NewBook returns an empty book. Where byDate is set, value dates are netted apart; else all that is added is netted
// together, as a cycle does it with the obligations that have become due.
func NewBook(terms Terms, byDate bool) *Book {
	return &Book{terms: terms, byDate: byDate, numberOf: map[string]uint32{}, seriesOf: map[Series]uint32{},
		members: make([][]bool, len(terms.Agreements)), poolOf: map[pool]uint32{}, pairOf: map[pair]uint32{}}
}

// Participant returns the number of a participant, a new one for a new name.
func (b *Book) Participant(name string) uint32 {
	if n, known := b.numberOf[name]; known {
		return n
	}
	n := uint32(len(b.names))
	b.numberOf[name] = n
	b.names = append(b.names, name)
	for i, a := range b.terms.Agreements {
		b.members[i] = append(b.members[i], a.has(name))
	}
	if len(b.names) > b.width {
		b.widen(max(64, 2*b.width))
	}
	return n
}

// widen gives each pool room for more participants.
func (b *Book) widen(width int) {
	dense := make([]sums, len(b.pools)*width)
	for n := range b.pools {
		copy(dense[n*width:], b.dense[n*b.width:(n+1)*b.width])
	}
	b.dense, b.width = dense, width
}

// Series returns the number of a currency and value date, a new one for what is new.
func (b *Book) Series(c money.Currency, valueDate calendar.Date) uint32 {
	s := Series{c, valueDate}
	if n, known := b.seriesOf[s]; known {
		return n
	}
	n := uint32(len(b.series))
	b.seriesOf[s] = n
	b.series = append(b.series, s)
	var covering []int
	for i, a := range b.terms.Agreements {
		if a.takes(c, valueDate) {
			covering = append(covering, i)
		}
	}
	b.covering = append(b.covering, covering)
	b.usual = append(b.usual, b.pool(noAgreement, s))
	return n
}

// pool returns the number of a pool, a new one for a new pool.
func (b *Book) pool(agreement int, s Series) uint32 {
	if !b.byDate {
		s.ValueDate = calendar.Date{}
	}
	key := pool{agreement, s}
	n, known := b.poolOf[key]
	if !known {
		n = uint32(len(b.pools))
		b.poolOf[key] = n
		b.pools = append(b.pools, key)
		b.dense = append(b.dense, make([]sums, b.width)...)
	}
	return n
}

// rule returns the pool of a row and the model by which it is netted.
func (b *Book) rule(r Row) (n uint32, m Model, covered bool) {
	for _, i := range b.covering[r.Series] {
		if b.members[i][r.Payer] && b.members[i][r.Payee] {
			return b.pool(i, b.series[r.Series]), b.terms.Agreements[i].Model, true
		}
	}
	return b.usual[r.Series], b.terms.Default, !b.terms.Refuse
}

// Covered tells whether an agreement, or the default, nets the row.
func (b *Book) Covered(r Row) bool {
	_, _, covered := b.rule(r)
	return covered
}

// Cells returns how many sums the book has room for in its block, of 32 bytes each, for who must bound its memory.
func (b *Book) Cells() int { return len(b.dense) }

func (b *Book) check(r Row) error {
	n := uint32(len(b.names))
	if r.Payer >= n || r.Payee >= n || r.Payer == r.Payee || r.Series >= uint32(len(b.series)) || r.Minor <= 0 {
		return fmt.Errorf("row %+v: %w: it needs two participants and a series of the book and an amount above zero", r, ErrRefused)
	}
	return nil
}
