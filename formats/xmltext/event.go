package xmltext

// Kind tells what an Event is.
type Kind uint8

// The kinds of events.
const (
	Start Kind = iota + 1 // a start tag; an empty element gives Start and End
	End                   // an end tag
	Text                  // all text up to the next tag: character data and CDATA joined, never empty
	EOF                   // the input ends here, with no element open
)

// String returns the kind in lower case.
func (k Kind) String() string {
	switch k {
	case Start:
		return "start"
	case End:
		return "end"
	case Text:
		return "text"
	case EOF:
		return "end of file"
	}
	return "no event"
}

// Event is one token. Its byte slices are valid until the next call of Next or Skip, and are not to be
// written to. What does not belong to its kind is empty.
type Event struct {
	Kind   Kind
	Name   []byte // local name of a Start or End
	Prefix []byte // its prefix as written, empty where there is none
	Space  []byte // its namespace; the bare prefix where that is not declared
	Attrs  []Attr // of a Start, in their order, without declarations of namespaces
	Text   []byte // of a Text: references replaced, line ends as line feeds, not trimmed
	Offset int64  // where the token begins: bytes of the input as it was read, whatever its encoding
	Line   int    // where the token begins: 1 and up
	Depth  int    // elements open, a Start's and an End's own included: 1 is a root; 0 at the end of file
}

// Attr is an attribute of a Start. An attribute without a prefix has no namespace.
type Attr struct{ Prefix, Name, Space, Value []byte }

// The limits that hold where Limits says 0. The deepest ISO 20022 message in use has 20 levels.
const (
	DefaultDepth      = 64
	DefaultTokenBytes = 1 << 20
	DefaultAttrCount  = 64
	DefaultNameBytes  = 1 << 10
)

// Limits bound what a file may ask for; 0 stands for the default. Memory grows with TokenBytes, and with the
// product of the three others; with the defaults it stays below 64 MiB whatever the input, and below 1 MiB
// where tokens are small.
type Limits struct {
	Depth      int // elements open at once
	TokenBytes int // bytes of UTF-8 of one tag, comment or text
	AttrCount  int // attributes of one tag, declarations of namespaces included
	NameBytes  int // bytes of one name or namespace
}

func (l Limits) orDefaults() Limits {
	orDefault(&l.Depth, DefaultDepth)
	orDefault(&l.TokenBytes, DefaultTokenBytes)
	orDefault(&l.AttrCount, DefaultAttrCount)
	orDefault(&l.NameBytes, DefaultNameBytes)
	return l
}

func orDefault(limit *int, value int) {
	if *limit <= 0 {
		*limit = value
	}
}
