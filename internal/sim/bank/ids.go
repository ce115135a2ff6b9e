package bank

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"nostro/calendar"
)

// derivedHex is how many hexadecimal digits of a hash stand in an identifier: 96 bits.
const derivedHex = 24

// derive returns an identifier of at most 35 characters that depends on the bank and the parts only.
func (b *Bank) derive(prefix string, parts ...string) string {
	h := sha256.New()
	for _, part := range append([]string{b.config.ID, prefix}, parts...) {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return prefix + strings.ToUpper(hex.EncodeToString(h.Sum(nil)))[:derivedHex]
}

// place names a payment by the file that brought it.
func (o origin) place(number int) string { return fmt.Sprintf("%s/%d", o.file, number) }

// fileName sorts by day and then in the order in which the bank wrote the files. It names the message and
// ends in a hash of the bytes.
func fileName(day calendar.Date, number int, message string, data []byte) string {
	kind := message[:len("pacs.002")]
	sum := sha256.Sum256(data)
	return fmt.Sprintf("%04d%02d%02d-%04d-%s-%s.xml", day.Year(), day.Month(), day.Day(), number, kind,
		hex.EncodeToString(sum[:6]))
}
