package verify

import "fmt"

// grow adds a leaf to both trees and compares the stored hashes from the position on with what it
// completes. It returns the stored hash of the leaf, and whether there was one.
func (w *walk) grow(position int64, leaf hash) (stored hash, ok bool, err error) {
	stored, ok, err = w.pull(position)
	if err != nil {
		return stored, ok, err
	}
	if w.broken {
		return stored, ok, w.skipInner()
	}
	if !ok {
		w.accuseHash(position, "it is missing")
	}
	if ok && stored != leaf && w.stored == nil {
		w.stored = w.given.copy()
	}
	w.done = w.given.push(leaf, w.done[:0])
	w.other = append(w.other[:0], w.done...)
	if w.stored != nil {
		if !ok {
			stored = leaf
		}
		w.other = w.stored.push(stored, w.other[:0])
	}
	return stored, ok, w.compareInner(position+1, w.done[1:], w.other[1:])
}

// pull takes the stored hash at the position; false where there is none.
func (w *walk) pull(position int64) (stored hash, ok bool, err error) {
	for w.hashes.live && w.hashes.number(0) < position {
		w.accuseHash(w.hashes.number(0), "it is there twice, or below zero")
		if err := w.hashes.next(); err != nil {
			return stored, false, err
		}
	}
	if !w.hashes.at(position) {
		return stored, false, nil
	}
	w.Counted.Hashes++
	raw := w.hashes.blob(1)
	if len(raw) == len(stored) {
		stored = hash(raw)
	}
	return stored, true, w.hashes.next()
}

// compareInner compares the stored inner hashes with those that the stored leaf hashes give, or the entries:
// where only the leaf was changed, that is said of the entry, and the hashes above it are not to blame.
func (w *walk) compareInner(position int64, given, want []hash) error {
	for n, h := range want {
		at := position + int64(n)
		stored, ok, err := w.pull(at)
		switch {
		case err != nil:
			return err
		case !ok:
			w.accuseHash(at, "it is missing")
		case stored != h && stored != given[n]:
			w.accuseHash(at, "it is not the hash of the two below it")
		}
	}
	return nil
}

// skipInner moves past the inner hashes of the leaf at hand where no tree can be built.
func (w *walk) skipInner() error {
	for w.hashes.live && w.hashes.number(0) < leafPosition(w.last+1) {
		w.Counted.Hashes++
		if err := w.hashes.next(); err != nil {
			return err
		}
	}
	return nil
}

// hashFindingsMax keeps findings about the log from crowding out those about entries.
const hashFindingsMax = 10

func (w *walk) accuseHash(position int64, what string) {
	if w.badHashes++; w.badHashes > hashFindingsMax {
		w.Left++
		return
	}
	w.accuse(Finding{Field: fmt.Sprintf("log_hash %d", position), What: what})
}
