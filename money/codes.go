package money

// funds are the codes of ISO 4217 that count something else than means of payment: funds and indexed
// units of account. List one flags all of them but UYW, which is an indexed unit as UYI is.
var funds = map[string]bool{"BOV": true, "CHE": true, "CHW": true, "CLF": true, "COU": true, "MXV": true,
	"USN": true, "UYI": true, "UYW": true}

// noMinorUnit are the codes for which ISO 4217 gives the minor unit "N.A.". An amount of them has no
// exact form here.
var noMinorUnit = map[string]string{
	"XAG": "silver",
	"XAU": "gold",
	"XBA": "a bond market unit",
	"XBB": "a bond market unit",
	"XBC": "a bond market unit",
	"XBD": "a bond market unit",
	"XDR": "the special drawing right",
	"XPD": "palladium",
	"XPT": "platinum",
	"XSU": "the Sucre",
	"XTS": "reserved for testing",
	"XUA": "the ADB unit of account",
	"XXX": "no currency",
}

// withdrawn are codes that left list one since 2016 (ISO 4217, list three), with what to use now. Old
// files still carry them, and the reader should be told why they are refused.
var withdrawn = map[string]string{
	"ANG": "XCG",
	"BGN": "EUR",
	"BYR": "BYN",
	"CUC": "CUP",
	"HRK": "EUR",
	"MRO": "MRU",
	"SLL": "SLE",
	"STD": "STN",
	"VEF": "VES",
	"ZWL": "ZWG",
}
