package screening

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// The consolidated list of the Security Council: INDIVIDUAL and ENTITY with names in four parts, aliases with a quality,
// the name in its own script, and nationalities as English names.

// unKnown are elements of an entry that are used, or known and not compared.
var unKnown = set("DATAID", "VERSIONNUM", "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "UN_LIST_TYPE", "REFERENCE_NUMBER",
	"LISTED_ON", "DELISTED_ON", "SUBMITTED_BY", "SUBMITTED_ON", "NAME_ORIGINAL_SCRIPT", "COMMENTS1", "GENDER", "TITLE", "DESIGNATION", "NATIONALITY",
	"NATIONALITY2", "LIST_TYPE", "LAST_DAY_UPDATED", "INDIVIDUAL_ALIAS", "INDIVIDUAL_ADDRESS", "INDIVIDUAL_DATE_OF_BIRTH",
	"INDIVIDUAL_PLACE_OF_BIRTH", "INDIVIDUAL_DOCUMENT", "ENTITY_ALIAS", "ENTITY_ADDRESS", "SORT_KEY", "SORT_KEY_LAST_MOD")

// unStrong are the qualities of an alias, and whether it is a good one.
var unStrong = map[string]bool{"": true, "good": true, "a.k.a.": true, "f.k.a.": true, "low": false}

func (b *builder) un(in io.Reader) error {
	r := &xmlReader{Decoder: xml.NewDecoder(in), root: "CONSOLIDATED_LIST", entries: set("INDIVIDUAL", "ENTITY"), lists: set("INDIVIDUALS", "ENTITIES"),
		take: b.unEntry, ignore: b.ignore}
	return r.read()
}

func (b *builder) unEntry(record *element, at FileError) error {
	b.unknown(record, unKnown)
	e := Entry{ID: record.first("REFERENCE_NUMBER"), Kind: KindEntity, Programme: record.first("UN_LIST_TYPE")}
	if e.ID == "" {
		e.ID = record.first("DATAID")
	}
	if record.name == "INDIVIDUAL" {
		e.Kind = KindPerson
	}
	var parts []string
	for _, part := range []string{"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"} {
		if text := record.first(part); text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return at.because("FIRST_NAME", fmt.Sprintf("entry %s has no name", e.ID), "look whether the file is whole")
	}
	e.Names = []Name{{Text: strings.Join(parts, " ")}}
	if original := record.first("NAME_ORIGINAL_SCRIPT"); Normalise(original) != "" {
		e.Names = append(e.Names, Name{Text: original})
	}
	b.unAliases(record, &e)
	for _, n := range record.all("NATIONALITY") {
		for _, v := range n.all("VALUE") {
			if v.text != "" {
				e.Countries = append(e.Countries, v.text)
			}
		}
	}
	return b.add(e, at)
}

// unAliases takes the aliases. The list has empty ones, which say nothing.
func (b *builder) unAliases(record *element, e *Entry) {
	for _, alias := range append(record.all("INDIVIDUAL_ALIAS"), record.all("ENTITY_ALIAS")...) {
		quality := strings.ToLower(alias.first("QUALITY"))
		strong, known := unStrong[quality]
		if !known {
			strong = true
			b.ignore(fmt.Sprintf("alias of quality %q, read as a good one", clip(quality)))
		}
		text := alias.first("ALIAS_NAME")
		if Normalise(text) == "" {
			if text != "" {
				b.ignore("alias without a letter")
			}
			continue
		}
		e.Names = append(e.Names, Name{text, !strong})
	}
}
