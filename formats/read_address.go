package formats

// addressOnce reads an address into a place that is empty.
func (r *reader) addressOnce(into **AddressIn) {
	if *into != nil {
		r.unread()
		return
	}
	a := r.pools.address()
	r.spend(elementCost)
	for r.child() {
		r.addressPart(a)
	}
	*into = a
}

// addressLinesMost is how many lines most addresses have at most.
const addressLinesMost = 3

func (r *reader) addressPart(a *AddressIn) {
	switch string(r.event.Name) {
	case "AdrLine":
		if a.Lines == nil && r.pools.open {
			a.Lines = r.pools.texts.list(addressLinesMost)
		}
		r.textList(&a.Lines)
	case "StrtNm":
		r.text(&a.Street)
	case "BldgNb":
		r.text(&a.Building)
	case "PstCd":
		r.text(&a.PostCode)
	case "TwnNm":
		r.text(&a.Town)
	case "Ctry":
		r.text(&a.Country)
	case "CtrySubDvsn":
		r.text(&a.Region)
	case "AdrTp":
		r.issuedCode(&a.Type, &a.TypeIssued)
	case "Dept":
		r.text(&a.Department)
	case "SubDept":
		r.text(&a.SubDepartment)
	default:
		r.rareAddressPart(a)
	}
}

func (r *reader) rareAddressPart(a *AddressIn) {
	switch string(r.event.Name) {
	case "CareOf":
		r.text(&a.CareOf)
	case "BldgNm":
		r.text(&a.BuildingName)
	case "Flr":
		r.text(&a.Floor)
	case "UnitNb":
		r.text(&a.Unit)
	case "PstBx":
		r.text(&a.PostBox)
	case "Room":
		r.text(&a.Room)
	case "TwnLctnNm":
		r.text(&a.TownLocation)
	case "DstrctNm":
		r.text(&a.District)
	default:
		r.unread()
	}
}
