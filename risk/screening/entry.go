package screening

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
)

// Kind is what an entry of a list is.
type Kind string

// The kinds. A list that says nothing, or something else, gives KindOther.
const (
	KindPerson   Kind = "person"
	KindEntity   Kind = "entity"
	KindVessel   Kind = "vessel"
	KindAircraft Kind = "aircraft"
	KindCountry  Kind = "country" // hits by its countries
	KindBank     Kind = "bank"    // hits by its BICs, and by its name as an entity does
	KindOther    Kind = "other"
)

// Name is one name of an entry. A weak alias is a nickname or part of a name, which a list marks as apt to hit many.
type Name struct {
	Text string
	Weak bool
}

// Entry is one party, thing or country of a list.
type Entry struct {
	List      string // name of the list in the settings
	ID        string // as the list numbers it
	Kind      Kind
	Names     []Name   // the first is the main one
	Countries []string // ISO 3166-1 alpha-2, or as the list writes them
	BICs      []string // of 8 or 11 characters
	Programme string   // why it is listed
}

// entryDomain keeps the digest of an entry apart from every other hash.
const entryDomain = "nostro screening entry 1\n"

// Digest returns the lower-case hex SHA-256 of everything that the entry says. A decision about a hit is bound to it:
// an entry that changes in any way is a new question. The order of aliases, countries and BICs does not matter.
func (e Entry) Digest() string {
	buffer := []byte(entryDomain)
	for _, text := range []string{e.List, e.ID, string(e.Kind), e.Programme} {
		buffer = appendText(buffer, text)
	}
	names := make([]string, 0, len(e.Names))
	for n, name := range e.Names {
		mark := "strong "
		if n == 0 {
			mark = "main "
		} else if name.Weak {
			mark = "weak "
		}
		names = append(names, mark+name.Text)
	}
	for _, list := range [][]string{names, e.Countries, e.BICs} {
		sorted := slices.Sorted(slices.Values(list))
		buffer = binary.BigEndian.AppendUint64(buffer, uint64(len(sorted)))
		for _, text := range sorted {
			buffer = appendText(buffer, text)
		}
	}
	sum := sha256.Sum256(buffer)
	return hex.EncodeToString(sum[:])
}

func appendText(buffer []byte, text string) []byte {
	buffer = binary.BigEndian.AppendUint64(buffer, uint64(len(text)))
	return append(buffer, text...)
}
