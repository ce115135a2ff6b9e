package main

import (
	"time"

	"nostro/intake"
	"nostro/jobs"
	"nostro/lifecycle"
)

type participantsCmd struct {
	List     participantsListCmd     `cmd:"" default:"withargs" help:"List participants, with what people decided about them. The default."`
	Hold     participantsHoldCmd     `cmd:"" help:"Keep its obligations out of cycles until it is released."`
	Release  participantsReleaseCmd  `cmd:"" help:"Let cycles take its obligations again."`
	Withdraw participantsWithdrawCmd `cmd:"" help:"Keep its obligations out of cycles for good."`

	Amend      participantsAmendCmd      `cmd:"" help:"Ask that participants or accounts that are known become what a file says."`
	Amendments participantsAmendmentsCmd `cmd:"" help:"What was amended, from what to what, by whom and why."`
}

func (d decision) moveParticipant(s *session, to lifecycle.Participant) error {
	if err := d.check(); err != nil {
		return err
	}
	return s.with(func(h *home) error {
		m, err := h.stages.MoveParticipant(s.ctx, d.ID, to, d.by(s), d.Reason)
		return s.answer(d.ID, m, err)
	})
}

type participantsHoldCmd struct{ decision }

func (c *participantsHoldCmd) Run(s *session) error {
	return c.moveParticipant(s, lifecycle.ParticipantHeld)
}

type participantsReleaseCmd struct{ decision }

func (c *participantsReleaseCmd) Run(s *session) error {
	return c.moveParticipant(s, lifecycle.ParticipantActive)
}

type participantsWithdrawCmd struct{ decision }

func (c *participantsWithdrawCmd) Run(s *session) error {
	return c.moveParticipant(s, lifecycle.ParticipantWithdrawn)
}

type participantsListCmd struct{}

// participantJSON is the stable form of a participant.
type participantJSON struct {
	ID    string     `json:"id"`
	Name  string     `json:"name"`
	State string     `json:"state"`
	Moves []moveJSON `json:"moves"`
}

func (c *participantsListCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		var moves []jobs.ParticipantMove
		list, err := look(s, h, func(tx jobs.Tx) (list []intake.Participant, err error) {
			if moves, err = tx.ParticipantMoves(""); err != nil {
				return nil, err
			}
			return tx.Participants()
		})
		if err != nil {
			return err
		}
		rows := []participantJSON{}
		for _, p := range list {
			row := participantJSON{p.ID, p.Name, string(lifecycle.ParticipantActive), []moveJSON{}}
			for _, m := range moves {
				if m.Participant == p.ID {
					row.State = string(m.To)
					row.Moves = append(row.Moves, moveJSON{string(m.From), string(m.To), m.By, m.Reason, m.At.UTC().Format(time.RFC3339)})
				}
			}
			rows = append(rows, row)
		}
		if s.cli.JSON {
			s.json(rows)
			return nil
		}
		for _, row := range rows {
			s.line(row.State, row.ID+": "+row.Name)
			s.moves(row.Moves)
		}
		return nil
	})
}
