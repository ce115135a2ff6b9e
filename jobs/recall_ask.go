package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"nostro/formats"
	"nostro/formats/codeset"
	"nostro/lifecycle"
)

// AskRecall asks for the recall of a payment that has left: by its instruction's id or UETR, with a code of the external
// cancellation reasons, and perhaps a note for the bank. Another person must approve the very bytes before they go. Before a
// payment has left it is stopped, not recalled: the error says how.
func (s *Stages) AskRecall(ctx context.Context, id, reason, note string) (Result, error) {
	return s.record(ctx, "recall", "", func() (out Result, err error) {
		err = s.Store.Update(ctx, func(tx Tx) error {
			out, err = s.askRecall(tx, strings.TrimSpace(id), strings.ToUpper(strings.TrimSpace(reason)), strings.Join(strings.Fields(note), " "))
			return err
		})
		return out, err
	})
}

func (s *Stages) askRecall(tx Tx, id, reason, note string) (out Result, err error) {
	i, err := recallable(tx, id)
	if err != nil {
		return out, err
	}
	if codeset.CancellationReasons.Text(reason) == "" {
		return out, fmt.Errorf("%q is no reason to recall a payment: use a code of the external cancellation reasons, such as CUST (the customer "+
			"asks), DUPL (paid twice), FRAD (fraud), TECH (a technical problem), AM09 (a wrong amount) or UPAY (undue)", reason)
	}
	all, err := s.endRefused(tx)
	if err != nil {
		return out, err
	}
	r := Recall{ID: 1, Instruction: i.ID, Correspondent: i.Correspondent, Reason: reason, Note: note, AskedBy: s.User, AskedAt: s.instant()}
	for _, known := range all {
		r.ID = known.ID + 1
		if known.Instruction == i.ID && known.State().Open() {
			return out, fmt.Errorf("recall %d of %s is open, it is %s: nostro recall show %d; one payment is asked back once at a time", known.ID, i.ID,
				known.State(), known.ID)
		}
	}
	ids := s.Settings.IDs
	r.CaseID, r.MsgID = ids.MsgID("RC", i.ID, fmt.Sprint(r.ID)), ids.MsgID("RM", i.ID, fmt.Sprint(r.ID))
	data, err := s.recallFile(tx, &r, i)
	if err != nil {
		return out, err
	}
	r.SHA256, r.Bytes = hashOf(data), int64(len(data))
	if err := tx.AddRecall(r); err != nil {
		return out, err
	}
	return s.askRecallApproval(tx, r, i)
}

func (s *Stages) askRecallApproval(tx Tx, r Recall, i Instruction) (Result, error) {
	request, err := s.askApproval(tx, ApprovalAsk{Kind: ApproveRecall, Subject: recallSubject(r), Content: r.content(),
		What: fmt.Sprintf("recall of %s to %s at %s, paid as %s: %s", i.Amount, i.Participant, i.Correspondent, i.ID,
			codeset.CancellationReasons.Say(r.Reason, false))})
	return Result{Outcome: OutcomeNeedsPerson, Cycle: i.Cycle, Summary: fmt.Sprintf("recall %d of %s (%s to %s) is asked, approval %d, digest %.12s",
		r.ID, i.ID, i.Amount, i.Participant, request.Number, request.Digest), Notes: append(missingWords(s.missing(request)),
		fmt.Sprintf("another person: nostro approvals approve %d --digest %.8s; then nostro send", request.Number, request.Digest))}, err
}

// content is what is approved: which payment, why, and the hash of the very bytes that go.
func (r Recall) content() string {
	return fmt.Sprintf("recall %d of instruction %s\nreason %s\nnote %s\nto %s\nfile %s\nsha256 %s\nbytes %d\nasked by %s\n", r.ID, r.Instruction,
		r.Reason, r.Note, r.Correspondent, r.File, r.SHA256, r.Bytes, r.AskedBy)
}

func recallSubject(r Recall) string { return fmt.Sprintf("recall:%d", r.ID) }

