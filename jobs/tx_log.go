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

// BooksCheck is what a walk over the whole journal found.
type BooksCheck struct {
	Entries, Postings int
	Accounts, Days    int   // accounts with postings, and their totals by value date
	Log               error // the first entry, leaf or tile that is not what was sealed; the walk ended there
	Balances          error // the first balance or total that is not the sum of its postings
}

// LogTx is the transparency log over the journal: leaf number N belongs to entry number N. Post writes it.
type LogTx interface {
	// LogSize returns how many entries the log has.
	LogSize() (int64, error)
	// LogRoot returns the root hash of the first size entries, which must be there.
	LogRoot(size int64) (tlog.Hash, error)
	// CheckBooks goes through the journal once, calls visit (which may be nil) with every entry, and computes
	// again every leaf and tile of the log, every balance and every total. What does not hold is in the
	// result; visit's first error ends it and is returned.
	CheckBooks(visit func(number int64, at time.Time, e ledger.Entry) error) (BooksCheck, error)
	// CheckLog is what CheckBooks says of the log.
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

// PeriodTx is the closed periods.
type PeriodTx interface {
	// AddPeriodClose closes a period that ends after all that are closed.
	AddPeriodClose(c PeriodClose) error
	// PeriodCloses returns all by date.
	PeriodCloses() ([]PeriodClose, error)
}
