package money

import (
	"fmt"
	"strconv"
	"strings"
)

// Parse reads a plain decimal such as "1234.50" as an amount of the currency, exactly. A sign "-" is
// taken. "+", exponents, group separators, blanks and a bare "." are refused, and so are decimals beyond
// the minor unit unless they are zeros: "1.005" USD is an error, "1.500" USD is 1.50. A number that does
// not fit is an error that wraps ErrOverflow.
func Parse(c Currency, text string) (Amount, error) {
	if c.IsZero() {
		return Amount{}, fmt.Errorf("amount %q has no currency", text)
	}
	if minor, ok := parseShort(text, c.Exponent()); ok {
		return Amount{minor, c}, nil
	}
	digits, negative := strings.CutPrefix(text, "-")
	whole, fraction, hasPoint := strings.Cut(digits, ".")
	if whole == "" || (hasPoint && fraction == "") || !allDigits(whole) || !allDigits(fraction) {
		return Amount{}, fmt.Errorf("amount %q is not a plain decimal: write it as 1234.50", text)
	}
	fraction, excess := splitAt(fraction, c.Exponent())
	if strings.Trim(excess, "0") != "" {
		return Amount{}, fmt.Errorf("amount %q has more than the %d decimals of %s: it is not rounded, correct it",
			text, c.Exponent(), c)
	}
	all := whole + fraction + strings.Repeat("0", c.Exponent()-len(fraction))
	if negative {
		all = "-" + all
	}
	minor, err := strconv.ParseInt(all, 10, 64)
	if err != nil {
		return Amount{}, fmt.Errorf("amount %q %s: %w", text, c, ErrOverflow)
	}
	return Amount{minor, c}, nil
}

// parseShort reads what nearly every amount looks like, digits and just the decimals of the minor unit, few enough
// that nothing overflows. What it does not take may be good all the same.
func parseShort(text string, exponent int) (minor int64, ok bool) {
	point := len(text) - exponent - 1
	if exponent == 0 {
		point = len(text)
	}
	if point < 1 || len(text) > 18 || point < len(text) && text[point] != '.' {
		return 0, false
	}
	for n := range len(text) {
		digit := text[n] - '0'
		if n == point {
			continue
		}
		if digit > 9 {
			return 0, false
		}
		minor = 10*minor + int64(digit)
	}
	return minor, true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func splitAt(s string, n int) (head, tail string) {
	if len(s) <= n {
		return s, ""
	}
	return s[:n], s[n:]
}

// Decimal returns the amount as a plain decimal with all digits of its minor unit and without the
// currency: "-1234.50", "7" for JPY, "0.005" for KWD. Parse reads it back.
func (a Amount) Decimal() string {
	exponent := a.currency.Exponent()
	digits := strconv.FormatInt(a.minor, 10)
	sign := ""
	if a.minor < 0 {
		sign, digits = "-", digits[1:]
	}
	if exponent == 0 {
		return sign + digits
	}
	if pad := exponent + 1 - len(digits); pad > 0 {
		digits = strings.Repeat("0", pad) + digits
	}
	point := len(digits) - exponent
	return sign + digits[:point] + "." + digits[point:]
}

// String returns the currency and the decimal: "USD -1234.50".
func (a Amount) String() string { return a.currency.Code() + " " + a.Decimal() }

// Append appends what String returns.
func (a Amount) Append(text []byte) []byte {
	if !a.currency.IsZero() {
		text = append(text, a.currency.code[:]...)
	}
	return a.AppendDecimal(append(text, ' '))
}

// AppendDecimal appends what Decimal returns.
func (a Amount) AppendDecimal(text []byte) []byte {
	size := uint64(a.minor)
	if a.minor < 0 {
		text, size = append(text, '-'), -size
	}
	var room [20]byte
	digits := strconv.AppendUint(room[:0], size, 10)
	exponent := a.currency.Exponent()
	if exponent == 0 {
		return append(text, digits...)
	}
	point := len(digits) - exponent
	if point <= 0 {
		text = append(text, '0', '.')
		for ; point < 0; point++ {
			text = append(text, '0')
		}
		return append(text, digits...)
	}
	text = append(append(text, digits[:point]...), '.')
	return append(text, digits[point:]...)
}

// Grouped returns the decimal with a comma between groups of three digits, for people: "-1,234.50".
func (a Amount) Grouped() string {
	text := a.Decimal()
	sign := ""
	if text[0] == '-' {
		sign, text = "-", text[1:]
	}
	whole, fraction, hasPoint := strings.Cut(text, ".")
	var out strings.Builder
	out.WriteString(sign)
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			out.WriteByte(',')
		}
		out.WriteByte(whole[i])
	}
	if hasPoint {
		out.WriteString("." + fraction)
	}
	return out.String()
}
