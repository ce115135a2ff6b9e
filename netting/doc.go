// Package netting turns obligations into one net position for each participant and currency, with a proof
// that a person can redo by hand.
//
// It promises that the result does not depend on the order of the obligations, that currencies are never
// mixed, that the nets of a currency add up to exactly zero, that every obligation is listed under its
// payer and its payee, and that Verify finds the same by another way.
//
// It refuses obligations that come twice, are owed to oneself, lack a party or a currency, or are not above
// zero, and sums that do not fit: it never nets a part of what it was given.
package netting
