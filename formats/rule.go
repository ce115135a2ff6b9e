package formats

import "strings"

// Rule names one rule that a message must keep; Source tells where the rule stands.
type Rule string

// The rules. Those that a Profile can switch off or change say so in Source.
const (
	RuleTransferCount    Rule = "transfer-count"
	RuleItemCount        Rule = "item-count"
	RuleOneCurrency      Rule = "one-currency"
	RuleTotalOverflow    Rule = "total-overflow"
	RuleKind             Rule = "message-kind"
	RuleMsgID            Rule = "message-id"
	RuleCreatedAt        Rule = "created-at"
	RuleBIC              Rule = "bic"
	RuleBizSvc           Rule = "business-service"
	RuleAccount          Rule = "account"
	RuleAccountNeeded    Rule = "account-needed"
	RuleInstrID          Rule = "instr-id"
	RuleInstrIDSlash     Rule = "instr-id-slash"
	RuleEndToEndID       Rule = "end-to-end-id"
	RuleEndToEndIDSlash  Rule = "end-to-end-id-slash"
	RuleUETR             Rule = "uetr"
	RuleUnique           Rule = "unique-ids"
	RuleAmount           Rule = "amount"
	RuleAmountDigits     Rule = "amount-digits"
	RuleMetal            Rule = "metal"
	RuleValueDate        Rule = "value-date"
	RuleChargeBearer     Rule = "charge-bearer"
	RulePartyNeeded      Rule = "party-needed"
	RuleInstitution      Rule = "institution-bic"
	RuleAgentNeeded      Rule = "agent-needed"
	RuleTownAndCountry   Rule = "town-and-country"
	RuleAddressNeedsName Rule = "address-needs-name"
	RuleCountry          Rule = "country"
	RuleLength           Rule = "length"
	RuleIDCharacters     Rule = "id-characters"
	RuleLatin            Rule = "latin-text"
	RuleControl          Rule = "control-characters"
	RuleItemID           Rule = "item-id"
)

// ruleSources tells where each rule stands; "profile" marks those that the profile's data decides.
var ruleSources = map[Rule]string{
	RuleTransferCount:    "SR26 pacs.008, pacs.009: NbOfTxs is fixed to 1; profile TransfersPerMessage",
	RuleItemCount:        "camt.057.001.06: Itm 1..n; profile ItemsPerNotice",
	RuleOneCurrency:      "ISO 20022: a total needs one currency; profile Totals; camt.057 TtlAmt",
	RuleTotalOverflow:    "ISO 20022: at most 18 digits in a total",
	RuleKind:             "this package: pacs.008.001.08 and pacs.009.001.08",
	RuleMsgID:            "ISO 20022 Max35Text; UR26 R1 to R8: BizMsgIdr is the MsgId",
	RuleCreatedAt:        "CBPR_DateTime: offset of whole minutes, 00 to 14 hours (SR26)",
	RuleBIC:              "ISO 9362; SR26: agents of the header and the message need a BICFI",
	RuleBizSvc:           "SR2026 usage guideline: BizSvc is mandatory in the header; profile BizSvc",
	RuleAccount:          "ISO 13616; ISO 20022 Max34Text; SR26: no slash at the start, none doubled",
	RuleAccountNeeded:    "UR26 R46 to R59: a named customer needs an account; SttlmAcct names our account",
	RuleInstrID:          "SR26 pacs.008: InstrId mandatory, at most 16 characters; profile InstrIDLength",
	RuleInstrIDSlash:     "UR26 R28: InstrId has no slash at its ends and no doubled one; profile PlainSlashes",
	RuleEndToEndID:       "ISO 20022 Max35Text, mandatory; UR26 R29: NOTPROVIDED where there is none",
	RuleEndToEndIDSlash:  "UR26 pacs.009 R13: the same for the first 16 characters of EndToEndId",
	RuleUETR:             "SR26: UETR mandatory, UUID version 4 in lower case; profile UETRMandatory",
	RuleUnique:           "ISO 20022 reason codes DU03, RF01: identifiers are unique in a message",
	RuleAmount:           "ISO 20022 ActiveCurrencyAndAmount; a transfer moves something",
	RuleAmountDigits:     "SR26: 14 digits; ISO 20022: 18; profile AmountDigits",
	RuleMetal:            "UR26 R31: XAU, XAG, XPD and XPT are no currencies of a payment",
	RuleValueDate:        "SR26: IntrBkSttlmDt mandatory",
	RuleChargeBearer:     "SR26: DEBT, SHAR or CRED in pacs.008, none in pacs.009; profile ChargeBearers",
	RulePartyNeeded:      "UR26 R46 to R59: a customer has a BIC or a name",
	RuleInstitution:      "SR26 pacs.009: debtor and creditor are institutions, named by BICFI",
	RuleAgentNeeded:      "ISO 20022 pacs.008: DbtrAgt and CdtrAgt are mandatory",
	RuleTownAndCountry:   "SR26 PostalAddress24__1: TwnNm and Ctry in every address; profile TownAndCountry",
	RuleAddressNeedsName: "UR26 R44 to R60: an address needs a name",
	RuleCountry:          "ISO 3166: two upper-case letters",
	RuleLength:           "ISO 20022: the longest text of the element",
	RuleIDCharacters:     "FIN-X: 0-9 a-z A-Z / - ? : ( ) . , ' + and blank; profile LatinOnly",
	RuleLatin:            "FIN-X extended: printable ASCII; profile LatinOnly",
	RuleControl:          "XML 1.0: valid UTF-8 without control characters",
	RuleItemID:           "ISO 20022 Max35Text: every item of a camt.057 has an Id of its own",
}

// Source returns where the rule stands, or "" for a rule that this package does not know.
func (r Rule) Source() string { return ruleSources[r] }

// Violation is one broken rule: where in the message, which rule, what is wrong and what to do next.
// Account numbers are masked and names left out, so that it may stand in a log.
type Violation struct {
	Path    string // "FIToFICstmrCdtTrf/CdtTrfTxInf[2]/PmtId/InstrId"
	Rule    Rule
	Problem string
	Remedy  string
}

// String returns the violation in one line.
func (v Violation) String() string {
	return v.Path + ": " + v.Problem + ": " + v.Remedy + " (" + string(v.Rule) + ": " + v.Rule.Source() + ")"
}

// Violations is the error of a message that breaks rules: all of them, in the order of the message.
type Violations struct {
	Message string // "pacs.008.001.08"
	Profile string
	Broken  []Violation
}

// Error lists every broken rule, one to a line.
func (v *Violations) Error() string {
	lines := make([]string, 0, len(v.Broken)+1)
	lines = append(lines, v.Message+" breaks rules of the profile "+v.Profile+":")
	for _, broken := range v.Broken {
		lines = append(lines, "  "+broken.String())
	}
	return strings.Join(lines, "\n")
}

// Has tells whether the rule is among the broken ones.
func (v *Violations) Has(rule Rule) bool {
	for _, broken := range v.Broken {
		if broken.Rule == rule {
			return true
		}
	}
	return false
}
