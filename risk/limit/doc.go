// Package limit decides which obligations of a cycle settle within the caps of a house, and which are left
// for a later one.
//
// It promises that no cap is broken by what it takes, or, where one was broken before, not further; that it
// takes at least as much value as the rule of the queue on every book; that it finds obligations that can only
// settle together; that its bound holds: no choice within the caps settles more; that every obligation that is
// left has a cap that it would break, and by how much; and that the answer is the same for any order of the
// input and on any machine: it counts its work, it does not watch a clock, and it computes in whole numbers.
//
// It refuses obligations that come twice or have no value, and sums that do not fit. It does not promise the best
// choice, which nobody can compute for large books: it says how far from the best it can be.
package limit
