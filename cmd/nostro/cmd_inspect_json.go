package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"nostro/formats"
	"nostro/formats/inspect"
)

// inspectJSON is the report on one file for machines: one object on one line. What a file may have many of
// goes to the side while it is read.
type inspectJSON struct {
	session *session
	name    string
	all     bool

	documents  jsonList
	statements jsonList
	items      jsonList
	entries    jsonList
	details    jsonList // of the entry that is being read
	kind       string   // of the first document
	message    string
	statement  int // number of the statement in the file that is being read
	err        error
}

func newInspectJSON(s *session, name string, all bool) *inspectJSON {
	return &inspectJSON{session: s, name: name, all: all, statement: 1}
}

// jsonList is the elements of an array.
type jsonList struct{ overflow }

func (l *jsonList) add(v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return l.addText(data)
}

// addText adds an element that is written already, or begins one.
func (l *jsonList) addText(data []byte) error {
	if !l.empty() {
		data = append([]byte{','}, data...)
	}
	_, err := l.Write(data)
	return err
}

func (j *inspectJSON) keep(err error) {
	if j.err == nil {
		j.err = err
	}
}

// Document begins a message.
func (j *inspectJSON) Document(d *formats.Document) {
	if j.kind == "" {
		j.kind, j.message = d.Kind, d.Message
	}
}

// EndDocument ends it.
func (j *inspectJSON) EndDocument(d *formats.Document, t *inspect.Tally) {
	j.keep(j.documents.add(documentOf(d, t)))
}

// Statement keeps a statement.
func (j *inspectJSON) Statement(s *inspect.Statement) {
	j.keep(j.statements.add(statementOf(s)))
	j.statement++
}

// Detail keeps a transaction of an entry where all are asked for.
func (j *inspectJSON) Detail(_ *inspect.Statement, _ *formats.StatementEntry, d *formats.EntryDetail) {
	if j.all {
		j.keep(j.details.add(detailOf(d)))
	}
}

// Entry keeps an entry where all are asked for: its own members, and then its details.
func (j *inspectJSON) Entry(_ *inspect.Statement, e *formats.StatementEntry) {
	if !j.all {
		return
	}
	data, err := json.Marshal(entryOf(j.statement, e))
	j.keep(err)
	if err != nil {
		return
	}
	j.keep(j.entries.addText(append(data[:len(data)-1], `,"details":[`...)))
	j.keep(j.details.copyTo(&j.entries))
	_, err = j.entries.Write([]byte("]}"))
	j.keep(errors.Join(err, j.details.close()))
}

// Item keeps an item.
func (j *inspectJSON) Item(i inspect.Item) { j.keep(j.items.add(itemOf(&i))) }

// refuse prints that the file could not be read, and nothing of it.
func (j *inspectJSON) refuse(err error) {
	j.print(fileJSONHead{File: j.name, Refused: ptr(err.Error())}, fileJSONTail{}, false)
}

// finish prints the object.
func (j *inspectJSON) finish(file *inspect.File, size int64) {
	tail := fileJSONTail{Warnings: warningsOf(file.Doubts()), Unread: unreadOf(file.Unread), Chains: chainsOf(file.Chains())}
	j.print(fileJSONHead{File: j.name, Bytes: size, Kind: j.kind, Message: j.message}, tail, true)
}

// print writes the object: its short members, then its arrays.
func (j *inspectJSON) print(head fileJSONHead, tail fileJSONTail, lists bool) {
	first, err := json.Marshal(head)
	j.keep(err)
	last, err := json.Marshal(tail.filled())
	j.keep(err)
	w := &keptWriter{w: j.session.Stdout, err: j.err}
	w.text(string(first[:len(first)-1]))
	for _, list := range []struct {
		name string
		list *jsonList
		on   bool
	}{{"documents", &j.documents, true}, {"statements", &j.statements, true}, {"items", &j.items, true}, {"entries", &j.entries, j.all}} {
		if !list.on {
			continue
		}
		w.text(fmt.Sprintf(",%q:[", list.name))
		if lists && w.err == nil {
			w.err = list.list.copyTo(j.session.Stdout)
		}
		w.text("]")
	}
	w.text("," + string(last[1:]) + "\n")
	j.session.written(w.err)
}

// keptWriter keeps the first error.
type keptWriter struct {
	w   io.Writer
	err error
}

func (k *keptWriter) text(text string) {
	if k.err == nil {
		_, k.err = io.WriteString(k.w, text)
	}
}

func (j *inspectJSON) close() {
	for _, list := range []*jsonList{&j.documents, &j.statements, &j.items, &j.entries, &j.details} {
		j.session.written(list.close())
	}
}

func ptr[T any](v T) *T { return &v }
