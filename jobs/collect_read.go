package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
		if err := s.readFile(ctx, f, tally, nil); err != nil {
			return fmt.Errorf("file %s of %s: %w", f.Name, f.Correspondent, err)
		}
	}
	return nil
}

// readFile takes what a file says into the store, or puts it into quarantine with the reason. What also (which may
// be nil) writes is committed with it.
func (s *Stages) readFile(ctx context.Context, f FileIn, tally *collectTally, also func(Tx, FileIn) error) error {
	keep := func(tx Tx) error {
		if err := tx.SaveFileIn(f); err != nil || also == nil {
			return err
		}
		return also(tx, f)
	}
	from, err := s.Settings.Correspondent(f.Correspondent)
	if err != nil && !errors.Is(err, ErrUnknownID) { // of one that is in nostro.yaml no more, other forms are still read
		return err
	}
	file, unreadable := s.readBankFile(f, from)
	if errors.Is(unreadable, errNotRead) {
		return unreadable
	}
	if unreadable != nil {
		tally.quarantined++
		tally.note("%s: %s lies in quarantine: %s: nostro quarantine show %d", f.Correspondent, f.Name, unreadableText(unreadable), f.ID)
		f.State, f.Detail = lifecycle.FileInQuarantined, unreadableText(unreadable)
		return s.Store.Update(ctx, keep)
	}
	tally.read++
	if doubts := len(file.Warnings); doubts > 0 { // nothing is booked by what they are about, but a bank should hear of them
		tally.notes = append(tally.notes, fmt.Sprintf("%s: %s was read, with %s: nostro files show in:%d", f.Correspondent, f.Name,
			countOf(doubts, "doubt", "doubts"), f.ID))
	}
	f.State, f.Message, f.Detail = lifecycle.FileInRead, messages(file.Inbound), remarks(file.Inbound)
	return s.Store.Update(ctx, func(tx Tx) error {
		if err := keepInbound(tx, f, file); err != nil {
			return err
		}
		return keep(tx)
	})
}

// actedOn are the kinds of messages that change something here. Others are readable, but nobody has told
// this system what they should do: a person looks at them.
var actedOn = []string{"admi.002", "camt.029", "camt.052", "camt.053", "camt.054", "pacs.002", "pacs.004", "pain.002"}

// messages names the messages of a file, each kind and version once.
func messages(inbound formats.Inbound) string {
	var names []string
	for _, d := range inbound.Documents {
		if !slices.Contains(names, d.Message) {
			names = append(names, d.Message)
		}
	}
	return strings.Join(names, ", ")
}

// remarks lists what the reader could not understand, so that a person can see it.
func remarks(inbound formats.Inbound) string {
	var out []string
	for _, d := range inbound.Documents {
		if d.Kind == "camt.052" {
			out = append(out, d.Message+" informs: nothing is booked by it, the statement of the day does that")
		}
		if d.Kind == "camt.054" {
			out = append(out, d.Message+" informs: it tells the payments of what a statement books, and books nothing")
		}
	}
	for _, w := range inbound.Warnings {
		out = append(out, "warning: "+w.String())
	}
	for _, u := range inbound.Unread {
		out = append(out, "not understood: "+u.String())
	}
	return strings.Join(out, "; ")
}

// keepAdvices keeps the bookings of a notification; they wait for those of the statement.
func keepAdvices(tx Tx, f FileIn, d formats.Document, notification formats.Statement, entries []bankEntry) error {
	for _, e := range entries {
		if err := tx.AddAdvice(bankAdvice(f, d, notification, e)); err != nil {
			return err
		}
	}
	return nil
}

func keepInbound(tx Tx, f FileIn, file bankFile) error {
	statuses, returns, resolutions := 0, 0, 0
	for _, d := range file.Documents {
		for _, status := range d.Statuses {
			if status.Level == formats.LevelBatch && status.Code != "RJCT" {
				continue // its payments are told one by one, and nothing comes to an end with it
			}
			statuses++
			if err := tx.AddBankStatus(bankStatus(f, statuses, status)); err != nil {
				return err
			}
		}
		for _, r := range d.Returns {
			returns++
			if err := tx.AddBankReturn(bankReturn(f, returns, r)); err != nil {
				return err
			}
		}
		for _, r := range d.Resolutions {
			if saidByPayment(d.Resolutions, r) {
				continue
			}
			resolutions++
			if err := tx.AddRecallAnswer(recallAnswer(f, resolutions, r)); err != nil {
				return err
			}
		}
		if d.Kind == "camt.052" {
			continue // what happens in the day informs; the statement of the day books it
		}
		for n, statement := range d.Statements {
			entries := file.entries[entriesOf{d.Number, n}]
			if d.Kind == "camt.054" {
				if err := keepAdvices(tx, f, d, statement, entries); err != nil {
					return err
				}
				continue
			}
			if _, err := tx.AddStatement(bankStatement(f, d, statement, entries)); err != nil {
				return err
			}
		}
	}
	return nil
}
