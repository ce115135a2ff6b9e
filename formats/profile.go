package formats

// Profile is what a correspondent asks for beyond the ISO schema, as data. Start from ProfileByName and
// change what the correspondent's agreement changes.
type Profile struct {
	Name string
	// TransfersPerMessage is the most transfers that one message may carry; 1 means exactly one.
	TransfersPerMessage int
	// ItemsPerNotice is the most expected pay-ins in one notice.
	ItemsPerNotice int
	// MessagesPerFile is the most business messages in one file; see JoinMessages.
	MessagesPerFile int
	// Header asks for head.001.001.02 before the Document.
	Header bool
	// Compact leaves out the line ends and the indentation.
	Compact bool
	// Envelope is the element around header and Document; without a name they are siblings.
	Envelope Envelope
	// FileEnvelope is the element around all messages of a file that may have several; without a name they
	// follow one another.
	FileEnvelope Envelope
	// BizSvc is the business service of the header by kind of message: a TransferKind, MessageNotice or
	// MessageRecall. Public sources disagree about the camt messages, so it is agreed with each correspondent.
	BizSvc map[string]string
	// Characters are those that may be written.
	Characters CharacterSet
	// PlainSlashes forbids "/" at either end of an InstrId and "//" in it, and likewise in accounts.
	PlainSlashes bool
	// MsgIDLength, InstrIDLength and EndToEndIDLength are the most characters of these, 35 at most.
	MsgIDLength, InstrIDLength, EndToEndIDLength int
	// InstrIDMandatory and UETRMandatory ask for what the ISO schema leaves optional.
	InstrIDMandatory, UETRMandatory bool
	// DateTimes is how an instant is written.
	DateTimes DateTimeForm
	// AmountDigits is the most digits of an amount, its decimals among them; 18 at most.
	AmountDigits int
	// Decimals is the most decimals by currency code, where the bank takes fewer than ISO 4217 has.
	Decimals map[string]int
	// OnePartyForm lets a party have a BIC or a name, not both, and asks a named party for its account.
	OnePartyForm bool
	// Addresses is which forms an address may have.
	Addresses AddressRule
	// InstructedAmount asks for InstdAmt in every pacs.008; otherwise it stands where it differs.
	InstructedAmount bool
	// AgentsInTransfer writes the instructing and instructed agent in each transfer, not in the header.
	AgentsInTransfer bool
	// Totals writes control sum and total amount, so that all transfers must have one currency.
	Totals bool
	// ChargeBearers are the codes that a transfer may carry.
	ChargeBearers []string
	// ChargeRules asks that charges explain the difference of instructed and settled amount.
	ChargeRules bool
	// RemittanceLength is the most characters of unstructured remittance, 140 at most.
	RemittanceLength int
	// StructuredRemittance allows it; RemittanceBoth allows it beside the unstructured one.
	StructuredRemittance, RemittanceBoth bool
	// CustomerMessage is the message by which customers are paid: CustomerTransfer or CustomerInitiation.
	CustomerMessage TransferKind
}

// Envelope is an element around the header and the Document of one message.
type Envelope struct {
	Name      string // such as "BusinessMessage"; "" for none
	Namespace string // such as "urn:swift:xsd:envelope"; "" for none
}

// CharacterSet is which characters a message may have.
type CharacterSet string

// The character sets.
const (
	// FINX: identifiers have the characters of FIN-X; names, addresses and remittance are transliterated
	// into FIN-X extended, which is printable ASCII.
	FINX CharacterSet = "fin-x"
	// Unicode: every character but the control characters.
	Unicode CharacterSet = "unicode"
)

// DateTimeForm is how an instant is written.
type DateTimeForm string

// The forms of an instant.
const (
	OffsetTime DateTimeForm = "offset" // 2026-11-24T09:00:00+00:00, as CBPR+ asks
	ZuluTime   DateTimeForm = "z"      // 2026-11-24T09:00:00Z where the offset is zero
)

// AddressRule is which forms an address may have.
type AddressRule string

// The address rules, from the strictest.
const (
	StructuredAddress   AddressRule = "structured"   // town and country, no lines
	HybridAddress       AddressRule = "hybrid"       // town and country, at most two lines
	UnstructuredAddress AddressRule = "unstructured" // what is known, at most seven lines
)
