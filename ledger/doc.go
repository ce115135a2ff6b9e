// Package ledger holds the rules of double entry: accounts, entries, the entry that each event of a
// settlement makes, the trial balance, and what the transparency log seals of an entry.
//
// It promises that every entry that one of its constructors returns balances to exactly zero in each
// currency, names only accounts that exist, and has a key that is the same whenever the same event is
// told again, so that a journal can refuse the second telling. It promises one canonical form of an
// entry in bytes, two of which are equal only where the entries say the same.
//
// A debit is positive and a credit is negative. A participant that we owe has a credit balance.
//
// It refuses an entry of one leg, a leg of zero, a sum that overflows, an account that no rule names and
// a negative amount where the direction is told by the event. It keeps nothing: the journal is the
// store's.
package ledger
