package netting

import (
	"fmt"
	"strings"
)

// Set names what is netted together for one participant in one currency: its netting set. The zero value is that of
// multilateral netting where no agreement says otherwise.
type Set struct {
	Model        Model
	Agreement    string // "" where none covers it
	Counterparty string // of bilateral and gross
	Obligation   string // of gross: the one that is settled by itself
}

// setSeparator stands in no identifier.
const setSeparator = "/"

// Key returns the set as one word, "" for the zero value: multilateral/AGREEMENT, bilateral/COUNTERPARTY/AGREEMENT,
// gross/COUNTERPARTY/OBLIGATION/AGREEMENT, without what comes after the last separator where no agreement covers it.
func (s Set) Key() string {
	if s == (Set{}) {
		return ""
	}
	parts := []string{s.Model.String()}
	if s.Model != Multilateral {
		parts = append(parts, s.Counterparty)
	}
	if s.Model == Gross {
		parts = append(parts, s.Obligation)
	}
	if s.Agreement != "" {
		parts = append(parts, s.Agreement)
	}
	return strings.Join(parts, setSeparator)
}

// ParseSet reads what Key wrote; any other text is an error.
func ParseSet(key string) (Set, error) {
	if key == "" {
		return Set{}, nil
	}
	parts := strings.Split(key, setSeparator)
	model, err := ParseModel(parts[0])
	if err != nil {
		return Set{}, fmt.Errorf("netting set %q: %w", key, err)
	}
	s := Set{Model: model}
	rest := parts[1:]
	for _, field := range map[Model][]*string{Multilateral: nil, Bilateral: {&s.Counterparty}, Gross: {&s.Counterparty, &s.Obligation}}[model] {
		if len(rest) > 0 {
			*field, rest = rest[0], rest[1:]
		}
	}
	if len(rest) > 0 {
		s.Agreement = rest[0]
	}
	if s.Key() != key || (model != Multilateral) != (s.Counterparty != "") || (model == Gross) != (s.Obligation != "") {
		return Set{}, fmt.Errorf("netting set %q is none: write it as Key does", key)
	}
	return s, nil
}

// String tells the set to people: "bilateral with BOLT under core".
func (s Set) String() string {
	text := s.Model.String()
	if s.Model == Gross {
		text += " " + s.Obligation
	}
	if s.Counterparty != "" {
		text += " with " + s.Counterparty
	}
	if s.Agreement != "" {
		text += " under " + s.Agreement
	}
	return text
}
