package formats

// The rules, in the order of their numbers.
const (
	RuleKind Rule = iota + 1
	RuleTransferCount
	RuleItemCount
	RuleMessageCount
	RuleOneCurrency
	RuleTotalOverflow
	RuleMsgID
	RuleCreatedAt
	RuleBIC
	RuleBizSvc
	RuleMethod
	RuleReimbursement
	RuleAccount
	RuleAccountNeeded
	RuleAccountNotAllowed
	RuleInstrID
	RuleInstrIDSlash
	RuleEndToEndID
	RuleEndToEndIDSlash
	RuleTxID
	RuleUETR
	RuleUnique
	RuleAmount
	RuleAmountDigits
	RuleDecimals
	RuleMetal
	RuleInstructed
	RuleRateNeeded
	RuleRate
	RuleValueDate
	RuleChargeBearer
	RuleCharge
	RuleChargesDebt
	RuleChargesShared
	RuleChargesSum
	RulePartyNeeded
	RuleInstitution
	RuleAgentNeeded
	RuleAgentOrder
	RuleTownAndCountry
	RuleAddressLines
	RuleAddressRepeats
	RuleAddressNeedsName
	RuleCountry
	RuleLength
	RuleIDCharacters
	RuleLatin
	RuleControl
	RuleItemID
	RuleCode
	RuleServiceLevel
	RuleRemittanceBoth
	RuleStructured
	RuleStructuredSize
	RuleNoPlace
	RuleUnderlyingNeeded
	RuleCover
	RuleOneDebtor
	RuleCaseID
	RuleOriginal
	RuleCancelReason
	RuleInformation
)

