package formats

// Address is a postal address (ISO 20022 PostalAddress24). Country is a code of ISO 3166 in two letters. The
// longest street and line have 70 characters, building, box and post code 16, town and subdivision 35.
type Address struct {
	Street, Building, PostBox, PostCode, Town, Subdivision, Country string
	// Lines are what does not fit the other parts, first lines first; how many may be used is a matter of
	// the profile's AddressRule.
	Lines [addressLinesMax]string
}

// addressLinesMax is how often PostalAddress24 has AdrLine.
const addressLinesMax = 7

// IsZero tells whether no part of the address is given.
func (a Address) IsZero() bool { return a == Address{} }

// Party is who pays or is paid. An institution of a pacs.009 is written as its BIC alone. A customer is
// written as name and address, or as the BIC where there is no name; under a profile with OnePartyForm the
// BIC of a named party is left out (UR26 R47 and R54: a BIC excludes name and address), otherwise it is
// written too.
type Party struct {
	Name    string
	BIC     string
	Address Address
}

// IsZero tells whether nothing about the party is given.
func (p Party) IsZero() bool { return p == Party{} }

// AccountID is an account number: an IBAN in electronic form, or another number of at most 34 characters.
// At most one of the two is given.
type AccountID struct {
	IBAN  string
	Other string
}

// IsZero tells whether no number is given.
func (a AccountID) IsZero() bool { return a == AccountID{} }

// String returns the number, whichever it is.
func (a AccountID) String() string {
	if a.IBAN != "" {
		return a.IBAN
	}
	return a.Other
}

// Agent is a bank, and where it matters our account there or its account at another.
type Agent struct {
	BIC     string
	Account AccountID
}

// IsZero tells whether no agent is given.
func (a Agent) IsZero() bool { return a == Agent{} }
