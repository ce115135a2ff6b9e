package store

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"nostro/lifecycle"
	"nostro/money"
)

func TestReadMigrations(t *testing.T) {
	files := fstest.MapFS{"migrations/0001_a/1.sql": {Data: []byte("A;")}, "migrations/0001_a/2.sql": {Data: []byte("B;")},
		"migrations/0001_a/note.md": {Data: []byte("why")}, "migrations/0002_b/up.sql": {Data: []byte("C;")}}
	all, err := readMigrations(files)
	if err != nil || len(all) != 2 || all[0].sql != "A;B;" || all[1].name != "0002_b" || all[1].version != 2 {
		t.Fatalf("got %+v, %v", all, err)
	}
	files["migrations/0001_a/note.md"].Data = []byte("better")
	if again, _ := readMigrations(files); again[0].sha256 != all[0].sha256 {
		t.Error("the note changed the hash")
	}
	files["migrations/0001_a/2.sql"].Data = []byte("X;")
	if again, _ := readMigrations(files); again[0].sha256 == all[0].sha256 {
		t.Error("the hash does not tell other SQL")
	}
}

func TestMigrationFoldersAreNumbered(t *testing.T) {
	for _, name := range []string{"0002_gap", "1_short", "0001", "first"} {
		_, err := readMigrations(fstest.MapFS{"migrations/" + name + "/up.sql": {}})
		if err == nil || !strings.Contains(err.Error(), "0001_") {
			t.Errorf("%s: got %v, want an error that tells the right number", name, err)
		}
	}
}

func TestCellsRefuse(t *testing.T) {
	var (
		s      lifecycle.Cycle
		kind   string
		when   time.Time
		amount money.Amount
		texts  []string
		id     int64
		ref    string
	)
	cells := amountCells(&amount)
	for name, tt := range map[string]struct {
		cell   any
		column any
	}{
		"unknown state":        {state(lifecycle.Cycles, &s), "asleep"},
		"no state":             {state(lifecycle.Cycles, &s), nil},
		"state of a number":    {state(lifecycle.Cycles, &s), int64(1)},
		"unknown word":         {choice(&kind, "a", "b"), "c"},
		"unknown currency":     {cells[0], "ZZZ"},
		"minor of no currency": {cells[1], int64(1)},
		"minor of text":        {cells[1], "1"},
		"instant of a zone":    {instantCell(&when), "2026-11-24T09:30:00.000000000+01:00"},
		"short instant":        {instantCell(&when), "2026-11-24T09:30:00Z"},
		"no list":              {listCell(&texts), "{}"},
		"id of text":           {idCell(&id), "1"},
		"reference of bytes":   {refCell(&ref), []byte("x")},
	} {
		if err := tt.cell.(cell).Scan(tt.column); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

func TestInstantsSortAsText(t *testing.T) {
	base := time.Date(2026, 11, 24, 9, 30, 0, 0, time.FixedZone("", -5*3600))
	last := ""
	for _, step := range []time.Duration{0, 1, 10, time.Millisecond, time.Second, 14 * time.Hour} {
		text := instant(base.Add(step)).(string)
		if text <= last {
			t.Errorf("%s does not come after %s", text, last)
		}
		last = text
	}
	if last != "2026-11-25T04:30:00.000000000Z" {
		t.Errorf("got %s", last)
	}
}
