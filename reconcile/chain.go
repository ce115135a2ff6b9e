package reconcile

import (
	"fmt"

	"nostro/money"
)

// follows compares the statement with the one before it. At most one break comes of it: the sequence
// number explains a broken chain of balances better than the balances do. It errs where no amount holds what lies between the two.
func (s Statement) follows(previous Previous) ([]Break, error) {
	gap, err := s.Opening.Sub(previous.Closing)
	if err != nil {
		return nil, fmt.Errorf("statement %q: opening balance less the closing balance of %q: %w", s.ID, previous.ID, err)
	}
	numbered := s.Sequence != 0 && previous.Sequence != 0
	switch {
	case numbered && s.Sequence == previous.Sequence, !numbered && s.ID != "" && s.ID == previous.ID:
		return []Break{s.broken(ReasonDuplicate, money.Zero(s.Currency), fmt.Sprintf(
			"Statement %s (sequence %d) comes again: %s (sequence %d) is proven already. Nothing of it is posted. "+
				"Compare the two files; if they are the same booking day, drop this one.",
			s.ID, s.Sequence, previous.ID, previous.Sequence))}, nil
	case numbered && !s.continues(previous, gap):
		return []Break{s.outOfSequence(previous, gap)}, nil
	case gap.IsZero():
		return nil, nil
	case numbered:
		return []Break{s.broken(ReasonDoesNotAddUp, gap, fmt.Sprintf(
			"Statement %s opens with %s, but %s closed with %s: %s differs though the sequence numbers follow. "+
				"Nothing of it is posted. Ask %s which of the two balances is wrong.",
			s.ID, s.Opening, previous.ID, previous.Closing, gap, s.Correspondent))}, nil
	}
	return []Break{s.broken(ReasonStatementGap, gap, fmt.Sprintf(
		"Statement %s opens with %s, but the last proven one, %s, closed with %s: %s moved in between. "+
			"Nothing of it is posted. Fetch the statement that is missing, or ask %s for it.",
		s.ID, s.Opening, previous.ID, previous.Closing, gap, s.Correspondent))}, nil
}

// continues tells whether the sequence number is the next one. Banks begin again at 1 each year; that is
// believed only where the balances chain.
func (s Statement) continues(previous Previous, gap money.Amount) bool {
	return s.Sequence == previous.Sequence+1 || (s.Sequence == 1 && gap.IsZero())
}

func (s Statement) outOfSequence(previous Previous, gap money.Amount) Break {
	if s.Sequence < previous.Sequence {
		return s.broken(ReasonStatementGap, gap, fmt.Sprintf(
			"Statement %s has sequence %d, after %s with %d: it is an old one, or the numbers began again and the "+
				"balances do not chain (%s differs). Nothing of it is posted. Look whether it was proven before.",
			s.ID, s.Sequence, previous.ID, previous.Sequence, gap))
	}
	return s.broken(ReasonStatementGap, gap, fmt.Sprintf(
		"Statement %s has sequence %d, but the last proven one, %s, has %d: %d missing, which moved %s. "+
			"Nothing of it is posted. Fetch what is missing, or ask %s for it.",
		s.ID, s.Sequence, previous.ID, previous.Sequence, s.Sequence-previous.Sequence-1, gap, s.Correspondent))
}
