package screening

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// The consolidated financial sanctions list of the Union: sanctionEntity with its names in attributes, each strong or
// not, citizenships by code, and BICs among the identifications.

var euKnown = set("regulation", "subjectType", "nameAlias", "citizenship", "birthdate", "address", "identification", "remark")

var euKinds = map[string]Kind{"person": KindPerson, "enterprise": KindEntity, "p": KindPerson, "e": KindEntity}

func (b *builder) eu(in io.Reader) error {
	r := &xmlReader{Decoder: xml.NewDecoder(in), root: "export", entries: set("sanctionEntity"), lists: map[string]bool{}, take: b.euEntry,
		ignore: b.ignore}
	return r.read()
}

func (b *builder) euEntry(record *element, at FileError) error {
	b.unknown(record, euKnown)
	e := Entry{ID: record.attrs["euReferenceNumber"], Kind: b.euKind(record)}
	if e.ID == "" {
		e.ID = record.attrs["logicalId"]
	}
	for _, regulation := range record.all("regulation") {
		if p := regulation.attrs["programme"]; p != "" && e.Programme == "" {
			e.Programme = p
		}
	}
	for _, alias := range record.all("nameAlias") {
		text := euName(alias.attrs)
		if Normalise(text) == "" {
			b.ignore("nameAlias without a letter")
			continue
		}
		e.Names = append(e.Names, Name{text, alias.attrs["strong"] == "false"})
	}
	if len(e.Names) == 0 {
		return at.because("nameAlias", fmt.Sprintf("entry %s has no name", e.ID), "look whether the file is whole")
	}
	for _, c := range record.all("citizenship") {
		if code := c.attrs["countryIso2Code"]; code != "" && code != "00" && !slices.Contains(e.Countries, code) {
			e.Countries = append(e.Countries, code)
		}
	}
	for _, i := range record.all("identification") {
		if strings.EqualFold(i.attrs["identificationTypeCode"], "swiftbic") {
			bic := strings.ToUpper(strings.ReplaceAll(i.attrs["number"], " ", ""))
			if len(bic) != bankLength && len(bic) != bankLength+3 {
				b.ignore(fmt.Sprintf("BIC %q, which has neither 8 nor 11 characters", clip(bic)))
				continue
			}
			e.BICs = append(e.BICs, bic)
		}
	}
	return b.add(e, at)
}

func (b *builder) euKind(record *element) Kind {
	for _, t := range record.all("subjectType") {
		for _, word := range []string{t.attrs["code"], t.attrs["classificationCode"]} {
			if kind, known := euKinds[strings.ToLower(word)]; known {
				return kind
			}
		}
		b.ignore(fmt.Sprintf("subjectType %q, read as other", clip(t.attrs["code"])))
	}
	return KindOther
}

func euName(attrs map[string]string) string {
	if whole := attrs["wholeName"]; whole != "" {
		return whole
	}
	var parts []string
	for _, part := range []string{"firstName", "middleName", "lastName"} {
		if text := attrs[part]; text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}
