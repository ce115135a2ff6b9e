package inspect

import (
	"fmt"
	"math/big"

	"nostro/formats"
	"nostro/money"
)

// Tally is what one message comes to.
type Tally struct {
	Statements, Entries, Items int64
	Codes                      map[string]int64 // items by status or resolution
	Sums                       []*Total         // of the amounts of items, by currency, in the order in which they came
	all                        big.Rat          // of all amounts, whatever their currency: what a control sum adds up
	amounts                    int64
}

func (t *Tally) item(i *Item) {
	t.Items++
	if i.Code != "" {
		t.Codes[i.Code]++
	}
	if !i.Amount.Currency().IsZero() {
		t.amount(i.Amount)
	}
}

func (t *Tally) amount(a money.Amount) {
	t.amounts++
	t.all.Add(&t.all, units(a))
	for _, sum := range t.Sums {
		if sum.Add(a) {
			return
		}
	}
	sum := &Total{}
	sum.Add(a)
	t.Sums = append(t.Sums, sum)
}

// unlikeGroup says where the control sum of the group header is not the sum of the amounts. Only those of
// transfers and returns are summed in a way that all senders agree on; counting is up to the reader.
func (t *Tally) unlikeGroup(d *formats.Document) []string {
	switch d.Kind {
	case "pacs.008", "pacs.009", "pain.001", "pacs.004":
	default:
		return nil
	}
	if d.Group.Whole {
		return nil // one item stands for all of them
	}
	stated, ok := parseRate(d.Group.ControlSum)
	if ok && t.amounts == t.Items && stated.Cmp(&t.all) != 0 {
		return []string{fmt.Sprintf("message %s has the control sum %s, its amounts come to %s", d.MsgID, d.Group.ControlSum,
			trimZeros(t.all.FloatString(impliedDecimals)))}
	}
	return nil
}
