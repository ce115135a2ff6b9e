package verify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"

	"nostro/intake"
	"nostro/internal/spool"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// builder posts the entries of the world through the real store.
type builder struct {
	t      testing.TB
	store  *store.Store
	spool  *spool.Spool
	stages *jobs.Stages
	posted int64
	last   ledger.Entry
}

// The files of the world.
var (
	proofFileBytes = []byte("participant,currency,net\n")
	paymentBytes   = []byte("<Document>pay</Document>")
	statementBytes = []byte("<Document>statement</Document>")
	statusBytes    = []byte("<Document>status</Document>")
	inputBytes     = []byte("id,payer,payee\n")
)

func shaOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func (b *builder) update(work func(tx jobs.Tx) error) {
	b.t.Helper()
	must(b.t, b.store.Update(context.Background(), work))
}

// frame writes the rows and files that the entries name.
func (b *builder) frame() {
	b.t.Helper()
	for name, data := range map[string][]byte{"proof/2026-11-24-1.csv": proofFileBytes, "out/pay-1.xml": paymentBytes,
		"in/ALPHA/" + shaOf(statementBytes) + ".xml": statementBytes, "in/ALPHA/" + shaOf(statusBytes) + ".xml": statusBytes,
		"raw/" + shaOf(inputBytes): inputBytes} {
		must(b.t, b.spool.Write(name, data))
	}
	file := func(id int64, name string, data []byte) jobs.FileIn {
		return jobs.FileIn{ID: id, Correspondent: "ALPHA", Name: name, SHA256: shaOf(data), Bytes: int64(len(data)),
			FetchedAt: noon, State: lifecycle.FileInFetched, Sightings: 1}
	}
	b.update(func(tx jobs.Tx) error {
		must(b.t, tx.AddInputFile(jobs.InputFile{SHA256: shaOf(inputBytes), Name: "o.csv", Kind: "obligations", Bytes: 1,
			TakenAt: noon}))
		for _, id := range []string{"BANK", "SHOP"} {
			must(b.t, tx.AddParticipant(intake.Participant{ID: id, Kind: intake.Company}, jobs.Source{SHA256: shaOf(inputBytes), Line: 2}))
		}
		must(b.t, tx.AddCycle(jobs.Cycle{ID: "2026-11-24-1", ValueDate: firstDay, State: lifecycle.CycleOpen, CutOffAt: noon,
			OpenedAt: noon}))
		must(b.t, tx.AddFileOut(jobs.FileOut{Name: "pay-1.xml", Cycle: "2026-11-24-1", Correspondent: "ALPHA",
			Message: "pacs.008.001.08", MsgID: "M1", SHA256: shaOf(paymentBytes), Bytes: int64(len(paymentBytes)),
			Transactions: 1, State: lifecycle.FileOutWritten}))
		_, err := tx.AddFileIn(file(1, "statement.xml", statementBytes))
		must(b.t, err)
		_, err = tx.AddFileIn(file(2, "status.xml", statusBytes))
		must(b.t, err)
		_, err = tx.AddStatement(jobs.Statement{ID: 1, FileIn: 1, Correspondent: "ALPHA", Account: "1", BankID: "S1",
			Currency: usd, Opening: money.Zero(usd), Closing: money.Zero(usd), ClosingDate: firstDay,
			State: lifecycle.StatementRead, Entries: b.statementEntries()})
		return err
	})
}

func (b *builder) statementEntries() []reconcile.Entry {
	var all []reconcile.Entry
	for n := 1; n <= worldEntries; n++ {
		all = append(all, reconcile.Entry{Number: n, Amount: money.FromMinor(usd, int64(n)), Booked: true,
			BookingDate: firstDay, ValueDate: firstDay})
	}
	return all
}

// post adds the next entry. Number 1 nets, then pay-outs, bookings and charges take turns, and every tenth
// reverses the one before it.
func (b *builder) post() {
	b.t.Helper()
	e := b.next(b.posted + 1)
	b.posted++
	b.update(func(tx jobs.Tx) error {
		if _, err := tx.Post(e, b.stages.Now()); err != nil {
			return err
		}
		if e.Kind != ledger.KindPayOutBooked {
			return nil
		}
		return tx.AddMatch(jobs.Match{Statement: 1, Entry: int(b.posted), Kind: string(reconcile.FindingPayOutBooked),
			Amount: money.FromMinor(usd, b.posted), Rule: "UETR", Why: "same", Journal: e.Key})
	})
	b.last = e
}

func (b *builder) next(n int64) (e ledger.Entry) {
	b.t.Helper()
	m := ledger.Movement{Key: fmt.Sprintf("pay-out:N%d", n), Participant: "SHOP", Correspondent: "ALPHA",
		Amount: money.FromMinor(usd, 100*n), ValueDate: firstDay, Memo: "pay-1.xml",
		Evidence: ledger.Evidence{SHA256: shaOf(paymentBytes), Place: fmt.Sprintf("InstrId N%d", n)}}
	statement := ledger.Evidence{SHA256: shaOf(statementBytes), Place: fmt.Sprintf("statement S1, entry %d", n)}
	var err error
	switch {
	case n == 1:
		e, err = ledger.Netted("2026-11-24-1", firstDay, []ledger.NetPosition{
			{Participant: "SHOP", Net: money.FromMinor(usd, 5)},
			{Participant: "BANK", Net: money.FromMinor(usd, -5)}, {Participant: "SHOP", Net: money.FromMinor(jpy, -7)},
			{Participant: "BANK", Net: money.FromMinor(jpy, 7)}},
			ledger.Evidence{SHA256: shaOf(proofFileBytes), Place: "proof/2026-11-24-1.csv"})
	case n%10 == 0:
		e, err = ledger.Reverse(b.last, ledger.ReversalKey(b.last.Key))
	case n%3 == 0:
		m.Key, m.Memo, m.Evidence = ledger.BookedKey("1", int(n), 0, ledger.KindPayOutBooked), "same UETR", statement
		e, err = ledger.PayOutBooked(m)
	case n%3 == 1:
		m.Key, m.Memo, m.Evidence = ledger.BookedKey("1", int(n), 0, ledger.KindCharge), "fee", ledger.Evidence{}
		e, err = ledger.Charged(m)
	default:
		e, err = ledger.PayOutSent(m)
	}
	must(b.t, err)
	return e
}

// postCharges adds charges of another bank, all at once.
func (b *builder) postCharges(count int) {
	b.t.Helper()
	var all []ledger.Entry
	for n := range count {
		e, err := ledger.Charged(ledger.Movement{Key: fmt.Sprintf("charge:BETA:%d", n), Participant: "SHOP", Correspondent: "BETA",
			Amount: money.FromMinor(usd, int64(n+1)), ValueDate: firstDay.AddDays(n % 3), Memo: "fee"})
		must(b.t, err)
		all = append(all, e)
	}
	b.update(func(tx jobs.Tx) error {
		_, refused, err := tx.PostAll(all, b.stages.Now())
		for _, r := range refused {
			must(b.t, r)
		}
		return err
	})
}
