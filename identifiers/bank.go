package identifiers

import "fmt"

// CheckBIC returns nil for a business identifier code of ISO 9362: 8 or 11 characters, upper case. It
// checks the form alone (BICFIDec2014Identifier of ISO 20022), not whether the code was given out.
func CheckBIC(bic string) error {
	if !isBIC(bic) {
		return fmt.Errorf("BIC %q is not of the form AAAABBCC or AAAABBCCDDD", bic)
	}
	return nil
}

// isBIC: four letters or digits, two letters, two and perhaps three more letters or digits. By hand, for a
// message of a million payments checks four of them in each.
func isBIC(text string) bool {
	if len(text) != 8 && len(text) != 11 {
		return false
	}
	for i := range len(text) {
		if !isUpper(text[i]) && (i == 4 || i == 5 || !isDigit(text[i])) {
			return false
		}
	}
	return true
}

func isUpper(b byte) bool { return b >= 'A' && b <= 'Z' }

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// The shortest and the longest IBAN: Norway's, and what ISO 13616 allows.
const (
	ibanLengthMin = 15
	ibanLengthMax = 34
)

// isIBANForm: two letters, two digits, then letters and digits.
func isIBANForm(text string) bool {
	if len(text) < ibanLengthMin || len(text) > ibanLengthMax {
		return false
	}
	for i := range len(text) {
		upper, digit := isUpper(text[i]), isDigit(text[i])
		if i < 2 && !upper || (i == 2 || i == 3) && !digit || !upper && !digit {
			return false
		}
	}
	return true
}

// CheckIBAN returns nil for an international bank account number of ISO 13616 in its electronic form
// (no blanks, upper case): 15 to 34 characters, of the length that its country registered, whose check
// digits are 02 to 98 and hold (ISO/IEC 7064, MOD 97-10). It does not tell whether the account exists.
func CheckIBAN(iban string) error {
	if !isIBANForm(iban) {
		return fmt.Errorf("IBAN %q is not of the form: two letters, two digits, up to 30 letters or digits, no blanks", iban)
	}
	if length, ok := ibanLengths[iban[:2]]; ok && len(iban) != length {
		return fmt.Errorf("IBAN %q has %d characters, those of %s have %d: compare it with the source",
			iban, len(iban), iban[:2], length)
	}
	// 00, 01 and 99 leave the same remainder as 97, 98 and 02, but no rule gives them out.
	if digits := iban[2:4]; digits < "02" || digits > "98" || remainder97(remainder97(0, iban[4:]), iban[:4]) != 1 {
		return fmt.Errorf("IBAN %q has wrong check digits: compare it with the source, a character is mistyped", iban)
	}
	return nil
}

// remainder97 reads the text as the rest of a decimal number, A as 10 to Z as 35, whose digits so far leave
// the given remainder, and divides it by 97.
func remainder97(remainder int, text string) int {
	for i := range len(text) {
		if isUpper(text[i]) {
			remainder = (remainder*100 + int(text[i]-'A') + 10) % 97
		} else {
			remainder = (remainder*10 + int(text[i]-'0')) % 97
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
