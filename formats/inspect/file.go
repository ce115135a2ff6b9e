package inspect

import (
	"slices"
	"strings"

	"nostro/formats"
)

// View is shown what is in a file, in the order of the file.
type View interface {
	// Document begins a message. Its lists are empty.
	Document(d *formats.Document)
	// EndDocument ends it.
	EndDocument(d *formats.Document, t *Tally)
	// Statement is called at the end of a statement.
	Statement(s *Statement)
	// Detail is called for each transaction of an entry that is still being read, before its Entry.
	Detail(s *Statement, e *formats.StatementEntry, d *formats.EntryDetail)
	// Entry is called for each entry of the statement that is being read.
	Entry(s *Statement, e *formats.StatementEntry)
	// Item is called for everything else that a message says.
	Item(i Item)
}

// File counts one file while it is read, and shows it to a View.
type File struct {
	view   View
	chains *Chains
	mark   int
	number int    // of the document that is being read
	kind   string // its kind
	tally  *Tally
	open   *Statement
	doubts doubts

	Unread []formats.Unread // what nobody understood, set by who reads
}

// NewFile begins a file. Its statements join the chains, unless Refuse is called.
func NewFile(view View, chains *Chains) *File {
	return &File{view: view, chains: chains, mark: chains.Mark()}
}

// Document begins a message.
func (f *File) Document(d *formats.Document) {
	f.number, f.kind, f.tally = d.Number, d.Kind, &Tally{Codes: map[string]int64{}}
	f.view.Document(d)
}

// EndDocument ends it.
func (f *File) EndDocument(d *formats.Document) {
	for _, text := range f.tally.unlikeGroup(d) {
		f.doubts.add(Doubt{Line: d.Line, Text: text})
	}
	f.view.EndDocument(d, f.tally)
}

// Begin begins a statement, of which the head may still grow.
func (f *File) Begin(head *formats.Statement) {
	copied := *head // the reader goes on with its own
	f.open = NewStatement(f.number, f.kind, &copied)
}

// Detail takes one transaction of an entry that is still being read.
func (f *File) Detail(e *formats.StatementEntry, d *formats.EntryDetail) {
	f.open.Detail(e, d)
	f.view.Detail(f.open, e, d)
}

// Entry counts an entry of the statement that was begun. Details that it gathered are taken first.
func (f *File) Entry(e *formats.StatementEntry) {
	for i := range e.Details {
		f.Detail(e, &e.Details[i])
	}
	f.open.Entry(e)
	f.cannotBook(e.Problems)
	f.view.Entry(f.open, e)
}

// End ends the statement that was begun, with its whole head.
func (f *File) End(head *formats.Statement) {
	s := f.open
	s.Head = head
	f.cannotBook(head.Problems)
	if v := s.Verdict(); v.AddsUp == No {
		f.doubts.add(Doubt{Line: head.Line, Text: joinWords("statement", head.ID, "does not add up:", v.Why), Seen: true})
	}
	for _, text := range s.unlikeSummaries() {
		f.doubts.add(Doubt{Line: head.Line, Text: joinWords("statement", head.ID+":", text)})
	}
	f.chains.Add(s)
	f.tally.Statements++
	f.tally.Entries += s.Entries
	f.view.Statement(s)
	f.open = nil
}

// Status, Return, Resolution, Cancellation, Transfer and Notice take one of these.
func (f *File) Status(s *formats.Status) { f.item(ofStatus(s)) }

// Return takes what came back.
func (f *File) Return(r *formats.Return) { f.item(ofReturn(r)) }

// Resolution takes the answer to a request to cancel.
func (f *File) Resolution(r *formats.Resolution) { f.item(ofResolution(r)) }

// Cancellation takes a request to cancel.
func (f *File) Cancellation(c *formats.CancellationIn) { f.item(ofCancellation(c)) }

// Transfer takes a credit transfer.
func (f *File) Transfer(t *formats.TransferIn) { f.item(ofTransfer(t)) }

// Notice takes an announced credit.
func (f *File) Notice(n *formats.NoticeIn) { f.item(ofNotice(n)) }

func (f *File) item(i Item) {
	i.Document = f.number
	f.tally.item(&i)
	f.cannotBook(i.Problems)
	f.view.Item(i)
}

// joinWords joins the words that are not empty.
func joinWords(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}

// Refuse takes the statements of the file out of the chains again: it could not be read to its end.
func (f *File) Refuse() { f.chains.Forget(f.mark) }

// Chains returns the chains of the accounts of the file, with the statements of the files before it.
func (f *File) Chains() []Chain { return f.chains.Since(f.mark) }
