package identifiers

import (
	"fmt"
	"regexp"
	"strings"
)

var bicForm = regexp.MustCompile(`^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$`)

// CheckBIC returns nil for a business identifier code of ISO 9362: 8 or 11 characters, upper case.
func CheckBIC(bic string) error {
	if !bicForm.MatchString(bic) {
		return fmt.Errorf("BIC %q is not of the form AAAABBCC or AAAABBCCDDD", bic)
	}
	return nil
}

var ibanForm = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$`)

// CheckIBAN returns nil for an international bank account number of ISO 13616 in its electronic form
// (no blanks): 15 to 34 characters whose check digits hold (ISO/IEC 7064, MOD 97-10).
func CheckIBAN(iban string) error {
	if !ibanForm.MatchString(iban) {
		return fmt.Errorf("IBAN %q is not of the form: two letters, two digits, up to 30 letters or digits, no blanks", iban)
	}
	remainder := 0
	for _, r := range iban[4:] + iban[:4] {
		if r >= 'A' {
			remainder = (remainder*100 + int(r-'A') + 10) % 97
		} else {
			remainder = (remainder*10 + int(r-'0')) % 97
		}
	}
	if remainder != 1 {
		return fmt.Errorf("IBAN %q has wrong check digits: compare it with the source, a digit is mistyped", iban)
	}
	return nil
}

// MaskAccount hides the middle of an account number for logs: the first four and last four stay.
func MaskAccount(account string) string {
	if len(account) <= 8 {
		return strings.Repeat("*", len(account))
	}
	return account[:4] + strings.Repeat("*", len(account)-8) + account[len(account)-4:]
}
