package formats

// account reads an account: in a statement with its owner and its servicer, which go elsewhere.
func (r *reader) account(a *AccountIn) {
	for r.child() {
		r.accountPart(a)
	}
}

func (r *reader) accountPart(a *AccountIn) {
	switch string(r.event.Name) {
	case "Id":
		r.accountID(a)
	case "Tp":
		r.code(&a.Type)
	case "Ccy":
		r.text(&a.Currency)
	case "Nm":
		r.text(&a.Name)
	case "Prxy":
		r.proxy(a)
	default:
		r.unread()
	}
}

// accountID reads a choice of IBAN and Othr, the older forms of a number, or a bare text.
func (r *reader) accountID(a *AccountIn) {
	bare, ok := r.choice()
	r.bareText(&a.Other, bare)
	for ; ok; ok = r.child() {
		switch string(r.event.Name) {
		case "IBAN":
			r.text(&a.IBAN)
		case "BBAN", "UPIC":
			r.text(&a.Other)
		case "Othr", "PrtryAcct":
			r.otherAccount(a)
		default:
			r.unread()
		}
	}
}

func (r *reader) otherAccount(a *AccountIn) {
	for r.child() {
		switch string(r.event.Name) {
		case "Id":
			r.text(&a.Other)
		case "SchmeNm":
			r.code(&a.Scheme)
		case "Issr":
			r.text(&a.Issuer)
		default:
			r.unread()
		}
	}
}

func (r *reader) proxy(a *AccountIn) {
	for r.child() {
		switch string(r.event.Name) {
		case "Id":
			r.text(&a.Proxy)
		case "Tp":
			r.code(&a.ProxyType)
		default:
			r.unread()
		}
	}
}
