package report_test

import (
	"fmt"
	"os"

	"nostro/internal/report"
	"nostro/money"
)

func euros(minor int64) report.Amount {
	return report.Amount{Amount: money.FromMinor(money.MustCurrency("EUR"), minor)}
}

func ExampleConsole() {
	picture := report.Picture{
		House: "Meridian Settlements",
		AsOf:  report.Instant{Local: "2026-11-24 19:30:00 CET", UTC: "2026-11-24T18:30:00Z"},
		Cycle: report.CycleRow{ID: "2026-11-24-1", State: "written", ValueDate: "2026-11-24",
			CutOff: report.Instant{Local: "2026-11-23 16:00:00 CET", UTC: "2026-11-23T15:00:00Z"}},
		Headline: report.Headline{OpenBreaks: 1},
		Netting: []report.NettingRow{{Currency: "EUR", Obligations: 3, Gross: euros(24350050), Net: euros(4649950),
			EfficiencyBP: 8090}},
		Breaks: []report.Break{{ID: 1, State: "open", Reason: "unknown-at-us", Amount: euros(187540), Correspondent: "ALPHA",
			Text: "Nobody expected this credit. Ask ALPHA who paid it."}},
	}
	if err := report.Console(os.Stdout, picture, report.ConsoleOptions{Width: 64}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Meridian Settlements, cycle 2026-11-24-1: written
	// value date 2026-11-24, cut-off 2026-11-23 16:00 CET, as of
	// 2026-11-24 19:30 CET
	//
	// Gross to net
	//        obligations       gross        net   saved
	//   EUR            3  243,500.50  46,499.50  80.9 %
	//
	// Files sent: none was written
	//
	// Files received: none
	//
	// Matched: nothing yet
	//
	// Breaks: 1 open
	//   break 1  unknown-at-us  EUR 1,875.40  at ALPHA  today
	//     Nobody expected this credit. Ask ALPHA who paid it.
}

func ExampleJournalText() {
	picture := report.Picture{Journal: []report.JournalEntry{{Key: "netting:2026-11-24-1", Kind: "netting",
		ValueDate: "2026-11-24", Postings: []report.Posting{{Account: "participant:ACME", Amount: euros(4649950)},
			{Account: "participant:BOLT", Amount: euros(-4649950)}}}}}
	if err := report.JournalText(os.Stdout, picture); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 2026-11-24 (netting:2026-11-24-1) netting
	//     participant:ACME                                        EUR 46499.50
	//     participant:BOLT                                       EUR -46499.50
}

func ExampleTables() {
	fmt.Println(report.Tables())
	// Output:
	// [balances breaks control conversions files instructions journal matches netting positions reserve safeguarding statements]
}
