package ledger

import (
	"fmt"
	"strings"
)

// Account is the name of an account of the books, each of which holds every currency apart. Most belong
// to an owner, "nostro:ALPHA"; those of the house have none, "rounding".
type Account string

// The accounts of the house, which have no owner.
const (
	// FXPosition holds what we are long (credit) or short (debit) of a currency after conversions.
	FXPosition Account = "fx:position"
	// FXSpread earns the difference between the mid rate and the rate of the participant.
	FXSpread Account = "fx:spread"
	// FXUnrealised holds what revaluation gained or lost and no trade has made real.
	FXUnrealised Account = "fx:unrealised"
	// FXRevaluation is the other side of it: what the open position is worth in the base currency beyond its
	// book value (debit), or what it lacks (credit).
	FXRevaluation Account = "fx:revaluation"
	// Rounding takes the part of a minor unit that a conversion could not divide.
	Rounding Account = "rounding"
	// Reserve is our capital: the other side of what was there before the books began.
	Reserve Account = "reserve"
	// RiskReserve is what we have set aside of it for losses.
	RiskReserve Account = "reserve:risk"
)

// The classes of accounts that belong to an owner.
const (
	classParticipant = "participant"
	classNostro      = "nostro"
	classTransit     = "transit"
	classSuspense    = "suspense"
	classCharges     = "charges"
)

// isHouse tells whether the account is one of the house.
func (a Account) isHouse() bool {
	switch a {
	case FXPosition, FXSpread, FXUnrealised, FXRevaluation, Rounding, Reserve, RiskReserve:
		return true
	}
	return false
}

func isOwnedClass(class string) bool {
	switch class {
	case classParticipant, classNostro, classTransit, classSuspense, classCharges:
		return true
	}
	return false
}

// ParticipantAccount returns the account of what we owe the participant (credit) or it owes us (debit).
func ParticipantAccount(id string) Account { return owned(classParticipant, id) }

// NostroAccount returns the account that mirrors our account at the correspondent.
func NostroAccount(correspondent string) Account { return owned(classNostro, correspondent) }

// TransitAccount returns the account of what we paid out through the correspondent and it has not booked.
func TransitAccount(correspondent string) Account { return owned(classTransit, correspondent) }

// SuspenseAccount returns the account of what the correspondent booked and nobody has explained.
func SuspenseAccount(correspondent string) Account { return owned(classSuspense, correspondent) }

// ChargesAccount returns the account of what the correspondent took for its services.
func ChargesAccount(correspondent string) Account { return owned(classCharges, correspondent) }

func owned(class, owner string) Account { return Account(class + ":" + owner) }

// ParseAccount reads the name of an account. A class that no rule names is an error, and so is an owner
// that is not 1 to 35 letters, digits or any of "._-". ParseAccount(string(a)) returns a.
func ParseAccount(text string) (Account, error) {
	if Account(text).isHouse() {
		return Account(text), nil
	}
	class, owner, _ := strings.Cut(text, ":")
	if !isOwnedClass(class) {
		return "", fmt.Errorf("account %q is of no known class: use participant:, nostro:, transit:, suspense: or "+
			"charges: with an owner, or one of fx:position, fx:spread, fx:unrealised, fx:revaluation, rounding, reserve, reserve:risk", text)
	}
	if !isOwner(owner) {
		return "", fmt.Errorf(`account %q has no proper owner: write 1 to 35 letters, digits or "._-" after %q`,
			text, class+":")
	}
	return Account(text), nil
}

// Class returns what kind of account it is: "participant", "nostro", "transit", "suspense" or "charges",
// and for an account of the house its whole name.
func (a Account) Class() string {
	if a.isHouse() {
		return string(a)
	}
	class, _, _ := strings.Cut(string(a), ":")
	return class
}

// Owner returns the participant or correspondent that the account belongs to, or "" for the house's.
func (a Account) Owner() string {
	if a.isHouse() {
		return ""
	}
	_, owner, _ := strings.Cut(string(a), ":")
	return owner
}

// Classes returns the classes of accounts: those that have owners, then those of the house.
func Classes() []string {
	return []string{classParticipant, classNostro, classTransit, classSuspense, classCharges, "fx", "rounding", "reserve"}
}
