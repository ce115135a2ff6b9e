package intake

import (
	"fmt"
	"regexp"
	"strings"

	"nostro/identifiers"
)

// ReadAccounts reads a file of accounts with the columns participant, currency, account, agent_bic. known
// tells whether a participant has been taken already; nil means that all are known. It returns as
// ReadParticipants does.
func ReadAccounts(file string, data []byte, known func(participant string) bool) ([]Row[Account], []Refusal) {
	return read(Accounts, file, data, func(r *row) Account {
		a := Account{Participant: r.participant("participant", known), Currency: r.currency("currency", true)}
		a.Number, a.IBAN = r.account("account")
		a.AgentBIC = r.bic("agent_bic", false, "")
		return a
	})
}

var (
	ibanStart = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}`)
	finX      = regexp.MustCompile(`^[A-Za-z0-9/?:().,'+ -]*$`)
)

// account takes an IBAN or another account number. What begins like an IBAN must be one: a mistyped IBAN
// that passed as another number would send money astray.
func (r *row) account(field string) (number string, iban bool) {
	value := r.value(field)
	if identifiers.CheckIBAN(value) == nil {
		return value, true
	}
	if compact := compacted(value); ibanStart.MatchString(compact) {
		err := identifiers.CheckIBAN(compact)
		if err == nil {
			r.refuse(field, "it is an IBAN that is not in its electronic form", "write "+compact)
			return value, false
		}
		r.refuse(field, "it begins like an IBAN and is none: "+err.Error(),
			"copy it again from the participant; no other account may begin with two letters and two digits")
		return value, false
	}
	r.otherAccount(field, value)
	return value, false
}

// otherAccount takes an account number that is no IBAN: CBPR+ allows the FIN-X characters, and slashes
// neither first nor doubled.
func (r *row) otherAccount(field, value string) {
	switch {
	case value == "":
		r.refuse(field, "it is empty", "give the IBAN or the account number")
	case len(value) > AccountCharsMax:
		r.refuse(field, fmt.Sprintf("it has %d characters, the limit is %d", len(value), AccountCharsMax),
			"copy it again from the participant")
	case !finX.MatchString(value) || strings.TrimSpace(value) != value:
		r.refuse(field, "it has characters that no account has, or blanks around it",
			"use letters, digits, blanks within, and / - ? : ( ) . , ' +")
	case strings.HasPrefix(value, "/") || strings.Contains(value, "//"):
		r.refuse(field, "a slash stands first or twice in a row", "remove it")
	}
}
