package formats

import (
	"fmt"
	"strings"
)

// hybridLinesMax is how many lines stand beside the town and the country (SR26).
const hybridLinesMax = 2

// address checks an address under the element at.
func (c *checker) address(at string, a *Address) {
	if c.profile.Addresses != UnstructuredAddress && (a.Town == "" || a.Country == "") {
		c.fail(spot{at, "/PstlAdr"}, RuleTownAndCountry, "", "the address lacks its town or its country", "give both")
	}
	if a.Country != "" && (len(a.Country) != 2 || !allIn(a.Country, classUpper)) {
		c.fail(spot{at, "/PstlAdr/Ctry"}, RuleCountry, a.Country, fmt.Sprintf("%q is no country code", a.Country),
			"give one such as DE")
	}
	c.text(spot{at, "/PstlAdr/StrtNm"}, a.Street, streetLengthMax)
	c.text(spot{at, "/PstlAdr/BldgNb"}, a.Building, buildingLengthMax)
	c.text(spot{at, "/PstlAdr/PstBx"}, a.PostBox, buildingLengthMax)
	c.text(spot{at, "/PstlAdr/PstCd"}, a.PostCode, buildingLengthMax)
	c.text(spot{at, "/PstlAdr/TwnNm"}, a.Town, townLengthMax)
	c.text(spot{at, "/PstlAdr/CtrySubDvsn"}, a.Subdivision, townLengthMax)
	if a.Lines != [addressLinesMax]string{} {
		c.addressLines(at, a)
	}
}

// addressLines checks the lines, of which there is one at least.
func (c *checker) addressLines(at string, a *Address) {
	s, most := spot{at, "/PstlAdr/AdrLine"}, c.linesMax()
	given := 0
	for n, line := range a.Lines {
		if line == "" {
			continue
		}
		c.text(s, line, lineLengthMax)
		if given++; given != n+1 {
			c.fail(s, RuleAddressLines, "", fmt.Sprintf("line %d is given and line %d is not", n+1, n), "move it to the front")
			return
		}
		if part := a.repeated(line); part != "" && most < addressLinesMax {
			c.fail(s, RuleAddressRepeats, "", fmt.Sprintf("line %d repeats the %s", n+1, part), "leave it out of the line")
		}
	}
	if given > most {
		c.fail(s, RuleAddressLines, "", fmt.Sprintf("there are %d lines", given),
			fmt.Sprintf("give at most %d and put the rest into the other parts", most))
	}
}

func (c *checker) linesMax() int {
	switch c.profile.Addresses {
	case StructuredAddress:
		return 0
	case HybridAddress:
		return hybridLinesMax
	}
	return addressLinesMax
}

// repeated names the structured part that the line has in it as whole words, or "".
func (a *Address) repeated(line string) string {
	for _, part := range [...]struct{ name, value string }{{"street", a.Street}, {"post box", a.PostBox},
		{"post code", a.PostCode}, {"town", a.Town}, {"subdivision", a.Subdivision}} {
		if part.value != "" && strings.Contains(words(line), words(part.value)) {
			return part.name
		}
	}
	return ""
}

// words returns the words of a text between single blanks, in one case.
func words(text string) string {
	isBetween := func(r rune) bool { return r == ' ' || r == ',' || r == ';' }
	return " " + strings.ToLower(strings.Join(strings.FieldsFunc(text, isBetween), " ")) + " "
}
