package store_test

import (
	"testing"
	"time"

	"nostro/calendar"
	"nostro/intake"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/money"
)

func participantOf(t *testing.T, s *store.Store, id string) *intake.Participant {
	return find(t, s, func(tx jobs.Tx) (intake.Participant, bool, error) { return tx.Participant(id) })
}

func accountOf(t *testing.T, s *store.Store, id string, c money.Currency) *intake.Account {
	return find(t, s, func(tx jobs.Tx) (intake.Account, bool, error) { return tx.Account(id, c) })
}

func obligationOf(t *testing.T, s *store.Store, id string) *jobs.Obligation {
	return find(t, s, func(tx jobs.Tx) (jobs.Obligation, bool, error) { return tx.Obligation(id) })
}

func TestIntakeComesBackExactly(t *testing.T) {
	s, _ := world(t)
	same(t, "input files", get(t, s, jobs.Tx.InputFiles), []jobs.InputFile{inputFile})
	same(t, "participants", get(t, s, jobs.Tx.Participants), []intake.Participant{bank, shop})
	same(t, "accounts", get(t, s, jobs.Tx.Accounts), []intake.Account{shopAccount})
	same(t, "refusals", get(t, s, jobs.Tx.Refusals), []intake.Refusal{refusal})
	same(t, "participant", participantOf(t, s, "SHOP"), &shop)
	same(t, "account", accountOf(t, s, "SHOP", usd), &shopAccount)
	same(t, "obligation", obligationOf(t, s, "O-1"), &obligation)
}

func TestIntakeThatIsNotThereIsNotFound(t *testing.T) {
	s, _ := world(t)
	same(t, "participant", participantOf(t, s, "shop"), (*intake.Participant)(nil))
	same(t, "account", accountOf(t, s, "SHOP", eur), (*intake.Account)(nil))
	same(t, "obligation", obligationOf(t, s, ""), (*jobs.Obligation)(nil))
}

func TestInputFilesAreOrderedByTimeThenName(t *testing.T) {
	s, _ := open(t)
	early, late := at, at.Add(time.Nanosecond)
	update(t, s, func(tx jobs.Tx) error {
		for _, f := range []jobs.InputFile{{SHA256: "3", Name: "a", TakenAt: late}, {SHA256: "2", Name: "z", TakenAt: early},
			{SHA256: "1", Name: "b", TakenAt: early}, {SHA256: "1", Name: "again", TakenAt: late}} {
			if err := tx.AddInputFile(f); err != nil {
				return err
			}
		}
		return nil
	})
	names := ""
	for _, f := range get(t, s, jobs.Tx.InputFiles) {
		names += f.Name
	}
	same(t, "names", names, "bza")
}

func TestARefusalIsKeptOnce(t *testing.T) {
	s, _ := world(t)
	other := refusal
	other.Reason = "another"
	second := refusal
	second.Field = "currency"
	update(t, s, func(tx jobs.Tx) error {
		return tx.AddRefusals("c0ffee", []intake.Refusal{other, second}, at.Add(1))
	})
	same(t, "refusals", get(t, s, jobs.Tx.Refusals), []intake.Refusal{refusal, second})
}

func TestObligationsGetTheNextSequence(t *testing.T) {
	s, _ := world(t)
	update(t, s, func(tx jobs.Tx) error {
		for n, id := range []string{"Z", "A", "M"} {
			o := obligation
			o.ID, o.Seq = id, 99
			seq, err := tx.AddObligation(o)
			if err != nil {
				return err
			}
			same(t, "sequence of "+id, seq, int64(n+2))
		}
		return nil
	})
	same(t, "last", get(t, s, jobs.Tx.LastSeq), int64(4))
}

func TestASequenceIsNotLostToARolledBackTransaction(t *testing.T) {
	s, _ := world(t)
	refused(t, s, "stop", func(tx jobs.Tx) error {
		o := obligation
		o.ID = "gone"
		if _, err := tx.AddObligation(o); err != nil {
			return err
		}
		return errStop
	})
	same(t, "last", get(t, s, jobs.Tx.LastSeq), int64(1))
}

func TestIntakeRefuses(t *testing.T) {
	add := func(change func(*jobs.Obligation)) func(jobs.Tx) error {
		return func(tx jobs.Tx) error {
			o := obligation
			o.ID = "O-2"
			change(&o)
			_, err := tx.AddObligation(o)
			return err
		}
	}
	for name, tt := range map[string]struct {
		want string
		work func(jobs.Tx) error
	}{
		"known id":            {"that id or sequence is there already", add(func(o *jobs.Obligation) { o.ID = "O-1" })},
		"no id":               {"CHECK", add(func(o *jobs.Obligation) { o.ID = "" })},
		"unknown payer":       {"FOREIGN KEY", add(func(o *jobs.Obligation) { o.Payer = "NOBODY" })},
		"unknown payee":       {"FOREIGN KEY", add(func(o *jobs.Obligation) { o.Payee = "NOBODY" })},
		"pays itself":         {"CHECK", add(func(o *jobs.Obligation) { o.Payee = o.Payer })},
		"amount of zero":      {"CHECK", add(func(o *jobs.Obligation) { o.Amount = cents(0) })},
		"negative amount":     {"CHECK", add(func(o *jobs.Obligation) { o.Amount = cents(-1) })},
		"no currency":         {"NOT NULL", add(func(o *jobs.Obligation) { o.Amount = money.Amount{} })},
		"no date":             {"NOT NULL", add(func(o *jobs.Obligation) { o.ValueDate = calendar.Date{} })},
		"no instant":          {"NOT NULL", add(func(o *jobs.Obligation) { o.AcceptedAt = time.Time{} })},
		"year 10000":          {"CHECK", add(func(o *jobs.Obligation) { o.AcceptedAt = at.AddDate(9000, 0, 0) })},
		"unknown file":        {"FOREIGN KEY", add(func(o *jobs.Obligation) { o.Source.SHA256 = "beef" })},
		"netted before taken": {"only an accepted one", add(func(o *jobs.Obligation) { o.State = "netted" })},
		"no state":            {"only an accepted one", add(func(o *jobs.Obligation) { o.State = "" })},
		"taken already":       {"only an accepted one", add(func(o *jobs.Obligation) { o.Cycle = cycle.ID })},
		"participant twice":   {"that id is known", func(tx jobs.Tx) error { return tx.AddParticipant(shop, source) }},
		"participant of no kind": {"CHECK", func(tx jobs.Tx) error {
			return tx.AddParticipant(intake.Participant{ID: "X", Kind: "club"}, source)
		}},
		"account twice": {"that account is known", func(tx jobs.Tx) error { return tx.AddAccount(shopAccount, source) }},
		"account of nobody": {"FOREIGN KEY", func(tx jobs.Tx) error {
			return tx.AddAccount(intake.Account{Participant: "NOBODY", Currency: usd, Number: "1"}, source)
		}},
		"refusal of no file": {"FOREIGN KEY", func(tx jobs.Tx) error {
			return tx.AddRefusals("beef", []intake.Refusal{refusal}, at)
		}},
		"file of no hash": {"CHECK", func(tx jobs.Tx) error { return tx.AddInputFile(jobs.InputFile{TakenAt: at}) }},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := world(t)
			refused(t, s, tt.want, tt.work)
		})
	}
}
