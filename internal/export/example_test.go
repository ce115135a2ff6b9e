package export_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"nostro/calendar"
	"nostro/intake"
	"nostro/internal/export"
	"nostro/internal/store"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

func ExampleRead() {
	at := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	folder, err := os.MkdirTemp("", "nostro-*")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	books, err := store.Open(context.Background(), filepath.Join(folder, "nostro.db"), at)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer books.Close()
	sent, err := ledger.PayOutSent(ledger.Movement{Key: ledger.PayOutKey("AB12"), Participant: "alfa",
		Correspondent: "rhein", Amount: money.FromMinor(money.MustCurrency("EUR"), 4649950),
		ValueDate: calendar.MustDate("2026-11-24"), Memo: "to Alfa"})
	if err != nil {
		fmt.Println(err)
		return
	}
	err = books.Update(context.Background(), func(tx jobs.Tx) error {
		if err := tx.AddParticipant(intake.Participant{ID: "alfa", Kind: intake.Company}, jobs.Source{}); err != nil {
			return err
		}
		_, err := tx.Post(sent, at)
		return err
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	err = export.Read(context.Background(), books, func(b export.Books) error { return export.Hledger(os.Stdout, b) })
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// ; Nostro journal
	//
	// decimal-mark .
	//
	// commodity EUR 1000.00
	//
	// account participant:alfa  ; type:L
	// account transit:rhein  ; type:A
	//
	// 2026-11-24 * (1) pay-out | to Alfa
	//     ; number:1
	//     ; key:pay-out:AB12
	//     ; kind:pay-out
	//     ; booked-at:2026-11-24T09:30:00Z
	//     participant:alfa                                            EUR 46499.50
	//     transit:rhein                                              EUR -46499.50
	//
	// 2026-11-24 * balances
	//     participant:alfa                              EUR 0.00 = EUR 46499.50
	//     transit:rhein                                 EUR 0.00 = EUR -46499.50
}
