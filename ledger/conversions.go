package ledger

import (
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// Conversions makes the entries of many conversions: for each the one that Converted makes, or its error. What
// conversions of a cycle share is checked once, what the amounts must keep follows from how the postings are built of
// them, and memory is taken for many entries at a time: whoever keeps one entry keeps up to conversionsAtOnce. The
// zero value is ready to use. It is not safe for use by several goroutines at once.
type Conversions struct {
	shared   sharedTerms
	sound    bool   // whether what is shared keeps every rule
	keyStart string // of each key
	next     int    // for how many conversions memory is taken next
	postings []Posting
	texts    strings.Builder
}

// sharedTerms is what conversions of one cycle, and of one tier, have in common.
type sharedTerms struct {
	cycle, terms string
	valueDate    calendar.Date
	evidence     Evidence
}

// Limits of the quick way.
const (
	conversionsAtOnce = 64
	conversionText    = 192     // room for the texts of most conversions, in bytes
	cycleLettersMax   = 64      // of the id of a cycle
	sumsAreExact      = 1 << 61 // four amounts below it sum without overflow
)

// Entry returns the entry of one conversion.
func (m *Conversions) Entry(c *ConvertedPosition) (Entry, error) {
	if m.shared.cycle != c.Cycle || m.shared.terms != c.Terms || m.shared.valueDate != c.ValueDate || m.shared.evidence != c.Evidence {
		m.share(c)
	}
	if !m.sound || !c.sound() {
		return Converted(*c)
	}
	if m.next == 0 {
		m.next = 1
	}
	key, participant, memo := m.cut(c)
	return Entry{Key: key, Kind: KindConversion, ValueDate: c.ValueDate, Evidence: c.Evidence, Memo: memo,
		Postings: m.legs(c, participant)}, nil
}

// share checks what the conversions that come have in common, by the rules of Validate.
func (m *Conversions) share(c *ConvertedPosition) {
	m.shared = sharedTerms{c.Cycle, c.Terms, c.ValueDate, c.Evidence}
	m.sound = c.Cycle != "" && printable(c.Cycle, cycleLettersMax) && isPart(c.Cycle) && !c.ValueDate.IsZero() &&
		printable(c.Terms, MemoCharactersMax/2) && printable(c.Evidence.Place, PlaceCharactersMax) && soundDigest(c.Evidence.SHA256)
	m.keyStart = string(KindConversion) + ":" + c.Cycle + ":"
}

// sound tells of most conversions that keep every rule that they do. The accounts of the two legs in each currency
// differ, so no account is posted to twice; the legs of From are opposites; those of To must sum to zero.
func (c *ConvertedPosition) sound() bool {
	left := c.Mid.Minor() - c.To.Minor() - c.Spread.Minor() - c.Residual.Minor()
	return left == 0 && c.Set == "" && small(c.From) && small(c.To) && small(c.Mid) && small(c.Spread) && small(c.Residual) &&
		!c.From.Currency().IsZero() && !c.To.Currency().IsZero() && isOwner(c.Participant) && c.problem() == ""
}

func small(a money.Amount) bool { return -sumsAreExact < a.Minor() && a.Minor() < sumsAreExact }

// legs writes the postings as Converted does; each is within its currency, and none is of zero.
func (m *Conversions) legs(c *ConvertedPosition, participant Account) []Posting {
	if cap(m.postings)-len(m.postings) < conversionLegs {
		m.postings = make([]Posting, 0, conversionLegs*m.next)
		m.next = min(2*m.next, conversionsAtOnce)
	}
	from := len(m.postings)
	l := append(m.postings, Posting{participant, c.From})
	if !c.Mid.IsZero() {
		l = append(l, Posting{FXPosition, c.Mid})
	}
	l = append(l, Posting{FXPosition, opposite(c.From)})
	if !c.To.IsZero() {
		l = append(l, Posting{participant, opposite(c.To)})
	}
	if !c.Spread.IsZero() {
		l = append(l, Posting{FXSpread, opposite(c.Spread)})
	}
	if !c.Residual.IsZero() {
		l = append(l, Posting{Rounding, opposite(c.Residual)})
	}
	m.postings = l
	return l[from:len(l):len(l)]
}

func opposite(a money.Amount) money.Amount { return money.FromMinor(a.Currency(), -a.Minor()) }

// cut returns the texts as ConvertedPosition.texts does, from a text that many entries share.
func (m *Conversions) cut(c *ConvertedPosition) (key string, participant Account, memo string) {
	var room [conversionText]byte
	all := append(append(append(room[:0], m.keyStart...), c.Participant...), ':')
	all = append(all, c.From.Currency().Code()...)
	keyEnd := len(all)
	all, participantEnd := c.appendRest(all)
	if m.texts.Cap()-m.texts.Len() < len(all) {
		m.texts.Reset()
		m.texts.Grow(max(len(all), conversionText*m.next))
	}
	from := m.texts.Len()
	m.texts.Write(all)
	text := m.texts.String()[from:]
	return text[:keyEnd], Account(text[keyEnd:participantEnd]), text[participantEnd:]
}
