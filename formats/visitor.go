package formats

// Visitor is given what is in a file, in the order of the file, as soon as it is read. A function that is
// nil is not called. An error of one ends the reading and is what Stream returns.
//
// What a function is given belongs to the reader until it returns, and changes afterwards. Its texts may be
// kept. So may copies of all values but of entries and details, whose lists are used again: Clone them.
type Visitor struct {
	// Document is called before what the document carries, with its header and group header.
	Document func(*Document) error
	// DocumentEnd is called when the whole document was read.
	DocumentEnd func(*Document) error

	// Statement is called before the first entry, with what stands before it: account and balances, where
	// the file keeps to the order of the schema.
	Statement func(*Document, *Statement) error
	// Detail is called for each transaction of an entry, with what stands before it in the entry. Where it
	// is nil, the entry gathers its details.
	Detail func(*Statement, *StatementEntry, *EntryDetail) error
	// Entry is called when the whole entry was read.
	Entry func(*Statement, *StatementEntry) error
	// StatementEnd is called when the whole statement was read.
	StatementEnd func(*Document, *Statement) error

	Status       func(*Document, *Status) error
	Return       func(*Document, *Return) error
	Resolution   func(*Document, *Resolution) error
	Transfer     func(*Document, *TransferIn) error
	Cancellation func(*Document, *CancellationIn) error
	Notice       func(*Document, *NoticeIn) error
}

// gather returns a visitor that puts everything into the value.
func gather(in *Inbound) Visitor {
	return Visitor{
		Document: func(d *Document) error {
			in.Documents = append(in.Documents, *d)
			return nil
		},
		DocumentEnd: func(d *Document) error {
			in.last().finish(d)
			return nil
		},
		Statement: func(_ *Document, s *Statement) error {
			d := in.last()
			d.Statements = append(d.Statements, *s)
			return nil
		},
		Entry: func(_ *Statement, e *StatementEntry) error {
			s := in.last().lastStatement()
			s.Entries = append(s.Entries, *e)
			return nil
		},
		StatementEnd: func(_ *Document, s *Statement) error {
			into := in.last().lastStatement()
			entries := into.Entries
			*into = *s
			into.Entries = entries
			return nil
		},
		Status:     gathered(in, func(d *Document) *[]Status { return &d.Statuses }),
		Return:     gathered(in, func(d *Document) *[]Return { return &d.Returns }),
		Resolution: gathered(in, func(d *Document) *[]Resolution { return &d.Resolutions }),
		Transfer:   gathered(in, func(d *Document) *[]TransferIn { return &d.Transfers }),
		Cancellation: gathered(in, func(d *Document) *[]CancellationIn {
			return &d.Cancellations
		}),
		Notice: gathered(in, func(d *Document) *[]NoticeIn { return &d.Notices }),
	}
}

func gathered[T any](in *Inbound, list func(*Document) *[]T) func(*Document, *T) error {
	return func(_ *Document, item *T) error {
		into := list(in.last())
		*into = append(*into, *item)
		return nil
	}
}

func (in *Inbound) last() *Document { return &in.Documents[len(in.Documents)-1] }

func (d *Document) lastStatement() *Statement { return &d.Statements[len(d.Statements)-1] }

// finish takes what became known of a document after its lists began to fill.
func (d *Document) finish(whole *Document) {
	filled := *d
	*d = *whole
	d.Statements, d.Statuses, d.Returns, d.Resolutions = filled.Statements, filled.Statuses, filled.Returns,
		filled.Resolutions
	d.Transfers, d.Cancellations, d.Notices = filled.Transfers, filled.Cancellations, filled.Notices
}
