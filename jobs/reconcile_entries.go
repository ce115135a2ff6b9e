package jobs

import (
	"fmt"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// takeEntries matches the entries of a proven statement and posts every finding.
func (s *Stages) takeEntries(tx Tx, st Statement, tally *reconcileTally) error {
	instructions, err := tx.InstructionsAt(st.Correspondent, st.Currency)
	if err != nil {
		return err
	}
	outcome, err := reconcile.Match(asReconcile(st), asInstructions(instructions))
	if err != nil {
		return err
	}
	evidence, err := evidenceOf(tx, st.FileIn, "")
	if err != nil {
		return err
	}
	for _, f := range outcome.Findings {
		tally.findings++
		booking := booking{stages: s, tx: tx, statement: st, finding: f, evidence: evidence}
		if err := booking.take(); err != nil {
			return fmt.Errorf("entry %d: %w", f.Entry, err)
		}
	}
	for _, b := range outcome.Breaks {
		i, _, err := tx.Instruction(b.Instruction)
		if err != nil {
			return err
		}
		if err := tx.AddBreak(s.statementBreak(st, b, i)); err != nil {
			return err
		}
	}
	return nil
}

func asInstructions(instructions []Instruction) []reconcile.Instruction {
	out := make([]reconcile.Instruction, len(instructions))
	for n, i := range instructions {
		out[n] = reconcile.Instruction{ID: i.ID, UETR: i.UETR, EndToEndID: i.ID, MsgID: i.MsgID, Participant: i.Participant,
			Correspondent: i.Correspondent, Direction: reconcile.Direction(i.Direction), Amount: i.Amount, Booked: i.Booked,
			Returned: i.Returned, ValueDate: i.ValueDate, State: i.State, Advised: i.ReturnAdvised, AdvisedCharges: i.AdvisedCharges}
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
}

// take posts the finding, moves its instruction and keeps the match.
func (b booking) take() error {
	i, found, err := b.tx.Instruction(b.finding.Instruction)
	if err != nil {
		return err
	}
	if b.finding.Instruction != "" && !found {
		return fmt.Errorf("instruction %q: %w", b.finding.Instruction, ErrUnknownID)
	}
	if found {
		if err := b.stages.bankHasFile(b.tx, i); err != nil {
			return err
		}
		if i, _, err = b.tx.Instruction(i.ID); err != nil {
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
	if _, err := b.tx.Post(entry, b.stages.instant()); err != nil {
		return err
	}
	if found {
		if err := b.move(i); err != nil {
			return err
		}
	}
	return b.tx.AddMatch(b.match(entry.Key))
}

func (b booking) match(journal string) Match {
	f := b.finding
	return Match{Statement: b.statement.ID, Entry: f.Entry, Detail: f.Detail, Kind: string(f.Kind), Instruction: f.Instruction,
		Amount: f.Amount, Charges: f.Charges, Credit: f.Credit, Rule: f.Rule, Why: f.Why, Journal: journal}
}

// entry is the journal entry of the finding, by the table of postings.
func (b booking) entry(i Instruction) (ledger.Entry, error) {
	m, err := b.movement(i)
	if err != nil {
		return ledger.Entry{}, err
	}
	switch b.finding.Kind {
	case reconcile.FindingPayOutBooked:
		return ledger.PayOutBooked(m)
	case reconcile.FindingPayInBooked:
		return ledger.PayInBookedLess(m, b.charges())
	case reconcile.FindingReturned:
		return ledger.Returned(m, b.charges())
	case reconcile.FindingCharge:
		return ledger.Charged(m)
	case reconcile.FindingUnexplained:
		return ledger.Unexplained(m, b.finding.Credit)
	}
	return ledger.Entry{}, fmt.Errorf("finding kind %q has no row in the table of postings", b.finding.Kind)
}

// charges is what the bank kept, zero where nothing.
func (b booking) charges() money.Amount {
	if b.finding.Charges == (money.Amount{}) {
		return money.Zero(b.finding.Amount.Currency())
	}
	return b.finding.Charges
}

// postingKind is the kind that the key of a finding carries.
var postingKind = map[reconcile.FindingKind]ledger.Kind{
	reconcile.FindingPayOutBooked: ledger.KindPayOutBooked,
	reconcile.FindingPayInBooked:  ledger.KindPayInBooked,
	reconcile.FindingReturned:     ledger.KindReturn,
	reconcile.FindingCharge:       ledger.KindCharge,
	reconcile.FindingUnexplained:  ledger.KindUnexplained,
}

func (b booking) movement(i Instruction) (ledger.Movement, error) {
	kind, ok := postingKind[b.finding.Kind]
	if !ok {
		return ledger.Movement{}, fmt.Errorf("finding kind %q has no posting", b.finding.Kind)
	}
	key := ledger.BookedKey(fmt.Sprint(b.statement.ID), b.finding.Entry, b.finding.Detail, kind)
	if b.finding.Instruction != "" {
		key += ":" + b.finding.Instruction
	}
	e := b.bankEntry()
	valueDate := e.ValueDate
	if valueDate.IsZero() {
		valueDate = b.statement.ClosingDate
	}
	evidence := b.evidence
	evidence.Place = memo(fmt.Sprintf("statement %s, entry %d", b.statement.BankID, b.finding.Entry))
	return ledger.Movement{Key: key, Participant: i.Participant, Correspondent: b.statement.Correspondent,
		Amount: b.finding.Amount, ValueDate: valueDate, Evidence: evidence, Memo: memo(b.finding.Why)}, nil
}

func (b booking) bankEntry() reconcile.Entry {
	for _, e := range b.statement.Entries {
		if e.Number == b.finding.Entry {
			return e
		}
	}
	return reconcile.Entry{}
}

// lateIntent posts the intent of a pay-out that the bank booked although we had not recorded that we sent
// it: the bank knows better, and transit must not go below zero.
func (b booking) lateIntent(i Instruction) (Instruction, error) {
	i.Intents++
	i.IntentOpen = true
	evidence := b.evidence
	evidence.Place = memo(fmt.Sprintf("statement %s, entry %d", b.statement.BankID, b.finding.Entry))
	entry, err := ledger.PayOutSent(ledger.Movement{Key: intentKey(i), Participant: i.Participant, Correspondent: i.Correspondent,
		Amount: i.Amount, ValueDate: i.ValueDate, Evidence: evidence, Memo: "booked by the bank before we recorded that it was sent"})
	if err != nil {
		return i, err
	}
	_, err = b.tx.Post(entry, b.stages.instant())
	return i, err
}

// move brings the instruction to where the booking puts it.
func (b booking) move(i Instruction) error {
	f := b.finding
	var err error
	switch f.Kind {
	case reconcile.FindingPayOutBooked, reconcile.FindingPayInBooked:
		if i.Booked, err = i.Booked.Add(f.Amount); err != nil {
			return err
		}
		if f.Kind == reconcile.FindingPayInBooked && !f.Charges.IsZero() {
			if i.Booked, err = i.Booked.Add(f.Charges); err != nil {
				return err
			}
		}
		if f.Settles {
			i.State, i.IntentOpen = lifecycle.InstructionSettled, false
			if err := b.explainShortfall(i); err != nil {
				return err
			}
		}
	case reconcile.FindingReturned:
		if i, err = b.returned(i); err != nil {
			return err
		}
	default:
		return nil
	}
	return b.tx.SaveInstruction(i)
}

// explainShortfall closes the breaks of earlier statements about what was missing: it has come.
func (b booking) explainShortfall(i Instruction) error {
	breaks, err := b.tx.Breaks()
	if err != nil {
		return err
	}
	for _, one := range breaks {
		if one.Instruction != i.ID || one.State != lifecycle.BreakOpen || one.Reason != reconcile.ReasonAmountDiffers {
			continue
		}
		resolution := memo(fmt.Sprintf("the rest came on statement %s, entry %d", b.statement.BankID, b.finding.Entry))
		if err := b.tx.ResolveBreak(one.Key, resolution, b.stages.instant()); err != nil {
			return err
		}
	}
	return nil
}

func (b booking) returned(i Instruction) (Instruction, error) {
	back := b.finding.Amount
	if !b.finding.Charges.IsZero() {
		var err error
		if back, err = back.Add(b.finding.Charges); err != nil {
			return i, err
		}
	}
	var err error
	if i.Returned, err = i.Returned.Add(back); err != nil {
		return i, err
	}
	if b.finding.Settles {
		i.State = lifecycle.InstructionReturned
	}
	return i, nil
}
