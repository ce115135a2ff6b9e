package store_test

import (
	"errors"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/netting"
)

func TestMovesOfObligationsAreKeptInOrder(t *testing.T) {
	s, _ := world(t)
	all := func(id string) []jobs.ObligationMove {
		return get(t, s, func(tx jobs.Tx) ([]jobs.ObligationMove, error) { return tx.ObligationMoves(id) })
	}
	same(t, "moves", all("O-1"), []jobs.ObligationMove{obligationHeld, obligationReleased})
	withdrawn := obligationHeld
	withdrawn.To, withdrawn.Reason = lifecycle.ObligationWithdrawn, "sold"
	update(t, s, func(tx jobs.Tx) error { return tx.MoveObligation(withdrawn) })
	same(t, "all moves", all(""), []jobs.ObligationMove{obligationHeld, obligationReleased, withdrawn})
	same(t, "of another", all("O-2"), []jobs.ObligationMove(nil))
	o := find(t, s, func(tx jobs.Tx) (jobs.Obligation, bool, error) { return tx.Obligation("O-1") })
	same(t, "state", o.State, lifecycle.ObligationWithdrawn)
}

func TestMovesThatAreRefused(t *testing.T) {
	s, _ := world(t)
	unknown, wrong, taken := obligationHeld, obligationReleased, obligationHeld
	unknown.Obligation = "O-9"
	isUnknownID(t, refused(t, s, "O-9", func(tx jobs.Tx) error { return tx.MoveObligation(unknown) }))
	refused(t, s, `O-1: there is no such id`, func(tx jobs.Tx) error { return tx.MoveObligation(wrong) }) // it is not held
	netted := obligationHeld
	netted.To = lifecycle.ObligationSettled
	refused(t, s, `cannot move from "accepted" to "settled"`, func(tx jobs.Tx) error { return tx.MoveObligation(netted) })
	noReason := obligationHeld
	noReason.Reason = ""
	refused(t, s, "reason", func(tx jobs.Tx) error { return tx.MoveObligation(noReason) })
	update(t, s, func(tx jobs.Tx) error { return tx.Take(cycle.ID, []int64{1}) })
	isUnknownID(t, refused(t, s, "O-1", func(tx jobs.Tx) error { return tx.MoveObligation(taken) }))
	same(t, "moves", len(get(t, s, func(tx jobs.Tx) ([]jobs.ObligationMove, error) { return tx.ObligationMoves("") })), 2)
}

func TestHeldObligationsWait(t *testing.T) {
	s, _ := world(t)
	update(t, s, func(tx jobs.Tx) error {
		return errors.Join(addObligations(tx, []string{"d0", "d1", "d2"}, []int{0, 1, 2}),
			tx.MoveObligation(heldAs("d0")), tx.MoveObligation(heldAs("d1")), tx.MoveObligation(heldAs("d2")))
	})
	held := get(t, s, func(tx jobs.Tx) ([]jobs.Obligation, error) { return tx.Held(day.AddDays(1)) })
	same(t, "held until tomorrow", idsOf(held), []string{"d0", "d1"})
	same(t, "takeable", takeableOn(t, s, day.AddDays(1)), []string{"O-1"})
}

func heldAs(id string) jobs.ObligationMove {
	m := obligationHeld
	m.Obligation = id
	return m
}

func TestMovesOfParticipants(t *testing.T) {
	s, _ := world(t)
	released, again, unknown := shopHeld, shopHeld, shopHeld
	released.From, released.To, unknown.Participant = lifecycle.ParticipantHeld, lifecycle.ParticipantActive, "NOBODY"
	refused(t, s, `cannot move from "held" to "held"`, func(tx jobs.Tx) error { return tx.MoveParticipant(again) })
	isUnknownID(t, refused(t, s, "NOBODY", func(tx jobs.Tx) error { return tx.MoveParticipant(unknown) }))
	update(t, s, func(tx jobs.Tx) error { return tx.MoveParticipant(released) })
	moves := func(id string) []jobs.ParticipantMove {
		return get(t, s, func(tx jobs.Tx) ([]jobs.ParticipantMove, error) { return tx.ParticipantMoves(id) })
	}
	same(t, "of SHOP", moves("SHOP"), []jobs.ParticipantMove{shopHeld, released})
	same(t, "all", moves(""), []jobs.ParticipantMove{shopHeld, released})
	same(t, "of BANK", moves("BANK"), []jobs.ParticipantMove(nil))
}

