package jobs

import (
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"nostro/calendar"
	"nostro/ledger"
)

// LoggedEntry is an entry of the journal as the transparency log has it.
type LoggedEntry struct {
	Number   int64  // 1, 2, 3 ...; its leaf is the one before, counted from 0
	BookedAt string // exactly as the journal writes it
	Entry    ledger.Entry
}

// Seal returns the hashes of its fields.
func (e LoggedEntry) Seal() ledger.Seal { return ledger.NewSeal(e.Number, e.BookedAt, e.Entry) }

// SignedCheckpoint is a checkpoint with the note that signs it.
type SignedCheckpoint struct {
	ledger.Checkpoint
	Note   string // the whole signed note
	MadeAt time.Time
}

// LogTx is the transparency log over the journal: leaf number N belongs to entry number N. Post writes it.
type LogTx interface {
	// LogSize returns how many entries the log has.
	LogSize() (int64, error)
	// LogRoot returns the root hash of the first size entries, which must be there.
	LogRoot(size int64) (tlog.Hash, error)
	// CheckLog computes every leaf and every hash of the tree again from the journal. It errs where one is
	// not what is stored, naming the first entry and its fields.
	CheckLog() error
	// EntryByNumber returns the entry with that number, without a look at its hashes.
	EntryByNumber(number int64) (e LoggedEntry, found bool, err error)
	// EntryByKey does so by key.
	EntryByKey(key string) (e LoggedEntry, found bool, err error)
	// ProveEntry returns the audit path of the entry in the tree of the first size entries.
	ProveEntry(number, size int64) (tlog.RecordProof, error)
	// ProveExtension returns the proof that the tree of newer entries begins with that of older ones.
	ProveExtension(older, newer int64) (tlog.TreeProof, error)
	// AddCheckpoint keeps one for ever.
	AddCheckpoint(c SignedCheckpoint) error
	// Checkpoints returns all by size and time.
	Checkpoints() ([]SignedCheckpoint, error)
}

// PeriodClose says that nothing is booked any more with a value date on or before Until.
type PeriodClose struct {
	Until calendar.Date
	At    time.Time
	By    string
}

// PeriodTx is the closed periods, and the balances as they were.
type PeriodTx interface {
	// AddPeriodClose closes a period that ends after all that are closed.
	AddPeriodClose(c PeriodClose) error
	// PeriodCloses returns all by date.
	PeriodCloses() ([]PeriodClose, error)
	// JournalBalancesAt returns the balances of the entries with a value date on or before the date, by
	// account and currency.
	JournalBalancesAt(valueDate calendar.Date) ([]ledger.Row, error)
	// JournalBalancesAsOf returns the balances of the entries that were booked at or before the instant.
	JournalBalancesAsOf(booked time.Time) ([]ledger.Row, error)
}
