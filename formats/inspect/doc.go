// Package inspect counts what is in a bank file while it is read: what each statement sums up to and
// whether it adds up, whether the statements of an account follow one another, what was exchanged and at
// which rate, what became of payments and why.
//
// It promises exact sums of any size, in memory that does not grow with the entries: entries and items are
// handed on, one by one, and only counted here. It refuses to guess: where a balance is missing nothing is
// said to add up, and a code that is not known is said to be so.
package inspect
