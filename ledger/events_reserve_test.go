package ledger_test

import (
	"errors"
	"testing"

	"nostro/calendar"
	"nostro/ledger"
)

// Each movement of the risk reserve books its two legs under the key of its number.
func TestRiskReserveMovements(t *testing.T) {
	m := ledger.RiskReserveMove{Number: 3, Amount: amount(t, "EUR 100.00"), Participant: "ACME",
		ValueDate: calendar.MustDate("2026-11-24"), Memo: "why"}
	for _, tt := range []struct {
		name string
		make func(ledger.RiskReserveMove) (ledger.Entry, error)
		want string
	}{
		{"fund", ledger.RiskReserveFunded, block("debit  reserve EUR 100.00", "credit reserve:risk EUR 100.00")},
		{"release", ledger.RiskReserveReleased, block("debit  reserve:risk EUR 100.00", "credit reserve EUR 100.00")},
		{"use", ledger.RiskReserveUsed, block("debit  reserve:risk EUR 100.00", "credit participant:ACME EUR 100.00")},
		{"recover", ledger.RiskReserveRecovered, block("debit  participant:ACME EUR 100.00", "credit reserve:risk EUR 100.00")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e, err := tt.make(m)
			if err != nil {
				t.Fatal(err)
			}
			if got := journal(e); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if e.Kind != ledger.KindRiskReserve || e.Key != "risk-reserve:EUR:3" || e.Memo != "why" {
				t.Errorf("head: %+v", e)
			}
			for _, wrong := range []string{"EUR 0.00", "EUR -1.00"} {
				bad := m
				bad.Amount = amount(t, wrong)
				if _, err := tt.make(bad); !errors.Is(err, ledger.ErrInvalid) {
					t.Errorf("of %s: %v, want ErrInvalid", wrong, err)
				}
			}
		})
	}
}
