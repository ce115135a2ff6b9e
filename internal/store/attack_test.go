package store_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// appendOnly are the tables of which no row may change, and one column of each.
var appendOnly = map[string]string{
	"input_file": "name", "refusal": "reason", "fixing": "raw_sha256", "rate": "mid", "position": "obligations",
	"conversion": "mid_rate", "release": "maker", "release_withdrawn": "reason", "approval_need": "why", "approval_maker": "did",
	"approval_decision": "reason", "approval_step": "reason", "statement_entry": "text",
	"statement_detail": "text", "statement_batch": "ref", "statement_exchange": "rate", "statement_page": "first_entry", "advice_detail": "text", "entry_match": "why", "journal_entry": "memo", "posting": "line", "run": "summary",
	"log_tile": "hash", "account": "name", "checkpoint": "note", "rate_conflict": "found_by",
	"rate_offer": "mid", "rate_decision": "reason", "rate_fetch": "etag", "cover_decision": "reason", "cover_leg": "found_by", "cover_share": "cycle", "fetch_attempt": "detail",
	"period_close": "closed_by", "break_step": "note", "safeguarding_record": "content", "reissue": "reason", "reissue_withdrawn": "reason", "recall": "note", "recall_step": "why",
	"file_resend": "reason", "quarantine_look": "detail", "quarantine_drop": "reason", "sealed_out": "name", "sealed_in": "name",
	"taking_given_back": "given_at", "import_step": "done_at", "netting_terms": "terms", "limit_choice": "place", "obligation_move": "reason", "participant_move": "reason", "reserve_movement": "reason",
	"screening_list": "waits", "screening_file": "name", "screening_visit": "etag", "screening_run": "run_by", "screening_run_list": "version",
	"matching_rules": "text", "statement_matching": "matched_at", "match_suggestion": "why",
	"alarm_event": "text", "business_date": "reason", "amendment": "reason", "alarm_notice_event": "event",
	"screening_subject": "digest", "screening_hit": "listed", "screening_found": "hit", "screening_decision": "reason", "screening_acceptance": "reason",
}

// neverGo are the tables of which rows may change in part, and never go.
var neverGo = []string{"obligation", "cycle", "instruction", "file_out", "attempt", "statement", "break_item", "account_day", "cover_deal", "approval_request", "expected_file", "recall_answer", "advice",
	"lease", "participant", "participant_account", "job_seen", "job_run", "alarm", "alarm_notice"}

// attack runs SQL on a connection without foreign keys or defence, and wants it refused with the text.
func attack(t *testing.T, db *sql.DB, want, query string) {
	t.Helper()
	_, err := db.Exec(query)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%s\n  got error %v, want one with %q", query, err, want)
	}
}

func TestAppendOnlyTablesWithstandAnotherProgram(t *testing.T) {
	s, path := world(t)
	postSome(t, s, 1, tileWidth) // every table has rows
	reissue(t, s)
	withdrawReissue(t, s)
	db := raw(t, path)
	before := dump(t, db)
	for table, column := range appendOnly {
		for _, or := range []string{"", "OR IGNORE", "OR REPLACE", "OR FAIL"} {
			attack(t, db, "append-only", fmt.Sprintf("UPDATE %s %s SET %s = %s", or, table, column, column))
		}
		attack(t, db, "append-only", "DELETE FROM "+table)
		attack(t, db, "", fmt.Sprintf("INSERT OR REPLACE INTO %s SELECT * FROM %s", table, table))
	}
	for _, table := range neverGo {
		attack(t, db, "", "DELETE FROM "+table)
		if table == "account_day" { // a total may change; to be replaced by itself is no change
			continue
		}
		attack(t, db, "", fmt.Sprintf("INSERT OR REPLACE INTO %s SELECT * FROM %s", table, table))
	}
	same(t, "every table", dump(t, db), before)
	same(t, "journal", len(get(t, s, entries)), tileWidth+1)
}

