package money

type tableEntry struct {
	exponent uint8
	name     string
}

// table is ISO 4217, list one.
var table = map[string]tableEntry{
	"CHF": {2, "Swiss Franc"},
	"CLF": {4, "Unidad de Fomento"},
	"EUR": {2, "Euro"},
	"GBP": {2, "Pound Sterling"},
	"JPY": {0, "Yen"},
	"KWD": {3, "Kuwaiti Dinar"},
	"USD": {2, "US Dollar"},
}
