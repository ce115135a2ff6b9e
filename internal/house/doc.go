// Package house holds the rules of the code itself, as tests: which room may import which, how long a
// function may be, and what may not stand on a path of money.
package house
