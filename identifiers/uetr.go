package identifiers

import "fmt"

// uetrForm is the shape of a UETR: x a hexadecimal digit in lower case, v one of 8, 9, a, b.
const uetrForm = "xxxxxxxx-xxxx-4xxx-vxxx-xxxxxxxxxxxx"

func isUETR(text string) bool {
	if len(text) != len(uetrForm) {
		return false
	}
	for i := range len(text) {
		b, want := text[i], uetrForm[i]
		switch {
		case want == 'x' && !isDigit(b) && (b < 'a' || b > 'f'):
			return false
		case want == 'v' && b != '8' && b != '9' && b != 'a' && b != 'b':
			return false
		case want != 'x' && want != 'v' && b != want:
			return false
		}
	}
	return true
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
