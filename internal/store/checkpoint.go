package store

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"nostro/jobs"
)

const (
	checkpointColumns = "size, root, note, made_at"
	selectCheckpoints = "SELECT " + checkpointColumns + " FROM checkpoint ORDER BY size, made_at"
	selectLogSize     = "SELECT coalesce(max(number), 0) FROM journal_entry"
)

var insertCheckpoint = insertInto("checkpoint", checkpointColumns)

func (t *tx) LogSize() (int64, error) {
	if err := t.flush(); err != nil {
		return 0, err
	}
	size, _, err := value[int64](t, "size of the transparency log", selectLogSize)
	return size, err
}

// reader reads the tree as it is written.
func (t *tx) reader() logReader { return logReader{t} }

func (t *tx) LogRoot(size int64) (tlog.Hash, error) {
	if err := t.checkSizes(0, size); err != nil {
		return tlog.Hash{}, err
	}
	return tlog.TreeHash(size, t.reader())
}

func (t *tx) ProveEntry(number, size int64) (tlog.RecordProof, error) {
	if err := t.checkSizes(1, number, size); err != nil {
		return nil, err
	}
	return tlog.ProveRecord(size, number-1, t.reader())
}

func (t *tx) ProveExtension(older, newer int64) (tlog.TreeProof, error) {
	if err := t.checkSizes(1, older, newer); err != nil {
		return nil, err
	}
	return tlog.ProveTree(newer, older, t.reader())
}

// checkSizes errs where the sizes do not rise from the least up to the size of the log.
func (t *tx) checkSizes(least int64, sizes ...int64) error {
	all, err := t.LogSize()
	if err != nil {
		return err
	}
	for _, size := range append(sizes, all) {
		if size < least {
			return fmt.Errorf("transparency log: %d of %v is out of order, it has %d entries", size, sizes, all)
		}
		least = size
	}
	return nil
}

func (t *tx) AddCheckpoint(c jobs.SignedCheckpoint) error {
	return t.exec(fmt.Sprintf("checkpoint of %d entries", c.Size), insertCheckpoint, c.Size, c.Root[:], c.Note,
		instant(c.MadeAt))
}

func (t *tx) Checkpoints() ([]jobs.SignedCheckpoint, error) {
	return list(t, "checkpoints", func(c *jobs.SignedCheckpoint) []any {
		return []any{&c.Size, hashCell(c.Root[:]), &c.Note, instantCell(&c.MadeAt)}
	}, selectCheckpoints)
}
