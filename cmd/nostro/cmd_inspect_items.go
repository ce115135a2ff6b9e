package main

import (
	"fmt"
	"maps"
	"slices"

	"nostro/formats"
	"nostro/formats/codeset"
	"nostro/formats/inspect"
)

// Item keeps an item until a page of them can be laid out.
func (t *inspectText) Item(i inspect.Item) {
	t.shown++
	if !t.all && t.shown > itemsShown {
		return
	}
	if t.items = append(t.items, i); len(t.items) == itemsShown {
		t.layItems()
	}
}

// layItems shows the items that wait, with their amounts in one column.
func (t *inspectText) layItems() {
	width := 0
	for i := range t.items {
		width = max(width, len(itemAmount(&t.items[i])))
	}
	for i := range t.items {
		t.item(&t.items[i], width)
	}
	t.items = t.items[:0]
}

func itemAmount(i *inspect.Item) string {
	a := i.Amount
	if a.Currency().IsZero() {
		a = i.Original
	}
	if a.Currency().IsZero() {
		return ""
	}
	return amountText(a)
}

func (t *inspectText) item(i *inspect.Item, width int) {
	head := itemReference(i)
	if width > 0 {
		head = padLeft(itemAmount(i), width) + "  " + head
	}
	t.raw(itemLabel(i.Type), visible(head))
	t.inked(itemInk(i.Code), "", joined(" ", i.Code, i.Meaning))
	for _, r := range i.Reasons {
		t.line("", joined(": ", joined(" ", r.Code, r.Meaning), r.Text))
	}
	t.inked(inkDim, "", prefixed("next: ", i.Advice))
	t.parties(i)
	if len(i.Problems) > 0 {
		t.inked(inkBad, "", "cannot be booked: see the warnings")
	}
}

// itemLabel is what an item is called in its column.
func itemLabel(kind string) string {
	switch kind {
	case "cancellation":
		return "to cancel"
	case "resolution":
		return "answer"
	}
	return kind
}

// itemReference is by what a payment is best known: what the sender called it, else what the bank did.
func itemReference(i *inspect.Item) string {
	ref := ""
	for _, candidate := range []string{i.InstrID, i.EndToEndID, i.TxID, i.UETR, i.MsgID, i.ID} {
		if candidate != "" && candidate != "NOTPROVIDED" {
			ref = candidate
			break
		}
	}
	switch i.Level {
	case string(formats.LevelMessage):
		return joined(" ", "the whole message", i.MsgID)
	case string(formats.LevelBatch):
		return joined(" ", "a whole batch of", i.MsgID)
	}
	return joined(", ", known(ref), i.ValueDate.String())
}

func itemInk(code string) string {
	switch code {
	case "RJCT", "BLCK", "RJCR":
		return inkBad
	case "ACSC", "ACCC", "ACCR", "CNCL":
		return inkGood
	}
	return ""
}

// parties shows who pays whom, and for what.
func (t *inspectText) parties(i *inspect.Item) {
	t.line("", joined(" to ", i.From, i.To))
	t.line("", joined("; ", prefixed("account ", i.Account), i.ChargeBearer, i.Purpose))
	if i.Remittance != "" {
		t.line("", fmt.Sprintf("%q", i.Remittance))
	}
	switch x := i.Exchange; {
	case x == nil:
	case x.Implied == "":
		t.line("", joined(", ", prefixed("rate ", x.Rate), prefixed("contract ", x.Contract)))
	default:
		t.line("", exchangeText(x))
	}
}

// EndDocument shows what a message comes to.
func (t *inspectText) EndDocument(d *formats.Document, tally *inspect.Tally) {
	t.layItems()
	if hidden := tally.Items - int64(itemsShown); hidden > 0 && !t.all {
		t.inked(inkDim, "", counted(hidden, "item")+" more: --entries lists them")
	}
	if tally.Items < 2 {
		return
	}
	sums := []string{counted(tally.Items, "item")}
	for _, sum := range tally.Sums {
		sums = append(sums, sum.Currency().Code()+" "+sum.Grouped())
	}
	t.line("together", joined(", ", sums...))
	for _, code := range slices.Sorted(maps.Keys(tally.Codes)) {
		text := codeset.Statuses.Text(code)
		if d.Kind == "camt.029" {
			text = codeset.CancellationStatuses.Text(code)
		}
		t.line("", joined(" ", inspect.Grouped(fmt.Sprint(tally.Codes[code])), code, text))
	}
}

// settlementText says where payments are settled.
func settlementText(s formats.Settlement) string {
	return joined(", ", codeset.SettlementMethods.Say(s.Method, false), prefixed("account ", s.Account.String()),
		prefixed("clearing system ", s.ClearingSystem))
}
