// Package reconcile proves bank statements and matches their entries to our instructions.
//
// It promises that a proven statement adds up and follows the one before it; that the findings of an
// entry sum exactly to the entry; that an instruction is booked at most once, while honest equal payments
// stay as many as they are; that the outcome does not depend on the order of the input; and that every
// finding and every break says in words why.
//
// It refuses to guess: amount and date alone are a suggestion in the text of a break, never a match. It
// reads no files and no tables, posts nothing, and knows no clock.
//
// Signs are those of the account at the bank: credit +, debit -. A difference is always what the bank
// booked less what we expected.
package reconcile
