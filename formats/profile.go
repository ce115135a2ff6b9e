package formats

import (
	"fmt"
	"strings"
)

// Profile is what a correspondent asks for beyond the ISO schema, as data. Start from ProfileByName and
// change what the correspondent's agreement changes.
type Profile struct {
	Name string
	// TransfersPerMessage is the most transfers that one message may carry; 1 means exactly one.
	TransfersPerMessage int
	// ItemsPerNotice is the most expected pay-ins in one notice.
	ItemsPerNotice int
	// Header asks for head.001.001.02 before the Document, both inside a BusinessMessage element.
	Header bool
	// BizSvc is the business service of the header by message identifier ("pacs.008.001.08"). Public
	// sources disagree about the camt messages, so it is agreed with each correspondent.
	BizSvc map[string]string
	// LatinOnly asks for the FIN-X characters: identifiers must have them, names, addresses and
	// remittance are transliterated.
	LatinOnly bool
	// PlainSlashes forbids "/" at either end of an InstrId and "//" in it, and likewise in accounts.
	PlainSlashes bool
	// InstrIDLength is the most characters of an InstrId.
	InstrIDLength int
	// InstrIDMandatory and UETRMandatory ask for what the ISO schema leaves optional.
	InstrIDMandatory, UETRMandatory bool
	// AmountDigits is the most digits of an amount, its decimals among them.
	AmountDigits int
	// OnePartyForm lets a party have a BIC or a name, not both, and asks a named party for its account.
	OnePartyForm bool
	// TownAndCountry asks for both in every address.
	TownAndCountry bool
	// InstructedAmount asks for InstdAmt in a pacs.008.
	InstructedAmount bool
	// AgentsInTransfer writes the instructing and instructed agent in each transfer, not in the header.
	AgentsInTransfer bool
	// Totals writes control sum and total amount, so that all transfers must have one currency.
	Totals bool
	// ChargeBearers are the codes that a pacs.008 may carry.
	ChargeBearers []string
}

// The limits of one message of the batch profile, so that a file stays one that a bank can handle.
const (
	batchTransfersMax = 10_000
	noticeItemsMax    = 10_000
)

// BizSvcCurrent is the business service of the CBPR+ pacs messages since 14 November 2026 (SR2026).
const BizSvcCurrent = "swift.cbprplus.04"

// ProfileByName returns a fresh copy of the profile "cbpr+" (correspondent banking over SWIFT, standards
// release 2026) or "batch" (many transfers per file over a host-to-host link). Another name is an error.
func ProfileByName(name string) (Profile, error) {
	switch name {
	case "cbpr+":
		return cbprPlus(), nil
	case "batch":
		return batch(), nil
	}
	return Profile{}, fmt.Errorf("profile %q is not known: use one of %s", name, strings.Join(ProfileNames(), ", "))
}

// ProfileNames returns the names that ProfileByName knows, sorted.
func ProfileNames() []string { return []string{"batch", "cbpr+"} }

func cbprPlus() Profile {
	return Profile{
		Name:                "cbpr+",
		TransfersPerMessage: 1,
		ItemsPerNotice:      noticeItemsMax,
		Header:              true,
		BizSvc: map[string]string{
			string(CustomerTransfer):    BizSvcCurrent,
			string(InstitutionTransfer): BizSvcCurrent,
			MessageNotice:               BizSvcCurrent,
		},
		LatinOnly:        true,
		PlainSlashes:     true,
		InstrIDLength:    16,
		InstrIDMandatory: true,
		UETRMandatory:    true,
		AmountDigits:     14,
		OnePartyForm:     true,
		TownAndCountry:   true,
		InstructedAmount: true,
		AgentsInTransfer: true,
		ChargeBearers:    []string{"DEBT", "SHAR", "CRED"},
	}
}

func batch() Profile {
	return Profile{
		Name:                "batch",
		TransfersPerMessage: batchTransfersMax,
		ItemsPerNotice:      noticeItemsMax,
		InstrIDLength:       35,
		AmountDigits:        amountDigitsMax,
		Totals:              true,
		ChargeBearers:       []string{"DEBT", "SHAR", "CRED", "SLEV"},
	}
}
