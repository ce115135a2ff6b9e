package jobs

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// StateUntold stands in the place of a state of which nothing says what it was then.
const StateUntold = "not kept"

// Instruction returns what a payment was then; there is false where its cycle had none yet. Its state is StateUntold where it is
// not kept what it was.
func (p *Past) Instruction(i Instruction) (then Instruction, there bool, err error) {
	if !p.made(i, p.at) {
		return i, false, nil
	}
	then, sure, err := p.payment(i, p.at)
	if err != nil || !sure {
		then.File, then.MsgID = StateUntold, StateUntold
		return untold(then), true, err
	}
	now, sure, err := p.payment(i, endOfTime)
	if err != nil {
		return i, true, err
	}
	if !sure || now.State != i.State || now.Booked != i.Booked || now.Returned != i.Returned {
		return untold(then), true, nil
	}
	if now.Note != i.Note {
		then.Note = ""
	}
	return then, true, nil
}

// made tells whether a payment was there then: those of a cycle come at once, each that pays another one anew when that is asked for.
func (p *Past) made(i Instruction, at time.Time) bool {
	if r, anew := p.reissued[i.ID]; anew {
		return known(r.AskedAt, at)
	}
	return known(p.cycles[i.Cycle].InstructedAt, at)
}

// Reissue returns one as it was then; there is false where it was not asked for yet.
func (p *Past) Reissue(r Reissue) (then Reissue, there bool) { return r.asOf(p.at) }

func (r Reissue) asOf(at time.Time) (then Reissue, there bool) {
	if !known(r.WithdrawnAt, at) {
		r.WithdrawnBy, r.WithdrawnWhy, r.WithdrawnAt = "", "", time.Time{}
	}
	return r, known(r.AskedAt, at)
}

// unpaid is how much of a payment was owed again then, and not paid anew, in minor units; owed tells whether any of it was owed.
func (p *Past) unpaid(then Instruction, given borne, at time.Time) (minor int64, owed bool) {
	var asked []Reissue
	for _, r := range p.anew[then.ID] {
		if r, there := r.asOf(at); there {
			asked = append(asked, r)
		}
	}
	_, paid := standing(asked)
	all := owedOf(then, given)
	return all.Minor() - paid, !all.IsZero()
}

func untold(i Instruction) Instruction {
	i.State, i.Note = StateUntold, ""
	return i
}

// payment reckons what a payment was at the instant, from its file, the bank's answers and what was booked. It is sure where
// these say it all: of one that was in no file, only where nobody ever looked at it.
func (p *Past) payment(i Instruction, at time.Time) (then Instruction, sure bool, err error) {
	zero := money.Zero(i.Amount.Currency())
	f, filed := p.filesOut[i.File]
	filed = filed && known(p.writtenAt(f), at)
	now := i
	i.Booked, i.Returned, i.Note, i.State, sure = zero, zero, "", lifecycle.InstructionPlanned, true
	if filed {
		i.State = fitting[p.fileOut(f, at).State][0]
	} else {
		i.File, i.MsgID = "", ""
		if sure, err = p.unfiled(&i, now, at); err != nil {
			return i, false, err
		}
	}
	p.answered(&i, now, at)
	if err := p.bookedThen(&i, at); err != nil {
		return i, false, err
	}
	if c := p.cycles[i.Cycle]; known(c.AbortedAt, at) || known(p.reissued[i.ID].WithdrawnAt, at) {
		i.State, i.Note, sure = lifecycle.InstructionWithdrawn, "", true
	}
	return i, sure, nil
}

// unfiled says whether it is known what a payment was while it was in no file. It may have been in one that was withdrawn since,
// and what is held, and why a payment cannot go on, is kept as of now only.
func (p *Past) unfiled(i *Instruction, now Instruction, at time.Time) (sure bool, err error) {
	for _, r := range p.releases[i.Cycle] {
		if known(r.WrittenAt, at) && !known(p.withdrawn[i.Cycle][r.Number], at) && !p.withdrawn[i.Cycle][r.Number].IsZero() {
			return false, nil
		}
	}
	if now.File == "" && !p.movedSince(i.Cycle, at) {
		i.State, i.Note = now.State, now.Note
		return true, nil
	}
	if p.hits || now.Note != "" && now.File == "" {
		return false, nil
	}
	reviews, err := p.tx.ApprovalRequestsOf(ApproveReview, i.ID)
	return len(reviews) == 0, err
}

