package formats

// actor reads an element that names somebody, or an account of somebody, into the list; false where the
// element is neither.
func (r *reader) actor(list *[]PartyIn) bool {
	role, isAccount := roleOf(r.event.Name)
	if role == "" {
		return false
	}
	p := r.actorPlace(list, role, isAccount)
	if isAccount {
		r.account(&p.Account)
	} else {
		r.party(p)
	}
	return true
}

// actorPlace returns where the part of a role goes: party and account of one role belong together.
func (r *reader) actorPlace(list *[]PartyIn, role Role, isAccount bool) *PartyIn {
	for i := range *list {
		p := &(*list)[i]
		if p.Role == role && (isAccount && p.Account.IsZero() || !isAccount && p.withoutAccount()) {
			return p
		}
	}
	return add(r, list, PartyIn{Role: role})
}

// partyOnce reads a party into a place that is empty.
func (r *reader) partyOnce(into **PartyIn) {
	if *into != nil {
		r.unread()
		return
	}
	role, _ := roleOf(r.event.Name)
	p := PartyIn{Role: role}
	r.party(&p)
	*into = &p
}

// party reads what names a person, a company or a bank, in all versions: a party stands bare until version
// .06 of the account messages, and as Pty or Agt since .07.
func (r *reader) party(p *PartyIn) {
	bare, ok := r.choice()
	r.bareText(&p.Name, bare)
	for ; ok; ok = r.child() {
		switch string(r.event.Name) {
		case "Pty", "Agt", "FinInstnId", "FIId", "OrgId", "PrvtId", "Id", "CmbndId", "NmAndAdr":
			r.party(p)
		case "Nm":
			r.text(&p.Name)
		case "BICFI", "BIC", "AnyBIC", "BICOrBEI", "BEI":
			r.text(&p.BIC)
		case "LEI":
			r.text(&p.LEI)
		case "ClrSysMmbId":
			r.clearingMember(p)
		case "PstlAdr":
			r.addressOnce(&p.Address)
		case "CtryOfRes":
			r.text(&p.Residence)
		case "Othr", "PrtryId":
			r.otherID(add(r, &p.IDs, OtherID{}))
		case "BrnchId":
			r.branch(p)
		case "CtctDtls", "DtAndPlcOfBirth":
			r.contact(p)
		default:
			r.oldID(p)
		}
	}
}

// oldIDs are the kinds of numbers that were elements of their own before version .02.
var oldIDs = map[string]bool{"IBEI": true, "EANGLN": true, "USCHU": true, "DUNS": true, "BkPtyId": true,
	"TaxIdNb": true, "DrvrsLicNb": true, "CstmrNb": true, "SclSctyNb": true, "AlnRegnNb": true, "PsptNb": true,
	"IdntyCardNb": true, "MplyrIdNb": true, "UPIC": true}

func (r *reader) oldID(p *PartyIn) {
	name := string(r.event.Name)
	if !oldIDs[name] {
		r.unread()
		return
	}
	add(r, &p.IDs, OtherID{Scheme: name}).Number = r.keep(r.value())
}

// clearingMember reads ClrSysMmbId.
func (r *reader) clearingMember(p *PartyIn) {
	for r.child() {
		switch string(r.event.Name) {
		case "ClrSysId":
			r.code(&p.ClearingSystem)
		case "MmbId", "Id":
			r.text(&p.MemberID)
		case "Prtry":
			r.text(&p.MemberID)
		default:
			r.unread()
		}
	}
}

func (r *reader) otherID(id *OtherID) {
	for r.child() {
		switch string(r.event.Name) {
		case "Id":
			r.text(&id.Number)
		case "SchmeNm", "IdTp":
			r.code(&id.Scheme)
		case "Issr":
			r.text(&id.Issuer)
		default:
			r.unread()
		}
	}
}

func (r *reader) branch(p *PartyIn) {
	if p.Branch == nil {
		p.Branch = &Branch{}
	}
	b := p.Branch
	for r.child() {
		switch string(r.event.Name) {
		case "Id":
			r.text(&b.ID)
		case "Nm":
			r.text(&b.Name)
		case "LEI":
			r.text(&b.LEI)
		case "PstlAdr":
			r.addressOnce(&b.Address)
		default:
			r.unread()
		}
	}
}

// contact reads CtctDtls or DtAndPlcOfBirth.
func (r *reader) contact(p *PartyIn) {
	if p.Contact == nil {
		p.Contact = &Contact{}
	}
	c := p.Contact
	for r.child() {
		switch string(r.event.Name) {
		case "Nm":
			r.text(&c.Name)
		case "PhneNb":
			r.text(&c.Phone)
		case "MobNb":
			r.text(&c.Mobile)
		case "FaxNb":
			r.text(&c.Fax)
		case "EmailAdr":
			r.text(&c.Email)
		case "BirthDt":
			r.text(&c.BirthDate)
		case "PrvcOfBirth":
			r.text(&c.Province)
		case "CityOfBirth":
			r.text(&c.BirthTown)
		case "CtryOfBirth":
			r.text(&c.BirthCountry)
		default:
			r.contactOther(c)
		}
	}
}

// contactOther reads what is rare: the other ways to reach somebody are a text in older versions, elements in
// newer ones.
func (r *reader) contactOther(c *Contact) {
	switch name := string(r.event.Name); name {
	case "Othr":
		o := add(r, &c.Others, OtherRef{})
		bare, ok := r.choice()
		r.bareText(&o.Ref, bare)
		for ; ok; ok = r.child() {
			switch string(r.event.Name) {
			case "ChanlTp":
				r.text(&o.Type)
			case "Id":
				r.text(&o.Ref)
			default:
				r.unread()
			}
		}
	case "NmPrfx", "URLAdr", "EmailPurp", "JobTitl", "Rspnsblty", "Dept", "PrefrdMtd":
		r.text(&add(r, &c.Others, OtherRef{Type: name}).Ref)
	default:
		r.unread()
	}
}
