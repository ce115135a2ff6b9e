package store

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// tileHeight is how many levels of the tree one tile spans: 2^8 leaves, or 2^8 tiles of the level below.
const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

const (
	selectLeaf   = "SELECT leaf FROM journal_entry WHERE number = ?1"
	selectLeaves = "SELECT leaf FROM journal_entry WHERE number BETWEEN ?1 AND ?2 ORDER BY number"
	selectTiles  = "SELECT hash FROM log_tile WHERE level = ?1 AND n BETWEEN ?2 AND ?3 ORDER BY n"
)

var insertTile = insertInto("log_tile", "level, n, hash")

// logReader reads hashes of the tree: those of whole tiles are stored, what lies between is computed.
type logReader struct{ t *tx }

// ReadHashes implements tlog.HashReader.
func (r logReader) ReadHashes(positions []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(positions))
	for n, position := range positions {
		level, at := tlog.SplitStoredHashIndex(position)
		below := level / tileHeight // the tiles, or leaves, that the hash is made of
		width := int64(1) << (level % tileHeight)
		parts, err := r.t.nodes(below, at*width, width)
		if err != nil {
			return nil, err
		}
		hashes[n] = root(parts)
	}
	return hashes, nil
}

// nodes returns so many hashes of a level of tiles, 0 being the leaves. One that is missing wraps ErrTampered.
func (t *tx) nodes(level int, from, count int64) ([]tlog.Hash, error) {
	what, query, args := "transparency log", selectTiles, []any{level, from, from + count - 1}
	if level == 0 {
		query, args = selectLeaves, []any{from + 1, from + count}
	}
	hashes, err := list(t, what, intoHash, query, args...)
	if err == nil && int64(len(hashes)) != count {
		err = fmt.Errorf("transparency log: of hashes %d to %d of level %d there are %d: %w", from, from+count-1,
			level*tileHeight, len(hashes), ErrTampered)
	}
	return hashes, err
}

// root returns the hash over a whole subtree. It uses the list up.
func root(hashes []tlog.Hash) tlog.Hash {
	for len(hashes) > 1 {
		for n := range len(hashes) / 2 {
			hashes[n] = tlog.NodeHash(hashes[2*n], hashes[2*n+1])
		}
		hashes = hashes[:len(hashes)/2]
	}
	return hashes[0]
}

// addTiles stores the hashes of the tiles that the entries, just written, make whole.
func (t *tx) addTiles(what string, entries entryFeed) error {
	first, last := entries[0].number, entries[len(entries)-1].number
	for n := (first - 1) / tileWidth; n < last/tileWidth; n++ {
		leaves, err := t.tileLeaves(n, entries)
		if err != nil {
			return err
		}
		if err := t.addTile(what, 1, n, root(leaves)); err != nil {
			return err
		}
	}
	return nil
}

// tileLeaves returns the leaves of a tile: of entries that were there before, from the database.
func (t *tx) tileLeaves(n int64, entries entryFeed) ([]tlog.Hash, error) {
	from := n*tileWidth - (entries[0].number - 1) // place in entries of the first leaf
	if from < 0 {
		return t.nodes(0, n*tileWidth, tileWidth)
	}
	leaves := make([]tlog.Hash, tileWidth)
	for k := range leaves {
		leaves[k] = entries[from+int64(k)].leaf
	}
	return leaves, nil
}

// addTile stores a hash, and that of the tile above where it is the last of its own.
func (t *tx) addTile(what string, level int, n int64, hash tlog.Hash) error {
	if err := t.exec(what, insertTile, level, n, hash[:]); err != nil {
		return err
	}
	if (n+1)%tileWidth != 0 {
		return nil
	}
	parts, err := t.nodes(level, n+1-tileWidth, tileWidth)
	if err != nil {
		return err
	}
	return t.addTile(what, level+1, n/tileWidth, root(parts))
}

func intoHash(h *tlog.Hash) []any { return []any{hashCell(h[:])} }

// hashCell reads a column of exactly as many bytes as the destination has.
func hashCell(into []byte) cell {
	return func(column any) error {
		raw, ok := column.([]byte)
		if !ok || len(raw) != len(into) {
			return fmt.Errorf("%T of %d bytes stands where %d bytes belong", column, len(raw), len(into))
		}
		copy(into, raw)
		return nil
	}
}
