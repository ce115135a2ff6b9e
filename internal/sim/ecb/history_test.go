package ecb_test

import (
	"bytes"
	"testing"

	"nostro/fx"
	"nostro/internal/sim/ecb"
)

// It is a file as the reader wants it, the same each time.
func TestHistory(t *testing.T) {
	xml, table := ecb.History(100)
	again, _ := ecb.History(100)
	if !bytes.Equal(xml, again) {
		t.Error("two files differ")
	}
	for _, raw := range [][]byte{xml, table} {
		s, err := fx.ParseRates(raw, "")
		if err != nil || len(s.Fixings) != 100 || len(s.Refusals) > 0 || len(s.Fixings[0].Rates) < 29 {
			t.Errorf("%d fixings, refusals %v, %v", len(s.Fixings), s.Refusals, err)
		}
	}
}
