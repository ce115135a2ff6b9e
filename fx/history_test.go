package fx

import (
	"testing"

	"nostro/internal/sim/ecb"
)

func history(days int) (xml, table []byte) { return ecb.History(days) }

func BenchmarkParseHistory(b *testing.B) {
	xml, table := history(6900)
	for name, raw := range map[string][]byte{"XML": xml, "CSV": table} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				s, err := ParseRates(raw, "")
				if err != nil || len(s.Fixings) != 6900 {
					b.Fatal(err, len(s.Fixings))
				}
			}
		})
	}
}