// dump returns every row of every table as text.
func dump(t *testing.T, db *sql.DB) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, table := range names(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table'") {
		columns := names(t, db, "SELECT name FROM pragma_table_info('"+table+"')")
		rows := names(t, db, fmt.Sprintf("SELECT json_array(hex(%s)) FROM %s", strings.Join(columns, "), hex("), table))
		all[table] = strings.Join(rows, "\n")
	}
	return all
}

func names(t testing.TB, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		all = append(all, name)
	}
	return all
}

// The table of which nothing else is said must not be forgotten: it is in one of the lists or named here.
func TestEveryTableIsGuardedOrKnownToChange(t *testing.T) {
	_, path := world(t)
	free := map[string]bool{"deferral": true, "file_in": true,
		"bank_status": true, "bank_return": true, "schema_migration": true,
		"taking":          true,                       // guarded by TestTakingsWithstandAnotherProgram
		"sqlite_sequence": true, "booking_step": true} // SQLite's own; see TestADatabaseWithALogGetsAccounts
	for _, table := range neverGo {
		free[table] = true
	}
	for _, table := range names(t, raw(t, path), "SELECT name FROM sqlite_schema WHERE type = 'table'") {
		if appendOnly[table] == "" && !free[table] {
			t.Errorf("table %s is in no list", table)
		}
		if appendOnly[table] != "" && free[table] {
			t.Errorf("table %s is in two lists", table)
		}
	}
}

func TestContentThatMustStayCannotBeChanged(t *testing.T) {
	_, path := world(t)
	db := raw(t, path)
	for _, tt := range []struct{ table, mayChange, with, want string }{
		{"obligation", "state", "", "only its state may change"},
		{"cycle", "state cut_off_at opened_at closed_at instructed_at last_seq aborted_at aborted_from aborted_by aborted_why", "", "its id and value date may not change"},
		{"instruction", "booked returned state file msg_id intents intent_open return_advised advised_charges note", "",
			"may not change"},
		{"file_out", "state attempts sent_at detail", "", "may not change"},
		{"attempt", "ended_at outcome detail replies", ", ended_at = started_at", "only its end may be written"},
		{"statement", "state detail proven_at instead", "", "what the bank said may not change"},
		{"cover_deal", "state", "", "only its state may change"},
		{"approval_request", "state", "", "only its state may change"},
		{"expected_file", "file_in came_at excused_by reason excused_at", "", "only what became of it may be written"},
		{"alarm", "severity state text next since last_seen acknowledged_by note", "", "what it is about stays"},
		{"alarm_notice", "state attempts next_at ended_at detail", "", "what was sent or given up stays"},
		{"participant", "", "", "by an approved amendment alone"},
		{"participant_account", "", "", "by an approved amendment alone"},
		{"advice", "state statement entry why", "", "what the bank said may not change"},
		{"recall_answer", "recall done", "", "what the bank said may not change"},
		{"break_item", "state resolved_at resolution", "", "only its resolution may be written"},
	} {
		for _, column := range names(t, db, "SELECT name FROM pragma_table_info('"+tt.table+"')") {
			if slices.Contains(strings.Fields(tt.mayChange), column) {
				continue
			}
			other := strings.ReplaceAll("CASE typeof(COLUMN) WHEN 'integer' THEN COLUMN + 1 WHEN 'null' THEN 'abc' "+
				"ELSE 'X' || substr(COLUMN, 2) END", "COLUMN", column)
			attack(t, db, tt.want, fmt.Sprintf("UPDATE OR REPLACE %s SET %s = %s%s", tt.table, column, other, tt.with))
		}
	}
	attack(t, db, "only its state", "UPDATE obligation SET rowid = 50")
	attack(t, db, "what the bank said", "UPDATE statement SET _rowid_ = 50")
}

func TestAnAttemptAndABreakEndOnce(t *testing.T) {
	_, path := world(t)
	db := raw(t, path)
	for _, query := range []string{"UPDATE attempt SET ended_at = started_at, outcome = 'failed'",
		"UPDATE break_item SET state = 'resolved', resolved_at = opened_at"} {
		if _, err := db.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	attack(t, db, "only once", "UPDATE attempt SET outcome = 'sent'")
	attack(t, db, "only once", "UPDATE break_item SET resolution = 'other'")
}
