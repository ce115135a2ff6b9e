package jobs

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"nostro/ledger"
	"nostro/reconcile"
)

// takeEntries matches the entries of a proven statement and posts every finding.
func (s *Stages) takeEntries(tx Tx, st Statement, tally *reconcileTally) error {
	if err := s.openAdvised(tx, &st); err != nil {
		return err
	}
	outcome, instructions, err := s.matchAll(tx, st, tally)
	if err != nil {
		return err
	}
	tally.findings += len(outcome.Findings)
	if rules := s.Settings.Matching; len(rules) > 0 {
		tally.notes = append(tally.notes, fmt.Sprintf("statement %s of %s is matched by the rules of nostro.yaml, digest %s",
			st.BankID, st.Correspondent, rules.Digest()[:12]))
	}
	return s.postOutcome(tx, st, outcome, instructions, "")
}

// postOutcome posts what matching found out of the instructions of an account, and shows what it could not. What is posted
// again for an entry is told from the first time by again.
func (s *Stages) postOutcome(tx Tx, st Statement, outcome reconcile.Outcome, instructions []Instruction, again string) error {
	evidence, err := evidenceOf(tx, st.FileIn, "")
	if err != nil {
		return err
	}
	batch, err := newBatch(s, tx, st.Correspondent, st.Currency, instructions)
	if err != nil {
		return err
	}
	booking := booking{stages: s, tx: tx, statement: st, evidence: evidence, batch: batch, again: again}
	if err := booking.takeAll(outcome.Findings); err != nil {
		return err
	}
	for _, b := range outcome.Breaks {
		i, _, err := batch.instruction(b.Instruction)
		if err != nil {
			return err
		}
		if err := tellReissue(tx, &b); err != nil {
			return err
		}
		one := s.statementBreak(st, b, i)
		if again != "" {
			one.Key += ":" + again
		}
		if err := tx.AddBreak(one); err != nil {
			return err
		}
	}
	return suggestions(tx, st, outcome)
}

// takeAll takes the findings of a batch. When it returns, all is written, and nobody writes.
func (b booking) takeAll(findings []reconcile.Finding) (err error) {
	defer func() { err = errors.Join(err, b.batch.writing.rest()) }()
	for b.finding = range inOrderOfEvents(findings) {
		if err := b.take(); err != nil {
			return fmt.Errorf("entry %d: %w", b.finding.Entry, err)
		}
	}
	return b.batch.finish()
}

// inOrderOfEvents gives what came back behind what was booked, and what came back and was taken back again in its turns, wherever
// the bank lists them: a payment must be booked before it can come back.
func inOrderOfEvents(findings []reconcile.Finding) iter.Seq[reconcile.Finding] {
	return func(yield func(reconcile.Finding) bool) {
		var back []*reconcile.Finding // few
		for n := range findings {
			if f := &findings[n]; f.Kind == reconcile.FindingReturned {
				back = append(back, f)
			} else if !yield(*f) {
				return
			}
		}
		slices.SortStableFunc(back, func(a, b *reconcile.Finding) int { return int(a.Turn - b.Turn) })
		for _, f := range back {
			if !yield(*f) {
				return
			}
		}
	}
}

// matchAll matches against the instructions of the account, which it returns, and those in other currencies that are named.
func (s *Stages) matchAll(tx Tx, st Statement, tally *reconcileTally) (reconcile.Outcome, []Instruction, error) {
	instructions, err := tx.InstructionsAt(st.Correspondent, st.Currency)
	if err != nil {
		return reconcile.Outcome{}, nil, err
	}
	outcome, err := s.match(tx, st, instructions)
	if err != nil {
		return outcome, nil, err
	}
	return s.matchOthers(tx, st, outcome, instructions, tally)
}

// match matches by the rules of the house, and keeps which they were.
func (s *Stages) match(tx Tx, st Statement, instructions []Instruction) (reconcile.Outcome, error) {
	return s.matchBy(tx, st, instructions, s.rules())
}

// rules are those of the house, else the usual ones.
func (s *Stages) rules() reconcile.Rules {
	if len(s.Settings.Matching) == 0 {
		return reconcile.DefaultRules()
	}
	return s.Settings.Matching
}

