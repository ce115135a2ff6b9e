package identifiers

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"
)

// Deriver gives identifiers that depend on nothing but the installation's key and what they name.
type Deriver struct{ key []byte }

// keyBytesMin is the least length of an installation's key: 128 bits keep two installations apart.
const keyBytesMin = 16

// NewDeriver takes the installation's key; one of under 16 bytes is refused.
func NewDeriver(key []byte) (Deriver, error) {
	if len(key) < keyBytesMin {
		return Deriver{}, fmt.Errorf("the key of this installation has %d bytes: it needs at least %d", len(key), keyBytesMin)
	}
	return Deriver{append([]byte(nil), key...)}, nil
}

// sum mixes kind and parts; each part is closed by a zero byte, so ("ab","c") and ("a","bc") differ.
func (d Deriver) sum(kind string, parts []string) []byte {
	mac := hmac.New(sha256.New, d.key)
	mac.Write([]byte(kind + "\x00" + strings.Join(parts, "\x00") + "\x00"))
	return mac.Sum(nil)
}

// upper is base 32 without padding, in letters and digits that every FIN-X field takes.
var upper = base32.StdEncoding.WithPadding(base32.NoPadding)

// InstrID returns 16 characters for an instruction, the longest that CBPR+ takes, of which the first is
// a letter: 75 bits, so a million instructions collide with probability below 1 in 10^10; the store's
// unique key catches that one.
func (d Deriver) InstrID(parts ...string) string {
	return "N" + upper.EncodeToString(d.sum("instr", parts))[:15]
}

// MsgID returns the identifier of a message: at most 35 characters (ISO 20022 Max35Text), prefix first.
func (d Deriver) MsgID(prefix string, parts ...string) string {
	return prefix + upper.EncodeToString(d.sum("msg", parts))[:16]
}

// UETR returns the unique end-to-end transaction reference: a lower-case UUID whose version nibble is 4,
// which CBPR+ demands (RFC 9562 section 5.4 calls that version random; ours is derived).
func (d Deriver) UETR(parts ...string) string {
	b := d.sum("uetr", parts)[:16]
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	h := hex.EncodeToString(b)
	return strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
}
