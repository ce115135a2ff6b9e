package codeset

import (
	"slices"
	"testing"
)

func TestStatusRankIsTheOrderOfAPayment(t *testing.T) {
	order := []string{"RCVD", "ACTC", "ACCP", "ACSP", "ACSC", "ACCC"}
	for i, code := range order {
		if got := StatusRank(code); got != i+1 {
			t.Errorf("%s has rank %d, not %d", code, got, i+1)
		}
	}
	for code := range Statuses.All() {
		if StatusRank(code) != 0 && !slices.Contains(order, code) {
			t.Errorf("%s stands outside the order and has rank %d", code, StatusRank(code))
		}
	}
	if StatusRank("") != 0 || StatusRank("acsp") != 0 {
		t.Error("an unknown status has a rank")
	}
}

// Every status asks something of the sender, and nothing else does.
func TestEveryStatusHasAdvice(t *testing.T) {
	for code := range Statuses.All() {
		if StatusAdvice.Text(code) == "" {
			t.Errorf("%s has no advice", code)
		}
	}
	for code := range StatusAdvice.All() {
		if Statuses.Text(code) == "" {
			t.Errorf("%s has advice and is no status", code)
		}
	}
}

// The closed lists of the schemas.
func TestClosedLists(t *testing.T) {
	for _, c := range []struct {
		list List
		want []string
	}{
		{CancellationStatuses, []string{"ACCR", "PACR", "PDCR", "RJCR"}},
		{ChargeBearers, []string{"CRED", "DEBT", "SHAR", "SLEV"}},
		{CopyDuplicates, []string{"CODU", "COPY", "DUPL"}},
		{SettlementMethods, []string{"CLRG", "COVE", "INDA", "INGA"}},
		{EntryStatuses, []string{"BOOK", "FUTR", "INFO", "PDNG"}},
	} {
		var got []string
		for code := range c.list.All() {
			got = append(got, code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, not %v", c.list.Name(), got, c.want)
		}
	}
	if Resolutions.Text("CNCL") == "" || Resolutions.Text("RJCR") == "" || Resolutions.Text("ACCR") != "" {
		t.Error("resolutions are not those of an investigation")
	}
}
