package codeset

import _ "embed" // the tables

// BankTransaction puts a bank transaction code into words, part by part: "payments: credit transfer
// received: cross-border" for PMNT, RCDT, XBCT. A part that is not in ISO's list is said to be unknown, and
// those after it are too where their meaning hangs on it. It returns "" where there is no domain.
//
// The lists are the domains, families and subfamilies of ISO's external bank transaction code set; of the
// subfamilies of securities and trade those that entries on cash accounts use.
func BankTransaction(domain, family, subfamily string) string {
	if domain == "" {
		return ""
	}
	words := part("domain", domain, domains.Text(domain))
	if family == "" {
		return words
	}
	words += ": " + part("family", family, FamilyText(domain, family))
	if subfamily == "" || subfamily == notGiven {
		return words
	}
	return words + ": " + part("subfamily", subfamily, SubfamilyText(domain, family, subfamily))
}

// notGiven is the subfamily of a bank that gives no detail.
const notGiven = "NTAV"

func part(level, code, text string) string {
	if text == "" {
		return level + " " + code + " is unknown"
	}
	return text
}

// DomainText returns what the domain of a bank transaction code means; "" where it is unknown.
func DomainText(domain string) string { return domains.Text(domain) }

// FamilyText returns what the family means in its domain; "" where it is unknown.
func FamilyText(domain, family string) string {
	if domains.Text(domain) == "" {
		return ""
	}
	if text := genericFamilies.Text(family); text != "" {
		return text
	}
	var buffer [16]byte // the key stays on the stack
	key := append(append(append(buffer[:0], domain...), '/'), family...)
	return families.Text(string(key))
}

// SubfamilyText returns what the subfamily means in its family; "" where it is unknown. The same code may
// mean different things in two families: STAM is a draft that is settled when due, or stamp duty.
func SubfamilyText(domain, family, subfamily string) string {
	if FamilyText(domain, family) == "" {
		return ""
	}
	if text := subfamiliesOf(domain, family).Text(subfamily); text != "" {
		return text
	}
	return genericSubfamilies.Text(subfamily)
}

func subfamiliesOf(domain, family string) List {
	switch domain {
	case "PMNT":
		return paymentSubfamilies(family)
	case "CAMT":
		return cashSubfamilies
	case "DERV":
		return derivativeSubfamilies
	case "LDAS":
		return loanSubfamilies
	case "TRAD":
		return tradeSubfamilies
	case "SECU":
		return securitySubfamilies
	case "ACMT":
		return accountSubfamilies
	}
	return List{}
}

func paymentSubfamilies(family string) List {
	switch family {
	case "RCDT", "ICDT", "RRCT", "IRCT", "RCCN", "ICCN":
		return transferSubfamilies
	case "RDDT", "IDDT":
		return debitSubfamilies
	case "RCHQ", "ICHQ":
		return chequeSubfamilies
	case "CCRD", "MCRD":
		return cardSubfamilies
	case "CNTR", "LBOX":
		return counterSubfamilies
	case "DRFT":
		return draftSubfamilies
	}
	return List{}
}
