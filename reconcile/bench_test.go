package reconcile_test

import (
	"fmt"
	"math"
	"runtime"
	"testing"
	"time"

	. "nostro/reconcile"
)

// largeDay is a statement of a large day and the instructions that it may mean: pay-outs named by UETR or InstrId, pay-ins
// by their end-to-end identification, in another order than the instructions, and two in a hundred wrong: unknown, short, too
// much, twice, without a reference.
func largeDay(size int) (Statement, []Instruction) {
	instructions, entries := make([]Instruction, 0, size), make([]Entry, 0, size)
	details := make([]Detail, size)
	for n := range size {
		id := fmt.Sprintf("N%015d", n)
		if n%2 == 0 {
			instructions = append(instructions, payOut(id, "7.00"))
		} else {
			instructions = append(instructions, payIn(id, "7.00"))
		}
	}
	const step = 1_000_003 // prime: every instruction comes once
	for n := range size {
		i := &instructions[n*step%size]
		sign := ""
		d := &details[n]
		if d.Number = 1; i.Direction == Out {
			d.UETR, d.InstrID, sign = i.UETR, i.ID, "-"
		} else {
			d.EndToEndID = i.EndToEndID
		}
		amount := sign + "7.00"
		if n%50 == 0 {
			switch n / 50 % 5 {
			case 0:
				d.UETR, d.InstrID, d.EndToEndID = "", "X"+i.ID, ""
			case 1:
				amount = sign + "6.50"
			case 2:
				amount = sign + "7.50"
			case 3:
				d.UETR, d.EndToEndID = instructions[(n+1)*step%size].UETR, instructions[(n+1)*step%size].EndToEndID
			case 4:
				*d = Detail{Number: 1, Text: "thank you"}
			}
		}
		entries = append(entries, Entry{Number: n + 1, Amount: dollars(amount), Booked: true, ValueDate: day, Details: details[n : n+1]})
	}
	return statement(entries...), instructions
}

// BenchmarkMatch matches large days by all rules. x-join says how many times as fast as the bare join it is; MiB is all
// that it allocated, beside what was given to it; exponent is that of the time from the smallest day to the largest, 1 being
// linear, and join-exponent that of the bare join, which pays for a cache that grows too small too.
func BenchmarkMatch(b *testing.B) {
	per, join := map[int]float64{}, map[int]float64{}
	sizes := []int{10_000, 100_000, 1_000_000, 3_000_000}
	for _, size := range sizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			s, instructions := largeDay(size)
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			base, spent := time.Hour, time.Hour // the best of all: other work on the machine makes both slower
			var o Outcome
			for b.Loop() {
				b.StopTimer()
				runtime.GC()
				from := time.Now()
				bareJoin(s, instructions)
				base = min(base, time.Since(from))
				o = Outcome{}
				runtime.GC()
				b.StartTimer()
				from = time.Now()
				var err error
				if o, err = Match(s, instructions); err != nil {
					b.Fatal(err)
				}
				spent = min(spent, time.Since(from))
			}
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(base)/float64(spent), "x-join")
			b.ReportMetric(float64(size)/spent.Seconds(), "entries/s")
			b.ReportMetric(float64(len(o.Breaks))/float64(size)*100, "%breaks")
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MiB")
			if size == 1_000_000 {
				reportSQLite(b, s, instructions, spent)
				reportDuckDB(b, writeRows(b, s, instructions), spent)
			}
			per[size], join[size] = float64(spent)/float64(size), float64(base)/float64(size)
			reportGrowth(b, "exponent", per, sizes, size)
			reportGrowth(b, "join-exponent", join, sizes, size)
			runtime.KeepAlive(instructions)
		})
	}
}

// reportGrowth reports by that name, once the largest size is measured, the exponent of the time from the smallest to it, of the time that
// one takes at each; 1 is linear.
func reportGrowth(b *testing.B, name string, per map[int]float64, sizes []int, size int) {
	from, to := sizes[0], sizes[len(sizes)-1]
	if size == to && per[from] > 0 && per[to] > 0 {
		b.ReportMetric(1+math.Log(per[to]/per[from])/math.Log(float64(to)/float64(from)), name)
	}
}
