// Package store keeps everything that must outlive the process in one SQLite file.
//
// It promises that a write transaction is committed durably as a whole or not at all, that what is read
// back is exactly what was written, and that the rules of the books hold in the database itself: the
// journal is append-only, every entry balances in each currency, numbers have no gap, and what was approved,
// fetched or matched is never rewritten. The triggers that say so are in migrations, with tests that attack
// them. Every entry is sealed as a leaf of a transparency log in its own transaction, and none is booked in
// a closed period.
//
// It refuses a database that a newer program has migrated, one whose migrations are not those of this
// program, a state that package lifecycle does not know, and a move that its tables do not hold. It decides
// nothing else: no rule of the business stands here.
//
// Two processes may use one file: a writer waits up to ten seconds for the other, readers never wait.
package store
