package store

import (
	"fmt"
	"slices"
	"time"

	"nostro/intake"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

const (
	inputFileColumns = "sha256, name, kind, bytes, taken_at, taken_by"
	selectInputFiles = "SELECT " + inputFileColumns + " FROM input_file ORDER BY taken_at, name, sha256"
)

var insertInputFile = insertUnless("input_file", inputFileColumns, "sha256 = ?1")

func (t *tx) AddInputFile(f jobs.InputFile) error {
	return t.exec("input file "+f.Name, insertInputFile, f.SHA256, f.Name, f.Kind, f.Bytes, instant(f.TakenAt), f.TakenBy)
}

func (t *tx) InputFiles() ([]jobs.InputFile, error) {
	return list(t, "input files", intoInputFile, selectInputFiles)
}

func intoInputFile(f *jobs.InputFile) []any {
	return []any{&f.SHA256, &f.Name, &f.Kind, &f.Bytes, instantCell(&f.TakenAt), &f.TakenBy}
}

const (
	participantColumns = "id, name, kind, bic, street, building, post_code, town, country, settlement_currency"
	selectParticipant  = "SELECT " + participantColumns + " FROM participant WHERE id = ?1"
	selectParticipants = "SELECT " + participantColumns + " FROM participant ORDER BY id"
)

var insertParticipant = insertInto("participant", participantColumns+", source_sha256, source_line")

func intoParticipant(p *intake.Participant) []any {
	a := &p.Address
	return []any{&p.ID, &p.Name, choice(&p.Kind, intake.Institution, intake.Company), &p.BIC, &a.Street, &a.Building,
		&a.PostCode, &a.Town, &a.Country, currencyCell(&p.SettlementCurrency)}
}

func (t *tx) Participant(id string) (intake.Participant, bool, error) {
	return one(t, "participant "+id, intoParticipant, selectParticipant, id)
}

func (t *tx) AddParticipant(p intake.Participant, s jobs.Source) error {
	a := p.Address
	return t.exec("participant "+p.ID, insertParticipant, p.ID, p.Name, string(p.Kind), p.BIC, a.Street, a.Building,
		a.PostCode, a.Town, a.Country, code(p.SettlementCurrency), ref(s.SHA256), s.Line)
}

func (t *tx) Participants() ([]intake.Participant, error) {
	return list(t, "participants", intoParticipant, selectParticipants)
}

const (
	accountColumns = "participant, currency, number, iban, agent_bic"
	selectAccount  = "SELECT " + accountColumns + " FROM participant_account WHERE participant = ?1 AND currency = ?2"
	selectAccounts = "SELECT " + accountColumns + " FROM participant_account ORDER BY participant, currency"
)

var insertAccount = insertInto("participant_account", accountColumns+", source_sha256, source_line")

func intoAccount(a *intake.Account) []any {
	return []any{&a.Participant, currencyCell(&a.Currency), &a.Number, &a.IBAN, &a.AgentBIC}
}

func (t *tx) Account(participant string, c money.Currency) (intake.Account, bool, error) {
	return one(t, "account of "+participant, intoAccount, selectAccount, participant, c.Code())
}

func (t *tx) AddAccount(a intake.Account, s jobs.Source) error {
	return t.exec(fmt.Sprintf("account of %s in %s", a.Participant, a.Currency), insertAccount,
		a.Participant, code(a.Currency), a.Number, a.IBAN, a.AgentBIC, ref(s.SHA256), s.Line)
}

func (t *tx) Accounts() ([]intake.Account, error) {
	return list(t, "accounts", intoAccount, selectAccounts)
}

const (
	obligationColumns = "id, payer, payee, currency, minor, value_date, reference, state, cycle, accepted_at, " +
		"source_sha256, source_line"
	selectObligation = "SELECT seq, " + obligationColumns + " FROM obligation_now WHERE id = ?1"
)

// acceptedColumns are those that an obligation has when it is accepted: no cycle has it yet.
const acceptedColumns = "id, payer, payee, currency, minor, value_date, reference, state, accepted_at, source_sha256, source_line"

var insertObligation = insertInto("obligation", acceptedColumns)

func intoObligation(o *jobs.Obligation) []any {
	return flat(&o.Seq, &o.ID, &o.Payer, &o.Payee, amountCells(&o.Amount), dateCell(&o.ValueDate), &o.Reference,
		state(lifecycle.Obligations, &o.State), refCell(&o.Cycle), instantCell(&o.AcceptedAt),
		refCell(&o.Source.SHA256), &o.Source.Line)
}

func (t *tx) Obligation(id string) (jobs.Obligation, bool, error) {
	return one(t, "obligation "+id, intoObligation, selectObligation, id)
}

// AddObligation gives the next sequence of acceptance. An obligation that is not new, because its state is
// another than accepted or a cycle has it, is refused.
func (t *tx) AddObligation(o jobs.Obligation) (int64, error) {
	if o.State != lifecycle.ObligationAccepted || o.Cycle != "" {
		return 0, fmt.Errorf("obligation %s is %q in cycle %q: only an accepted one that no cycle has can be added",
			o.ID, o.State, o.Cycle)
	}
	return t.add("obligation "+o.ID, insertObligation, o.ID, o.Payer, o.Payee, code(o.Amount.Currency()), o.Amount.Minor(),
		date(o.ValueDate), o.Reference, string(o.State), instant(o.AcceptedAt), ref(o.Source.SHA256), o.Source.Line)
}

const (
	refusalColumns = "sha256, line, field, file, value, reason, remedy, raw, refused_at"
	selectRefusals = "SELECT line, field, file, value, reason, remedy, raw FROM refusal ORDER BY sha256, line, field"
)

// takeRefusals leaves out those that are there already. What it reads from the table that it writes to, SQLite keeps
// aside, so their number is bounded.
const takeRefusals = "INSERT INTO refusal (" + refusalColumns + ") " +
	"SELECT ?1, f.line, f.field, f.file, f.value, f.reason, f.remedy, f.raw, ?2 FROM temp.feed_refusal f " +
	"WHERE NOT EXISTS (SELECT 1 FROM refusal r WHERE r.sha256 = ?1 AND r.line = f.line AND r.field = f.field)"

// refusalsAtOnceMax bounds how many refusals one statement adds.
const refusalsAtOnceMax = 10_000

func (t *tx) AddRefusals(sha256 string, refusals []intake.Refusal, at time.Time) error {
	type place struct {
		line  int
		field string
	}
	for chunk := range slices.Chunk(refusals, refusalsAtOnceMax) {
		seen, once := map[place]bool{}, make(refusalFeed, 0, len(chunk))
		for _, r := range chunk {
			if at := (place{r.Line, r.Field}); !seen[at] {
				seen[at] = true
				once = append(once, r)
			}
		}
		t.feeds["refusal"] = once
		if err := t.exec(fmt.Sprintf("refusals of %s from line %d", chunk[0].File, chunk[0].Line), takeRefusals,
			sha256, instant(at)); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) Refusals() ([]intake.Refusal, error) {
	return list(t, "refusals", func(r *intake.Refusal) []any {
		return []any{&r.Line, &r.Field, &r.File, &r.Value, &r.Reason, &r.Remedy, &r.Raw}
	}, selectRefusals)
}
