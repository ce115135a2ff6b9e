package verify

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

const (
	// Where an entry was booked from a statement, both name the file that the statement came in, or its page.
	selectFileInLinks = `SELECT DISTINCT 'file_in ' || f.id, j.number, j.key
  FROM entry_match m JOIN statement s ON s.id = m.statement JOIN file_in f ON f.id = `
	fileOfStatement = `s.file_in`
	fileOfPage      = `coalesce((SELECT p.file_in FROM statement_page p WHERE p.statement = s.id AND p.first_entry <= m.entry
         ORDER BY p.first_entry DESC, p.page DESC LIMIT 1), s.file_in)`
	pagedVersion      = 31 // of the schema, from which on pages are known
	restOfFileInLinks = `
  JOIN journal_entry j ON j.key = m.journal
 WHERE j.evidence_sha256 <> '' AND j.evidence_sha256 <> f.sha256`
	// What a corrected statement has as before was booked from the one that it corrects.
	notCorrected = `
   AND j.evidence_sha256 NOT IN (SELECT g.sha256 FROM statement o JOIN file_in g ON g.id = o.file_in
        WHERE o.instead IS NOT NULL AND o.correspondent = s.correspondent AND o.account = s.account)`
	orderOfLinks = ` ORDER BY f.id, j.number`

	// The entry of a pay-out names its file in the memo.
	selectFileOutLinks = `SELECT 'file_out ' || o.name, j.number, j.key
  FROM journal_entry j JOIN file_out o ON o.name = j.memo
 WHERE j.kind = 'pay-out' AND j.evidence_sha256 <> '' AND j.evidence_sha256 <> o.sha256 ORDER BY j.number`

	// Every file that a row names: the row, where the file lies in the spool, its hash.
	selectFiles = `SELECT 'file_out ' || name, 'out/' || name, sha256 FROM file_out
 UNION ALL SELECT 'file_in ' || id, 'in/' || correspondent || '/' || sha256 || '.xml', sha256 FROM file_in
 UNION ALL SELECT 'input_file ' || sha256, 'raw/' || sha256, sha256 FROM input_file`
	// What went and came encrypted, where the books know of such files.
	selectSealed = ` UNION ALL SELECT 'sealed_out ' || file, 'sealed/' || sha256 || '.pgp', sha256 FROM sealed_out
 UNION ALL SELECT 'sealed_in ' || correspondent || ' ' || sha256, 'sealed/' || sha256 || '.pgp', sha256 FROM sealed_in`
	sealedVersion = 10 // of the schema, from which on they do
)

// files is the check of the files that the books name.
type files struct {
	*run
	archive *archive // nil where no spool was given
	named   map[string]bool
	accused map[string]bool // by field
	missing []string
	lacking int64 // how many are missing
	closed  int64 // how many are encrypted, and nothing here opens them
}

// checkEvidence holds the files against the rows and entries that name them.
func (r *run) checkEvidence(ctx context.Context, spool string, decrypt Decrypt) (err error) {
	f := &files{run: r, named: map[string]bool{}, accused: map[string]bool{}}
	version, err := r.version(ctx)
	if err != nil {
		return err
	}
	fileIn := selectFileInLinks + fileOfStatement + restOfFileInLinks + orderOfLinks
	if version >= pagedVersion {
		fileIn = selectFileInLinks + fileOfPage + restOfFileInLinks + notCorrected + orderOfLinks
	}
	for _, query := range []string{fileIn, selectFileOutLinks} {
		if err := f.checkLinks(ctx, query); err != nil {
			return err
		}
	}
	if spool != "" {
		if f.archive, err = readArchive(spool, decrypt); err != nil {
			return err
		}
	}
	query := selectFiles
	if version >= sealedVersion {
		query += selectSealed
	}
	err = r.source.each(ctx, query, func(c *cursor) error {
		f.row(c.text(0), c.text(1), c.text(2))
		return nil
	})
	if err != nil {
		return err
	}
	f.entries()
	f.conclude(spool)
	return nil
}

