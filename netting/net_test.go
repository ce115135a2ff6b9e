package netting

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"nostro/money"
)

func TestNet(t *testing.T) {
	r := mustNet(t, story())
	var positions []string
	for _, p := range r.Positions {
		positions = append(positions, strings.Join([]string{p.Participant, p.GrossIn.String(), p.GrossOut.String(),
			p.Net.String(), strings.Join(p.Obligations, " ")}, " | "))
	}
	want := []string{
		"alpha | EUR 75.50 | EUR 100.05 | EUR -24.55 | O-1 O-3 O-8",
		"alpha | JPY 900 | JPY 900 | JPY 0 | O-5 O-6",
		"alpha | KWD 1.005 | KWD 0.000 | KWD 1.005 | O-7",
		"alpha | USD 0.00 | USD 2500.00 | USD -2500.00 | O-4",
		"bravo | EUR 100.00 | EUR 80.00 | EUR 20.00 | O-1 O-2",
		"bravo | JPY 900 | JPY 900 | JPY 0 | O-5 O-6",
		"carol | EUR 80.05 | EUR 75.50 | EUR 4.55 | O-2 O-3 O-8",
		"carol | USD 2500.00 | USD 0.00 | USD 2500.00 | O-4",
		"delta | KWD 0.000 | KWD 1.005 | KWD -1.005 | O-7",
	}
	if !slices.Equal(positions, want) {
		t.Errorf("positions:\n%s", strings.Join(positions, "\n"))
	}
	totals := []Total{
		{Currency: eur, Count: 4, Gross: money.FromMinor(eur, 25555), Net: money.FromMinor(eur, 2455), EfficiencyBP: 9039},
		{Currency: jpy, Count: 2, Gross: money.FromMinor(jpy, 1800), Net: money.Zero(jpy), EfficiencyBP: 10000},
		{Currency: kwd, Count: 1, Gross: money.FromMinor(kwd, 1005), Net: money.FromMinor(kwd, 1005), EfficiencyBP: 0},
		{Currency: usd, Count: 1, Gross: money.FromMinor(usd, 250000), Net: money.FromMinor(usd, 250000), EfficiencyBP: 0},
	}
	if !reflect.DeepEqual(r.Totals, totals) {
		t.Errorf("totals %v, want %v", r.Totals, totals)
	}
	if err := Verify(story(), r); err != nil {
		t.Error(err)
	}
}

func TestNetOfNothing(t *testing.T) {
	r, err := Net(nil)
	if err != nil || len(r.Positions) != 0 || len(r.Totals) != 0 {
		t.Fatalf("%v, %v", r, err)
	}
	if err := Verify(nil, r); err != nil {
		t.Fatal(err)
	}
}

func TestNetLeavesItsInputAlone(t *testing.T) {
	given := story()
	slices.Reverse(given)
	before := slices.Clone(given)
	mustNet(t, given)
	if !slices.Equal(given, before) {
		t.Fatal("the obligations of the caller were sorted in place")
	}
}

func TestNetListsInTheOrderOfAcceptance(t *testing.T) {
	r := mustNet(t, []Obligation{owed("A", 9, "x", "y", eur, 1), owed("B", 3, "x", "y", eur, 1),
		owed("D", 5, "y", "x", eur, 1), owed("C", 5, "x", "y", eur, 1)})
	want := []string{"B", "C", "D", "A"} // equal sequence numbers go by identifier
	if !slices.Equal(r.Positions[0].Obligations, want) || !slices.Equal(r.Positions[1].Obligations, want) {
		t.Fatalf("%v", r.Positions)
	}
}

