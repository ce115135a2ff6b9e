package jobs

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"nostro/fx"
	"nostro/ledger"
	"nostro/money"
)

// conversionDesk converts positions at one fixing. What does not depend on the position is worked out once for all
// positions of a pair and a spread.
type conversionDesk struct {
	settings   Settings
	fixing     fx.Fixing
	converters map[quoteKey]*fx.Converter
	entries    ledger.Conversions
}

// quoteKey is what positions have in common that one converter serves.
type quoteKey struct {
	from, to money.Currency
	spreadBP int
}

func (k *conversionDesk) convert(c Cycle, d duePosition) (Conversion, error) {
	net, tier := d.position.Net, k.settings.TierOf(d.position.Participant)
	converter, err := k.converter(quoteKey{net.Currency(), d.participant.SettlementCurrency, tier.SpreadBP})
	if err != nil {
		return Conversion{}, err
	}
	converted, err := converter.Convert(net)
	if err != nil {
		return Conversion{}, fmt.Errorf("position %s of %s: %w", net, d.position.Participant, err)
	}
	return Conversion{Cycle: c.ID, Participant: d.position.Participant, Set: d.position.Set, From: converted.From, To: converted.To,
		Mid: converted.Mid, Spread: converted.Spread, Residual: converted.Residual,
		SpreadBP: tier.SpreadBP, MidRate: converted.MidText, ClientRate: converted.ClientRateText,
		Derivation: strings.Join(converted.Derivation, "; "), Source: k.fixing.Source, FixingDate: k.fixing.Date,
		RawSHA256: k.fixing.RawSHA256}, nil
}

func (k *conversionDesk) converter(d quoteKey) (*fx.Converter, error) {
	if known, ok := k.converters[d]; ok {
		return known, nil
	}
	quote, err := k.fixing.Quote(d.from, d.to)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, ErrNeedsPerson)
	}
	made, err := fx.NewConverter(quote, d.spreadBP)
	if err != nil {
		return nil, fmt.Errorf("convert %s to %s: %w", d.from, d.to, err)
	}
	k.converters[d] = made
	return made, nil
}

// entry returns what is posted of a conversion.
func (k *conversionDesk) entry(c Cycle, v Conversion) (ledger.Entry, error) {
	return k.entries.Entry(&ledger.ConvertedPosition{Cycle: c.ID, Participant: v.Participant, Set: v.Set.Key(), ValueDate: c.ValueDate,
		From: v.From, To: v.To, Mid: v.Mid, Spread: v.Spread, Residual: v.Residual, Terms: k.settings.TierOf(v.Participant).terms(),
		Evidence: ledger.Evidence{SHA256: v.RawSHA256, Place: v.Source + " " + v.FixingDate.String()}})
}

// spreadsOf says which spreads were applied: "spread 15 bp", or "spreads 5, 15 bp".
func spreadsOf(conversions []Conversion) string {
	var spreads []int
	for _, v := range conversions {
		if !slices.Contains(spreads, v.SpreadBP) {
			spreads = append(spreads, v.SpreadBP)
		}
	}
	slices.Sort(spreads)
	words := make([]string, len(spreads))
	for n, bp := range spreads {
		words[n] = strconv.Itoa(bp)
	}
	if len(words) == 1 {
		return "spread " + words[0] + " bp"
	}
	return "spreads " + strings.Join(words, ", ") + " bp"
}
