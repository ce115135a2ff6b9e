package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"nostro/formats"
	"nostro/formats/inspect"
)

// fileReport is shown a file while it is read, and printed when its last byte was good.
type fileReport interface {
	inspect.View
	refuse(err error)
	finish(file *inspect.File, size int64)
	close()
}

func (r *inspection) newReport(name string) fileReport {
	if r.cli.JSON {
		return newInspectJSON(r.session, name, r.all)
	}
	return newTextReport(r.session, name, r.all)
}

// textReport is the report on one file for a person.
type textReport struct {
	*inspectText
	session *session
	name    string
	kept    overflow
}

func newTextReport(s *session, name string, all bool) *textReport {
	r := &textReport{session: s, name: name}
	r.inspectText = newInspectText(&r.kept, s.colour(), all)
	return r
}

// refuse shows nothing of the file: what could be read of it is not the file.
func (r *textReport) refuse(error) {}

// finish prints the report.
func (r *textReport) finish(file *inspect.File, size int64) {
	r.doubts(file.Doubts())
	r.unread(file.Unread)
	out := newInspectText(r.session.Stdout, r.session.colour(), r.all)
	out.inked(inkBold, "file", shownName(r.name)+", "+bytesText(size))
	if r.err == nil {
		r.err = out.err
	}
	if r.err == nil {
		r.err = r.kept.copyTo(r.session.Stdout)
	}
	r.session.written(r.err)
	_, err := io.WriteString(r.session.Stdout, "\n")
	r.session.written(err)
}

// doubts shows what a person should know and was not shown where it belongs.
func (t *inspectText) doubts(doubts []inspect.Doubt) {
	n := 0
	for _, d := range doubts {
		if d.Seen {
			continue
		}
		if n++; n > itemsShown && !t.all {
			continue
		}
		d.Path = shortPath(d.Path)
		t.inked(inkDoubt, first("warning", n-1), d.String())
	}
	t.hidden(n)
}

// unread shows what nobody understood.
func (t *inspectText) unread(unread []formats.Unread) {
	for i, u := range unread {
		if !t.all && i == itemsShown {
			break
		}
		u.Path = shortPath(u.Path)
		t.inked(inkDim, first("not read", i), u.String())
	}
	t.hidden(len(unread))
}

// hidden tells how many are not shown because not all are asked for.
func (t *inspectText) hidden(count int) {
	if count > itemsShown && !t.all {
		t.inked(inkDim, "", fmt.Sprintf("and %d more: --entries lists them", count-itemsShown))
	}
}

// shortPath leaves out what all paths of a message have in common: the envelope, the document and its root.
func shortPath(path string) string {
	_, within, found := strings.Cut("/"+path, "/Document/")
	_, below, deep := strings.Cut(within, "/")
	if !found || !deep {
		return path
	}
	return below
}

// shownName is how a file is called in a report.
func shownName(name string) string {
	if name == stdinName {
		return "(standard input)"
	}
	return name
}

func (r *textReport) close() { r.session.written(errors.Join(r.kept.close(), r.details.close())) }

// written makes a failed write the failure of the command.
func (s *session) written(err error) {
	if err != nil {
		s.code = exitFailed
		s.problem(fmt.Sprintf("the report could not be written: %v", err))
	}
}
