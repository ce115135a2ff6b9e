package reconcile_test

import (
	"fmt"
	"testing"
	"time"

	. "nostro/reconcile"
)

// twins are days on which all is alike, the worst for matching: what grows with the square anywhere shows here.
var twins = map[string]func(n int) (Instruction, Entry){
	"settled": func(n int) (Instruction, Entry) {
		return alias("SAME", payIn(fmt.Sprint("T", n), "5.00")), entry(n+1, "5.00", Detail{EndToEndID: "SAME"})
	},
	"of two participants": func(n int) (Instruction, Entry) {
		i := alias("SAME", payIn(fmt.Sprint("T", n), "5.00"))
		i.Participant = []string{"ACME", "BOLT"}[n%2]
		return i, entry(n+1, "5.00", Detail{EndToEndID: "SAME"})
	},
	"booked again": func(n int) (Instruction, Entry) {
		i := alias("SAME", payOut(fmt.Sprint("T", n), "5.00"))
		if i.UETR = "SAME"; n%2 == 1 { // as many entries more than instructions
			i.UETR = "OTHER"
		}
		return i, entry(n+1, "-5.00", Detail{UETR: "SAME"})
	},
	"of one message": func(n int) (Instruction, Entry) {
		return payOut(fmt.Sprint("T", n), "5.00"), entry(n+1, "-5.01", Detail{MsgID: "MSG-1"})
	},
	"by what is cut off": func(n int) (Instruction, Entry) {
		return payIn(fmt.Sprintf("NOSTRO0000%06d", n), "5.00"), entry(n+1, "5.00", Detail{Text: "NOSTRO0000"})
	},
	"returned": func(n int) (Instruction, Entry) {
		i := in("settled", alias("SAME", payOut(fmt.Sprint("T", n), "5.00")))
		return i, entry(n+1, "5.00", Detail{EndToEndID: "SAME", ReturnReason: "AC04"})
	},
	"returned in parts": func(n int) (Instruction, Entry) {
		i := in("settled", alias("SAME", payOut(fmt.Sprint("T", n), "5.00")))
		return i, entry(n+1, "2.50", Detail{EndToEndID: "SAME", ReturnReason: "AC04"})
	},
	"pay-ins taken back": func(n int) (Instruction, Entry) {
		i := in("settled", alias("SAME", payIn(fmt.Sprint("T", n), "5.00")))
		e := entry(n+1, "-5.00", Detail{EndToEndID: "SAME"})
		e.Reversal = true
		return i, e
	},
	"taken back by a reference of the bank": func(n int) (Instruction, Entry) {
		i := in("settled", payOut(fmt.Sprint("T", n), "5.00"))
		i.BankRefs = []string{"BATCH"}
		e := entry(n+1, "5.00", Detail{BankRef: "BATCH"})
		e.Reversal = true
		return i, e
	},
}

// BenchmarkTwins matches days of twins and reports the exponent of the time from few to many, 1 being linear.
func BenchmarkTwins(b *testing.B) {
	for name, twin := range twins {
		per, sizes := map[int]float64{}, []int{2_000, 20_000, 100_000}
		for _, size := range sizes {
			instructions, entries := make([]Instruction, size), make([]Entry, size)
			for n := range size {
				instructions[n], entries[n] = twin(n)
			}
			s := statement(entries...)
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				spent := time.Hour
				for b.Loop() {
					from := time.Now()
					if _, err := Match(s, instructions); err != nil {
						b.Fatal(err)
					}
					spent = min(spent, time.Since(from))
				}
				per[size] = float64(spent) / float64(size)
				b.ReportMetric(float64(size)/spent.Seconds(), "entries/s")
				reportGrowth(b, "exponent", per, sizes, size)
			})
		}
	}
}
