package jobs_test

import "strings"

// breakage is one change of a house from outside, and what is then found: part of the detail by check.
type breakage struct {
	name, sql, spoil string
	broken           map[string]string
}

// breakagesOfBooks change what was owed, booked and converted.
func breakagesOfBooks(brixton, alfa string) []breakage {
	return []breakage{
		{"a posting", "UPDATE posting SET minor = minor + 1 WHERE account = (SELECT id FROM account WHERE name = 'suspense:rhein')", "",
			map[string]string{nameEntries: `cannot be checked: journal entry 7 "booked:1:2:1:unexplained"`,
				nameSuspense:    "changed from outside",
				nameObligations: "changed", nameAborted: "changed", nameParticipants: "changed", nameNostro: "changed", nameTransit: "changed", nameReserve: "changed",
				nameFX: "changed", nameRevalued: "changed", nameDeals: "changed", nameGain: "changed", nameBookings: "changed", nameLog: "postings is not what was sealed",
				nameBalances: "changed"}},
		{"a running balance", "UPDATE posting SET balance = balance + 1 WHERE entry = 7 AND minor > 0", "",
			map[string]string{nameBalances: `entry 7 "booked:1:2:1:unexplained": the balance of nostro:rhein EUR stands as`}},
		{"a total by value date", "UPDATE account_day SET minor = minor + 1 WHERE account = 1", "",
			map[string]string{nameBalances: "account 1 has a total of"}},
		{"a position", "UPDATE position SET net = net + 1, gross_in = gross_in + 1 WHERE participant = 'alfa'", "",
			map[string]string{nameNets: "cycle 2026-11-24-1: nets sum to EUR 0.01",
				nameParticipants: "alfa: journal EUR 150.00", nameInstructions: "alfa: instructed EUR -150.00, position EUR -149.99"}},
		{"a net that is not in less out",
			"UPDATE position SET gross_in = gross_in + 1, gross_out = gross_out + 2 WHERE participant = 'alfa'", "",
			map[string]string{nameNets: "position of alfa is not gross in less gross out"}},
		{"an obligation", "UPDATE obligation SET minor = minor + 1 WHERE id = 'O-1'", "",
			map[string]string{nameObligations: "alfa: obligations EUR 150.01, netting entries EUR 150.00",
				nameNets:    "position of alfa in EUR, multilateral, is {in:0 out:15000 count:2}, its obligations are {in:0 out:15001 count:2}",
				nameImports: "obligation O-1 is not as any file says"}},
		{"the state of an obligation", "UPDATE obligation SET state = 'settled' WHERE id = 'O-1'", "",
			map[string]string{nameOneState: `obligation O-1 is settled, its cycle "2026-11-24-1" asks for [netted]`}},
		{"an obligation without a cycle", "UPDATE obligation SET state = 'netted' WHERE id = 'O-3'", "",
			map[string]string{nameOneState: `obligation O-3 is netted, its cycle "" asks for`}},
		{"who is paid", "UPDATE instruction SET participant = 'harbour' WHERE participant = 'cascade'", "",
			map[string]string{nameParticipants: "cascade: journal USD 0.00, positions less payments USD -58.08",
				nameInstructions: "harbour: instructed USD 58.08, position USD 0.00"}},
		{"a closing balance", "UPDATE statement SET closing_minor = closing_minor + 1", "",
			map[string]string{nameNostro: "rhein: journal EUR 905.00, statement EUR 905.01",
				nameStatements: "statement EUR-2026-11-24-1 of rhein counts as proven: statement-does-not-add-up"}},
		{"an intent", "UPDATE instruction SET intent_open = 0 WHERE participant = 'cascade'", "",
			map[string]string{nameTransit: "hudson: journal USD -58.08, on its way USD 0.00", nameParticipants: "cascade"}},
		{"an unexplained booking", "UPDATE entry_match SET minor = minor + 1 WHERE kind = 'unexplained'", "",
			map[string]string{nameSuspense: "rhein: journal EUR -5.00, unexplained bookings EUR -5.01",
				nameBookings: "entry 2: EUR 5.00 is booked, EUR 5.01 is matched"}},
		{"a conversion", "UPDATE conversion SET spread = spread + 1, mid = mid + 1", "",
			map[string]string{nameFX: "fx:spread: journal USD -0.09, conversions USD -0.10",
				nameConversions: "the rates make it USD 58.08, USD 58.17",
				nameExplained:   "2026-11-23, spread: journal EUR 0.08, records EUR 0.09",
				nameGain:        "spread EUR 0.08, slippage EUR 0.00, residual EUR 0.00, total EUR 0.08 in the journal; the records make it EUR 0.09"}},
		{"a settlement without an entry", "UPDATE instruction SET state = 'settled' WHERE direction = 'in'", "",
			map[string]string{nameSettled: "instruction " + alfa + " is settled with EUR 0.00 of EUR 150.00 booked"}},
		{"a statement that is not proven after all", "UPDATE statement SET state = 'disputed'", "",
			map[string]string{nameSettled: "match on statement 1, which is not proven",
				nameNostro: "rhein: journal EUR 905.00, statement EUR 0.00"}},
		{"a return without an entry", "UPDATE instruction SET returned = 500 WHERE participant = 'brixton'", "",
			map[string]string{nameSettled: "instruction " + brixton + " counts EUR 5.00 as returned",
				nameParticipants: "brixton"}},
	}
}