// checkLinks accuses rows whose hash is not the one that a sealed entry names. Where the entry itself is
// not what its leaf says, the row is not to blame.
func (f *files) checkLinks(ctx context.Context, query string) error {
	return f.source.each(ctx, query, func(c *cursor) error {
		number, field := c.number(1), c.text(0)+", sha256"
		if f.accused[field] || !f.walked.isSealed(number) {
			return nil
		}
		f.accused[field] = true
		f.accuse(Finding{Entry: number, Key: c.text(2), Field: field,
			What: "the entry that was booked from this file names another hash"})
		return nil
	})
}

// row looks at a file that a row names.
func (f *files) row(row, path, sha string) {
	if f.archive == nil {
		f.count(sha)
		return
	}
	f.named[sha] = true
	got, there := f.archive.byPath[path]
	switch {
	case f.archive.closed[path]:
		f.closed++
	case !there:
		f.lack(fmt.Sprintf("%s (%s)", path, row))
	case got == sha:
		f.Counted.Files++
	case f.accused[row+", sha256"]:
	default:
		f.changed(sha, path, "its bytes are not those that "+row+" recorded")
	}
}

// count counts each hash once.
func (f *files) count(sha string) {
	if !f.named[sha] {
		f.named[sha] = true
		f.Counted.FilesUnlooked++
	}
}

func (f *files) lack(what string) {
	f.lacking++
	if len(f.missing) < findingsMax {
		f.missing = append(f.missing, what)
	}
}

// changed accuses a file, with the entry that it proves where there is one.
func (f *files) changed(sha, path, what string) {
	field := "spool " + path
	if f.accused[field] {
		return
	}
	f.accused[field] = true
	var key hash
	if raw, err := hex.DecodeString(sha); err == nil && len(raw) == len(key) {
		key = hash(raw)
	}
	proves := f.walked.evidence[key]
	f.accuse(Finding{Entry: proves.entry, Key: proves.key, Field: field, What: what})
}

// entries looks at the files that entries name and no row did, in the order of the entries.
func (f *files) entries() {
	list := make([]hash, 0, len(f.walked.evidence))
	for sha := range f.walked.evidence {
		list = append(list, sha)
	}
	slices.SortFunc(list, func(a, b hash) int {
		return int(f.walked.evidence[a].entry - f.walked.evidence[b].entry)
	})
	for _, sha := range list {
		text := hex.EncodeToString(sha[:])
		if f.archive == nil {
			f.count(text)
		} else if !f.named[text] {
			f.evidence(text, f.walked.evidence[sha])
		}
	}
}

// evidence looks for one file: by its bytes, then by the place and the name that it should have.
func (f *files) evidence(sha string, p place) {
	if _, there := f.archive.byHash[sha]; there {
		f.Counted.Files++
		return
	}
	path, named := f.archive.stems[sha]
	if _, placed := f.archive.byPath[p.path]; placed {
		path, named = p.path, true
	}
	if f.archive.closed[path] {
		f.closed++
		return
	}
	if named && f.walked.isSealed(p.entry) {
		f.changed(sha, path, "its bytes are not those that the entry names as its evidence")
		return
	}
	f.lack(fmt.Sprintf("evidence %s of entry %d (%s)", sha, p.entry, strings.TrimSpace(p.key+" "+p.path)))
}

// conclude doubts what is missing: a file may have been deleted, or moved with good reason, or the folder
// may be another one.
func (f *files) conclude(spool string) {
	if f.closed > 0 {
		f.doubt("%d files that the books name are encrypted in %s, and nothing given here opens them: give --identity, the file with "+
			"the key of the archive", f.closed, spool)
	}
	switch {
	case f.archive == nil && f.Counted.FilesUnlooked > 0:
		f.note("%d files that the books name were not looked at: give --spool", f.Counted.FilesUnlooked)
	case f.lacking > 0 && f.Counted.Files == 0 && f.closed == 0:
		f.doubt("none of the %d files that the books name is in %s: is it the spool of these books?", f.lacking, spool)
	default:
		for _, what := range f.missing {
			f.doubt("%s is not in the spool: it was removed, or the folder is not complete", what)
		}
		f.Left += f.lacking - int64(len(f.missing))
	}
}
