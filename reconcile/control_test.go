package reconcile_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/money"
	"nostro/reconcile"

	"pgregory.net/rapid"
)

func flow(side reconcile.Side, day string, minor int64, payment, entry string) reconcile.Flow {
	return reconcile.Flow{Side: side, Correspondent: "rhein", Day: calendar.MustDate(day),
		Amount: money.FromMinor(money.MustCurrency("EUR"), minor), Payment: payment, Entry: entry, Text: string(side) + payment + entry}
}

func part(p reconcile.FlowPart, f reconcile.Flow) reconcile.Flow {
	f.Part = p
	return f
}

// told is each day in one line, and its items.
func told(t *testing.T, flows ...reconcile.Flow) (lines []string) {
	t.Helper()
	days, err := reconcile.Control(flows, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range days {
		lines = append(lines, fmt.Sprintf("%s %s %s %s %t", d.Day, d.Files.Decimal(), d.Bank.Decimal(), d.Ledger.Decimal(), d.Agrees()))
		for _, u := range append(slices.Clone(d.FilesBank), d.BankLedger...) {
			lines = append(lines, fmt.Sprintf("%s %s %s: %s", u.Item, u.Amount.Decimal(), u.Why, u.Text))
		}
	}
	return lines
}

func TestControl(t *testing.T) {
	t.Parallel()
	const first, second = "2026-11-24", "2026-11-25"
	const most = 9_223_372_036_854_775_807
	files, bank, ledger := reconcile.SideFiles, reconcile.SideBank, reconcile.SideLedger
	for name, story := range map[string]struct {
		flows []reconcile.Flow
		want  []string
	}{
		"all three agree": {[]reconcile.Flow{flow(files, first, -100, "I", ""), flow(bank, first, -100, "I", "E"), flow(ledger, first, -100, "", "E")},
			[]string{"2026-11-24 -1.00 -1.00 -1.00 true"}},
		"on its way": {[]reconcile.Flow{flow(files, first, -100, "I", "")},
			[]string{"2026-11-24 -1.00 0.00 0.00 false", "I 1.00 not booked by the bank: files: filesI EUR -1.00 on 2026-11-24; bank: nothing"}},
		"booked a day later": {[]reconcile.Flow{flow(files, first, -100, "I", ""), flow(bank, second, -100, "I", "E"), flow(ledger, second, -100, "", "E")},
			[]string{"2026-11-24 -1.00 0.00 0.00 false", "I 1.00 on another day: files: filesI EUR -1.00 on 2026-11-24; bank: bankIE EUR -1.00 on 2026-11-25",
				"2026-11-25 0.00 -1.00 -1.00 false", "I -1.00 on another day: files: filesI EUR -1.00 on 2026-11-24; bank: bankIE EUR -1.00 on 2026-11-25"}},
		"two items whose sums agree still differ": {[]reconcile.Flow{flow(files, first, -100, "I", ""), flow(bank, first, -100, "J", "E"), flow(ledger, first, -100, "", "E")},
			[]string{"2026-11-24 -1.00 -1.00 -1.00 false", "I 1.00 not booked by the bank: files: filesI EUR -1.00 on 2026-11-24; bank: nothing",
				"J -1.00 not in our files: files: nothing; bank: bankJE EUR -1.00 on 2026-11-24"}},
		"the ledger lacks an entry": {[]reconcile.Flow{flow(bank, first, 100, "", "E")},
			[]string{"2026-11-24 0.00 1.00 0.00 false", "E 1.00 not in our files: files: nothing; bank: bankE EUR 1.00 on 2026-11-24",
				"E -1.00 not in our ledger: bank: bankE EUR 1.00 on 2026-11-24; ledger: nothing"}},
		"a part of it, and another charge": {[]reconcile.Flow{flow(files, first, 100, "I", ""), flow(bank, first, 90, "I", "E"), flow(bank, first, -1, "I", "E"),
			flow(ledger, first, 89, "", "E")},
			[]string{"2026-11-24 1.00 0.89 0.89 false", "I -0.11 another amount: files: filesI EUR 1.00 on 2026-11-24; bank: bankIE EUR -0.01 on 2026-11-24, " +
				"bankIE EUR 0.90 on 2026-11-24"}},
		"booked, and returned the day after": {[]reconcile.Flow{flow(files, first, -100, "I", ""), flow(bank, first, -100, "I", "E"), flow(ledger, first, -100, "", "E"),
			part(reconcile.FlowReturn, flow(bank, second, 95, "I", "F")), flow(ledger, second, 95, "", "F")},
			[]string{"2026-11-24 -1.00 -1.00 -1.00 true", "2026-11-25 0.00 0.95 0.95 false",
				"I 0.95 came back: files: filesI EUR -1.00 on 2026-11-24; bank: bankIE EUR -1.00 on 2026-11-24, bankIF EUR 0.95 on 2026-11-25"}},
		"charges beside it": {[]reconcile.Flow{flow(files, first, -100, "I", ""), flow(bank, first, -100, "I", "E"), part(reconcile.FlowCharge, flow(bank, first, -2, "I", "E")),
			flow(ledger, first, -102, "", "E")},
			[]string{"2026-11-24 -1.00 -1.02 -1.02 false", "I -0.02 charges: files: filesI EUR -1.00 on 2026-11-24; bank: bankIE EUR -1.00 on 2026-11-24, " +
				"bankIE EUR -0.02 on 2026-11-24"}},
		"only the ledger has it": {[]reconcile.Flow{flow(ledger, first, 100, "", "E")},
			[]string{"2026-11-24 0.00 0.00 1.00 false", "E 1.00 on no proven statement: bank: nothing; ledger: ledgerE EUR 1.00 on 2026-11-24"}},
		"beyond 64 bits there is no same": {[]reconcile.Flow{flow(files, first, most, "I", ""), flow(bank, first, 1, "I", "E"), flow(bank, second, most, "I", "E"),
			flow(ledger, first, 1, "", "E"), flow(ledger, second, most, "", "E")},
			[]string{"2026-11-24 92233720368547758.07 0.01 0.01 false", "I -92233720368547758.06 another amount: files: filesI EUR 92233720368547758.07 on 2026-11-24; " +
				"bank: bankIE EUR 0.01 on 2026-11-24, bankIE EUR 92233720368547758.07 on 2026-11-25",
				"2026-11-25 0.00 92233720368547758.07 92233720368547758.07 false", "I 92233720368547758.07 another amount: files: filesI EUR 92233720368547758.07 on 2026-11-24; " +
					"bank: bankIE EUR 0.01 on 2026-11-24, bankIE EUR 92233720368547758.07 on 2026-11-25"}},
	} {
		if got := told(t, story.flows...); !slices.Equal(got, story.want) {
			t.Errorf("%s:\n%q\nwant\n%q", name, got, story.want)
		}
	}
	if _, err := reconcile.Control([]reconcile.Flow{{Side: "other", Amount: money.FromMinor(money.MustCurrency("EUR"), 1)}}, nil); err == nil {
		t.Error("a side that is none is taken")
	}
	if _, err := reconcile.Control([]reconcile.Flow{flow(bank, first, most, "", "E"), flow(bank, first, most, "", "F")}, nil); err == nil {
		t.Error("an overflow is not told")
	}
}

// What other days tell explains an item, and counts on no day; it is asked for once, of what differs alone.
func TestControlAsksElsewhere(t *testing.T) {
	t.Parallel()
	const first, second = "2026-11-24", "2026-11-25"
	asked := ""
	elsewhere := func(item string) ([]reconcile.Flow, error) {
		asked += item
		return []reconcile.Flow{flow(reconcile.SideBank, second, -100, item, "E"), flow(reconcile.SideLedger, second, -100, "", "E")}, nil
	}
	days, err := reconcile.Control([]reconcile.Flow{flow(reconcile.SideFiles, first, -100, "I", ""), flow(reconcile.SideFiles, first, -5, "J", ""),
		flow(reconcile.SideBank, first, -5, "J", "F"), flow(reconcile.SideLedger, first, -5, "", "F")}, elsewhere)
	if err != nil || len(days) != 1 || len(days[0].FilesBank) != 1 || days[0].FilesBank[0].Why != reconcile.WhyOtherDay {
		t.Errorf("%+v, %v", days, err)
	}
	if asked != "I" {
		t.Errorf("asked for %q", asked)
	}
	broken := errors.New("broken")
	_, err = reconcile.Control([]reconcile.Flow{flow(reconcile.SideFiles, first, -100, "I", "")}, func(string) ([]reconcile.Flow, error) { return nil, broken })
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "item I of the control") {
		t.Errorf("the error is %v", err)
	}
}