// breakagesOfPayments change instructions, what the banks booked of them, files and their approval.
func breakagesOfPayments(brixton string) []breakage {
	return []breakage{
		{"the name of a participant", "UPDATE participant SET name = 'Mallory' WHERE id = 'alfa'", "",
			map[string]string{nameImports: "participant alfa is not as any file says"}},
		{"the account that is paid", "UPDATE participant_account SET number = 'GB00' WHERE participant = 'brixton' AND currency = 'GBP'", "",
			map[string]string{nameImports: "account brixton GBP is not as any file says"}},
		{"the reference of an obligation", "UPDATE obligation SET reference = 'x' WHERE id = 'O-3'", "",
			map[string]string{nameImports: "obligation O-3 is not as any file says"}},
		{"a rate", "UPDATE rate SET bid = '2.5', mid = '2.5', ask = '2.5' WHERE quote = 'USD'", "",
			map[string]string{nameRates: "ECB EUR/USD 2.5 of 2026-11-23 is not as file", nameConversions: "the rates make it USD 124.81"}},
		{"an instruction that was taken away", "DELETE FROM instruction WHERE participant = 'alfa'", "",
			map[string]string{nameInstructions: "cycle 2026-11-24-1, alfa: instructed EUR 0.00, position EUR -150.00"}},
		{"an instruction too much", strings.Replace(copyInstruction, "UETR", "NULL", 1), "",
			map[string]string{nameInstructions: "alfa has more than one instruction in EUR"}},
		{"a booking of a proven statement", "UPDATE statement_entry SET minor = minor + 1 WHERE number = 2", "",
			map[string]string{nameStatements: "statement-does-not-add-up", nameBookings: "entry 2: EUR 5.01 is booked, EUR 5.00 is matched"}},
		{"a match that was taken away", "DELETE FROM entry_match WHERE kind = 'pay-out-booked'", "",
			map[string]string{nameBookings: "entry 1: EUR -100.00 is booked, EUR 0.00 is matched", nameSettled: brixton}},
		{"a match with another entry of the journal", "UPDATE entry_match SET journal = 'opening:rhein:EUR' WHERE entry = 1", "",
			map[string]string{nameBookings: "the match moves EUR -100.00, its journal entry EUR 1000.00"}},
		{"a match with no entry of the journal", "UPDATE entry_match SET journal = 'nothing' WHERE entry = 1", "",
			map[string]string{nameBookings: `journal entry "nothing" is not there`, nameOrphans: "entry_match 1 names one of journal_entry"}},
		{"a match at another bank", "UPDATE instruction SET correspondent = 'hudson' WHERE participant = 'brixton'", "",
			map[string]string{nameBookings: "instruction " + brixton + " is not one of rhein", nameFilesOut: "is not of the cycle"}},
		{"a break that was hidden", "DELETE FROM break_item", "",
			map[string]string{nameSuspense: "entry 2 of statement 1 is in suspense, and no break shows it"}},
		{"the state of a file", "UPDATE file_out SET state = 'written' WHERE correspondent = 'rhein'", "",
			map[string]string{nameFilesOut: "instruction " + brixton + " is settled, its file", nameReleases: "not every file of its release 1 has left"}},
		{"an attempt that was hidden", "DELETE FROM attempt WHERE number = 1", "",
			map[string]string{nameFilesOut: "counts 1 attempts, 0 are recorded"}},
		{"a file that carries more", "UPDATE file_out SET transactions = 2 WHERE correspondent = 'rhein'", "",
			map[string]string{nameFilesOut: "says that it carries 2 instructions, 1 name it"}},
		{"a file that was taken away", "DELETE FROM file_out WHERE correspondent = 'rhein'", "",
			map[string]string{nameFilesOut: "instruction " + brixton + " names file", nameReleases: "its files have the digest",
				nameOrphans: "names one of file_out that is not there"}},
		{"a release of other files", "UPDATE release SET digest = 'aa'", "",
			map[string]string{nameReleases: "its release aa", nameLeft: "was not approved then"}},
		{"a release that was taken away", "DELETE FROM release", "", map[string]string{nameReleases: "has no release",
			nameLeft: "was not approved then"}},
		{"the size of an input file", "UPDATE input_file SET bytes = bytes + 1 WHERE kind = 'obligations'", "",
			map[string]string{nameFiles: "raw/"}},
		{"a posting without an entry", "INSERT INTO posting (entry, account, currency, minor, balance, line) VALUES (99, 1, 'EUR', 1, 1, 1)", "",
			map[string]string{nameOrphans: "a row of posting names one of journal_entry that is not there",
				nameEntries: "a posting belongs to entry 99, which is not in the journal", nameSuspense: "changed from outside",
				nameObligations: "changed", nameAborted: "changed", nameParticipants: "changed", nameNostro: "changed", nameTransit: "changed", nameReserve: "changed",
				nameFX: "changed", nameRevalued: "changed", nameDeals: "changed", nameGain: "changed", nameBookings: "changed", nameLog: "entry 99", nameBalances: "changed"}},
	}
}

