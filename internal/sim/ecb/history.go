// Package ecb makes rate files in the forms of the European Central Bank, for tests and benchmarks. What it
// makes is the same each time; no rate in it was ever published.
package ecb

import (
	"bytes"
	"fmt"

	"nostro/calendar"
)

// currencies are 30 currencies against the euro, each with a rate to begin with in ten-thousandths.
var currencies = []struct {
	code string
	from int
}{
	{"USD", 11789}, {"JPY", 1337300}, {"BGN", 19558}, {"CZK", 351070}, {"DKK", 74501}, {"GBP", 7111}, {"HUF", 2514800},
	{"PLN", 40712}, {"RON", 49250}, {"SEK", 94696}, {"CHF", 16168}, {"ISK", 814800}, {"NOK", 88550}, {"TRY", 107700},
	{"AUD", 19100}, {"BRL", 36600}, {"CAD", 18004}, {"CNY", 97600}, {"HKD", 91332}, {"IDR", 94338500}, {"ILS", 48990},
	{"INR", 500100}, {"KRW", 13985900}, {"MXN", 116446}, {"MYR", 44798}, {"NZD", 22229}, {"PHP", 455100}, {"SGD", 19554},
	{"THB", 426799}, {"ZAR", 69358},
}

// History makes a file of the shape of the ECB's history: the newest day first, each rate a little off that of
// the day before, BGN only on every other day. It is the same each time.
func History(days int) (xml, table []byte) {
	var x, c bytes.Buffer
	x.WriteString(`<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope xmlns:gesmes="` + "http://www.gesmes.org/xml/2002-08-01" + `" xmlns="` + "http://www.ecb.int/vocabulary/2002-08-01/eurofxref" +
		`"><gesmes:subject>Reference rates</gesmes:subject><Cube>`)
	c.WriteString("Date,")
	for _, h := range currencies {
		c.WriteString(h.code + ",")
	}
	c.WriteString("\n")
	all := businessDays(days)
	for n := len(all) - 1; n >= 0; n-- {
		fmt.Fprintf(&x, "\n<Cube time=\"%s\">", all[n])
		fmt.Fprintf(&c, "%s,", all[n])
		for k, h := range currencies {
			if h.code == "BGN" && n%2 == 1 {
				c.WriteString("N/A,")
				continue
			}
			rate := h.from + h.from*((n*(k+7))%97)/5000
			fmt.Fprintf(&x, `<Cube currency="%s" rate="%d.%04d"/>`, h.code, rate/10000, rate%10000)
			fmt.Fprintf(&c, "%d.%04d,", rate/10000, rate%10000)
		}
		x.WriteString("</Cube>")
		c.WriteString("\n")
	}
	x.WriteString("</Cube></gesmes:Envelope>")
	return x.Bytes(), c.Bytes()
}

func businessDays(days int) []calendar.Date {
	var all []calendar.Date
	for d := calendar.MustDate("1999-01-04"); len(all) < days; d = d.AddDays(1) {
		if calendar.TARGET().IsBusinessDay(d) {
			all = append(all, d)
		}
	}
	return all
}
