package fx

import (
	"fmt"
	"maps"
	"slices"

	"nostro/money"
)

// OriginResult is what one cycle, or one cover trade, has brought until now.
type OriginResult struct {
	Origin string
	Explained
}

// ExplainOrigins tells for each origin of the flows what it has brought until now: the flows as they came, and what
// the rates of the fixing have made of them since. Each line adds up by itself; since every origin's position is
// rounded apart, their sum may differ from the value of the whole by less than a minor unit for each origin and
// currency. The list is sorted by origin. It errs as Value does.
func ExplainOrigins(flows []Flow, base money.Currency, f Fixing) ([]OriginResult, error) {
	byOrigin := map[string][]Flow{}
	for _, flow := range flows {
		byOrigin[flow.Origin] = append(byOrigin[flow.Origin], flow)
	}
	var list []OriginResult
	for _, origin := range slices.Sorted(maps.Keys(byOrigin)) {
		book := NewBook(base)
		if err := book.Add(byOrigin[origin]); err != nil {
			return nil, fmt.Errorf("%s: %w", origin, err)
		}
		v, err := book.Value(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", origin, err)
		}
		list = append(list, OriginResult{origin, v.Explained})
	}
	return list, nil
}
