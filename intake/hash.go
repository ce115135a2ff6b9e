package intake

import (
	"crypto/sha256"
	"encoding/binary"
)

// contentHash is SHA-256 over a name and fields, each with its length first, so that no two contents
// give the same bytes.
func contentHash(name string, fields ...string) [32]byte {
	h := sha256.New()
	for _, field := range append([]string{name}, fields...) {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(field)))
		h.Write(length[:])
		h.Write([]byte(field))
	}
	return [32]byte(h.Sum(nil))
}

// ContentHash depends on every field and on nothing else: the same id with the same hash is the same
// participant once more, with another hash a conflict.
func (p Participant) ContentHash() [32]byte {
	return contentHash("participant", p.ID, p.Name, string(p.Kind), p.BIC, p.Address.Street, p.Address.Building,
		p.Address.PostCode, p.Address.Town, p.Address.Country, p.SettlementCurrency.Code())
}

// ContentHash is as for a Participant; an account is identified by participant and currency.
func (a Account) ContentHash() [32]byte {
	iban := "other"
	if a.IBAN {
		iban = "IBAN"
	}
	return contentHash("account", a.Participant, a.Currency.Code(), iban, a.Number, a.AgentBIC)
}

// ContentHash is as for a Participant. Amounts are taken in their one exact form, so "1.5" and "1.50" are
// the same.
func (o Obligation) ContentHash() [32]byte {
	return contentHash("obligation", o.ID, o.Payer, o.Payee, o.Amount.String(), o.ValueDate.String(), o.Reference)
}
