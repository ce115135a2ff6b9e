// Package codeset says in short words what the codes in bank messages mean.
//
// It promises one text of at most 90 characters for every code of the lists that Nostro reads: statuses
// with their rank and what they ask of the sender, status reasons, return reasons, cancellation reasons and
// their rejections, balances, entry statuses, bank transaction codes, charge bearers, copies, purposes.
// Lists are kept apart: AC03 as the reason of a status is not what it is as the reason of a return.
//
// It refuses to guess: a code that is not in its list, or that the bank calls its own, has no text, and Say
// tells so.
//
// The words are Nostro's own; the codes are those of ISO 20022's external code sets of May 2025, and of its
// schemas where a list is closed (cancellation statuses, charge bearers, copies, settlement methods). The
// tables are sorted text, looked up where they lie: no start-up cost, no allocation.
package codeset
