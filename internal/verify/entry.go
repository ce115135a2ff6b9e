package verify

import (
	"slices"
	"strconv"
)

const (
	selectEntries = `SELECT number, key, kind, value_date, booked_at, evidence_sha256, evidence_place, reverses, memo,
  postings, leaf, tags FROM journal_entry NOT INDEXED ORDER BY number`
	selectPostings = `SELECT entry, currency, account, minor, balance, line FROM posting ORDER BY entry, currency, account`
)

// Columns of selectEntries beyond the texts that the leaf covers.
const (
	columnPostings = fieldMemo + 1 + iota
	columnLeaf
	columnTags
)

// entry is one entry with its postings. Its memory is used again for another.
type entry struct {
	fields
	number     int64
	said       int64 // postings that the row says there are
	storedLeaf hash  // zero where the column holds none
	storedTags []byte
	rows       []posting
	stray      bool // postings of a number that no entry has

	leaf hash // what the entry gives
	tags [tagsBytes]byte
}

// posting is one row. Its line and its balance are in no leaf.
type posting struct {
	account              int64
	currency             string
	minor, balance, line int64
}

func (e *entry) key() string { return e.text[fieldKey] }

// read takes the next entry and moves both cursors behind it, or takes the postings that come before it and
// belong to none.
func (e *entry) read(row, postings *cursor) error {
	e.stray = !row.live || postings.live && postings.number(0) < row.number(fieldNumber)
	if e.stray {
		e.number = postings.number(0)
		return e.readPostings(postings)
	}
	e.number, e.said = row.number(fieldNumber), row.number(columnPostings)
	e.text[fieldNumber] = strconv.FormatInt(e.number, 10)
	for n := fieldKey; n <= fieldMemo; n++ {
		e.text[n] = row.text(n)
	}
	e.storedLeaf, e.storedTags = hash{}, row.blob(columnTags)
	if leaf := row.blob(columnLeaf); len(leaf) == len(e.storedLeaf) {
		e.storedLeaf = hash(leaf)
	}
	if err := row.next(); err != nil {
		return err
	}
	return e.readPostings(postings)
}

func (e *entry) readPostings(c *cursor) error {
	e.rows = e.rows[:0]
	for c.live && c.number(0) == e.number {
		e.rows = append(e.rows, posting{currency: c.text(1), account: c.number(2), minor: c.number(3), balance: c.number(4),
			line: c.number(5)})
		if err := c.next(); err != nil {
			return err
		}
	}
	return nil
}

// sealer computes what the log must say of an entry. It keeps its memory from one to the next.
type sealer struct {
	leafer
	names map[int64]string // of the accounts
	lines []line
}

// seal sets the leaf and the tags. A posting on an account that is not there has no name, so the leaf cannot
// be the one that was booked.
func (s *sealer) seal(e *entry) {
	s.lines = s.lines[:0]
	for _, p := range e.rows {
		s.lines = append(s.lines, line{s.names[p.account], p.currency, p.minor})
	}
	slices.SortFunc(s.lines, compareLines)
	e.postings = appendLines(e.postings[:0], s.lines)
	e.leaf = s.leafer.leaf(&e.fields)
	e.tags = s.tags
}