func TestTermsOfNettingComeBackExactly(t *testing.T) {
	s, _ := world(t)
	of := func(id string) netting.Terms {
		return get(t, s, func(tx jobs.Tx) (netting.Terms, error) { return tx.NettingTerms(id) })
	}
	same(t, "terms", of(cycle.ID), terms)
	same(t, "of a cycle without", of("2026-11-25-1"), netting.Terms{})
	refuse := netting.Terms{Refuse: true}
	next := cycle
	next.ID = "2026-11-24-2"
	update(t, s, func(tx jobs.Tx) error { return errors.Join(tx.AddCycle(next), tx.AddNettingTerms(next.ID, refuse)) })
	same(t, "terms that refuse", of(next.ID), refuse)
	refused(t, s, "append-only", func(tx jobs.Tx) error { return tx.AddNettingTerms(next.ID, terms) })
}

func TestTermsThatCannotBeReadAreAnError(t *testing.T) {
	for _, text := range []string{`{"default":"odd"}`, `[]`, `{"default":"gross","agreements":[{"model":"x"}]}`,
		`{"default":"gross","agreements":[{"model":"gross","currencies":["E"]}]}`,
		`{"default":"gross","agreements":[{"model":"gross","from":"today"}]}`} {
		s, path := world(t)
		if _, err := raw(t, path).Exec("INSERT INTO cycle SELECT 'X', value_date, state, cut_off_at, opened_at, closed_at, "+
			"instructed_at, last_seq, aborted_at, aborted_from, aborted_by, aborted_why FROM cycle; INSERT INTO netting_terms VALUES ('X', ?1)", text); err != nil {
			t.Fatal(err)
		}
		err := s.View(t.Context(), func(tx jobs.Tx) error {
			_, err := tx.NettingTerms("X")
			return err
		})
		if err == nil {
			t.Errorf("%s was read", text)
		}
	}
}

func TestPositionsOfOneParticipantInSeveralSets(t *testing.T) {
	s, _ := world(t)
	next := cycle
	next.ID = "2026-11-24-2"
	var all []jobs.Position
	for _, set := range []netting.Set{{Model: netting.Bilateral, Counterparty: "BANK", Agreement: "core"},
		{Model: netting.Gross, Counterparty: "BANK", Obligation: "O-1"}, {Agreement: "core"}} {
		p := position
		p.Cycle, p.Set = next.ID, set
		all = append(all, p)
	}
	first := instruction
	first.ID, first.UETR, first.Cycle, first.Set = "N2", "", next.ID, all[0].Set
	converted := conversion
	converted.Cycle, converted.Set = next.ID, all[1].Set
	update(t, s, func(tx jobs.Tx) error {
		return errors.Join(tx.AddCycle(next), tx.AddPositions(all), tx.AddInstructions([]jobs.Instruction{first}),
			tx.AddConversions([]jobs.Conversion{converted}))
	})
	same(t, "positions", get(t, s, func(tx jobs.Tx) ([]jobs.Position, error) { return tx.Positions(next.ID) }), all)
	same(t, "instruction", find(t, s, func(tx jobs.Tx) (jobs.Instruction, bool, error) { return tx.Instruction("N2") }), &first)
	same(t, "conversions", get(t, s, func(tx jobs.Tx) ([]jobs.Conversion, error) { return tx.Conversions(next.ID) }),
		[]jobs.Conversion{converted})
	refused(t, s, "append-only", func(tx jobs.Tx) error { return tx.AddPositions(all[:1]) })
}
