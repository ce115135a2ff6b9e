package report

import (
	"fmt"
	"time"

	"nostro/jobs"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// correspondents by currency, as the sample routes them.
var routes = map[string]string{"EUR": "ALPHA", "USD": "BRAVO", "JPY": "BRAVO", "KWD": "BRAVO"}

func (w *world) instruct() {
	finals := map[string]sums{}
	add := func(participant string, a money.Amount) {
		if finals[participant] == nil {
			finals[participant] = sums{}
		}
		w.no(finals[participant].add(a))
	}
	for _, p := range w.r.positions {
		add(p.Participant, p.Net)
	}
	for _, c := range w.r.conversions {
		back, err := c.From.Neg()
		w.no(err)
		add(c.Participant, back)
		add(c.Participant, c.To)
	}
	for _, currency := range []money.Currency{eur, jpy, usd} {
		for _, direction := range []jobs.Direction{jobs.PayIn, jobs.PayOut} {
			for _, p := range w.r.participants {
				w.instruction(p.ID, currency, direction, finals[p.ID].of(currency).Amount)
			}
		}
	}
}

func (w *world) instruction(participant string, c money.Currency, d jobs.Direction, net money.Amount) {
	if net.IsZero() || (net.Sign() > 0) != (d == jobs.PayOut) {
		return
	}
	size, err := net.Abs()
	w.no(err)
	n := len(w.r.instructions) + 1
	w.r.instructions = append(w.r.instructions, jobs.Instruction{ID: fmt.Sprintf("N7Q4X2M9K1C0%04d", n),
		UETR: fmt.Sprintf("6f0c1c9e-52f4-4c3a-9c1d-%012d", n), Cycle: sampleCycle, Participant: participant,
		Correspondent: routes[c.Code()], Direction: d, Amount: size, Booked: money.Zero(c), Returned: money.Zero(c),
		ValueDate: valueDay, State: lifecycle.InstructionPlanned})
}

// deliver writes one file for each pay-out and sends them.
func (w *world) deliver() {
	sent := clock("2026-11-23T15:21:10Z")
	for n := range w.r.instructions {
		i := &w.r.instructions[n]
		if i.Direction == jobs.PayIn {
			continue
		}
		i.MsgID = fmt.Sprintf("NT%s-%02d", "K7M2P", n+1)
		i.File = fmt.Sprintf("MERIBEBB-%s-%04d-pacs.009.001.08.xml", sampleCycle, n+1)
		i.State = lifecycle.InstructionSent
		w.r.filesOut = append(w.r.filesOut, jobs.FileOut{Name: i.File, Cycle: sampleCycle, Correspondent: i.Correspondent,
			Message: "pacs.009.001.08", MsgID: i.MsgID, SHA256: hashOf(i.File), Bytes: 3120, Transactions: 1,
			State: lifecycle.FileOutSent, Attempts: 1, SentAt: sent})
		w.r.attempts = append(w.r.attempts, jobs.Attempt{File: i.File, Number: 1, StartedAt: sent.Add(-time.Second),
			EndedAt: sent, Outcome: lifecycle.FileOutSent, Detail: "226 Transfer complete, size 3120 agrees"})
		e, err := ledger.PayOutSent(ledger.Movement{Key: ledger.PayOutKey(i.ID) + ":1", Participant: i.Participant,
			Correspondent: i.Correspondent, Amount: i.Amount, ValueDate: valueDay,
			Evidence: ledger.Evidence{SHA256: hashOf(i.File), Place: "InstrId " + i.ID}, Memo: i.File})
		w.post(e, err)
	}
	w.r.releases = []jobs.Release{{Cycle: sampleCycle, Number: 1, Digest: hashOf("release"), Maker: "treasury",
		WrittenAt: sent.Add(-time.Minute)}}
	w.r.approvals = []jobs.Approval{{Cycle: sampleCycle, Digest: hashOf("release"), Maker: "treasury", Checker: "m.okafor",
		Approved: true, Reason: "checked against the netting proof", At: sent.Add(-30 * time.Second)}}
}

// bank books all but the yen, which it has not reported, and an entry that nobody expected.
func (w *world) bank() {
	for n, c := range []money.Currency{eur, usd} {
		name := fmt.Sprintf("camt053-%s-20261124.xml", c)
		w.r.filesIn = append(w.r.filesIn, jobs.FileIn{ID: int64(n + 1), Correspondent: routes[c.Code()], Name: name,
			SHA256: hashOf(name), Bytes: 8211, FetchedAt: clock("2026-11-24T17:00:00Z"), State: lifecycle.FileInRead,
			Message: "camt.053.001.08", Sightings: 1 + n})
		w.statement(int64(n+1), c)
	}
	w.r.filesIn = append(w.r.filesIn, jobs.FileIn{ID: 3, Correspondent: "BRAVO", Name: "camt053-JPY-20261124.xml",
		SHA256: hashOf("broken"), Bytes: 911, FetchedAt: clock("2026-11-24T17:00:00Z"), State: lifecycle.FileInQuarantined,
		Detail: "line 14: XML syntax error: unexpected EOF; ask the bank to send the file again", Sightings: 1})
	w.answers()
	for _, i := range w.r.instructions {
		if i.Amount.Currency() == jpy {
			w.breakOf(jobs.Break{Reason: reconcile.ReasonMissingAtBank, Cycle: sampleCycle, Instruction: i.ID, Amount: i.Amount,
				Text: fmt.Sprintf("The expected pay-in of %s from %s was due on 2026-11-24 and no statement has booked it. "+
					"Look at the quarantined statement of BRAVO first, then ask %s.", i.Amount, i.Participant, i.Participant)})
		}
	}
}

// answers are a status on the second instruction, and a break that the statement resolved.
func (w *world) answers() {
	w.r.filesIn = append(w.r.filesIn, jobs.FileIn{ID: 4, Correspondent: "ALPHA", Name: "pacs002-0001.xml",
		SHA256: hashOf("pacs.002"), Bytes: 1402, FetchedAt: clock("2026-11-23T17:00:00Z"), State: lifecycle.FileInRead,
		Message: "pacs.002.001.10", Sightings: 1})
	second := w.r.instructions[1]
	w.r.statuses = []jobs.BankStatus{{ID: 1, FileIn: 4, Correspondent: "ALPHA", Place: "transaction 1", InstrID: second.ID,
		UETR: second.UETR, MsgID: second.MsgID, Code: "ACSP", Reason: "G000", Instruction: second.ID, Done: true}}
	w.breakOf(jobs.Break{Reason: reconcile.ReasonLate, Cycle: sampleCycle, Instruction: second.ID, Amount: second.Amount,
		Text: "It was not booked on 2026-11-24 at 17:00."})
	w.r.breaks[len(w.r.breaks)-1].State = lifecycle.BreakResolved
	w.r.breaks[len(w.r.breaks)-1].ResolvedAt = clock("2026-11-24T18:00:00Z")
	w.r.breaks[len(w.r.breaks)-1].Resolution = "booked on statement STMT-EUR-0231"
}

func (w *world) breakOf(b jobs.Break) {
	b.ID, b.State = int64(len(w.r.breaks)+1), lifecycle.BreakOpen
	b.Correspondent, b.OpenedAt = "BRAVO", clock("2026-11-24T17:00:01Z")
	w.r.breaks = append(w.r.breaks, b)
}

func (w *world) statement(id int64, c money.Currency) {
	correspondent, file := routes[c.Code()], w.r.filesIn[len(w.r.filesIn)-1]
	s := jobs.Statement{ID: id, FileIn: id, Correspondent: correspondent, Account: "DE89370400440532013000",
		BankID: "STMT-" + c.Code() + "-0231", Sequence: 231, Currency: c, Opening: parse(c, "500000.00"),
		ClosingDate: valueDay, State: lifecycle.StatementProven, ProvenAt: clock("2026-11-24T17:00:01Z")}
	e, err := ledger.Opened(ledger.Movement{Key: ledger.OpeningKey(correspondent, c), Correspondent: correspondent,
		Amount: s.Opening, ValueDate: valueDay, Evidence: ledger.Evidence{SHA256: file.SHA256, Place: "opening balance"}})
	w.post(e, err)
	for n := range w.r.instructions {
		if i := &w.r.instructions[n]; i.Amount.Currency() == c {
			w.book(&s, i, file)
		}
	}
	if c == usd {
		w.stray(&s, file)
	}
	s.Closing = s.Opening
	for _, e := range s.Entries {
		s.Closing, err = s.Closing.Add(e.Amount)
		w.no(err)
	}
	w.r.statements = append(w.r.statements, s)
}

// book settles the instruction with an entry of its own.
func (w *world) book(s *jobs.Statement, i *jobs.Instruction, file jobs.FileIn) {
	n, signed, kind, make := len(s.Entries)+1, i.Amount, ledger.KindPayInBooked, ledger.PayInBooked
	if i.Direction == jobs.PayOut {
		var err error
		signed, err = i.Amount.Neg()
		w.no(err)
		kind, make = ledger.KindPayOutBooked, ledger.PayOutBooked
	}
	s.Entries = append(s.Entries, reconcile.Entry{Number: n, Amount: signed, Booked: true, ValueDate: valueDay})
	i.State, i.Booked = lifecycle.InstructionSettled, i.Amount
	key := w.post(make(ledger.Movement{Key: ledger.BookedKey(fmt.Sprint(s.ID), n, 0, kind), Participant: i.Participant,
		Correspondent: s.Correspondent, Amount: i.Amount, ValueDate: valueDay,
		Evidence: ledger.Evidence{SHA256: file.SHA256, Place: fmt.Sprintf("entry %d", n)}}))
	w.r.matches = append(w.r.matches, jobs.Match{Statement: s.ID, Entry: n, Kind: string(kind), Instruction: i.ID,
		Amount: i.Amount, Credit: i.Direction == jobs.PayIn, Rule: reconcile.RuleUETR,
		Why: "the entry names the UETR", Journal: key})
}

// stray is a credit that nobody expected.
func (w *world) stray(s *jobs.Statement, file jobs.FileIn) {
	n, amount := len(s.Entries)+1, parse(usd, "1875.40")
	s.Entries = append(s.Entries, reconcile.Entry{Number: n, Amount: amount, Booked: true, ValueDate: valueDay,
		Text: "REF 88213"})
	e, err := ledger.Unexplained(ledger.Movement{Key: ledger.BookedKey(fmt.Sprint(s.ID), n, 0, ledger.KindUnexplained),
		Correspondent: s.Correspondent, Amount: amount, ValueDate: valueDay,
		Evidence: ledger.Evidence{SHA256: file.SHA256, Place: fmt.Sprintf("entry %d", n)}}, true)
	key := w.post(e, err)
	w.r.matches = append(w.r.matches, jobs.Match{Statement: s.ID, Entry: n, Kind: string(reconcile.FindingUnexplained),
		Amount: amount, Credit: true, Rule: reconcile.RuleNone,
		Why: "no instruction bears any of its references", Journal: key})
	w.breakOf(jobs.Break{Reason: reconcile.ReasonUnknownAtUs, Statement: s.ID, Entry: n, Amount: amount,
		Text: "Entry 4 of statement STMT-USD-0231 credits USD 1875.40 with the text \"REF 88213\", and no instruction " +
			"bears that reference. It stands in suspense. Ask BRAVO who paid it, then match it or send it back."})
}
