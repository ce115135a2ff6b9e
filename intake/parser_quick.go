package intake

import "bytes"

const obligationColumns = 7 // of columns[Obligations], in their order: id payer payee currency amount value_date reference

// quick reads a line without quotes where it lies. It tells whether the line is good beyond doubt; where it is not,
// the line may be good all the same.
func (p *Parser) quick(form *csvForm, line []byte) bool {
	var cells [obligationColumns][]byte
	for n, at := range form.order {
		comma := bytes.IndexByte(line, ',')
		if (comma < 0) != (n == obligationColumns-1) {
			return false
		}
		if comma < 0 {
			comma = len(line)
		}
		cells[at] = line[:comma]
		line = line[min(comma+1, len(line)):]
	}
	f := &p.fields
	f.ID, f.Reference = cells[0], cells[6]
	if !isIDBytes(f.ID) || !isSimple(f.Reference) {
		return false
	}
	var payer, payee bool
	f.Payer, payer = p.participants.find(cells[1], hashOf(cells[1]))
	f.Payee, payee = p.participants.find(cells[2], hashOf(cells[2]))
	code, good := codeIndex(cells[3])
	if !payer || !payee || f.Payer == f.Payee || !good || p.currencyNo[code] == 0 {
		return false
	}
	f.Currency = uint32(p.currencyNo[code] - 1)
	day, good := dayIndex(cells[5])
	if !good || p.dateNo[day] == 0 {
		return false
	}
	f.Date = uint32(p.dateNo[day] - 1)
	f.IDHash = hashOf(f.ID)
	f.Minor, good = shortAmount(cells[4], p.currencies[f.Currency].Exponent())
	return good
}

var idBytes = func() (allowed [256]bool) {
	for c := range 256 {
		allowed[c] = isID(string([]byte{byte(c)}))
	}
	return allowed
}()

// isIDBytes is isID of bytes.
func isIDBytes(text []byte) bool {
	for _, c := range text {
		if !idBytes[c] {
			return false
		}
	}
	return len(text) > 0 && len(text) <= IDCharsMax
}

// isSimple tells whether a reference is none, or short and plain.
func isSimple(text []byte) bool {
	for _, c := range text {
		if c < ' ' || c > '~' {
			return false
		}
	}
	n := len(text)
	return n == 0 || n <= ReferenceCharsMax && text[0] != ' ' && text[n-1] != ' '
}

// codeIndex numbers all words of three capital letters.
func codeIndex(code []byte) (at int, ok bool) {
	if len(code) != 3 {
		return 0, false
	}
	a, b, c := code[0]-'A', code[1]-'A', code[2]-'A'
	return (int(a)*26+int(b))*26 + int(c), a < 26 && b < 26 && c < 26
}

// dayIndex numbers the dates that are taken, and some that the calendar does not have.
func dayIndex(text []byte) (at int, ok bool) {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return 0, false
	}
	var digits [8]int
	for n, from := range [8]int{0, 1, 2, 3, 5, 6, 8, 9} {
		if digits[n] = int(text[from] - '0'); digits[n] > 9 {
			return 0, false
		}
	}
	year := digits[0]*1000 + digits[1]*100 + digits[2]*10 + digits[3]
	month, day := digits[4]*10+digits[5], digits[6]*10+digits[7]
	ok = yearMin <= year && year <= yearMax && 1 <= month && month <= 12 && 1 <= day && day <= 31
	return ((year-yearMin)*12+month-1)*31 + day - 1, ok
}

// shortAmount reads digits with at most as many decimals as the currency has, few enough that nothing overflows, and
// above zero.
func shortAmount(text []byte, exponent int) (minor int64, ok bool) {
	decimals := -1 // before the point
	for n, c := range text {
		switch digit := c - '0'; {
		case digit <= 9:
			minor = 10*minor + int64(digit)
			if decimals >= 0 {
				decimals++
			}
		case c == '.' && decimals < 0 && n > 0 && n < len(text)-1:
			decimals = 0
		default:
			return 0, false
		}
	}
	decimals = max(decimals, 0)
	if decimals > exponent || len(text)+exponent-decimals > 18 {
		return 0, false
	}
	for ; decimals < exponent; decimals++ {
		minor *= 10
	}
	return minor, minor > 0
}
