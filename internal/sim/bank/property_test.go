package bank

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/money"
)

// step is one thing that happens to a bank: a file comes, or a day ends.
type step struct {
	data []byte // nil: the day ends
	day  calendar.Date
}

var parties = []string{"Acme", "Back", "Now", "Closed", "Costly", "Short", "Gone"}

// drawScript makes a script whose rules befall the parties by name.
func drawScript(t *rapid.T) Script {
	c := rapid.SampledFrom([]money.Currency{usd, jpy, kwd}).Draw(t, "currency")
	some := money.FromMinor(c, rapid.Int64Range(1, 500).Draw(t, "minor"))
	s := Script{Accept: rapid.Bool().Draw(t, "accept")}
	if rapid.Bool().Draw(t, "troubles") {
		s.Reject = []Rule{{Party: "Closed", Code: "AC04"}}
		s.Return = []Rule{
			{Party: "Back", Currency: c, Code: "AC01", Charges: some},
			{Party: "Now", Code: "AC06", SameDay: true},
		}
		s.Charge = []Rule{{Party: "Costly", Currency: c, Charges: some}, {Party: "Back", Currency: c, Charges: some}}
		s.Short = []Rule{{Party: "Short", Currency: c, By: some}}
		s.MissingPayIn = []Rule{{Party: "Gone"}}
		s.Unexpected = []Credit{{Amount: some, From: "X", On: day1().AddDays(2)}}
		s.StatementTwice = []money.Currency{c}
	}
	return s
}

func drawPayment(t *rapid.T) payment {
	c := rapid.SampledFrom([]money.Currency{usd, jpy, kwd, eur}).Draw(t, "of")
	return payment{
		n:        rapid.IntRange(1, 40).Draw(t, "n"), // few enough for duplicates
		currency: c.Code(),
		amount:   money.FromMinor(c, rapid.Int64Range(1, 1000).Draw(t, "amount")).Decimal(),
		date:     day1().AddDays(rapid.IntRange(-2, 4).Draw(t, "date")).String(),
		name:     rapid.SampledFrom(parties).Draw(t, "party"),
		bic:      "PEERGB2L",
	}
}

func drawSteps(t *rapid.T) []step {
	var steps []step
	date := day1()
	for n := range rapid.IntRange(1, 25).Draw(t, "steps") {
		kind := rapid.IntRange(0, 3).Draw(t, "kind")
		if kind == 0 {
			steps = append(steps, step{day: date})
			date = date.AddDays(rapid.IntRange(1, 3).Draw(t, "later"))
			continue
		}
		list := rapid.SliceOfN(rapid.Custom(drawPayment), 1, 4).Draw(t, "payments")
		id := fmt.Sprintf("M%d", rapid.IntRange(max(0, n-3), n).Draw(t, "id"))
		data := [][]byte{nil, pacs008(id, list...), pacs009(id, list...), camt057(id, list...)}[kind]
		steps = append(steps, step{data: data})
	}
	return append(steps, step{day: date})
}

// Whatever comes: each statement adds up, opens with the closing of the one before it and has the next
// number; the last closing is the balance; no payment is booked twice; and the same world gives the same bytes.
func TestBooksAddUpWhateverComes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		config := testConfig(drawScript(t))
		config.Layout = rapid.SampledFrom(layouts()).Draw(t, "layout")
		steps := drawSteps(t)
		one, two := play(t, config, steps), play(t, config, steps)
		if !slices.EqualFunc(one, two, func(a, b File) bool { return a.Name == b.Name && bytes.Equal(a.Data, b.Data) }) {
			t.Error("the same world gave other bytes")
		}
		if !slices.IsSortedFunc(one, func(a, b File) int { return bytes.Compare([]byte(a.Name), []byte(b.Name)) }) {
			t.Error("names are not in order")
		}
	})
}

func play(t *rapid.T, config Config, steps []step) []File {
	b, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	var files []File
	chain := newTrail(b)
	for _, s := range steps {
		if s.data != nil {
			_ = b.Take("drawn.xml", s.data) // an announcement in EUR is refused as a whole
			continue
		}
		a := answerOn(t, b, s.day)
		files = append(files, a.files...)
		chain.follow(t, a)
	}
	chain.finish(t, b)
	return files
}

// trail follows the statements of each account from the outside.
type trail struct {
	closing  map[string]string
	sequence map[string]int
	booked   map[string]int // by direction and UETR
	entries  int
}

func newTrail(b *Bank) *trail {
	c := &trail{map[string]string{}, map[string]int{}, map[string]int{}, 0}
	for _, balance := range b.Balances() {
		c.closing[balance.Currency().Code()] = balance.Decimal()
	}
	return c
}

func (c *trail) follow(t *rapid.T, a answer) {
	for _, s := range a.statements {
		s.prove(t)
		if s.Sequence == c.sequence[s.Currency] && s.closing() == c.closing[s.Currency] {
			continue // the copy
		}
		if s.Sequence != c.sequence[s.Currency]+1 || s.opening() != c.closing[s.Currency] {
			t.Errorf("statement %s, number %d, opens with %s after number %d, %s", s.ID, s.Sequence, s.opening(),
				c.sequence[s.Currency], c.closing[s.Currency])
		}
		c.sequence[s.Currency], c.closing[s.Currency] = s.Sequence, s.closing()
		for _, e := range s.Entries {
			c.entries++
			if key := e.Direction + e.SubFamily + e.UETR; e.UETR != "" {
				c.booked[key]++
			}
		}
	}
}

func (c *trail) finish(t *rapid.T, b *Bank) {
	for _, balance := range b.Balances() {
		if balance.Decimal() != c.closing[balance.Currency().Code()] {
			t.Errorf("balance %s, last closing %s", balance, c.closing[balance.Currency().Code()])
		}
	}
	if c.entries != b.Booked() {
		t.Errorf("%d entries on statements, %d booked", c.entries, b.Booked())
	}
	for key, times := range c.booked {
		if times > 1 {
			t.Errorf("%s was booked %d times", key, times)
		}
	}
}

func TestNamesAreUniqueOverDaysAndBanks(t *testing.T) {
	seen := map[string]bool{}
	for _, id := range []string{"one", "two"} {
		config := testConfig(Script{StatementTwice: []money.Currency{usd}})
		config.ID = id
		b, err := New(config)
		if err != nil {
			t.Fatal(err)
		}
		for n := range 5 {
			for _, f := range answerOn(t, b, day1().AddDays(n)).files {
				if seen[f.Name] {
					t.Errorf("%s came twice", f.Name)
				}
				seen[f.Name] = true
			}
		}
	}
}

func FuzzTake(f *testing.F) {
	f.Add(pacs008("M1", payment{n: 1}, payment{n: 2}))
	f.Add(pacs009("M1", payment{n: 1, bic: "PEERGB2L"}))
	f.Add(camt057("N1", payment{n: 1}, payment{n: 2, uetr: "-"}))
	f.Fuzz(func(t *testing.T, data []byte) {
		b := testBank(t, Script{Accept: true, Return: []Rule{{Currency: usd, Code: "AC01", SameDay: true}}})
		if err := b.Take("fuzz.xml", data); err != nil {
			if b.Waiting() != 0 {
				t.Error("part of a refused file was taken")
			}
			return
		}
		files, err := b.Answer(noon(day1()), day1())
		if err != nil {
			return
		}
		for _, s := range readAll(t, files).statements {
			s.prove(t)
		}
	})
}
