package screening

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Field is what of a party was compared.
type Field string

// The fields.
const (
	FieldName           Field = "name"
	FieldCountry        Field = "country"         // of the address
	FieldBIC            Field = "bic"             // of the party itself
	FieldAccountBIC     Field = "account_bic"     // of the bank that holds an account
	FieldAccountCountry Field = "account_country" // of that bank, or of the IBAN
)

// Fields returns all fields.
func Fields() []Field {
	return []Field{FieldName, FieldCountry, FieldBIC, FieldAccountBIC, FieldAccountCountry}
}

// Party is who is screened.
type Party struct {
	ID           string // of the participant
	Name         string
	Country      string
	BIC          string
	AccountBICs  []string
	AccountIBANs []string
}

// Hit is a party that may be an entry of a list.
type Hit struct {
	Party    string
	Field    Field
	Value    string // as it stands with us
	Compared string // as it was compared: a decision is about exactly this
	Entry    Entry
	Listed   string // the name, country or BIC of the entry that it is like
	Score    int    // basis points
}

// ID returns "H-" and 16 digits that stand for the party, the compared value and the entry as it is. Another name, or
// an entry that changed in any way, is another hit.
func (h Hit) ID() string {
	var buffer []byte
	for _, text := range []string{"nostro screening hit 1", h.Party, string(h.Field), h.Compared, h.Entry.List, h.Entry.ID, h.Entry.Digest()} {
		buffer = appendText(buffer, text)
	}
	sum := sha256.Sum256(buffer)
	return "H-" + hex.EncodeToString(sum[:8])
}

// Threshold is from which score on a name hits, in basis points.
type Threshold struct{ Strong, Weak int }

// Screener compares parties with the entries of lists.
type Screener struct {
	index      *Index
	thresholds map[string]Threshold // by list
	least      int
	countries  map[string][]Entry
	bics       map[string][]Entry // by their first eight characters
}

// NewScreener makes a screener of the entries of several lists. A list without a threshold hits by names that are the
// same only.
func NewScreener(entries []Entry, thresholds map[string]Threshold) *Screener {
	s := &Screener{index: NewIndex(entries), thresholds: thresholds, least: same, countries: map[string][]Entry{}, bics: map[string][]Entry{}}
	for _, t := range thresholds {
		s.least = min(s.least, t.Strong, t.Weak)
	}
	for _, e := range entries {
		if e.Kind == KindCountry {
			for _, c := range e.Countries {
				s.countries[strings.ToUpper(c)] = append(s.countries[strings.ToUpper(c)], e)
			}
		}
		for _, b := range e.BICs {
			s.bics[bankOf(b)] = append(s.bics[bankOf(b)], e)
		}
	}
	return s
}

func (s *Screener) accept(e Entry, n Name, score int) bool {
	t, known := s.thresholds[e.List]
	if !known {
		t = Threshold{same, same}
	}
	if n.Weak {
		return score >= t.Weak
	}
	return e.Kind != KindCountry && score >= t.Strong
}

// Screen returns the hits of a party, by field, score (the highest first), list and entry.
func (s *Screener) Screen(p Party) []Hit {
	var hits []Hit
	for _, m := range s.index.Search(p.Name, s.least, s.accept) {
		e := s.index.entries[m.Entry]
		hits = append(hits, Hit{p.ID, FieldName, p.Name, Normalise(p.Name), e, e.Names[m.Name].Text, m.Score})
	}
	hits = append(hits, s.byCountry(p, FieldCountry, p.Country)...)
	hits = append(hits, s.byBIC(p, FieldBIC, p.BIC)...)
	for _, b := range p.AccountBICs {
		hits = append(hits, s.byBIC(p, FieldAccountBIC, b)...)
		hits = append(hits, s.byCountry(p, FieldAccountCountry, countryOf(b))...)
	}
	for _, i := range p.AccountIBANs {
		if len(i) >= 2 {
			hits = append(hits, s.byCountry(p, FieldAccountCountry, i[:2])...)
		}
	}
	return sorted(hits)
}

func sorted(hits []Hit) []Hit {
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(b.Score, a.Score), cmp.Compare(a.Entry.List, b.Entry.List),
			cmp.Compare(a.Entry.ID, b.Entry.ID), cmp.Compare(a.Compared, b.Compared))
	})
	return slices.CompactFunc(hits, func(a, b Hit) bool { return a.ID() == b.ID() })
}

func (s *Screener) byCountry(p Party, f Field, country string) []Hit {
	var hits []Hit
	for _, e := range s.countries[strings.ToUpper(country)] {
		hits = append(hits, Hit{p.ID, f, country, strings.ToUpper(country), e, strings.ToUpper(country), same})
	}
	return hits
}

func (s *Screener) byBIC(p Party, f Field, bic string) []Hit {
	var hits []Hit
	if len(bic) < bankLength {
		return nil
	}
	for _, e := range s.bics[bankOf(bic)] {
		hits = append(hits, Hit{p.ID, f, bic, bankOf(bic), e, bankOf(bic), same})
	}
	return append(hits, s.bankCountry(p, f, bic)...)
}

// bankCountry hits by the country in the BIC of the party itself; that of an account is told apart by the caller.
func (s *Screener) bankCountry(p Party, f Field, bic string) []Hit {
	if f != FieldBIC {
		return nil
	}
	return s.byCountry(p, FieldBIC, countryOf(bic))
}

// bankLength is how many characters of a BIC name the bank; the rest is a branch.
const bankLength = 8

func bankOf(bic string) string {
	bic = strings.ToUpper(bic)
	return bic[:min(len(bic), bankLength)]
}

func countryOf(bic string) string {
	if len(bic) < bankLength {
		return ""
	}
	return bic[4:6]
}
