package store

import (
	"fmt"

	"nostro/jobs"
)

const conversionColumns = "cycle, participant, netting_set, from_currency, from_minor, to_currency, to_minor, mid, spread, " +
	"residual, spread_bp, mid_rate, client_rate, derivation, source, fixing_date, raw_sha256"

const selectConversions = "SELECT " + conversionColumns + " FROM conversion WHERE cycle = ?1 " +
	"ORDER BY participant, from_currency, netting_set"

var insertConversion = insertInto("conversion", conversionColumns)

func (t *tx) AddConversions(conversions []jobs.Conversion) error {
	for _, c := range conversions {
		err := t.exec(fmt.Sprintf("conversion of %s in cycle %s", c.Participant, c.Cycle), insertConversion,
			flat(c.Cycle, c.Participant, c.Set.Key(), amount(c.From), amounts(c.To, c.Mid, c.Spread, c.Residual), c.SpreadBP, c.MidRate,
				c.ClientRate, c.Derivation, c.Source, date(c.FixingDate), c.RawSHA256)...)
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) Conversions(cycle string) ([]jobs.Conversion, error) {
	return list(t, "conversions of cycle "+cycle, func(c *jobs.Conversion) []any {
		return flat(&c.Cycle, &c.Participant, setCell(&c.Set), amountCells(&c.From), amountCells(&c.To, &c.Mid, &c.Spread, &c.Residual),
			&c.SpreadBP, &c.MidRate, &c.ClientRate, &c.Derivation, &c.Source, dateCell(&c.FixingDate), &c.RawSHA256)
	}, selectConversions, cycle)
}
