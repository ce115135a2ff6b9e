package ledger_test

import (
	"testing"

	"nostro/ledger"
)

func TestKeys(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{ledger.NettingKey("2026-11-24"), "netting:2026-11-24"},
		{ledger.ConversionKey("2026-11-24", "ACME", eur, ""), "conversion:2026-11-24:ACME:EUR"},
		{ledger.ConversionKey("2026-11-24", "ACME", eur, "bilateral/BOLT"), "conversion:2026-11-24:ACME:EUR:bilateral/BOLT"},
		{ledger.PayOutKey("N3MFES6DPWMY5F2V"), "pay-out:N3MFES6DPWMY5F2V"},
		{ledger.RejectionKey("N3MFES6DPWMY5F2V"), "rejection:N3MFES6DPWMY5F2V"},
		{ledger.OpeningKey("ALPHA", usd), "opening:ALPHA:USD"},
		{ledger.BookedKey("S1", 3, 0, ledger.KindCharge), "booked:S1:3:charge"},
		{ledger.BookedKey("S1", 3, 2, ledger.KindPayOutBooked), "booked:S1:3:2:pay-out-booked"},
		{ledger.ReversalKey("pay-out:N1"), "reversal:pay-out:N1"},
	} {
		if tt.got != tt.want {
			t.Errorf("key is %s, want %s", tt.got, tt.want)
		}
	}
}

func TestKeysOfOtherEventsDiffer(t *testing.T) {
	seen := map[string]bool{}
	for _, key := range []string{
		ledger.BookedKey("S:1", 3, 0, ledger.KindCharge), ledger.BookedKey("S", 1, 3, ledger.KindCharge),
		ledger.BookedKey("S%3A1", 3, 0, ledger.KindCharge), ledger.BookedKey("S", 13, 0, ledger.KindCharge),
		ledger.BookedKey("S", 1, 3, ledger.KindReturn), ledger.ConversionKey("C:A", "B", eur, ""), ledger.ConversionKey("C:A", "B", eur, "gross/X/O-1"),
		ledger.ConversionKey("C", "A:B", eur, ""), ledger.PayOutKey("x"), ledger.RejectionKey("x"), ledger.NettingKey("x"),
	} {
		if seen[key] {
			t.Errorf("two events have the key %s", key)
		}
		seen[key] = true
	}
}
