// Package screening compares names, countries and BICs with sanctions lists.
//
// It promises that the same list and the same name always give the same hits, with whole scores in basis points; that
// the index loses no hit which comparing with every name of the list would find; and that what a list file holds is
// either read, counted as not understood, or refused with the place. Nothing of a list is lost in silence.
//
// It refuses a file that is cut off, is not of the form it is said to be, names nothing, or is over a limit.
//
// A hit is a question, never a verdict. docs/screening.md has the method and what it does not find.
package screening
