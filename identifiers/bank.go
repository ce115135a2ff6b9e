package identifiers

import (
	"fmt"
	"regexp"
)

var bicForm = regexp.MustCompile(`^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$`)

// CheckBIC returns nil for a business identifier code of ISO 9362: 8 or 11 characters, upper case. It
// checks the form alone (BICFIDec2014Identifier of ISO 20022), not whether the code was given out.
func CheckBIC(bic string) error {
	if !bicForm.MatchString(bic) {
		return fmt.Errorf("BIC %q is not of the form AAAABBCC or AAAABBCCDDD", bic)
	}
	return nil
}

var ibanForm = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$`)

// CheckIBAN returns nil for an international bank account number of ISO 13616 in its electronic form
// (no blanks, upper case): 15 to 34 characters, of the length that its country registered, whose check
// digits are 02 to 98 and hold (ISO/IEC 7064, MOD 97-10). It does not tell whether the account exists.
func CheckIBAN(iban string) error {
	if !ibanForm.MatchString(iban) {
		return fmt.Errorf("IBAN %q is not of the form: two letters, two digits, up to 30 letters or digits, no blanks", iban)
	}
	if length, ok := ibanLengths[iban[:2]]; ok && len(iban) != length {
		return fmt.Errorf("IBAN %q has %d characters, those of %s have %d: compare it with the source",
			iban, len(iban), iban[:2], length)
	}
	// 00, 01 and 99 leave the same remainder as 97, 98 and 02, but no rule gives them out.
	if digits := iban[2:4]; digits < "02" || digits > "98" || remainder97(iban[4:]+iban[:4]) != 1 {
		return fmt.Errorf("IBAN %q has wrong check digits: compare it with the source, a character is mistyped", iban)
	}
	return nil
}

// remainder97 reads the text as one decimal number, A as 10 to Z as 35, and divides it by 97.
func remainder97(text string) int {
	remainder := 0
	for _, r := range text {
		if r >= 'A' {
			remainder = (remainder*100 + int(r-'A') + 10) % 97
		} else {
			remainder = (remainder*10 + int(r-'0')) % 97
		}
	}
	return remainder
}

// MaskAccount hides an account number for logs: of 15 characters or more, the shortest IBAN, the first
// four and last four stay; of 9 or more the last four; of fewer none.
func MaskAccount(account string) string {
	shown := []rune(account)
	head, tail := 0, 0
	switch {
	case len(shown) >= 15:
		head, tail = 4, 4
	case len(shown) >= 9:
		tail = 4
	}
	for i := head; i < len(shown)-tail; i++ {
		shown[i] = '*'
	}
	return string(shown)
}
