package report

import (
	"io"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// recalledHouse is the sample whose pay-out to BOLT was matched with another entry, that match undone, and the payment
// asked back twice: the first was withdrawn, the second was answered twice and is back.
func recalledHouse(t testing.TB) *records {
	w := &world{t: t, r: wholeHouse(t)}
	for _, p := range w.r.journal {
		w.no(w.b.Add(p.entry))
	}
	w.r.filesOut = append(w.r.filesOut, jobs.FileOut{Name: "RECALL-2.xml", Cycle: sampleCycle, Correspondent: "ALPHA", Message: "camt.056.001.08",
		MsgID: "NTRM-2", SHA256: hashOf("recall 2"), Bytes: 900, State: lifecycle.FileOutSent, Attempts: 1, SentAt: clock("2026-11-25T10:00:00Z")})
	for n, name := range []string{"camt029-0001.xml", "camt029-0002.xml"} {
		w.r.filesIn = append(w.r.filesIn, jobs.FileIn{ID: int64(20 + n), Correspondent: "ALPHA", Name: name, SHA256: hashOf(name), Bytes: 700,
			FetchedAt: clock("2026-11-26T10:00:00Z"), State: lifecycle.FileInRead, Message: "camt.029.001.09", Sightings: 1})
	}
	step := func(recall int64, n int, state lifecycle.Recall, why string) jobs.RecallStep {
		return jobs.RecallStep{Recall: recall, Number: n, State: state, Why: why, At: clock("2026-11-25T09:00:00Z")}
	}
	w.r.recalls = []jobs.Recall{
		{ID: 1, Instruction: boltOrder, Correspondent: "ALPHA", Reason: "TECH", CaseID: "NTRC-1", MsgID: "NTRM-1", File: "RECALL-1.xml", SHA256: hashOf("recall 1"),
			AskedBy: "ann", AskedAt: clock("2026-11-25T08:00:00Z"), Steps: []jobs.RecallStep{step(1, 1, lifecycle.RecallAsked, "asked by ann"),
				step(1, 2, lifecycle.RecallWithdrawn, "refused by bea")}},
		{ID: 2, Instruction: boltOrder, Correspondent: "ALPHA", Reason: "DUPL", Note: "paid twice", CaseID: "NTRC-2", MsgID: "NTRM-2", File: "RECALL-2.xml",
			SHA256: hashOf("recall 2"), AskedBy: "ann", AskedAt: clock("2026-11-25T09:00:00Z"), Steps: []jobs.RecallStep{
				step(2, 1, lifecycle.RecallAsked, "asked by ann"), step(2, 2, lifecycle.RecallSent, "RECALL-2.xml is with ALPHA"),
				step(2, 3, lifecycle.RecallRejected, "ALPHA answers RJCR"), step(2, 4, lifecycle.RecallAgreed, "ALPHA answers ACCR"),
				step(2, 5, lifecycle.RecallRecovered, "EUR 60036.88 came back")}}}
	w.r.recallRequests = map[int64][]jobs.ApprovalRequest{
		1: {{Number: 4, Decisions: []jobs.ApprovalDecision{{Checker: "bea", Reason: "not so", At: clock("2026-11-25T08:30:00Z")}}}},
		2: {{Number: 5, Decisions: []jobs.ApprovalDecision{{Checker: "bea", Approved: true, Reason: "seen the invoice", At: clock("2026-11-25T09:30:00Z")}}}}}
	w.r.recallAnswers = []jobs.RecallAnswer{
		{ID: 1, FileIn: 20, Correspondent: "ALPHA", Place: "resolution 1", CaseID: "NTRC-2", Code: "RJCR", Reason: "NOAS: no answer", Recall: 2, Done: true},
		{ID: 2, FileIn: 21, Correspondent: "ALPHA", Place: "resolution 1", CaseID: "NTRC-2", Code: "ACCR", Recall: 2, Done: true},
		{ID: 3, FileIn: 21, Correspondent: "ALPHA", Place: "resolution 2", CaseID: "OTHER", Code: "ACCR", Done: true}}
	w.undone()
	return w.r
}

// undone is the match of a stray entry with the pay-out, and its reversal, by a person.
func (w *world) undone() {
	a := parse(usd, "1875.40")
	e, err := ledger.PayInBooked(ledger.Movement{Key: "booked:2:4:pay-in-booked:b1.2", Participant: "BOLT", Correspondent: "BRAVO", Amount: a, ValueDate: valueDay})
	key := w.post(e, err)
	w.r.matches = append(w.r.matches, jobs.Match{Statement: 2, Entry: 4, Kind: string(reconcile.FindingPayInBooked), Instruction: boltOrder, Amount: a, Credit: true,
		Charges: money.Zero(usd), Rule: "by hand", Why: "ann says so", Journal: key})
	w.r.undone = map[string]string{key: w.post(ledger.Reverse(e, ledger.ReversalKey(key)))}
	at := clock("2026-11-26T08:00:00Z")
	w.r.breakSteps = map[int64][]jobs.BreakStep{1: {
		{Break: 1, Number: 1, Did: jobs.BreakMatched, Person: "ann", At: at, Instruction: boltOrder, Journal: key, Note: "it looks like it"},
		{Break: 1, Number: 2, Did: jobs.BreakReopened, Person: "bea", At: at, Journal: ledger.ReversalKey(key), Note: "it was another one"}}}
}

// The payment, its recalls, a file of a recall, its message, its case and an answer lead to the same whole lineage.
func TestTraceShowsRecalls(t *testing.T) {
	r := recalledHouse(t)
	for _, id := range []string{boltOrder, "recall:1", "recall:2", "NTRC-2", "RECALL-2.xml", "camt029-0001.xml"} {
		l, err := r.trace(id)
		if err != nil || len(l.Instructions) != 1 || len(l.Recalls) != 2 || len(l.FilesOut) != 2 {
			t.Errorf("%s: %s, %d recalls, %v", id, summary(l), len(l.Recalls), err)
		}
	}
	if l, err := r.trace("DUNE"); err != nil || len(l.Recalls) != 0 {
		t.Errorf("another participant has %d recalls, %v", len(l.Recalls), err)
	}
	if l, err := r.trace("NTRM-2"); err != nil || len(l.Candidates) != 2 {
		t.Errorf("a message that is a recall: %+v, %v", l.Candidates, err)
	}
	l, err := r.trace(boltOrder)
	if err != nil {
		t.Fatal(err)
	}
	if one := l.Recalls[1]; len(one.Answers) != 2 || len(one.Approvals) != 1 || one.Participant != "BOLT" || one.Open() || !(Recall{State: "pending"}).Open() {
		t.Errorf("recall %+v", one)
	}
	golden(t, "trace-recall.txt", func(w io.Writer) error { return LineageConsole(w, l, ConsoleOptions{}) })
}

// What was undone is there, and says by which entry; the break has its history.
func TestTraceShowsWhatWasUndone(t *testing.T) {
	l, err := recalledHouse(t).trace(boltOrder)
	if err != nil {
		t.Fatal(err)
	}
	undone := 0
	for _, m := range l.Matches {
		if m.Undone == ledger.ReversalKey(m.Journal) {
			undone++
		}
	}
	keys := ""
	for _, e := range l.Journal {
		keys += e.Key + " "
	}
	if undone != 1 || !strings.Contains(keys, "booked:2:4:pay-in-booked:b1.2 ") || !strings.Contains(keys, ledger.ReversalKey("booked:2:4:pay-in-booked:b1.2")) {
		t.Errorf("%d matches are undone, entries %s", undone, keys)
	}
	out := lineageText(t, l, 200)
	for _, want := range []string{"undone by reversal:booked:2:4:pay-in-booked:b1.2", "matched by ann, instruction " + boltOrder, "reopened by bea"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

// The page shows recalls by their cards, from the payment and in the lineage; a cycle has those of its own.
func TestPageShowsRecalls(t *testing.T) {
	r := recalledHouse(t)
	in := sampleInput(t)
	in.Cycle = ""
	p := pictureOf(t, r, in)
	shown := page(t, p)
	for _, want := range []string{`<article id="r-2" class="card good">`, `<a href="#r-2">recall 2</a>`, "approved by bea: seen the invoice", "refused by bea",
		"camt029-0001.xml, resolution 1", `<span class="badge bad">undone</span>`, "reopened by bea"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	out := text(t, func(w io.Writer) error { return Console(w, p, ConsoleOptions{}) })
	if !strings.Contains(out, "Recalls: 0 open, 2 ended") || !strings.Contains(out, "recall 2  recovered  EUR 60,036.88 to BOLT  at ALPHA  DUPL") {
		t.Errorf("the summary is\n%s", out)
	}
	r = recalledHouse(t)
	r.recalls[0].Instruction = "OF-ANOTHER-CYCLE"
	r.cycles = r.cycles[:1]
	p = pictureOf(t, r, sampleInput(t))
	if len(p.Recalls) != 1 || p.Recalls[0].ID != 2 {
		t.Errorf("the cycle has %+v", p.Recalls)
	}
	names := ""
	for _, f := range p.FilesIn {
		names += f.Name + " "
	}
	if !strings.Contains(names, "camt029-0001.xml") {
		t.Errorf("the answers are not among the files of the cycle: %s", names)
	}
}

// What the store keeps of recalls is what is shown.
func TestTraceReadsRecallsFromTheStore(t *testing.T) {
	s := sampleStore(t)
	err := s.Update(t.Context(), func(tx jobs.Tx) error {
		r := jobs.Recall{ID: 1, Instruction: boltOrder, Correspondent: "ALPHA", Reason: "DUPL", CaseID: "C", MsgID: "M", File: "R.xml", SHA256: hashOf("R"), Bytes: 1,
			AskedBy: "ann", AskedAt: clock("2026-11-25T09:00:00Z")}
		if err := tx.AddRecall(r); err != nil {
			return err
		}
		number, err := tx.AddApprovalRequest(jobs.ApprovalRequest{Kind: jobs.ApproveRecall, Subject: "recall:1", Digest: hashOf("R"), Maker: "ann", At: r.AskedAt,
			Needs: []jobs.ApprovalNeed{{Persons: 1}}, Makers: []jobs.ApprovalMaker{{Person: "ann"}}})
		if err != nil {
			return err
		}
		if err := tx.AddApprovalDecision(jobs.ApprovalDecision{Request: number, Number: 1, Digest: hashOf("R"), Checker: "bea", Approved: true, At: r.AskedAt}); err != nil {
			return err
		}
		return tx.AddRecallAnswer(jobs.RecallAnswer{FileIn: 1, Correspondent: "ALPHA", Place: "resolution 1", CaseID: "C", Code: "PDCR", Recall: 1, Done: true})
	})
	if err != nil {
		t.Fatal(err)
	}
	l, err := Trace(t.Context(), s, "recall:1")
	if err != nil || len(l.Recalls) != 1 {
		t.Fatalf("%+v, %v", l, err)
	}
	if one := l.Recalls[0]; one.State != "asked" || one.Approvals[0].Checker != "bea" || one.Answers[0].Code != "PDCR" || one.Answers[0].File == "" {
		t.Errorf("%+v", one)
	}
	if day := calendar.MustDate(l.Instructions[0].ValueDate); day != valueDay {
		t.Errorf("value date %s", day)
	}
}
