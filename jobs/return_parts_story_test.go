package jobs_test

import (
	"strings"
	"testing"

	"nostro/jobs"
)

// comesBackAlso is another announcement of a return of the payment, in a message of its own.
func comesBackAlso(i jobs.Instruction, returned, charges string) string {
	return strings.NewReplacer("R-"+i.ID, "S-"+i.ID, "<RtrId>R1<", "<RtrId>R2<").Replace(comesBack(i, returned, charges))
}

// A payment comes back in two parts, each announced with what was kept of it: both count, in whatever order papers come.
func TestAReturnInTwoPartsEachLessCharges(t *testing.T) {
	t.Parallel()
	less := []string{"charges:rhein EUR 5.00", "participant:brixton EUR -100.00"}
	part := "amount-differs brixton EUR -42.00 resolved"
	third := func(b jobs.Instruction) string {
		return statement{seq: 3, date: "2026-11-26", opening: "958.00", entries: []booked{returnedEntry(b, "37.00", "")}}.xml()
	}
	tellReturns(t, []returnStory{
		{"both are announced first", func(b jobs.Instruction) []string {
			return []string{comesBack(b, "58.00", "2.00"), comesBackAlso(b, "37.00", "3.00"),
				nextDay(returnedEntry(b, "58.00", ""), returnedEntry(b, "37.00", ""))}
		}, "returned", less, nil},
		{"each before its booking", func(b jobs.Instruction) []string {
			return []string{comesBack(b, "58.00", "2.00"), nextDay(returnedEntry(b, "58.00", "")), comesBackAlso(b, "37.00", "3.00"), third(b)}
		}, "returned", less, []string{part}},
		{"each after its booking", func(b jobs.Instruction) []string {
			return []string{nextDay(returnedEntry(b, "58.00", "")), comesBack(b, "58.00", "2.00"), third(b), comesBackAlso(b, "37.00", "3.00")}
		}, "returned", less, []string{part, "amount-differs brixton EUR -5.00 resolved"}},
		{"the second keeps nothing", func(b jobs.Instruction) []string {
			return []string{comesBack(b, "58.00", "2.00"), comesBackAlso(b, "40.00", ""), nextDay(returnedEntry(b, "58.00", ""), returnedEntry(b, "40.00", ""))}
		}, "returned", []string{"charges:rhein EUR 2.00", "participant:brixton EUR -100.00"}, nil},
		{"the second tells the whole again, corrected", func(b jobs.Instruction) []string {
			return []string{comesBack(b, "95.00", "5.00"), comesBackAlso(b, "93.00", "7.00"), nextDay(returnedEntry(b, "93.00", ""))}
		}, "returned", []string{"charges:rhein EUR 7.00", "participant:brixton EUR -100.00"}, nil},
		{"the second tells the whole again, and not what was kept", func(b jobs.Instruction) []string {
			return []string{comesBack(b, "95.00", "5.00"), comesBackAlso(b, "95.00", ""), nextDay(returnedEntry(b, "95.00", ""))}
		}, "returned", less, nil},
		{"the same twice is told once", func(b jobs.Instruction) []string {
			return []string{comesBack(b, "95.00", "5.00"), comesBackAlso(b, "95.00", "5.00"), nextDay(returnedEntry(b, "95.00", ""))}
		}, "returned", less, nil},
		{"and more is missing than both say", func(b jobs.Instruction) []string {
			return []string{comesBack(b, "58.00", "2.00"), comesBackAlso(b, "37.00", "3.00"),
				nextDay(returnedEntry(b, "58.00", ""), returnedEntry(b, "36.00", ""))}
		}, "settled", []string{"participant:brixton EUR -94.00"}, []string{"amount-differs brixton EUR -6.00 open"}},
	})
}
