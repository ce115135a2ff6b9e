package formats

// The longest texts (ISO 20022 Max35Text and so on, PartyIdentification135, PostalAddress24).
const (
	idLengthMax          = 35
	codeLengthMax        = 4
	nameLengthMax        = 140
	streetLengthMax      = 70
	lineLengthMax        = 70
	buildingLengthMax    = 16
	townLengthMax        = 35
	accountLengthMax     = 34
	remittanceLengthMax  = 140
	informationLengthMax = 105
	structuredLengthMax  = 9000
)
