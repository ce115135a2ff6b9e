package intake

// The limits of a file. Larger input is split by the sender, so that one mistake stays small.
const (
	FileBytesMax = 256 << 20 // bytes of a file
	RowsMax      = 1_000_000 // lines of a file after the header
	LineBytesMax = 8 << 10   // bytes of a line
)

// The limits of fields, in characters: those of the ISO 20022 elements that they end up in.
const (
	IDCharsMax        = 35  // Max35Text
	NameCharsMax      = 140 // Max140Text of a party's name
	StreetCharsMax    = 70
	BuildingCharsMax  = 16
	PostCodeCharsMax  = 16
	TownCharsMax      = 35
	AccountCharsMax   = 34  // Max34Text of an account that is no IBAN
	ReferenceCharsMax = 140 // Max140Text of unstructured remittance information
)

// minorMax is the largest amount: ISO 20022 has at most 18 digits.
const minorMax = 999_999_999_999_999_999

// Value dates outside these years are typing mistakes.
const (
	yearMin = 2000
	yearMax = 2099
)