func TestNetRefusals(t *testing.T) {
	good := owed("O-1", 1, "a", "b", eur, 100)
	for _, test := range []struct {
		name string
		bad  Obligation
		want string
	}{
		{"identifier twice", owed("O-1", 2, "b", "c", eur, 5), `obligation "O-1" (sequence 2)`},
		{"identifier twice in another currency", owed("O-1", 2, "b", "c", usd, 5), "comes twice"},
		{"no identifier", owed("", 2, "a", "b", eur, 5), "identifier"},
		{"blank in the identifier", owed("O 2", 2, "a", "b", eur, 5), `identifier "O 2" is empty or holds blanks`},
		{"line feed in the identifier", owed("O\n2", 2, "a", "b", eur, 5), "identifier"},
		{"no payer", owed("O-2", 2, "", "b", eur, 5), "payer"},
		{"no payee", owed("O-2", 2, "a", "", eur, 5), "payee"},
		{"control character in the payee", owed("O-2", 2, "a", "b\x00", eur, 5), "payee"},
		{"to oneself", owed("O-2", 2, "a", "a", eur, 5), `payer and payee are both "a"`},
		{"zero", owed("O-2", 2, "a", "b", eur, 0), "amount EUR 0.00 is not above zero"},
		{"negative", owed("O-2", 2, "a", "b", eur, -5), "amount EUR -0.05 is not above zero"},
		{"no currency", owed("O-2", 2, "a", "b", money.Currency{}, 5), "has no currency"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, err := Net([]Obligation{good, test.bad})
			wantError(t, err, ErrRefused, test.want)
			turned, errTurned := Net([]Obligation{test.bad, good})
			if errTurned == nil || errTurned.Error() != err.Error() {
				t.Errorf("the order changes the error: %v, %v", err, errTurned)
			}
			if !reflect.DeepEqual(r, Result{}) || !reflect.DeepEqual(turned, Result{}) {
				t.Error("an error came with a result")
			}
			wantError(t, Verify([]Obligation{good, test.bad}, Result{}), ErrUnproven, fmt.Sprintf("obligation %q", test.bad.ID))
		})
	}
}

func TestNetOverflow(t *testing.T) {
	for _, test := range []struct {
		name        string
		obligations []Obligation
		want        string
	}{
		{"payer", []Obligation{owed("O-1", 1, "a", "b", eur, math.MaxInt64), owed("O-2", 2, "a", "c", eur, 1)},
			`position of participant "a" in EUR, at obligation "O-2"`},
		{"payee", []Obligation{owed("O-1", 1, "a", "b", eur, math.MaxInt64), owed("O-2", 2, "c", "b", eur, 1)},
			`position of participant "b" in EUR, at obligation "O-2"`},
		{"all", []Obligation{owed("O-1", 1, "a", "b", eur, math.MaxInt64), owed("O-2", 2, "c", "d", eur, 1)},
			`gross of all obligations in EUR, at obligation "O-2"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Net(test.obligations)
			wantError(t, err, money.ErrOverflow, test.want)
			slices.Reverse(test.obligations)
			_, err = Net(test.obligations)
			wantError(t, err, money.ErrOverflow, test.want)
		})
	}
	full := []Obligation{owed("O-1", 1, "a", "b", eur, math.MaxInt64-1), owed("O-2", 2, "b", "c", eur, 1),
		owed("O-3", 3, "b", "a", usd, math.MaxInt64)}
	r := mustNet(t, full)
	if err := Verify(full, r); err != nil {
		t.Fatal(err)
	}
	if r.Totals[0].Gross.Minor() != math.MaxInt64 || r.Totals[1].EfficiencyBP != 0 {
		t.Fatalf("%v", r.Totals)
	}
}

func TestEfficiency(t *testing.T) {
	for _, test := range []struct {
		gross, net int64
		want       int
	}{
		{100, 0, 10000}, {100, 100, 0}, {100, 25, 7500}, {3, 1, 6667}, {3, 2, 3333}, {20000, 19999, 0}, {20000, 19997, 2},
		{20000, 1, 10000}, {20000, 3, 9998}, {math.MaxInt64, 0, 10000}, {math.MaxInt64, math.MaxInt64, 0},
		{math.MaxInt64, 1, 10000}, {math.MaxInt64, math.MaxInt64 / 2, 5000},
	} {
		got := efficiencyBP(money.FromMinor(eur, test.gross), money.FromMinor(eur, test.net))
		if got != test.want {
			t.Errorf("gross %d, net %d: %d, want %d", test.gross, test.net, got, test.want)
		}
	}
}
