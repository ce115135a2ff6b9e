package reconcile_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"nostro/lifecycle"
	"nostro/money"
	. "nostro/reconcile"
)

// truthDays is over how many statements a story may go.
const truthDays = 3

// event is an entry with the day on which it comes, and what of it is to lie in suspense. Events of one group are alike:
// it does not matter which of them lies there.
type event struct {
	day   int
	entry Entry
	group string
	kind  string    // of the story that it belongs to
	told  []*Advice // what tells its payments, a few each
	not   string    // the instruction that a person will say it is not; "" for none
}

// fate is what is to become of an instruction in the end, in minor units.
type fate struct {
	booked, returned int64
	state            lifecycle.Instruction
}

// truth makes days of a bank of which is known what is true.
type truth struct {
	rng          *rand.Rand
	instructions []Instruction
	events       []event
	fates        map[string]fate
	suspense     map[string]int64 // by group, signed
	count        int
	kind         string // of the story that is told
}

func newTruth(seed uint64) *truth {
	return &truth{rng: rand.New(rand.NewPCG(seed, 8)), fates: map[string]fate{}, suspense: map[string]int64{},
		instructions: make([]Instruction, 0, 2000), events: make([]event, 0, 2000)} // neither moves: stories keep pointers
}

// id is a name of the form of ours, that nothing else has.
func (g *truth) id() string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	g.count++
	text := []byte("N")
	for range 15 {
		text = append(text, letters[g.rng.IntN(len(letters))])
	}
	return string(text)
}

func (g *truth) minor() int64 { return 500 + g.rng.Int64N(1_000_000) }

func usdOf(minor int64) money.Amount { return money.FromMinor(usd, minor) }

// expects adds an instruction that is on its way, or expected.
func (g *truth) expects(d Direction) *Instruction {
	i := payOut(g.id(), "1.00")
	if d == In {
		i = payIn(i.ID, "1.00")
	}
	i.Amount, i.Participant, i.MsgID = usdOf(g.minor()), fmt.Sprintf("P%d", g.rng.IntN(40)), "MSG-"+i.ID
	i.EndToEndID = "INV" + g.id()
	g.instructions = append(g.instructions, i)
	return &g.instructions[len(g.instructions)-1]
}

func (g *truth) becomes(i *Instruction, booked, returned int64, state lifecycle.Instruction) {
	g.fates[i.ID] = fate{booked, returned, state}
}

func (g *truth) settles(i *Instruction) {
	g.becomes(i, i.Amount.Minor(), 0, lifecycle.InstructionSettled)
}

// comes adds an entry on a day, as it is for the instruction's side of the account: its sign is that of the direction.
func (g *truth) comes(day int, minor int64, details ...Detail) *event {
	for n := range details {
		details[n].Number = n + 1
	}
	g.count++
	g.events = append(g.events, event{day: day, kind: g.kind, group: fmt.Sprint("event ", g.count),
		entry: Entry{Booked: true, Amount: usdOf(minor), ValueDate: dayOf(day), Details: details}})
	return &g.events[len(g.events)-1]
}

// lies tells that so much of the event is to lie in suspense.
func (g *truth) lies(e *event, minor int64) { g.suspense[e.group] += minor }

// side is the amount with the sign of a booking of the instruction.
func side(i *Instruction, minor int64) int64 {
	if i.Direction == Out {
		return -minor
	}
	return minor
}

// reference names an instruction in one of the ways of banks.
func (g *truth) reference(i *Instruction) Detail {
	switch g.rng.IntN(5) {
	case 0:
		return Detail{UETR: i.UETR}
	case 1:
		return Detail{InstrID: i.ID}
	case 2:
		return Detail{EndToEndID: i.EndToEndID}
	case 3:
		return Detail{UETR: strings.ToUpper(i.UETR), EndToEndID: "NOTPROVIDED"}
	}
	return Detail{InstrID: strings.ToLower(i.ID[:8]) + " " + i.ID[8:], EndToEndID: i.EndToEndID}
}

// strong names it by a reference that is ours alone.
func (g *truth) strong(i *Instruction) Detail {
	if g.rng.IntN(2) == 0 {
		return Detail{UETR: i.UETR}
	}
	return Detail{InstrID: i.ID, EndToEndID: i.EndToEndID}
}

// days are some in order, the first at the earliest.
func (g *truth) days(count int) []int {
	days, at := make([]int, count), 0
	for n := range days {
		at += g.rng.IntN(truthDays - at)
		days[n] = at
	}
	return days
}

func (g *truth) direction() Direction {
	if g.rng.IntN(2) == 0 {
		return In
	}
	return Out
}

// mangle writes a reference as people and systems do.
func (g *truth) mangle(id string) Detail {
	switch g.rng.IntN(5) {
	case 0:
		return Detail{Text: "your ref. " + strings.ToLower(id) + ", with thanks"}
	case 1:
		return Detail{EndToEndID: id[:4] + "-" + id[4:8] + "-" + id[8:12] + "-" + id[12:]}
	case 2:
		return Detail{EndToEndID: id[:10+g.rng.IntN(5)]}
	case 3:
		return Detail{EndToEndID: "NOTPROVIDED", Text: "/ROC/" + id[:9] + " " + id[9:] + "//"}
	}
	return Detail{Text: strings.NewReplacer("O", "0", "I", "1").Replace(id)}
}