// breakagesOfApprovals change who approved what, and when.
func breakagesOfApprovals() []breakage {
	return []breakage{
		{"an approval of the maker", "UPDATE approval_decision SET checker = 'Ann'", "",
			map[string]string{nameReleases: "cycle 2026-11-24-1 is sent, and no second person approved its release 1",
				nameLeft:      "attempt 1 to send file " + firstFile + " began at 2026-11-23 15:30:00Z, and release 1 was not approved then",
				nameApprovals: "approval 1 of release 2026-11-24-1: Ann decided and had a part in making it: "}},
		{"an approval that was taken away", "DELETE FROM approval_decision", "", map[string]string{nameReleases: "no second person",
			nameLeft: "was not approved then", nameApprovals: "not enough had approved: 1 person more must approve: bea, carol"}},
		{"an approval after the fact", "UPDATE approval_decision SET decided_at = '2026-11-23T16:00:00.000000000Z'", "",
			map[string]string{nameReleases: "no second person", nameLeft: "was not approved then", nameApprovals: "not enough had approved"}},
		{"an approval that had expired", "UPDATE approval_decision SET expires_at = '2026-11-23T15:00:00.000000000Z'", "",
			map[string]string{nameReleases: "no second person", nameLeft: "was not approved then", nameApprovals: "not enough had approved"}},
		{"an approval of other bytes", "UPDATE approval_decision SET digest = 'aa'", "",
			map[string]string{nameReleases: "no second person", nameLeft: "was not approved then",
				nameApprovals: "bea decided about something else"}},
		{"a request for other bytes", "UPDATE approval_request SET digest = 'aa'", "",
			map[string]string{nameReleases: "no second person", nameLeft: "was not approved then", nameApprovals: "decided about something else"}},
		{"an approval that was voided before", "UPDATE approval_step SET state = 'voided', at = '2026-11-23T15:00:00.000000000Z' WHERE number = 3", "",
			map[string]string{nameLeft: "was not approved then", nameApprovals: "it is used, and that is not its last step"}},
		{"a need that was made larger", "UPDATE approval_need SET persons = 2", "",
			map[string]string{nameReleases: "no second person", nameLeft: "was not approved then", nameApprovals: "1 person more must approve"}},
		{"needs and makers that were taken away", "DELETE FROM approval_maker", "", map[string]string{nameApprovals: "nobody has made it"}},
		{"a request that was hidden", "DELETE FROM approval_request", "",
			map[string]string{nameReleases: "no second person", nameLeft: "was not approved then", nameOrphans: "names one of approval_request"}},
		{"a request that says that it is refused", "UPDATE approval_request SET state = 'refused'", "",
			map[string]string{nameReleases: "no second person", nameApprovals: "it is refused, and that is not its last step"}},
		{"a withdrawal of what was sent", "INSERT INTO release_withdrawn VALUES ('2026-11-24-1', 1, 'x', 'x', '2026-11-23T15:00:00.000000000Z')", "",
			map[string]string{nameReleases: "cycle 2026-11-24-1 is sent, and 0 of its 1 releases are not withdrawn"}},
	}
}

const firstFile = "NWSLGB2LXXX-2026-11-24-1-0001-pacs.008.001.08.xml"

// copyInstruction adds a second instruction for alfa.
const copyInstruction = `INSERT INTO instruction (id, uetr, cycle, participant, correspondent, direction, currency, minor, booked,
  returned, value_date, state, file, msg_id, intents, intent_open, return_advised, advised_charges, note)
SELECT 'N-TWIN', UETR, cycle, participant, correspondent, direction, currency, minor, booked, returned, value_date, state, file,
  msg_id, intents, intent_open, return_advised, advised_charges, note FROM instruction WHERE participant = 'alfa'`
