package formats

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// leafTree is what a plain walk over the XML finds, without any code of this package.
type leafTree struct {
	name, space, text, currency string
	kids                        []*leafTree
}

func walkXML(data []byte) (*leafTree, error) {
	top := &leafTree{}
	open := []*leafTree{top}
	decoder := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return top, nil
		}
		if err != nil {
			return nil, err
		}
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			kid := &leafTree{name: token.Name.Local, space: token.Name.Space}
			for _, a := range token.Attr {
				if a.Name.Local == "Ccy" {
					kid.currency = a.Value
				}
			}
			last.kids, open = append(last.kids, kid), append(open, kid)
		case xml.CharData:
			last.text += string(token)
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

// at returns the element on the path, or an empty one.
func (e *leafTree) at(path ...string) *leafTree {
	for _, name := range path {
		all := e.all(name)
		if len(all) == 0 {
			return &leafTree{}
		}
		e = all[0]
	}
	return e
}

func (e *leafTree) all(name string) (found []*leafTree) {
	for _, kid := range e.kids {
		if kid.name == name {
			found = append(found, kid)
		}
	}
	return found
}

// of returns the text of the element on the path.
func (e *leafTree) of(path ...string) string { return e.at(path...).text }

func (e *leafTree) bic(name string) string { return e.of(name, "FinInstnId", "BICFI") }

func (e *leafTree) account(name string) AccountID {
	return AccountID{IBAN: e.of(name, "Id", "IBAN"), Other: e.of(name, "Id", "Othr", "Id")}
}

func (e *leafTree) amount(path ...string) money.Amount {
	leaf := e.at(path...)
	if leaf.text == "" {
		return money.Amount{}
	}
	a, err := money.Parse(money.MustCurrency(leaf.currency), leaf.text)
	if err != nil {
		panic(err)
	}
	return a
}

func (e *leafTree) date(path ...string) calendar.Date {
	if text := e.of(path...); text != "" {
		return calendar.MustDate(text)
	}
	return calendar.Date{}
}

func (e *leafTree) party(path ...string) Party {
	p := e.at(path...)
	a := p.at("PstlAdr")
	party := Party{Name: p.of("Nm"), BIC: p.of("Id", "OrgId", "AnyBIC"), Address: Address{Street: a.of("StrtNm"),
		Building: a.of("BldgNb"), PostBox: a.of("PstBx"), PostCode: a.of("PstCd"), Town: a.of("TwnNm"),
		Subdivision: a.of("CtrySubDvsn"), Country: a.of("Ctry")}}
	for n, line := range a.all("AdrLine") {
		party.Address.Lines[n] = line.text
	}
	return party
}

// document returns Document and what the header and the envelope tell about the profile.
func (e *leafTree) document() (*leafTree, string) {
	for len(e.all("Document")) == 0 && len(e.kids) > 0 {
		e = e.kids[0]
	}
	d := e.at("Document")
	return d, strings.TrimPrefix(d.space, namespacePrefix)
}
