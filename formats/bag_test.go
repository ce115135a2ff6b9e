package formats

import (
	"math/big"
	"reflect"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// bag is all that a value of the model holds, as texts, each as often as it is there. It knows nothing of
// how the value was read.
type bag struct {
	texts map[string]int
	whole []string // texts that may be joined of several
	sides map[string]bool
}

// notHeld are the fields that the file does not say, or says elsewhere: places, copies, what is derived,
// and lists of items that are compared on their own.
var notHeld = map[string]bool{"Line": true, "Offset": true, "Opening": true, "Closing": true,
	"Present": true, "Path": true, "EntryCount": true, "DetailCount": true, "Level": true, "Kind": true, "Role": true,
	"For": true, "Problems": true, "Paged": true, "FromBIC": true, "ToBIC": true, "Proprietary": true,
	"Entries": true, "Details": true, "Statements": true, "Statuses": true, "Returns": true, "Resolutions": true,
	"Transfers": true, "Cancellations": true, "Notices": true}

func newBag(values ...any) *bag {
	b := &bag{texts: map[string]int{}, sides: map[string]bool{}}
	for _, value := range values {
		b.collect(reflect.ValueOf(value))
	}
	return b
}

func (b *bag) add(text string) {
	if text != "" {
		b.texts[text]++
		b.whole = append(b.whole, text)
	}
}

func (b *bag) collect(v reflect.Value) {
	switch value := v.Interface().(type) {
	case money.Amount:
		b.addAmount(value)
		return
	case money.Currency:
		return // of a statement: told by its amounts and its account
	case calendar.Date:
		b.add(value.String())
		return
	case Charge:
		b.addAmount(negated(value.Amount)) // a charge that was taken is a debit
		value.Amount = money.Amount{}
		v = reflect.ValueOf(value)
	case BankCode:
		for part := range strings.SplitSeq(value.ISO, "/") {
			b.add(part)
		}
		b.add(value.Proprietary)
		b.add(value.Issuer)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			b.collect(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			b.collect(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if field.Name == "Kind" && strings.HasPrefix(v.Field(i).String(), "own:") {
				b.add(v.Field(i).String())
			}
			if field.Name == "Debit" {
				b.sides[map[bool]string{true: "DBIT", false: "CRDT"}[v.Field(i).Bool()]] = true
				continue
			}
			about := field.Name == "Group" && field.Type.Kind() == reflect.Bool && v.Type() != reflect.TypeFor[CancellationIn]()
			number := field.Name == "Number" && field.Type.Kind() == reflect.Int
			if !notHeld[field.Name] && !about && !number {
				b.collect(v.Field(i))
			}
		}
	case reflect.String:
		b.add(v.String())
	case reflect.Int64:
		if v.Int() != 0 {
			b.add("number " + big.NewInt(v.Int()).String())
		}
	case reflect.Bool:
		if v.Bool() {
			b.add("yes")
		}
	}
}

func (b *bag) addAmount(a money.Amount) {
	if a.Currency().IsZero() {
		return
	}
	rat, _ := new(big.Rat).SetString(strings.TrimPrefix(a.Decimal(), "-"))
	b.add("amount " + a.Currency().Code() + " " + rat.RatString())
	b.sides["CRDT"] = b.sides["CRDT"] || a.Sign() >= 0
	b.sides["DBIT"] = b.sides["DBIT"] || a.Sign() <= 0
}

// take takes one of the texts out; false where none is there.
func (b *bag) take(candidates ...string) bool {
	for _, text := range candidates {
		if b.texts[text] > 0 {
			b.texts[text]--
			return true
		}
	}
	return false
}

// within tells whether a text is part of a longer one.
func (b *bag) within(text string) bool {
	for _, whole := range b.whole {
		if strings.Contains(" "+whole+" ", " "+text+" ") || strings.HasPrefix(whole, text+"..") ||
			strings.HasSuffix(whole, ".."+text) {
			return true
		}
	}
	return false
}

// holds tells whether the bag has what a leaf says.
func (b *bag) holds(leaf *node) bool {
	text := leaf.text
	if currency := leaf.attr("Ccy"); currency != "" {
		if rat, ok := new(big.Rat).SetString(text); ok {
			return b.take("amount "+currency+" "+rat.RatString(), currency+" "+text)
		}
		return false
	}
	switch {
	case text == "":
		return true
	case leaf.name == "CdtDbtInd":
		return b.take(text) || b.sides[text]
	case isFlag[leaf.name]:
		return b.take(text) || text == "false" || text == "0" || b.take("yes")
	}
	candidates := []string{text, strings.ToLower(text), "own:" + text}
	if rat, ok := new(big.Rat).SetString(text); ok {
		if rat.Sign() == 0 && strings.HasSuffix(leaf.name, "Nb") {
			return true // an absent number is 0 too
		}
		candidates = append(candidates, "number "+rat.RatString())
	}
	if len(text) >= 10 && !strings.Contains(text, "T") {
		candidates = append(candidates, text[:10])
	}
	if len(text) > 10 && text[10] == 'T' && b.texts[text] == 0 && b.texts[text[:10]] > 0 {
		return false // the time must not be lost
	}
	if b.take(candidates...) {
		if len(text) > 10 && text[10] == 'T' {
			b.take(text[:10]) // the day of a time stands beside it
		}
		return true
	}
	return b.within(text)
}

// isFlag are the indicators that the model holds as bool.
var isFlag = map[string]bool{"RvslInd": true, "LastPgInd": true, "PssblDplct": true, "GrpRtr": true, "GrpCxl": true}

// left returns what nothing in the element says, nor the names of those in it.
func (b *bag) left(within *node) []string {
	var out []string
	for text, n := range b.texts {
		if n > 0 && !b.withinTaken(text) && !within.hasElement(text) {
			out = append(out, text)
		}
	}
	return out
}

// withinTaken leaves out texts that were joined, and the defaults of debit and credit.
func (b *bag) withinTaken(text string) bool { return strings.Contains(text, " ") || text == "yes" }