func (s *Stages) matchBy(tx Tx, st Statement, instructions []Instruction, rules reconcile.Rules) (reconcile.Outcome, error) {
	given := asInstructions(instructions)
	if st.undoes() {
		refs, err := tx.BookedRefs(st.Correspondent, st.Currency)
		if err != nil {
			return reconcile.Outcome{}, err
		}
		for n := range given {
			given[n].BankRefs = refs[given[n].ID]
		}
	}
	outcome, err := rules.Match(asReconcile(st), given)
	if err != nil {
		return outcome, err
	}
	if err := tx.AddMatchingRules(MatchingRules{Digest: rules.Digest(), Text: rules.Text(), FirstUsed: s.instant()}); err != nil {
		return outcome, err
	}
	return outcome, tx.AddStatementMatching(StatementMatching{Statement: st.ID, Digest: rules.Digest(), At: s.instant()})
}

// undoes tells whether the bank calls anything on the statement a return or a reversal.
func (st Statement) undoes() bool {
	for _, e := range st.Entries {
		if e.Reversal || slices.ContainsFunc(e.Details, func(d reconcile.Detail) bool { return d.ReturnReason != "" }) {
			return true
		}
	}
	return false
}

// suggestions keeps what a person may accept.
func suggestions(tx Tx, st Statement, outcome reconcile.Outcome) error {
	for _, one := range outcome.Suggestions {
		for _, i := range one.Instructions {
			if err := tx.AddSuggestion(Suggestion{Statement: st.ID, Entry: one.Entry, Detail: one.Detail, Number: one.Number,
				Instruction: i, Rule: one.Rule, Why: one.Why}); err != nil {
				return err
			}
		}
	}
	return nil
}

func asInstructions(instructions []Instruction) []reconcile.Instruction {
	out := make([]reconcile.Instruction, len(instructions))
	for n, i := range instructions {
		out[n] = reconcile.Instruction{ID: i.ID, UETR: i.UETR, EndToEndID: i.ID, MsgID: i.MsgID, Participant: i.Participant,
			Correspondent: i.Correspondent, Direction: reconcile.Direction(i.Direction), Amount: i.Amount, Booked: i.Booked,
			Returned: i.Returned, ValueDate: i.ValueDate, State: i.State, Advised: i.ReturnAdvised,
			AdvisedCharges: i.AdvisedCharges}
	}
	return out
}

// booking is one finding on its way into the books.
type booking struct {
	stages    *Stages
	tx        Tx
	statement Statement
	finding   reconcile.Finding
	evidence  ledger.Evidence
	batch     *batch // nil: what it writes is written at once
	again     string // tells a booking that a person matched from the first time that it was posted; "" for that
}

// take posts the finding, moves its instruction and keeps the match.
func (b booking) take() error {
	i, found, err := b.instruction(b.finding.Instruction)
	if err != nil {
		return err
	}
	if b.finding.Instruction != "" && !found {
		return fmt.Errorf("instruction %q: %w", b.finding.Instruction, ErrUnknownID)
	}
	if found {
		if i, err = b.known(i); err != nil {
			return err
		}
	}
	entry, err := b.entry(i)
	if err != nil {
		return err
	}
	if b.finding.Kind == reconcile.FindingPayOutBooked && !i.IntentOpen {
		if i, err = b.lateIntent(i); err != nil {
			return err
		}
	}
	if err := b.post(entry); err != nil {
		return err
	}
	if found {
		if err := b.move(i); err != nil {
			return err
		}
	}
	return b.keep(b.match(entry.Key))
}

// known ends the doubt about the file of the instruction.
func (b booking) known(i Instruction) (Instruction, error) {
	settle := b.stages.bankHasFile
	if i.Direction == PayIn {
		settle = b.stages.noticeServed
	}
	if b.batch != nil {
		return b.batch.doubt(i, settle)
	}
	return settle(b.tx, i)
}

func (b booking) match(journal string) Match {
	f := b.finding
	return Match{Statement: b.statement.ID, Entry: f.Entry, Detail: f.Detail, Kind: string(f.Kind),
		Instruction: f.Instruction,
		Amount:      f.Amount, Charges: f.Charges, Credit: f.Credit, Rule: f.Rule, Why: f.Because(), Journal: journal}
}
