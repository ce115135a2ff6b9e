package xmltext_test

import (
	"errors"
	"fmt"
	"strings"

	"nostro/formats/xmltext"
)

func Example() {
	const file = `<?xml version="1.0"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
	<Ntry><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>
</Document>`
	tokens := xmltext.New(strings.NewReader(file), xmltext.Limits{})
	var e xmltext.Event
	for e.Kind != xmltext.EOF {
		if err := tokens.Next(&e); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("line %d, depth %d: %v %s%s", e.Line, e.Depth, e.Kind, e.Name, e.Text)
		for _, a := range e.Attrs {
			fmt.Printf(" %s=%s", a.Name, a.Value)
		}
		fmt.Println()
	}
	// Output:
	// line 2, depth 1: start Document
	// line 3, depth 2: start Ntry
	// line 3, depth 3: start Amt Ccy=EUR
	// line 3, depth 3: text 100.00
	// line 3, depth 3: end Amt
	// line 3, depth 3: start CdtDbtInd
	// line 3, depth 3: text CRDT
	// line 3, depth 3: end CdtDbtInd
	// line 3, depth 2: end Ntry
	// line 4, depth 1: end Document
	// line 4, depth 0: end of file
}

func ExampleError() {
	tokens := xmltext.New(strings.NewReader("<a>\n<b>R&D</b></a>"), xmltext.Limits{})
	var e xmltext.Event
	var err error
	for err == nil {
		err = tokens.Next(&e)
	}
	fmt.Println(errors.Is(err, xmltext.ErrSyntax))
	fmt.Println(err)
	// Output:
	// true
	// not well-formed XML: line 2, byte 8: &D is not followed by ;: a & that is meant is written &amp;: ask the sender for a well-formed file
}
