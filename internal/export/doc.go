// Package export writes the whole journal in forms that other bookkeeping programs read: beancount, hledger
// and CSV. They prove our books without any code of ours.
//
// It promises that nothing of an entry is lost in any form, that two accounts never get one name, that the
// same books give the same bytes, and that beancount and hledger accept what it writes. Both find the
// balance of every account and currency that the store has, to the last minor unit, or say that they do not:
// the balances stand at the end as assertions, which these programs check by themselves.
//
//	bean-check books.beancount
//	LANG=C.UTF-8 hledger -f books.journal check --strict
//
// Entries come one at a time, so memory grows with the number of accounts and not with the journal. They
// stand in the order of posting, which need not be that of their value dates: both programs sort by date.
//
// It refuses an entry that breaks a rule of package ledger, whatever let it into the store.
//
// Sources: Beancount Language Syntax (https://beancount.github.io/docs/beancount_language_syntax.html) and
// Precision & Tolerances (https://beancount.github.io/docs/precision_tolerances.html); the hledger manual,
// section Journal (https://hledger.org/hledger.html#journal). The tests ran beancount 2.3.5 and hledger 1.25.
package export
