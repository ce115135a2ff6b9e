// Package logging writes what a process does for the machines that keep logs: one line an event, as text or JSON, with
// the ids by which it can be followed (job, cycle, file, instruction, statement, break, alarm).
//
// It promises that no account number and no name of a participant stands in a line, whoever wrote the text; and that what
// the store did is logged only once it is committed. It refuses to log for other code: errors are returned there, and told
// where they end.
package logging
