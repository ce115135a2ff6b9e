package store

import (
	"encoding/hex"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"nostro/ledger"
)

// oldJournal is the query of the journal as migrations 1 and 2 made it, with the prefix of its tables.
func oldJournal(prefix string) string {
	return fmt.Sprintf(`SELECT e.number, e.key, e.kind, e.value_date, e.booked_at, e.evidence_sha256, e.evidence_place,
  e.reverses, e.memo, e.content_hash, p.account, p.currency, p.minor
  FROM %[1]sjournal_entry e JOIN %[1]sposting p ON p.entry = e.number ORDER BY e.number, p.line`, prefix)
}

// oldRow is a posting of that journal with its entry.
type oldRow struct {
	journalRow
	contentHash string
}

func intoOldRow(r *oldRow) []any {
	e := &r.entry
	return flat(&r.number, &e.Key, choice(&e.Kind, ledger.Kinds()...), dateCell(&e.ValueDate), bookedCell(&r.journalRow),
		&e.Evidence.SHA256, &e.Evidence.Place, refCell(&e.Reverses), &e.Memo, &r.contentHash, &r.posting.Account,
		amountCells(&r.posting.Amount))
}

// oldEntries hands out the entries of that journal; one that is not what its content hash says ends the walk
// with an error that wraps ErrTampered.
func (t *tx) oldEntries(prefix string, visit func(journalRow) error) error {
	var open oldRow
	hand := func() error {
		if open.number == 0 {
			return nil
		}
		if hash := open.entry.Hash(); hex.EncodeToString(hash[:]) != open.contentHash {
			return fmt.Errorf("journal entry %d %q: %w", open.number, open.entry.Key, ErrTampered)
		}
		return visit(open.journalRow)
	}
	err := each(t, "journal before the migration", intoOldRow, oldJournal(prefix), nil, func(r oldRow) error {
		if r.number != open.number {
			if err := hand(); err != nil {
				return err
			}
			open = r
		}
		open.entry.Postings = append(open.entry.Postings, r.posting)
		return nil
	})
	if err != nil {
		return err
	}
	return hand()
}

// sealJournal is what migration 2 does: it gives the entries of a journal that has no log their leaves and
// hashes, in order.
func (t *tx) sealJournal() error {
	var hashes storedHashes
	return t.oldEntries("", func(r journalRow) error {
		seal := ledger.NewSeal(r.number, r.booked, r.entry)
		added, err := tlog.StoredHashesForRecordHash(r.number-1, seal.Leaf(), &hashes)
		if err != nil {
			return err
		}
		if err := t.exec("leaf", "INSERT INTO log_leaf (number, tags) VALUES (?1, ?2)", r.number, seal.Tags()); err != nil {
			return err
		}
		for _, hash := range added {
			if err := t.exec("hash", "INSERT INTO log_hash (position, hash) VALUES (?1, ?2)", len(hashes), hash[:]); err != nil {
				return err
			}
			hashes = append(hashes, hash)
		}
		return nil
	})
}

// storedHashes are the hashes of a tree by their position.
type storedHashes []tlog.Hash

// ReadHashes implements tlog.HashReader.
func (s *storedHashes) ReadHashes(positions []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(positions))
	for n, position := range positions {
		hashes[n] = (*s)[position]
	}
	return hashes, nil
}
