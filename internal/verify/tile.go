package verify

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
)

const selectTiles = "SELECT level, n, hash FROM log_tile"

// tileHeight is how many levels of the tree a tile spans: one of level 1 is the hash of 2^8 leaves.
const tileHeight = 8

// tileAt names a tile: over which leaves it is follows from both numbers.
type tileAt struct{ level, n int64 }

func (t tileAt) String() string { return fmt.Sprintf("log_tile %d of level %d", t.n, t.level) }

// tiles are the rows that no leaf has reached yet. There is one for 256 entries.
type tiles map[tileAt]hash

func (w *walk) loadTiles(ctx context.Context) error {
	w.tiles = tiles{}
	return w.source.each(ctx, selectTiles, func(c *cursor) error {
		w.Counted.Tiles++
		var stored hash
		copy(stored[:], c.blob(2))
		w.tiles[tileAt{c.number(0), c.number(1)}] = stored
		return nil
	})
}

// compareTile compares the tile that the last leaf completed with what the entries give, and with what the
// stored leaves give: where only a leaf was changed, that is said of the entry, and the tile is not to blame.
func (w *walk) compareTile(level int64, given, other hash) {
	width := int64(1) << (level * tileHeight)
	at := tileAt{level, w.last/width - 1}
	stored, there := w.tiles[at]
	delete(w.tiles, at)
	switch {
	case !there:
		w.accuseSome(Finding{Field: at.String(), What: fmt.Sprintf("the hash of entries %d to %d is missing", w.last-width+1, w.last)})
	case stored != given && stored != other:
		w.accuseSome(Finding{Field: at.String(), What: fmt.Sprintf("it is not the hash of entries %d to %d: it was changed, or one "+
			"of them together with its leaf", w.last-width+1, w.last)})
	}
}

// leftTiles accuses tiles that no leaf completes.
func (w *walk) leftTiles() {
	if w.gaps > 0 { // there was no tree to compare them with
		return
	}
	left := slices.SortedFunc(maps.Keys(w.tiles), func(a, b tileAt) int {
		return cmp.Or(cmp.Compare(a.level, b.level), cmp.Compare(a.n, b.n))
	})
	for _, at := range left {
		w.accuseSome(Finding{Field: at.String(), What: fmt.Sprintf("%d entries do not reach it: those at the end were deleted, "+
			"or the row was added", w.last)})
	}
}
