// Package verify checks the books of Nostro offline, for somebody who does not trust the program that wrote
// them. It shares no code with that program: the SQL, the form of a leaf, the hashing of RFC 6962 and the
// list of tables, indexes, triggers and views are its own, so that a mistake on one side shows on the other.
//
// It promises to change nothing, not even the files that SQLite keeps beside a database, and to read in
// order with memory that grows with accounts, their value dates and files, but not with the journal. It knows
// schema version 3: another one it cannot tell. Its answer is one of four: verified, tampered,
// cannot tell, bad input. It accuses only where the database contradicts itself or a signature; where
// evidence is missing it says so and what would help.
//
// It does not say that the entries are true, that nothing was deleted after the last checkpoint, or that
// the holder of the signing key did not sign two histories: for these, keep checkpoints where the holder of
// the database cannot reach them.
package verify
