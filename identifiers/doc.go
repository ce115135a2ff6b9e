// Package identifiers holds the names of banks, accounts and payments: BIC (ISO 9362), IBAN (ISO 13616),
// and the identifiers that we give our own instructions and messages.
//
// It promises that a checked identifier has the form and the check digits of its standard, and that our
// own identifiers are derived from what they name and a key of the installation, so that writing again
// gives the same bytes.
//
// It refuses to repair an identifier and to draw one by chance.
package identifiers
