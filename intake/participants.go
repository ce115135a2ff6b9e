package intake

// ReadParticipants reads a file of participants with the columns id, name, kind, bic, street, building,
// postcode, town, country, settlement_currency. It returns the rows that are good and the refusals of the
// others, both in the order of lines; a header that is not understood refuses the whole file.
func ReadParticipants(file string, data []byte) ([]Row[Participant], []Refusal) {
	return read(Participants, file, data, buildParticipant)
}

func buildParticipant(r *row) Participant {
	p := Participant{ID: r.id("id"), Name: r.text("name", NameCharsMax, true), Kind: r.kind("kind")}
	p.BIC = r.bic("bic", p.Kind == Institution, "an institution is paid by BIC (pacs.009): give it, or make it a company")
	p.Address = Address{
		Street:   r.text("street", StreetCharsMax, false),
		Building: r.text("building", BuildingCharsMax, false),
		PostCode: r.text("postcode", PostCodeCharsMax, false),
		Town:     r.text("town", TownCharsMax, true),
		Country:  r.country("country"),
	}
	p.SettlementCurrency = r.currency("settlement_currency", false)
	return p
}

func (r *row) kind(field string) ParticipantKind {
	kind := ParticipantKind(r.value(field))
	if kind != Institution && kind != Company {
		r.refuse(field, "it is no kind of participant", "write institution or company")
	}
	return kind
}
