// Package calendar holds civil dates, business days, cut-offs and due instants.
//
// It promises that a date is a day of the proleptic Gregorian calendar and nothing else, that a business
// calendar is a value that names its source and can be joined with others, and that a cut-off is computed
// on the wall clock of its named zone: a time that a clock change skips is the first instant after the
// gap, one that comes twice is the first of the two.
//
// It refuses to read the wall clock: the caller brings the instant.
package calendar
