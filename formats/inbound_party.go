package formats

// Role is what someone is in a payment or a message: the name of the element, such as "Dbtr".
type Role string

// The roles that others look for most. Every element that names somebody is read, under its own name.
const (
	RoleDebtor           Role = "Dbtr"
	RoleCreditor         Role = "Cdtr"
	RoleUltimateDebtor   Role = "UltmtDbtr"
	RoleUltimateCreditor Role = "UltmtCdtr"
	RoleInitiator        Role = "InitgPty"
	RoleDebtorAgent      Role = "DbtrAgt"
	RoleCreditorAgent    Role = "CdtrAgt"
	RoleInstructingAgent Role = "InstgAgt"
	RoleInstructedAgent  Role = "InstdAgt"
	RoleAssigner         Role = "Assgnr"
	RoleAssignee         Role = "Assgne"
	RoleOwner            Role = "Ownr" // of an account
	RoleServicer         Role = "Svcr" // of an account
	RoleFrom             Role = "Fr"   // of a business header
	RoleTo               Role = "To"
	RoleProprietary      Role = "Prtry" // Label says which
)

// PartyIn is a person, a company or a bank in its role, with its account. Address, contact and branch are
// nil where absent.
type PartyIn struct {
	Role           Role
	Label          string // what the bank calls a proprietary role
	Name           string
	BIC            string // of a bank (BICFI, BIC) or a company (AnyBIC, BICOrBEI)
	LEI            string
	ClearingSystem string // of MemberID: "USABA", "own:..."
	MemberID       string // within a national clearing system
	Residence      string // country
	IDs            []OtherID
	Address        *AddressIn
	Contact        *Contact
	Account        AccountIn
	Branch         *Branch
}

// IsZero tells whether nothing is said about the party but its role.
func (p PartyIn) IsZero() bool { return p.withoutAccount() && p.Account.IsZero() }

func (p *PartyIn) withoutAccount() bool {
	return p.Label == "" && p.Name == "" && p.BIC == "" && p.LEI == "" && p.ClearingSystem == "" &&
		p.MemberID == "" && p.Branch == nil && p.Residence == "" && p.IDs == nil && p.Address == nil && p.Contact == nil
}

// DisplayName returns the name, else the first identifier there is, for people.
func (p PartyIn) DisplayName() string {
	for _, text := range []string{p.Name, p.BIC, p.MemberID, p.LEI} {
		if text != "" {
			return text
		}
	}
	for _, id := range p.IDs {
		if id.Number != "" {
			return id.Number
		}
	}
	return ""
}

// Branch is a part of a bank.
type Branch struct {
	ID, Name, LEI string
	Address       *AddressIn
}

// OtherID is a number that someone gave a party.
type OtherID struct {
	Number, Scheme, Issuer string
}

// Contact is whom to talk to, and where a person was born.
type Contact struct {
	Name, Phone, Mobile, Fax, Email              string
	Others                                       []OtherRef // other channels, job title and the like
	BirthDate, BirthTown, BirthCountry, Province string
}

// AddressIn is a postal address as banks send it: structured, in lines, or both.
type AddressIn struct {
	Type, CareOf, Department, SubDepartment, Street, Building, BuildingName, Floor, Unit, PostBox, Room string
	PostCode, Town, TownLocation, District, Region, Country                                             string

	Lines      []string
	TypeIssued Issued // of a type that is not ISO's
}

// AccountIn is an account as banks name it.
type AccountIn struct {
	AccountID
	Scheme, Issuer string // of a number that is no IBAN
	Type           string
	Currency       string
	Name           string
	Proxy          string // a telephone number or the like that stands for the account
	ProxyType      string
}

// IsZero tells whether nothing is said about the account.
func (a AccountIn) IsZero() bool { return a == AccountIn{} }

// find returns the first party in the role, zero but for the role where there is none.
func find(parties []PartyIn, role Role) PartyIn {
	for i := range parties {
		if parties[i].Role == role {
			return parties[i]
		}
	}
	return PartyIn{Role: role}
}

// Issued tells whose a code is that is not ISO's.
type Issued struct{ Issuer, Scheme string }
