package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// NetPosition is what netting found for one participant in one currency: positive where we owe it,
// negative where it owes us.
type NetPosition struct {
	Participant string
	Net         money.Amount
}

// Netted returns the entry of a cycle's netting: net payers are debited, net receivers credited. Nets of
// zero are skipped; where all are, the error wraps ErrNothing. It errs where the nets of a currency do
// not sum to zero or a participant stands twice in one currency.
func Netted(cycle string, valueDate calendar.Date, nets []NetPosition, ev Evidence) (Entry, error) {
	if cycle == "" {
		return Entry{}, fmt.Errorf("%w: netting: the cycle has no id", ErrInvalid)
	}
	ordered := slices.Clone(nets)
	slices.SortStableFunc(ordered, func(a, b NetPosition) int {
		return cmp.Or(cmp.Compare(a.Net.Currency().Code(), b.Net.Currency().Code()),
			cmp.Compare(a.Participant, b.Participant))
	})
	var l legs
	for _, n := range ordered {
		l.credit(ParticipantAccount(n.Participant), n.Net)
	}
	return l.entry(Entry{Key: NettingKey(cycle), Kind: KindNetting, ValueDate: valueDate, Evidence: ev,
		Memo: "netting of cycle " + cycle})
}

// UndoesNetting tells whether the entry undoes the netting of a cycle, which was aborted.
func UndoesNetting(e Entry) bool {
	return e.Kind == KindReversal && strings.HasPrefix(e.Reverses, string(KindNetting)+":")
}

// UndoesConversion tells whether the entry undoes a conversion of a cycle, which was aborted.
func UndoesConversion(e Entry) bool {
	return e.Kind == KindReversal && strings.HasPrefix(e.Reverses, string(KindConversion)+":")
}

// ConvertedPosition is a net position that was converted into the participant's settlement currency.
// From, To and Mid carry the sign of the position: positive where we owe the participant. Spread is what
// the house earns, never negative. Residual is what rounding left: To = Mid - Spread - Residual. Terms are those
// of the participant, such as "spread 15 bp": with them and the rates, the conversion can be done again.
type ConvertedPosition struct {
	Cycle, Participant              string
	Set                             string // key of the netting set, "" where the participant has one position in From
	ValueDate                       calendar.Date
	From, To, Mid, Spread, Residual money.Amount
	Terms                           string
	Evidence                        Evidence
}

// Converted returns the entry of a conversion: the participant's position in one currency is exchanged
// for one in another against fx:position at the mid value, and spread and rounding are postings of their
// own, so that the rate can be found again from the books. Legs of zero are skipped.
func Converted(c ConvertedPosition) (Entry, error) {
	key, participant, memo := c.texts()
	head := Entry{Key: key, Kind: KindConversion, ValueDate: c.ValueDate, Evidence: c.Evidence, Memo: memo}
	if problem := c.problem(); problem != "" {
		return Entry{}, fmt.Errorf("%w: conversion %q: %s", ErrInvalid, key, problem)
	}
	l := legs{postings: make([]Posting, 0, conversionLegs)}
	l.debit(participant, c.From)
	l.debit(FXPosition, c.Mid)
	l.credit(FXPosition, c.From)
	l.credit(participant, c.To)
	l.credit(FXSpread, c.Spread)
	l.credit(Rounding, c.Residual)
	return l.entry(head)
}

// conversionLegs is how many legs a conversion has at most.
const conversionLegs = 6

// texts returns the key, the account of the participant and the memo. They are cut from one text, since a cycle may
// have many conversions.
func (c *ConvertedPosition) texts() (key string, participant Account, memo string) {
	all := make([]byte, 0, 192)
	if !isPart(c.Cycle) || !isPart(c.Participant) || c.Set != "" {
		all = append(all, ConversionKey(c.Cycle, c.Participant, c.From.Currency(), c.Set)...)
	} else {
		all = append(append(append(all, KindConversion...), ':'), c.Cycle...)
		all = append(append(append(all, ':'), c.Participant...), ':')
		all = append(all, c.From.Currency().Code()...)
	}
	keyEnd := len(all)
	all, participantEnd := c.appendRest(all)
	text := string(all)
	return text[:keyEnd], Account(text[keyEnd:participantEnd]), text[participantEnd:]
}

// appendRest adds the account of the participant, which ends at the length that it returns, and the memo.
func (c *ConvertedPosition) appendRest(all []byte) ([]byte, int) {
	all = append(append(append(all, classParticipant...), ':'), c.Participant...)
	end := len(all)
	all = c.From.Append(append(all, "conversion of "...))
	all = c.To.Append(append(all, " to "...))
	if c.Terms != "" {
		all = append(append(all, ", "...), c.Terms...)
	}
	return all, end
}

// problem says what is wrong with the shape of the conversion; that it adds up is checked by Validate.
func (c *ConvertedPosition) problem() string {
	sign := c.From.Sign()
	switch {
	case c.Cycle == "":
		return "the cycle has no id"
	case sign == 0:
		return "there is nothing to convert"
	case c.From.Currency() == c.To.Currency():
		return "both sides are in " + c.To.Currency().Code()
	case c.Mid.Sign() == -sign || c.To.Sign() == -sign:
		return "From, To and Mid must have one sign"
	case c.Spread.Sign() < 0:
		return "the spread is negative: the house would pay for the exchange"
	}
	for _, part := range [...]money.Amount{c.Mid, c.Spread, c.Residual} {
		if !part.IsZero() && part.Currency() != c.To.Currency() {
			return fmt.Sprintf("%s is not in the currency of %s", part, c.To)
		}
	}
	return ""
}
