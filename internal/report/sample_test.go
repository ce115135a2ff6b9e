package report

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"nostro/calendar"
	"nostro/fx"
	"nostro/intake"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/netting"
)

const sampleCycle = "2026-11-24-1"

var (
	eur, usd = money.MustCurrency("EUR"), money.MustCurrency("USD")
	jpy, kwd = money.MustCurrency("JPY"), money.MustCurrency("KWD")
	valueDay = calendar.MustDate("2026-11-24")
)

// world is a settled-but-for-two cycle of four currencies, built with the rooms that build real ones.
type world struct {
	t testing.TB
	r *records
	b ledger.Balances
}

func (w *world) no(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func clock(text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return at
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func parse(c money.Currency, text string) money.Amount {
	a, err := money.Parse(c, text)
	if err != nil {
		panic(err)
	}
	return a
}

func sampleInput(t testing.TB) Input {
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	return Input{House: "Meridian Settlements", Cycle: sampleCycle, AsOf: clock("2026-11-27T08:30:00Z"), Zone: zone,
		Pivot: eur, Control: sampleControl(zone), Safeguarding: SafeguardingOf(sampleSafeguarding(), calendar.MustDate("2026-11-26"), zone), Reserve: ReserveOf(sampleReserve(t), zone), Risk: RiskOf(sampleRisk(), clock("2026-11-27T08:30:00Z"), zone), Checks: []Check{
			{"every entry of the journal balances", true, 17, "entries", ""},
			{"netting equals the obligations of the cycle", true, 9, "obligations", ""},
			{"nostro equals the last proven closing balance", true, 4, "accounts", ""},
			{"transit equals the list of what is on its way", true, 5, "instructions", ""},
			{"suspense equals the list of what nobody has explained", true, 1, "entry", ""}}}
}

func sampleRecords(t testing.TB) *records {
	w := &world{t: t, r: &records{fixings: map[string]fx.Fixing{}}}
	w.cycle()
	w.net()
	w.convert()
	w.instruct()
	w.deliver()
	w.bank()
	w.r.balances = w.b.Rows()
	w.r.proven = lastProven(w.r.statements)
	return w.r
}

// samplePicture is the picture of the sample's cycle.
func samplePicture(t testing.TB) Picture {
	t.Helper()
	return pictureOf(t, sampleRecords(t), sampleInput(t))
}

func pictureOf(t testing.TB, r *records, in Input) Picture {
	t.Helper()
	if in.Cycle != "" {
		r.narrow()
	}
	p, err := newGatherer(r, in).picture()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (w *world) cycle() {
	c := jobs.Cycle{ID: sampleCycle, ValueDate: valueDay, State: lifecycle.CycleSent,
		CutOffAt: clock("2026-11-23T15:00:00Z"), OpenedAt: clock("2026-11-23T06:00:00Z"),
		ClosedAt: clock("2026-11-23T15:00:02Z"), InstructedAt: clock("2026-11-23T15:00:05Z"), LastSeq: 9}
	next := jobs.Cycle{ID: "2026-11-27-1", ValueDate: calendar.MustDate("2026-11-27"), State: lifecycle.CycleOpen,
		CutOffAt: clock("2026-11-26T15:00:00Z"), OpenedAt: clock("2026-11-26T06:00:00Z")}
	w.r.all, w.r.cycles = []jobs.Cycle{c, next}, []jobs.Cycle{c}
	for _, p := range [][2]string{{"ACME", "Acme Retail GmbH"}, {"BOLT", "Bolt & Sons Ltd"},
		{"CIRRUS", "Cirrus Trading KK"}, {"DUNE", "Dune Bank KSC"}} {
		w.r.participants = append(w.r.participants, intake.Participant{ID: p[0], Name: p[1],
			Kind: intake.Institution, BIC: "DEUTDEFF", Address: intake.Address{Town: "Brussels", Country: "BE"}})
	}
	taken := clock("2026-11-23T09:12:40Z")
	for _, f := range []string{"accounts.csv", "obligations.csv", "participants.csv", "rates.xml"} {
		kind := f[:len(f)-4]
		w.r.inputs = append(w.r.inputs, jobs.InputFile{SHA256: hashOf(f), Name: f, Kind: kind, Bytes: 612, TakenAt: taken})
	}
	w.r.refusals = []intake.Refusal{{File: "obligations.csv", Line: 12, Field: "amount", Value: "1.005",
		Reason: "amount \"1.005\" has more than the 2 decimals of USD", Remedy: "correct it", Raw: "secret row"}}
	w.r.deferrals = []jobs.Deferral{{Cycle: sampleCycle, Obligation: "INV-7011", Reason: "accepted after the cut-off"}}
	w.r.waiting = []jobs.Obligation{{State: lifecycle.ObligationAccepted, Obligation: intake.Obligation{
		ID: "INV-7011", Payer: "ACME", Payee: "BOLT",
		Amount: parse(eur, "310.00"), ValueDate: calendar.MustDate("2026-11-27")}, Seq: 10}}
	w.r.runs = []jobs.Run{
		{Stage: "net", Cycle: sampleCycle, User: "treasury", StartedAt: clock("2026-11-23T15:00:03Z"), Outcome: "done",
			Summary: "9 obligations, 9 positions"},
		{Stage: "collect", User: "treasury", StartedAt: clock("2026-11-24T17:00:00Z"), Outcome: "done",
			Summary: "6 files"}}
}

func (w *world) net() {
	rows := []struct {
		id, payer, payee string
		amount           money.Amount
	}{
		{"INV-7001", "ACME", "BOLT", parse(eur, "125000.00")}, {"INV-7002", "BOLT", "ACME", parse(eur, "98500.50")},
		{"INV-7003", "ACME", "DUNE", parse(eur, "20000.00")}, {"INV-7004", "CIRRUS", "ACME", parse(usd, "45000.00")},
		{"INV-7005", "ACME", "CIRRUS", parse(usd, "12345.67")}, {"INV-7006", "CIRRUS", "BOLT", parse(jpy, "7500000")},
		{"INV-7007", "BOLT", "CIRRUS", parse(jpy, "2500000")}, {"INV-7008", "DUNE", "BOLT", parse(kwd, "1250.125")},
		{"INV-7009", "BOLT", "DUNE", parse(kwd, "250.125")},
	}
	var input []netting.Obligation
	for n, o := range rows {
		seq := int64(n + 1)
		w.r.obligations = append(w.r.obligations, jobs.Obligation{Seq: seq, State: lifecycle.ObligationNetted,
			Cycle: sampleCycle, Source: jobs.Source{SHA256: hashOf("obligations.csv"), Line: n + 2},
			Obligation: intake.Obligation{ID: o.id, Payer: o.payer, Payee: o.payee, Amount: o.amount, ValueDate: valueDay}})
		input = append(input, netting.Obligation{ID: o.id, Seq: seq, Payer: o.payer, Payee: o.payee,
			Amount: o.amount, ValueDate: valueDay})
	}
	result, err := netting.Net(input)
	w.no(err)
	var nets []ledger.NetPosition
	for _, p := range result.Positions {
		w.r.positions = append(w.r.positions, jobs.Position{Cycle: sampleCycle, Participant: p.Participant,
			GrossIn: p.GrossIn, GrossOut: p.GrossOut, Net: p.Net, Count: len(p.Obligations)})
		nets = append(nets, ledger.NetPosition{Participant: p.Participant, Net: p.Net})
	}
	e, err := ledger.Netted(sampleCycle, valueDay, nets, ledger.Evidence{SHA256: hashOf("proof"), Place: "netting proof"})
	w.post(e, err)
}

func (w *world) post(e ledger.Entry, err error) string {
	w.t.Helper()
	w.no(err)
	w.no(w.b.Add(e))
	w.r.journal = append(w.r.journal, posted{int64(len(w.r.journal) + 1), clock("2026-11-24T17:00:01Z"), e})
	return e.Key
}

// convert turns the yen of BOLT and the dinars of BOLT and DUNE into euros and dollars.
func (w *world) convert() {
	var rates []fx.Rate
	for _, r := range []struct {
		quote money.Currency
		mid   string
	}{{usd, "1.0852"}, {jpy, "163.25"}, {kwd, "0.33405"}} {
		mid, err := decimal.NewFromString(r.mid)
		w.no(err)
		rates = append(rates, fx.Rate{Pair: fx.Pair{Base: eur, Quote: r.quote}, Bid: mid, Mid: mid, Ask: mid})
	}
	fixing, err := fx.NewFixing("ECB", calendar.MustDate("2026-11-23"), hashOf("rates.xml"), rates)
	w.no(err)
	w.r.fixings[sampleCycle] = fixing
	targets := map[string]money.Currency{"BOLT JPY": eur, "BOLT KWD": eur, "DUNE KWD": usd}
	for _, p := range w.r.positions {
		to, ok := targets[p.Participant+" "+p.Net.Currency().Code()]
		if !ok {
			continue
		}
		quote, err := fixing.Quote(p.Net.Currency(), to)
		w.no(err)
		c, err := fx.Convert(p.Net, quote, 25)
		w.no(err)
		w.r.conversions = append(w.r.conversions, jobs.Conversion{Cycle: sampleCycle, Participant: p.Participant,
			From: c.From, To: c.To, Mid: c.Mid, Spread: c.Spread, Residual: c.Residual, SpreadBP: 25, MidRate: c.MidText,
			ClientRate: c.ClientRateText, Derivation: strings.Join(c.Derivation, "; "), Source: "ECB",
			FixingDate: fixing.Date, RawSHA256: fixing.RawSHA256})
		e, err := ledger.Converted(ledger.ConvertedPosition{Cycle: sampleCycle, Participant: p.Participant,
			ValueDate: valueDay,
			From:      c.From, To: c.To, Mid: c.Mid, Spread: c.Spread, Residual: c.Residual,
			Evidence: ledger.Evidence{SHA256: fixing.RawSHA256}})
		w.post(e, err)
	}
}

func toCycleState(t testing.TB, text string) lifecycle.Cycle {
	t.Helper()
	state, err := lifecycle.Cycles.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return state
}
