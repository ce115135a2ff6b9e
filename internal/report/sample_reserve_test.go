package report

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/money"
	"nostro/risk"
)

// sampleReserve lacks something of what the rule asks for.
func sampleReserve(t testing.TB) jobs.ReserveState {
	euro := func(text string) money.Amount {
		a, err := money.Parse(eur, text)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	move := func(n int, act jobs.ReserveAct, amount, participant string, approval int64) jobs.ReserveMovement {
		return jobs.ReserveMovement{Number: n, Act: act, Amount: euro(amount), Participant: participant, ValueDate: calendar.MustDate("2026-11-25"),
			Reason: "=the board decided", By: "ann", Approval: approval, At: clock("2026-11-25T09:00:00Z")}
	}
	return jobs.ReserveState{Lines: []jobs.ReserveLine{
		{Currency: eur, Ruled: true, Rule: risk.ReserveRule{Currency: eur, BP: 250, Of: risk.ReserveOfPayOuts, Days: 30, Minimum: euro("1000.00"),
			Maximum: euro("5000.00")}, Basis: euro("100000.00"), Required: euro("2500.00"), Held: euro("1200.00"), Short: euro("1300.00"), Excess: euro("0.00")},
		{Currency: usd, Basis: money.Zero(usd), Required: money.Zero(usd), Held: money.FromMinor(usd, 500), Short: money.Zero(usd),
			Excess: money.FromMinor(usd, 500)}},
		Movements: []jobs.ReserveMovement{move(1, jobs.ReserveFund, "1500.00", "", 3), move(2, jobs.ReserveUse, "300.00", "ACME", 0)}}
}

// A house without a risk reserve shows none; one that lacks something says how to mend it.
func TestReserveIsToldWhereThereIsOne(t *testing.T) {
	if p := pictureOf(t, sampleRecords(t), Input{House: "x", Cycle: sampleCycle, AsOf: clock("2026-11-27T08:30:00Z"), Zone: time.UTC, Pivot: eur}); p.Reserve != nil {
		t.Errorf("no rule and no movement, and it shows %+v", p.Reserve)
	}
	p := samplePicture(t)
	list := reserveTroubles(p)
	if len(list) != 1 || list[0].next != "nostro reserve fund EUR 1300.00 --reason ..." || !p.Reserve.Short() {
		t.Errorf("troubles: %+v", list)
	}
	if list := reserveTroubles(Picture{}); list != nil {
		t.Errorf("nothing is asked for: %+v", list)
	}
	var out bytes.Buffer
	if err := ReserveConsole(&out, *p.Reserve, ConsoleOptions{Width: 80}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Risk reserve", "2.5 % of the pay-outs of 30 days, at least EUR 1,000.00, at most EUR 5,000.00",
		"EUR 300.00 use 2, ACME, 2026-11-25, by ann", "approval 3", "the board decided"} {
		if !strings.Contains(strings.Join(strings.Fields(out.String()), " "), want) {
			t.Errorf("without %q:\n%s", want, out.String())
		}
	}
}
