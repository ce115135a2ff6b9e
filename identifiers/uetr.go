package identifiers

import (
	"fmt"
	"regexp"
)

var uetrForm = regexp.MustCompile(`^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$`)

// CheckUETR returns nil for a unique end-to-end transaction reference: a UUID of version 4 in lower case
// (UUIDv4Identifier of ISO 20022; RFC 9562).
func CheckUETR(text string) error {
	if !uetrForm.MatchString(text) {
		return fmt.Errorf("UETR %q is not a lower-case UUID of version 4: "+
			"write it as xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx, y one of 8, 9, a, b", text)
	}
	return nil
}
