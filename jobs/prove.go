package jobs

import (
	"context"
	"fmt"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"

	"nostro/ledger"
)

// EntryProof shows that an entry is in the books that a checkpoint signs. Its JSON is described in
// docs/tamper-evidence.md; hashes are base64, and numbers that may pass 53 bits are texts.
type EntryProof struct {
	Form       string           `json:"form"` // "nostro inclusion proof 1"
	Entry      ProvedEntry      `json:"entry"`
	LeafIndex  int64            `json:"leaf_index"` // from 0
	LeafHash   tlog.Hash        `json:"leaf_hash"`
	AuditPath  tlog.RecordProof `json:"audit_path"` // from the leaf up
	TreeSize   int64            `json:"tree_size"`
	RootHash   tlog.Hash        `json:"root_hash"`
	Checkpoint string           `json:"checkpoint"` // the signed note
}

// ProvedEntry is an entry, field by field as it is sealed.
type ProvedEntry struct {
	Number         int64           `json:"number"`
	Key            string          `json:"key"`
	Kind           string          `json:"kind"`
	ValueDate      string          `json:"value_date"`
	BookedAt       string          `json:"booked_at"`
	EvidenceSHA256 string          `json:"evidence_sha256"`
	EvidencePlace  string          `json:"evidence_place"`
	Reverses       string          `json:"reverses"`
	Memo           string          `json:"memo"`
	Postings       []ProvedPosting `json:"postings"` // by account and currency
}

// ProvedPosting is one posting: debit positive.
type ProvedPosting struct {
	Account    string `json:"account"`
	Currency   string `json:"currency"`
	MinorUnits string `json:"minor_units"`
}

// ExtensionProof shows that the books of the newer checkpoint begin with all of those of the older one.
type ExtensionProof struct {
	Form      string         `json:"form"` // "nostro consistency proof 1"
	OlderSize int64          `json:"older_size"`
	OlderRoot tlog.Hash      `json:"older_root"`
	NewerSize int64          `json:"newer_size"`
	NewerRoot tlog.Hash      `json:"newer_root"`
	Path      tlog.TreeProof `json:"path"`
	Older     string         `json:"older_checkpoint"` // the signed notes
	Newer     string         `json:"newer_checkpoint"`
}

// ProveEntry returns the proof of the entry with the number or key, under the note or, where that is "",
// under the newest checkpoint. It errs where there is no such entry, where the checkpoint is older than
// the entry (ErrNeedsPerson), where our key did not sign the note, and where the books are not those
// that were signed (ledger.ErrNotExtended).
func (s *Stages) ProveEntry(ctx context.Context, entry, note string, key NoteReader) (p EntryProof, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		e, err := findEntry(tx, entry)
		if err != nil {
			return err
		}
		signed, note, err := checkpointFor(tx, e.Number, note, key)
		if err != nil {
			return err
		}
		path, err := tx.ProveEntry(e.Number, signed.Size)
		if err != nil {
			return err
		}
		leaf := e.Seal().Leaf()
		if err := tlog.CheckRecord(path, signed.Size, signed.Root, e.Number-1, leaf); err != nil {
			return fmt.Errorf("journal entry %d %q is not the one that was sealed: %w", e.Number, e.Entry.Key,
				ledger.ErrNotExtended)
		}
		p = EntryProof{Form: "nostro inclusion proof 1", Entry: provedEntry(e), LeafIndex: e.Number - 1, LeafHash: leaf,
			AuditPath: path, TreeSize: signed.Size, RootHash: signed.Root, Checkpoint: note}
		return nil
	})
	return p, err
}

func findEntry(tx Tx, id string) (LoggedEntry, error) {
	number, err := strconv.ParseInt(id, 10, 64)
	look := func() (LoggedEntry, bool, error) { return tx.EntryByNumber(number) }
	if err != nil {
		look = func() (LoggedEntry, bool, error) { return tx.EntryByKey(id) }
	}
	e, found, err := look()
	if err == nil && !found {
		err = fmt.Errorf("journal entry %q: %w: give its number or its key; nostro report --format journal lists them",
			id, ErrUnknownID)
	}
	return e, err
}

// checkpointFor returns the checkpoint of the note, or the newest, once it has been compared with the books.
func checkpointFor(tx Tx, number int64, note string, key NoteReader) (ledger.Checkpoint, string, error) {
	if note == "" {
		all, err := tx.Checkpoints()
		if err != nil {
			return ledger.Checkpoint{}, "", err
		}
		if len(all) == 0 {
			return ledger.Checkpoint{}, "", needsPerson("there is no checkpoint yet: run nostro checkpoint")
		}
		note = all[len(all)-1].Note
	}
	signed, err := signedAndExtended(tx, note, key)
	if err == nil && signed.Size < number {
		err = needsPerson("the checkpoint of %d entries is older than entry %d: run nostro checkpoint, or name a newer one",
			signed.Size, number)
	}
	return signed, note, err
}

func signedAndExtended(tx Tx, note string, key NoteReader) (ledger.Checkpoint, error) {
	signed, err := readCheckpoint(key, note)
	if err != nil {
		return ledger.Checkpoint{}, err
	}
	now, err := logNow(tx)
	if err != nil {
		return ledger.Checkpoint{}, err
	}
	return signed, checkExtended(tx, signed, now)
}

func provedEntry(e LoggedEntry) ProvedEntry {
	p := ProvedEntry{Number: e.Number, Key: e.Entry.Key, Kind: string(e.Entry.Kind), ValueDate: e.Entry.ValueDate.String(),
		BookedAt: e.BookedAt, EvidenceSHA256: e.Entry.Evidence.SHA256, EvidencePlace: e.Entry.Evidence.Place,
		Reverses: e.Entry.Reverses, Memo: e.Entry.Memo}
	for _, posting := range ledger.SortedPostings(e.Entry.Postings) {
		p.Postings = append(p.Postings, ProvedPosting{string(posting.Account), posting.Amount.Currency().Code(),
			strconv.FormatInt(posting.Amount.Minor(), 10)})
	}
	return p
}

// ProveExtension returns the proof that the books of the newer note begin with those of the older one. It
// errs where our key did not sign both, where the older has more entries, and where today's books are not
// those that either signed (ledger.ErrNotExtended).
func (s *Stages) ProveExtension(ctx context.Context, older, newer string, key NoteReader) (p ExtensionProof, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		first, err := signedAndExtended(tx, older, key)
		if err != nil {
			return fmt.Errorf("older checkpoint: %w", err)
		}
		second, err := signedAndExtended(tx, newer, key)
		if err != nil {
			return fmt.Errorf("newer checkpoint: %w", err)
		}
		if first.Size > second.Size {
			return fmt.Errorf("the older checkpoint has %d entries, the newer one %d: turn them round",
				first.Size, second.Size)
		}
		path, err := tx.ProveExtension(first.Size, second.Size)
		if err != nil {
			return err
		}
		p = ExtensionProof{Form: "nostro consistency proof 1", OlderSize: first.Size, OlderRoot: first.Root,
			NewerSize: second.Size, NewerRoot: second.Root, Path: path, Older: older, Newer: newer}
		return ledger.CheckExtends(first, second, path)
	})
	return p, err
}
