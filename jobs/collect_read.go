package jobs

import (
	"context"
	"fmt"
	"strings"

	"nostro/formats"
	"nostro/lifecycle"
)

// readFetched reads every file that is fetched and not yet read, also those that a crash left so.
func (s *Stages) readFetched(ctx context.Context, tally *collectTally) error {
	var files []FileIn
	err := s.Store.View(ctx, func(tx Tx) (err error) {
		files, err = tx.FilesIn()
		return err
	})
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.State != lifecycle.FileInFetched {
			continue
		}
		if err := s.readFile(ctx, f, tally); err != nil {
			return fmt.Errorf("file %s of %s: %w", f.Name, f.Correspondent, err)
		}
	}
	return nil
}

// readFile takes what a file says into the store, or puts it into quarantine with the reason.
func (s *Stages) readFile(ctx context.Context, f FileIn, tally *collectTally) error {
	data, err := s.Spool.Read(f.ArchiveName())
	if err != nil {
		return err
	}
	inbound, unreadable := readBankFile(data)
	if unreadable != nil {
		tally.quarantined++
		tally.note("%s: %s lies in quarantine: %v", f.Correspondent, f.Name, unreadable)
		f.State, f.Detail = lifecycle.FileInQuarantined, unreadable.Error()
		return s.Store.Update(ctx, func(tx Tx) error { return tx.SaveFileIn(f) })
	}
	tally.read++
	f.State, f.Message, f.Detail = lifecycle.FileInRead, inbound.Message, remarks(inbound)
	return s.Store.Update(ctx, func(tx Tx) error {
		if err := keepInbound(tx, f, inbound); err != nil {
			return err
		}
		return tx.SaveFileIn(f)
	})
}

func readBankFile(data []byte) (formats.Inbound, error) {
	if len(data) == 0 {
		return formats.Inbound{}, fmt.Errorf("the file has no bytes: ask the bank to send it again")
	}
	return formats.Read(data)
}

// remarks lists what the reader could not understand, so that a person can see it.
func remarks(inbound formats.Inbound) string {
	var out []string
	for _, w := range inbound.Warnings {
		out = append(out, "warning: "+w)
	}
	for _, u := range inbound.Unread {
		out = append(out, "not understood: "+u)
	}
	return strings.Join(out, "; ")
}

func keepInbound(tx Tx, f FileIn, inbound formats.Inbound) error {
	for n, status := range inbound.Statuses {
		if err := tx.AddBankStatus(bankStatus(f, n+1, status)); err != nil {
			return err
		}
	}
	for n, r := range inbound.Returns {
		if err := tx.AddBankReturn(bankReturn(f, n+1, r)); err != nil {
			return err
		}
	}
	for _, statement := range inbound.Statements {
		if _, err := tx.AddStatement(bankStatement(f, statement)); err != nil {
			return err
		}
	}
	return nil
}
