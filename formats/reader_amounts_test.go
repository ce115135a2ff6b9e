package formats

import (
	"errors"
	"strings"
	"testing"

	"nostro/money"
)

// A refused amount is quoted as the bank wrote it.
func TestRefusedAmountsAreQuotedAsWritten(t *testing.T) {
	for text, want := range map[string]string{
		"100.0000000000005":  `amount "100.0000000000005" has more than the 2 decimals of USD`,
		"+0100.0050":         `amount "+0100.0050" has more than the 2 decimals of USD`,
		".005":               `amount ".005" has more than the 2 decimals of USD`,
		"999999999999999999": `amount "999999999999999999" USD: `,
	} {
		_, err := parseAmount(money.MustCurrency("USD"), []byte(text))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
		if errors.Is(err, money.ErrOverflow) != (text[0] == '9') {
			t.Errorf("%s: the class of %v", text, err)
		}
	}
}

// Nobody knows what an element in the midst of an amount stands for: nothing is booked by it.
func TestAmountWithAnElementWithinIsNotBooked(t *testing.T) {
	for _, amount := range []string{"10<b/>.00", "<b>1</b>10.00", "10.00<b/>"} {
		in := mustRead(t, entryOf(booked(amount, "CRDT")))
		e := onlyStatement(t, in).Entries[0]
		if err := in.Bookable(); !errors.Is(err, ErrUnbookable) || !strings.Contains(err.Error(), "an element stands within the amount") {
			t.Errorf("%s: %v", amount, err)
		}
		if e.Amount != (money.Amount{}) {
			t.Errorf("%s: it is read as %v", amount, e.Amount)
		}
	}
	if e := firstEntry(t, entryOf(booked("10<!-- b -->.00", "CRDT"))); e.Amount != usd(1000) {
		t.Errorf("a comment: %s", dump(e))
	}
	in := mustRead(t, entryOf(booked("10", "CRDT")+details(txDtls(`<Amt Ccy="USD">1<b/>0</Amt>`))))
	if len(in.Warnings) != 1 || !strings.Contains(in.Warnings[0].Text, "amount left out: an element stands within") {
		t.Errorf("of a detail: %v", in.Warnings)
	}
}
