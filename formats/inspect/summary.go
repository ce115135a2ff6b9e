package inspect

import (
	"fmt"
	"math/big"
	"strconv"

	"nostro/formats"
)

// unlikeSummaries says where the bank's own summary of the entries (TxsSummry) tells something else than the
// entries do.
func (s *Statement) unlikeSummaries() []string {
	var out []string
	for _, sum := range s.Head.Summaries {
		if sum.Forecast == "true" || s.Head.Page > 1 || !s.Head.LastPage || len(s.Others) > 0 {
			continue
		}
		switch sum.Kind {
		case "TtlCdtNtries":
			out = append(out, unlike("credits", sum, s.Credits.Count(), &s.Credits)...)
		case "TtlDbtNtries":
			out = append(out, unlike("debits", sum, s.Debits.Count(), &s.Debits)...)
		case "TtlNtries":
			out = append(out, unlike("entries", sum, s.Entries, nil)...)
		}
	}
	return out
}

func unlike(what string, sum formats.Summed, count int64, total *Total) []string {
	var out []string
	if n, err := strconv.ParseInt(sum.Count, 10, 64); err == nil && n != count {
		out = append(out, fmt.Sprintf("the bank's summary says %d %s, there are %d", n, what, count))
	}
	stated, ok := parseRate(sum.Sum)
	if total == nil || !ok {
		return out
	}
	found := new(big.Rat).SetFrac(&total.minor, power(total.currency.Exponent()))
	if stated.Cmp(found) != 0 {
		out = append(out, fmt.Sprintf("the bank's summary of %s comes to %s, they come to %s", what, sum.Sum, total.Decimal()))
	}
	return out
}
