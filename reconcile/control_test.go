package reconcile_test

import (
	"fmt"
	"slices"
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

// told is each day in one line, and its items.
func told(t *testing.T, flows ...reconcile.Flow) (lines []string) {
	t.Helper()
	days, err := reconcile.Control(flows)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range days {
		lines = append(lines, fmt.Sprintf("%s %s %s %s %t", d.Day, d.Files.Decimal(), d.Bank.Decimal(), d.Ledger.Decimal(), d.Agrees()))
		for _, u := range append(slices.Clone(d.FilesBank), d.BankLedger...) {
			lines = append(lines, fmt.Sprintf("%s %s: %s", u.Item, u.Amount.Decimal(), u.Text))
		}
	}
	return lines
}

func TestControl(t *testing.T) {
	t.Parallel()
	const first, second = "2026-11-24", "2026-11-25"
	files, bank, ledger := reconcile.SideFiles, reconcile.SideBank, reconcile.SideLedger
	for name, story := range map[string]struct {
		flows []reconcile.Flow
		want  []string
	}{
		"all three agree": {[]reconcile.Flow{flow(files, first, -100, "I", ""), flow(bank, first, -100, "I", "E"), flow(ledger, first, -100, "", "E")},
			[]string{"2026-11-24 -1.00 -1.00 -1.00 true"}},
		"on its way": {[]reconcile.Flow{flow(files, first, -100, "I", "")},
			[]string{"2026-11-24 -1.00 0.00 0.00 false", "I 1.00: files: filesI EUR -1.00 on 2026-11-24; bank: nothing"}},
		"booked a day later": {[]reconcile.Flow{flow(files, first, -100, "I", ""), flow(bank, second, -100, "I", "E"), flow(ledger, second, -100, "", "E")},
			[]string{"2026-11-24 -1.00 0.00 0.00 false", "I 1.00: files: filesI EUR -1.00 on 2026-11-24; bank: bankIE EUR -1.00 on 2026-11-25",
				"2026-11-25 0.00 -1.00 -1.00 false", "I -1.00: files: filesI EUR -1.00 on 2026-11-24; bank: bankIE EUR -1.00 on 2026-11-25"}},
		"two items whose sums agree still differ": {[]reconcile.Flow{flow(files, first, -100, "I", ""), flow(bank, first, -100, "J", "E"), flow(ledger, first, -100, "", "E")},
			[]string{"2026-11-24 -1.00 -1.00 -1.00 false", "I 1.00: files: filesI EUR -1.00 on 2026-11-24; bank: nothing",
				"J -1.00: files: nothing; bank: bankJE EUR -1.00 on 2026-11-24"}},
		"the ledger lacks an entry": {[]reconcile.Flow{flow(bank, first, 100, "", "E")},
			[]string{"2026-11-24 0.00 1.00 0.00 false", "E 1.00: files: nothing; bank: bankE EUR 1.00 on 2026-11-24",
				"E -1.00: bank: bankE EUR 1.00 on 2026-11-24; ledger: nothing"}},
	} {
		if got := told(t, story.flows...); !slices.Equal(got, story.want) {
			t.Errorf("%s:\n%q\nwant\n%q", name, got, story.want)
		}
	}
	if _, err := reconcile.Control([]reconcile.Flow{{Side: "other"}}); err == nil {
		t.Error("a side that is none is taken")
	}
	const most = 9_223_372_036_854_775_807
	if _, err := reconcile.Control([]reconcile.Flow{flow(bank, first, most, "", "E"), flow(bank, first, most, "", "F")}); err == nil {
		t.Error("an overflow is not told")
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
		days, err := reconcile.Control(flows)
		if err != nil {
			t.Fatal(err)
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
