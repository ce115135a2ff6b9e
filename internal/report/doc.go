// Package report shows what the store holds to people and machines: as an HTML page, JSON, CSV, a plain-text
// journal, a summary for the terminal, and the lineage of one id.
//
// It promises that the same state of the store, seen at the same instant, gives the same bytes; that every
// amount is written exactly; that account numbers are masked; and that text which came from outside can
// neither change the page nor steer the terminal.
//
// It refuses to write to the store, to decide anything, and to read the clock: the caller brings the instant.
package report