// ruleTable is the table of rules; docs/formats.md repeats it, and a test compares the two.
var ruleTable = [...]ruleEntry{
	RuleKind: {"message-kind",
		"own: the messages that this package writes", ""},
	RuleTransferCount: {"transfer-count",
		"SR26 pacs.008, pacs.009: NbOfTxs is fixed to 1; XSD: 1..n", "transfers_per_message"},
	RuleItemCount: {"item-count",
		"XSD camt.057: Itm 1..n", "items_per_notice"},
	RuleMessageCount: {"message-count",
		"own: what the correspondent's file interface takes", "messages_per_file"},
	RuleOneCurrency: {"one-currency",
		"XSD: a total has one currency", "totals"},
	RuleTotalOverflow: {"total-overflow",
		"XSD: at most 18 digits in a total", "totals"},
	RuleMsgID: {"message-id",
		"XSD Max35Text; UR26 R1 and R7: BizMsgIdr is the MsgId", "msg_id_length"},
	RuleCreatedAt: {"created-at",
		"SR26 CBPR_DateTime: an offset of whole minutes, at most 14 hours; XSD: years 1 to 9999", ""},
	RuleBIC: {"bic",
		"ISO 9362; XSD BICFIDec2014Identifier; SR26: sender and receiver have a BICFI", ""},
	RuleBizSvc: {"business-service",
		"SR26 head.001: BizSvc is mandatory; XSD Max35Text", "header, biz_svc"},
	RuleMethod: {"settlement-method",
		"SR26: pacs.008 INDA, INGA or COVE; pacs.009 CORE and COV INDA or INGA; pain.001 none", ""},
	RuleReimbursement: {"reimbursement-agents",
		"XSD (SettlementMethodAgentRule, SettlementMethodCoverRule, ThirdReimbursementAgentRule): COVE has one at least, the third only beside both others; INDA and INGA have none", ""},
	RuleAccount: {"account",
		"ISO 13616; XSD Max34Text; SR26: no slash at the start, none doubled", "slashes"},
	RuleAccountNeeded: {"account-needed",
		"own: the account that pays is named; UR26 R46 to R59: so is that of a named customer", "one_party_form"},
	RuleAccountNotAllowed: {"account-not-allowed",
		"XSD (SettlementMethodCoverRule): COVE has no SttlmAcct", ""},
	RuleInstrID: {"instr-id",
		"SR26 pacs.008, pacs.009: InstrId mandatory, at most 16 characters; XSD Max35Text", "instr_id_length, instr_id_mandatory"},
	RuleInstrIDSlash: {"instr-id-slash",
		"UR26 R28, COV R13: no slash at either end, none doubled", "slashes"},
	RuleEndToEndID: {"end-to-end-id",
		"XSD Max35Text, mandatory; UR26 R29: NOTPROVIDED where there is none", "end_to_end_id_length"},
	RuleEndToEndIDSlash: {"end-to-end-id-slash",
		"UR26 pacs.009 R13, COV R15: no slash first or 16th, none doubled, within 16 characters", "slashes"},
	RuleTxID: {"tx-id",
		"XSD Max35Text", ""},
	RuleUETR: {"uetr",
		"SR26: UETR mandatory; XSD UUIDv4Identifier: lower case", "uetr_mandatory"},
	RuleUnique: {"unique-ids",
		"ISO 20022 reason codes DU03 and RF01: identifiers are unique in a message", ""},
	RuleAmount: {"amount",
		"XSD ActiveCurrencyAndAmount; own: a transfer moves something", ""},
	RuleAmountDigits: {"amount-digits",
		"SR26: 14 digits; XSD: 18", "amount_digits"},
	RuleDecimals: {"decimals",
		"ISO 4217; ISO 20022 reason code CH20: decimals suit the currency", "decimals"},
	RuleMetal: {"metal",
		"UR26 R31, COV R17: XAU, XAG, XPD and XPT are no currencies of a payment", ""},
	RuleInstructed: {"instructed-amount",
		"SR26: InstdAmt mandatory; XSD: above zero, 18 digits", "instructed_amount"},
	RuleRateNeeded: {"rate-needed",
		"XSD (InstructedAmountAndExchangeRate rules): a rate where the currencies differ, none where not", ""},
	RuleRate: {"rate",
		"XSD BaseOneRate: a plain decimal above zero, at most 11 digits with 10 decimals", ""},
	RuleValueDate: {"value-date",
		"SR26: IntrBkSttlmDt mandatory; XSD ISODate", ""},
	RuleChargeBearer: {"charge-bearer",
		"SR26: DEBT, SHAR or CRED in a pacs.008, none in a pacs.009; XSD ChargeBearerType1Code", "charge_bearers"},
	RuleCharge: {"charge",
		"XSD Charges7: amount and agent", ""},
	RuleChargesDebt: {"charges-debt",
		"UR26 R23, R30, R33: with DEBT at most one ChrgsInf, for prepaid charges alone, above zero", "charge_rules"},
	RuleChargesShared: {"charges-shared",
		"UR26 R34: with SHAR a deduction needs ChrgsInf", "charge_rules"},
	RuleChargesSum: {"charges-sum",
		"own: in one currency, settled = instructed - charges; with DEBT, + charges", "charge_rules"},
	RulePartyNeeded: {"party-needed",
		"UR26 R50 and R55: a customer has a BIC or a name", ""},
	RuleInstitution: {"institution-bic",
		"SR26 pacs.009: debtor and creditor are institutions, named by BICFI", ""},
	RuleAgentNeeded: {"agent-needed",
		"XSD pacs.008: DbtrAgt and CdtrAgt are mandatory; own: a pain.001 names CdtrAgt", ""},
	RuleAgentOrder: {"agent-order",
		"XSD (IntermediaryAgent rules): the second stands behind the first, the third behind the second", ""},
	RuleTownAndCountry: {"town-and-country",
		"SR26 PostalAddress24__1: TwnNm and Ctry in every address", "addresses"},
	RuleAddressLines: {"address-lines",
		"SR26 PostalAddress24__1: at most 2 lines; XSD: 7; own: none is skipped", "addresses"},
	RuleAddressRepeats: {"address-repeats",
		"UR26 R20, COV R23, pain.001 R11: a line does not repeat the structured parts", "addresses"},
	RuleAddressNeedsName: {"address-needs-name",
		"UR26 R44, R48, R56, R60: an address needs a name", ""},
	RuleCountry: {"country",
		"XSD CountryCode: two capital letters of ISO 3166", ""},
	RuleLength: {"length",
		"XSD: the longest text of the element", "remittance_length"},
	RuleIDCharacters: {"id-characters",
		"SR26 FIN-X: 0-9 a-z A-Z / - ? : ( ) . , ' + and blank", "characters"},
	RuleLatin: {"latin-text",
		"SR26 FIN-X extended: printable ASCII", "characters"},
	RuleControl: {"control-characters",
		"XML 1.0: valid UTF-8 without control characters", ""},
	RuleItemID: {"item-id",
		"XSD Max35Text: every item of a camt.057 has an Id", ""},
	RuleCode: {"code",
		"XSD external codes: 1 to 4 letters and digits", ""},
	RuleServiceLevel: {"service-level",
		"UR26 R13, COV R11: a tracked pacs.008 or COV has G001; SR26 pacs.009 CORE: G004", ""},
	RuleRemittanceBoth: {"remittance-both",
		"UR26 R24, COV R10, pain.001 R12: unstructured or structured, not both", "remittance_both"},
	RuleStructured: {"structured-remittance",
		"own: whether the correspondent takes it; own: none is empty", "structured_remittance"},
	RuleStructuredSize: {"structured-size",
		"UR26 R63, pain.001 R31: at most 9,000 characters together", ""},
	RuleNoPlace: {"no-place",
		"XSD: the message has no element for the value", ""},
	RuleUnderlyingNeeded: {"underlying-needed",
		"SR26 COV: UndrlygCstmrCdtTrf is mandatory; in CORE there is none", ""},
	RuleCover: {"cover",
		"UR26 COV R14 and R16: EndToEndId is the InstrId and UETR the UETR of the pacs.008; own: so is the amount", ""},
	RuleOneDebtor: {"one-debtor",
		"UR26 pain.001 R8: one payment information; own: its transfers share debtor, account, agent and date", ""},
	RuleCaseID: {"case-id",
		"XSD camt.056 Max35Text: case and cancellation have an Id", ""},
	RuleOriginal: {"original",
		"own: a recall names message, kind, UETR, amount and date of a pacs message of ours", ""},
	RuleCancelReason: {"cancellation-reason",
		"XSD ExternalCancellationReason1Code; own: a recall says why", ""},
	RuleInformation: {"information",
		"XSD Max105Text; SR26: at most 2 lines; ISO 20022: NARR needs one", ""},
}
