package formats

// class is a set of properties of a byte, so that a text is checked by one look-up a character.
type class uint8

// The classes.
const (
	classFINX     class = 1 << iota // identifiers and codes
	classExtended                   // FIN-X extended: printable ASCII
	classPlain                      // FIN-X extended without what is written as an entity
	classDigit
	classUpper
)

// finX are the characters that identifiers and codes may have besides letters and digits.
const finX = "/-?:().,'+ "

var classes = func() (table [256]class) {
	for b := byte(' '); b <= '~'; b++ {
		table[b] = classExtended
	}
	for b := byte('0'); b <= '9'; b++ {
		table[b] |= classFINX | classDigit
	}
	for b := byte('A'); b <= 'Z'; b++ {
		table[b] |= classFINX | classUpper
		table[b+'a'-'A'] |= classFINX
	}
	for i := range len(finX) {
		table[finX[i]] |= classFINX
	}
	for b := range table {
		if table[b] != 0 && b != '&' && b != '<' && b != '>' {
			table[b] |= classPlain
		}
	}
	return table
}()

// prefixIn returns how many bytes at the beginning of the text are in one of the classes.
func prefixIn(text string, wanted class) int {
	i := 0
	for ; len(text)-i >= 8; i += 8 { // eight at a time: one branch for most texts
		t := text[i : i+8]
		if classes[t[0]]&classes[t[1]]&classes[t[2]]&classes[t[3]]&
			classes[t[4]]&classes[t[5]]&classes[t[6]]&classes[t[7]]&wanted == 0 {
			break
		}
	}
	for ; i < len(text); i++ {
		if classes[text[i]]&wanted == 0 {
			return i
		}
	}
	return i
}

// allIn tells whether every byte of the text is in one of the classes.
func allIn(text string, wanted class) bool { return prefixIn(text, wanted) == len(text) }

func isFINX(r rune) bool { return r <= '~' && classes[r]&classFINX != 0 }

// isFINXExtended tells whether names, addresses and remittance may have the character: FIN-X and
// !#$%&*=^_`{|}~";<>@[\], together the printable characters of ASCII.
func isFINXExtended(r rune) bool { return r >= ' ' && r <= '~' }
