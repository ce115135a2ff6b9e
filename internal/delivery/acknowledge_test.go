package delivery_test

import (
	"strings"
	"testing"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
)

func TestAcknowledge(t *testing.T) {
	drop := func(command string, do ftpd.Deed) []ftpd.Fault {
		return []ftpd.Fault{{Command: command, Nth: 1, Do: do, Code: 550, Text: "no"}}
	}
	for _, c := range []struct {
		name, after  string
		faults       []ftpd.Fault
		inside, done bool // where the file is in the end
	}{
		{"keep", delivery.AfterKeep, nil, true, false},
		{"delete", delivery.AfterDelete, nil, false, false},
		{"delete, lost reply", delivery.AfterDelete, drop("DELE", ftpd.ActThenDrop), false, false},
		{"delete, done but refused", delivery.AfterDelete, drop("DELE", ftpd.ActThenReply), false, false},
		{"move", delivery.AfterMove + "done", nil, false, true},
		{"move, lost reply", delivery.AfterMove + "done", drop("RNTO", ftpd.ActThenDrop), false, true},
		{"move, lost before", delivery.AfterMove + "done/", drop("RNTO", ftpd.DropBefore), false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := startBank(t, ftpd.Config{Faults: c.faults}, func(e *delivery.Endpoint) { e.AfterFetch = c.after })
			b.put(t, "in/a.xml", statement)
			session := b.open(t)
			for range 2 { // again changes nothing
				if err := session.Acknowledge(t.Context(), "a.xml"); err != nil {
					t.Error(err)
				}
			}
			if _, in := b.Get("in/a.xml"); in != c.inside {
				t.Errorf("in the in folder: %t, want %t", in, c.inside)
			}
			if _, in := b.Get("done/a.xml"); in != c.done {
				t.Errorf("in the other folder: %t, want %t", in, c.done)
			}
		})
	}
}

func TestAcknowledgeThatMustFail(t *testing.T) {
	for _, c := range []struct {
		name, after, file string
		faults            []ftpd.Fault
		say               string
	}{
		{"delete refused", delivery.AfterDelete, "a.xml",
			[]ftpd.Fault{{Command: "DELE", Do: ftpd.Reply, Code: 550, Text: "keep out"}}, "keep out"},
		{"move onto another", delivery.AfterMove + "done", "twin.xml", nil, "holds a file of that name"},
		{"move what is nowhere", delivery.AfterMove + "done", "none.xml", nil, "in neither folder"},
		{"move to nowhere", delivery.AfterMove + "missing", "a.xml", nil, "550"},
		{"a path", delivery.AfterDelete, "../out/a.xml", nil, "not a path"},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := ftpd.Config{Overwrite: true, Faults: c.faults}
			b := startBank(t, config, func(e *delivery.Endpoint) { e.AfterFetch = c.after })
			b.put(t, "in/a.xml", statement)
			b.put(t, "in/twin.xml", statement)
			b.put(t, "done/twin.xml", "earlier")
			err := b.open(t).Acknowledge(t.Context(), c.file)
			if err == nil || !strings.Contains(err.Error(), c.say) {
				t.Errorf("got %v, want %q", err, c.say)
			}
			b.holds(t, "in/a.xml", statement)
			b.holds(t, "in/twin.xml", statement)
			b.holds(t, "done/twin.xml", "earlier")
		})
	}
}