// The items explain the whole difference, whatever flows there are, in whatever order.
func TestControlExplainsAll(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		flows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) reconcile.Flow {
			return flow(rapid.SampledFrom([]reconcile.Side{reconcile.SideFiles, reconcile.SideBank, reconcile.SideLedger}).Draw(t, "side"),
				rapid.SampledFrom([]string{"2026-11-24", "2026-11-25"}).Draw(t, "day"), rapid.Int64Range(-9, 9).Draw(t, "minor"),
				rapid.SampledFrom([]string{"", "I", "J"}).Draw(t, "payment"), rapid.SampledFrom([]string{"", "E", "F"}).Draw(t, "entry"))
		}), 1, 12).Draw(t, "flows")
		days, err := reconcile.Control(flows, nil)
		if err != nil {
			t.Fatal(err)
		}
		again, err := reconcile.Control(rapid.Permutation(flows).Draw(t, "another order"), nil)
		if err != nil || !reflect.DeepEqual(days, again) {
			t.Fatalf("another order tells %+v, not %+v: %v", again, days, err)
		}
		for _, d := range days {
			if got, want := sumOf(d.FilesBank), d.Bank.Minor()-d.Files.Minor(); got != want {
				t.Fatalf("files and bank: items explain %d of %d", got, want)
			}
			if got, want := sumOf(d.BankLedger), d.Ledger.Minor()-d.Bank.Minor(); got != want {
				t.Fatalf("bank and ledger: items explain %d of %d", got, want)
			}
		}
	})
}

func sumOf(all []reconcile.Unlike) (minor int64) {
	for _, u := range all {
		minor += u.Amount.Minor()
	}
	return minor
}