// movedSince tells whether anything ran for the cycle, or for all, that may move a payment which is in no file.
func (p *Past) movedSince(cycle string, at time.Time) bool {
	for _, r := range slices.Concat(p.runs[cycle], p.runs[""]) {
		switch r.Stage {
		case "write", "approve", "review", "screening", "abort", "breaks", "reconcile", "amend", "reissue":
			if r.StartedAt.After(at) {
				return true
			}
		}
	}
	return false
}

// answered applies what the bank said of the payment by then, in the order in which reconciliation took it.
func (p *Past) answered(i *Instruction, now Instruction, at time.Time) {
	for _, s := range p.statuses {
		named := s.Instruction == i.ID || s.UETR == "" && s.InstrID == "" && s.MsgID == now.MsgID && s.Correspondent == i.Correspondent && s.MsgID != ""
		if !named || !known(p.takenFrom(s.FileIn), at) {
			continue
		}
		if slices.Contains(positiveCodes, s.Code) && (i.State == lifecycle.InstructionSent || i.State == lifecycle.InstructionUnknown) {
			i.State = lifecycle.InstructionAccepted
		}
		if s.refuses() && (i.Direction == PayIn || p.rejected(i.ID, at)) {
			i.State, i.Note = lifecycle.InstructionRejected, s.Reason
		}
	}
	for _, r := range p.returns[i.ID] {
		if known(p.takenFrom(r.FileIn), at) {
			i.Note = returnAnnounced + r.Reason
		}
	}
}

// refuses tells whether a status rejects what it names; a bank that rejects what it has twice does not.
func (s BankStatus) refuses() bool {
	return s.Code == "RJCT" && !slices.ContainsFunc(duplicateReasons, func(code string) bool { return strings.HasPrefix(s.Reason, code) })
}

// rejected tells whether a rejection of the payment stood on the books.
func (p *Past) rejected(id string, at time.Time) bool {
	for n := 1; ; n++ {
		key := ledger.RejectionKey(id)
		if n > 1 {
			key += fmt.Sprintf(":%d", n)
		}
		if !known(p.booked[key].at, at) {
			return false
		}
		if p.stands(key, at) {
			return true
		}
	}
}

// bookedThen adds up what the bank had booked of the payment, and what had come back.
func (p *Past) bookedThen(i *Instruction, at time.Time) error {
	for _, m := range p.matches[i.ID] {
		if !p.stands(m.Journal, at) || !p.counted(m, at) {
			continue
		}
		if err := bookThen(i, m); err != nil {
			return err
		}
	}
	return nil
}

// bookThen adds one match to what was booked of the payment, or to what came back.
func bookThen(i *Instruction, m Match) error {
	given, err := m.given()
	if err != nil {
		return err
	}
	if m.exchanges(*i) {
		given = i.Amount
	}
	switch m.Kind {
	case string(reconcile.FindingPayOutBooked), string(reconcile.FindingPayInBooked):
		if i.Booked, err = i.Booked.Add(given); err == nil && i.Booked == i.Amount {
			i.State = lifecycle.InstructionSettled
		}
	case string(reconcile.FindingReturned):
		err = cameBack(i, m, given)
	}
	return err
}

// cameBack counts what came back of a payment, or that the bank took it back.
func cameBack(i *Instruction, m Match, given money.Amount) (err error) {
	if m.takesBack(*i) {
		i.Returned, i.State, i.Note = money.Zero(i.Amount.Currency()), lifecycle.InstructionSettled, ""
		return nil
	}
	if i.Returned, err = i.Returned.Add(given); err == nil && i.Returned == i.Booked {
		i.State, i.Note = lifecycle.InstructionReturned, strings.TrimPrefix(i.Note, returnAnnounced)
	}
	return err
}

// counted tells whether the statement of a match was proven then, and no other one counted in its place: what a correction keeps
// is matched on both.
func (p *Past) counted(m Match, at time.Time) bool {
	s := p.statements[m.Statement]
	return known(s.ProvenAt, at) && !known(p.replacedAt(s), at)
}