// recallable returns a pay-out that has left, and may be with its payee; else the error says how it is stopped.
func recallable(tx Tx, id string) (Instruction, error) {
	i, err := payOut(tx, id, "recalled")
	if err != nil {
		return i, err
	}
	switch i.State {
	case lifecycle.InstructionSent, lifecycle.InstructionAccepted, lifecycle.InstructionSettled:
		return i, nil
	case lifecycle.InstructionSending, lifecycle.InstructionUnknown:
		return i, needsPerson("it is not known whether %s has left: nostro send looks again, or nostro files mark %s sent; then recall it", i.ID, i.File)
	case lifecycle.InstructionRejected, lifecycle.InstructionReturned, lifecycle.InstructionWithdrawn:
		return i, fmt.Errorf("%s is %s: there is nothing to recall", i.ID, i.State)
	}
	instead, err := insteadOfRecall(tx, i)
	if err != nil {
		return i, err
	}
	return i, fmt.Errorf("%s has not left, it is %s: stop it, do not recall it. %s; nostro participants hold %s stops later ones; nostro obligations "+
		"hold an obligation that no cycle has taken", i.ID, i.State, instead, i.Participant)
}

// insteadOfRecall says how a payment that has not left is stopped, or goes on: with its whole cycle, as long as nothing of that has
// left, or with its release.
func insteadOfRecall(tx Tx, i Instruction) (string, error) {
	c, err := findCycle(tx, i.Cycle)
	if err != nil {
		return "", err
	}
	release := fmt.Sprintf("nostro reject %s refuses its release before anything of it leaves", c.ID)
	if i.MsgID == "" {
		release = "It is in no release yet: nostro status has the next step of cycle " + c.ID
	} else if c.State == lifecycle.CycleWritten {
		release += fmt.Sprintf("; where it is to be paid, nostro approve %s, as another person, then nostro send", c.ID)
	} else if c.State == lifecycle.CycleApproved {
		release += "; where it is to be paid, nostro send"
	}
	if refuseAbort(tx, c) != nil {
		return release, nil // something of it has left, or may have
	}
	return fmt.Sprintf("nostro cycle abort %s --reason WHY ends its cycle, and gives all of it back to the next one; %s", c.ID, release), nil
}

// recallFile builds the message, and names its file. The same recall gives the same bytes each time, unless nostro.yaml was
// changed in between.
func (s *Stages) recallFile(tx Tx, r *Recall, i Instruction) ([]byte, error) {
	c, err := s.Settings.Correspondent(i.Correspondent)
	if err != nil {
		return nil, err
	}
	cycle, err := findCycle(tx, i.Cycle)
	if err != nil {
		return nil, err
	}
	f, err := fileOf(tx, i)
	if err != nil {
		return nil, err
	}
	created, err := messageMadeAt(tx, cycle, i)
	if err != nil {
		return nil, err
	}
	lines, err := informationLines(r.Note)
	if err != nil {
		return nil, err
	}
	house := s.Settings.House.BIC
	m := formats.Recall{MsgID: r.MsgID, CreatedAt: r.AskedAt, FromBIC: house, ToBIC: c.BIC, CaseID: r.CaseID,
		ID: s.Settings.IDs.MsgID("RX", i.ID, fmt.Sprint(r.ID)), Reason: r.Reason, Information: lines,
		Original: formats.Original{Kind: formats.TransferKind(f.Message), MsgID: i.MsgID, CreatedAt: created, InstrID: i.ID,
			EndToEndID: i.ID, UETR: i.UETR, Amount: i.Amount, ValueDate: i.ValueDate}}
	data, err := formats.WriteRecall(c.Profile, m)
	if err != nil {
		return nil, fmt.Errorf("recall of %s: %w", i.ID, err)
	}
	if _, err := secondReader(data, m.Summary()); err != nil {
		return nil, fmt.Errorf("recall of %s: nothing is written: %w", i.ID, err)
	}
	if data, err = formats.JoinMessages(c.Profile, data); err != nil {
		return nil, err
	}
	r.File, err = c.FileNames.name(namedFile{house: house, correspondent: c.ID, cycle: cycle.ID, message: formats.MessageRecall,
		date: strings.ReplaceAll(cycle.ValueDate.String(), "-", ""), release: 1, sequence: int(r.ID), recall: true})
	return data, err
}

// informationLineMax is how many characters a line of information has (Max105Text); there are two.
const informationLineMax = 105

var errLongNote = errors.New("the note is too long: two lines of 105 characters go with a recall")

// informationLines breaks a note at blanks into at most two lines.
func informationLines(note string) (lines []string, err error) {
	for _, word := range strings.Fields(note) {
		last := len(lines) - 1
		switch {
		case len([]rune(word)) > informationLineMax:
			return nil, errLongNote
		case last >= 0 && len([]rune(lines[last]))+1+len([]rune(word)) <= informationLineMax:
			lines[last] += " " + word
		case last < 1:
			lines = append(lines, word)
		default:
			return nil, errLongNote
		}
	}
	return lines, nil
}
