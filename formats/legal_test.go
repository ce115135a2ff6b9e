package formats

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/identifiers"
	"nostro/money"
)

// lawyer draws random content that is legal under a profile, whatever stands in it.
type lawyer struct {
	t *rapid.T
	p Profile
}

func draw[T any](l lawyer, g *rapid.Generator[T]) T { return g.Draw(l.t, "") }

func (l lawyer) maybe() bool { return draw(l, rapid.Bool()) }

func (l lawyer) pick(words ...string) string { return draw(l, rapid.SampledFrom(words)) }

// id draws an identifier of at most longest characters.
func (l lawyer) id(longest int) string {
	g := rapid.StringMatching(`[A-Za-z0-9?:().,'+ -]([A-Za-z0-9 ?:().,'+-]|[a-z]/[a-z]){0,40}`)
	if l.p.Characters == Unicode {
		g = rapid.StringOf(rapid.RuneFrom([]rune("aZ9_&<>\"'%/äß東Жع-. ")))
	}
	if id := strings.Trim(cut(draw(l, g), longest), " /"); id != "" {
		return id
	}
	return "x"
}

// endToEndID draws one that a pacs.009 takes too, where a slash may not be the 16th character.
func (l lawyer) endToEndID() string { return strings.ReplaceAll(l.id(l.p.EndToEndIDLength), "/", "-") }

// cut keeps at most n characters.
func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n])
}

// text draws what a person may have written. In FIN-X a letter may become three.
func (l lawyer) text(longest int) string {
	if l.p.Characters == Unicode {
		return cut("T"+draw(l, rapid.StringOf(rapid.Rune().Filter(isPlain))), longest)
	}
	if l.maybe() {
		return cut("T"+draw(l, rapid.StringMatching(`[ -~]{0,150}`)), longest)
	}
	return cut("T"+draw(l, rapid.StringMatching(`[ -~À-ÖØ-öø-ÿŁłŚśŐőŞşßÆ€…'’–]{0,60}`)), longest/3)
}

func (l lawyer) maybeText(longest int) string {
	if l.maybe() {
		return ""
	}
	return l.text(longest)
}

func (l lawyer) bic() string {
	return draw(l, rapid.StringMatching(`[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?`))
}

func (l lawyer) uetr() string {
	return draw(l, rapid.StringMatching(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`))
}

func (l lawyer) date() calendar.Date {
	return calendar.MustDate("2026-11-24").AddDays(draw(l, rapid.IntRange(-700_000, 2_900_000)))
}

// iban draws a number of one of a few countries and gives it the check digits that hold.
func (l lawyer) iban() string {
	country := draw(l, rapid.SampledFrom([]string{"DE22", "GB22", "NO15", "MT31", "LC32", "FR27"}))
	length := int(country[2]-'0')*10 + int(country[3]-'0')
	rest := draw(l, rapid.StringMatching(fmt.Sprintf(`[A-Z0-9]{%d}`, length-4)))
	for digits := 2; digits <= 98; digits++ {
		if iban := fmt.Sprintf("%s%02d%s", country[:2], digits, rest); identifiers.CheckIBAN(iban) == nil {
			return iban
		}
	}
	return goodIBAN
}

func (l lawyer) account() AccountID {
	if l.maybe() {
		return AccountID{IBAN: l.iban()}
	}
	return AccountID{Other: draw(l, rapid.StringMatching(`[A-Z0-9]([A-Za-z0-9?:().,'+-]|/[a-z]){0,16}`))}
}

func (l lawyer) maybeAccount() AccountID {
	if l.maybe() {
		return AccountID{}
	}
	return l.account()
}

// amount draws an amount above zero with at most the digits.
func (l lawyer) amount(c money.Currency, digits int) money.Amount {
	return money.FromMinor(c, draw(l, rapid.Int64Range(1, powersOfTen[digits]-1)))
}

func (l lawyer) currency() money.Currency {
	return money.MustCurrency(l.pick("USD", "EUR", "JPY", "KWD", "CLF", "HUF"))
}

func (l lawyer) party() Party {
	if l.maybe() {
		return Party{BIC: l.bic()}
	}
	p := Party{Name: l.text(nameLengthMax)}
	if l.maybe() {
		p.Address = l.address()
	}
	return p
}

func (l lawyer) address() Address {
	a := Address{Town: l.text(townLengthMax), Country: l.pick("DE", "PL", "JP", "BR"), Street: l.maybeText(streetLengthMax),
		Building: l.maybeText(buildingLengthMax), PostCode: l.maybeText(buildingLengthMax),
		PostBox: l.maybeText(buildingLengthMax), Subdivision: l.maybeText(townLengthMax)}
	most := map[AddressRule]int{StructuredAddress: 0, HybridAddress: hybridLinesMax, UnstructuredAddress: addressLinesMax}
	for n := range draw(l, rapid.IntRange(0, most[l.p.Addresses])) {
		a.Lines[n] = fmt.Sprintf("line%d", n) + l.pick("", "&", "<x>", "é")
	}
	if l.p.Addresses == UnstructuredAddress && l.maybe() {
		a.Town, a.Country = "", ""
	}
	return a
}
