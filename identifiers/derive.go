package identifiers

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Deriver gives identifiers that depend on nothing but the installation's key and what they name. Make
// one with NewDeriver; it is safe for use by several goroutines.
type Deriver struct{ key []byte }

// keyBytesMin is the least length of an installation's key: 128 bits keep two installations apart.
const keyBytesMin = 16

// NewDeriver takes the installation's key; one of under 16 bytes is refused. Another key gives other
// identifiers, so the key must be kept for as long as anything may be sent again.
func NewDeriver(key []byte) (Deriver, error) {
	if len(key) < keyBytesMin {
		return Deriver{}, fmt.Errorf("the key of this installation has %d bytes: it needs at least %d", len(key), keyBytesMin)
	}
	return Deriver{slices.Clone(key)}, nil
}

// sum mixes kind and parts, each after its length, so that ("ab","c") and ("a","bc") differ.
func (d Deriver) sum(kind string, parts []string) []byte {
	mac := hmac.New(sha256.New, d.key)
	for _, part := range append([]string{kind}, parts...) {
		mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		mac.Write([]byte(part))
	}
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

// msgIDPrefixMax leaves 16 of the 35 characters of a message identifier to what is derived.
const msgIDPrefixMax = 19

// MsgID returns the identifier of a message, at most 35 characters (ISO 20022 Max35Text): the prefix, of
// which no more than 19 bytes are taken, and 16 derived characters, which depend on the whole prefix too.
func (d Deriver) MsgID(prefix string, parts ...string) string {
	derived := upper.EncodeToString(d.sum("msg", append([]string{prefix}, parts...)))[:16]
	return prefix[:min(len(prefix), msgIDPrefixMax)] + derived
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
