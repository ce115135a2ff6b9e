package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"nostro/internal/store"
	"nostro/jobs"
)

func Example() {
	folder, err := os.MkdirTemp("", "nostro")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	now := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	s, err := store.Open(context.Background(), filepath.Join(folder, "nostro.db"), now)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	for range 2 { // the second time, the key is known
		err = s.Update(context.Background(), func(tx jobs.Tx) error {
			posted, err := tx.Post(entryOf("booked:1:1:unexplained", 250), now)
			fmt.Println("entry", posted.Number, "new:", posted.New)
			return err
		})
	}
	fmt.Println(err)
	err = s.View(context.Background(), func(tx jobs.Tx) error {
		balances, err := tx.JournalBalances()
		for _, b := range balances {
			fmt.Println(b.Account, b.Balance)
		}
		return err
	})
	fmt.Println(err)
	// Output:
	// entry 1 new: true
	// entry 1 new: false
	// <nil>
	// nostro:ALPHA EUR 2.50
	// suspense:ALPHA EUR -2.50
	// <nil>
}
