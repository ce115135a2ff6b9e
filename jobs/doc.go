// Package jobs knows when a cycle's stages are due and in what order they run.
//
// It promises that every stage is an idempotent job: it may be killed at any instant and run again, and
// then ends in the same state. What must be known before an outside action is committed before it.
//
// It refuses to know SQL, XML on the wire or FTP: the store, the spool and the courier serve it behind the
// interfaces that it defines here.
package jobs
