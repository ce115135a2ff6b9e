package identifiers

import "fmt"

// uetrLength is that of a UUID in its text form, of which 4 characters are hyphens.
const (
	uetrLength  = 36
	uetrHyphens = 4
)

// uetrBytes are the characters of a UETR: 1 for a hexadecimal digit in lower case, 2 for the hyphen.
var uetrBytes = func() (table [256]uint8) {
	for _, b := range []byte("0123456789abcdef") {
		table[b] = 1
	}
	table['-'] = 2
	return table
}()

// isUETR: xxxxxxxx-xxxx-4xxx-vxxx-xxxxxxxxxxxx, v one of 8, 9, a, b.
func isUETR(text string) bool {
	if len(text) != uetrLength || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' || text[14] != '4' {
		return false
	}
	if v := text[19]; v != '8' && v != '9' && v != 'a' && v != 'b' {
		return false
	}
	hyphens := 0
	for i := range uetrLength {
		kind := uetrBytes[text[i]]
		if kind == 0 {
			return false
		}
		hyphens += int(kind >> 1)
	}
	return hyphens == uetrHyphens
}

// CheckUETR returns nil for a unique end-to-end transaction reference: a UUID of version 4 in lower case
// (UUIDv4Identifier of ISO 20022; RFC 9562).
func CheckUETR(text string) error {
	if !isUETR(text) {
		return fmt.Errorf("UETR %q is not a lower-case UUID of version 4: "+
			"write it as xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx, y one of 8, 9, a, b", text)
	}
	return nil
}
