package delivery_test

import (
	"bytes"
	"errors"
	"net/netip"
	"strings"
	"testing"
	"time"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
	"nostro/jobs"
)

// A bank that waits for a trigger file gets it last, and nothing is called sent before it has it.
func TestTriggerFile(t *testing.T) {
	for _, c := range []struct {
		name   string
		faults []ftpd.Fault
		want   []string // outcomes of one Send after the other
	}{
		{"all well", nil, []string{"sent", "sent"}},
		{"the trigger is refused", []ftpd.Fault{{Command: "STOR", Nth: 2, Do: ftpd.Reply, Code: 553}}, []string{"failed", "sent"}},
		{"the trigger's reply is lost", []ftpd.Fault{{Command: "STOR", Nth: 2, Do: ftpd.ActThenDrop}}, []string{"sent", "sent"}},
		{"the file is cut", []ftpd.Fault{{Command: "STOR", Nth: 1, Do: ftpd.CutData, Bytes: 3, Code: 226}}, []string{"failed", "sent"}},
		{"the file's reply is lost", []ftpd.Fault{{Command: "STOR", Nth: 1, Do: ftpd.ActThenDrop}}, []string{"failed", "sent"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := startBank(t, ftpd.Config{Faults: c.faults, Overwrite: true}, func(e *delivery.Endpoint) { e.Finish = delivery.FinishTrigger + ".ok" })
			session := b.open(t)
			for n, want := range c.want {
				d := session.Send(t.Context(), parcel("a.xml", message))
				if string(d.State) != want {
					t.Fatalf("send %d: %s: %s", n+1, d.State, d.Detail)
				}
				if _, told := b.Get("out/a.xml.ok"); told != (want == "sent") {
					t.Errorf("send %d: the trigger is there: %t", n+1, told)
				}
			}
			b.holds(t, "out/a.xml", message)
			if n := b.Arrivals("out/a.xml.ok"); n != 1 {
				t.Errorf("the bank was told %d times", n)
			}
			if d := session.Look(t.Context(), parcel("a.xml", message)); d.State != sent {
				t.Errorf("look: %+v", d)
			}
		})
	}
}

func TestRulesOfStability(t *testing.T) {
	clock := func() time.Time { return ftpd.Epoch }
	for _, c := range []struct {
		rule    string
		mlsd    bool
		waits   string // of a.xml; "": it is offered
		offered int
	}{
		{"trigger:.ok", true, "its trigger file a.xml.ok is not there", 2},
		{"age:1m", true, "less than 1m0s ago", 3}, {"age:1m", false, "less than 1m0s ago", 3},
		{"size:1ms", true, "", 3}, {"size", true, "", 3},
	} {
		config := ftpd.Config{Clock: clock}
		if !c.mlsd {
			config.Refuse = []string{"MLSD", "MLST"}
		}
		b := startBank(t, config, func(e *delivery.Endpoint) { e.Stable, e.AfterFetch = c.rule, delivery.AfterDelete })
		b.put(t, "in/a.xml", statement)
		b.put(t, "in/b.xml", statement)
		b.put(t, "in/b.xml.ok", "x")
		courier, err := delivery.New(map[string]delivery.Endpoint{"BANK": b.endpoint}, delivery.Options{Now: time.Now, Clock: clock})
		if err != nil {
			t.Fatal(err)
		}
		session, err := courier.Open(t.Context(), "BANK")
		if err != nil {
			t.Fatal(err)
		}
		files, err := session.List(t.Context())
		if err != nil || len(files) != c.offered || (files[0].NotYet == "") != (c.waits == "") || !strings.Contains(files[0].NotYet, c.waits) {
			t.Errorf("%s: %+v, %v", c.rule, files, err)
		}
		if c.rule == "trigger:.ok" {
			if files[1].NotYet != "" {
				t.Errorf("b.xml waits: %s", files[1].NotYet)
			}
			if err := session.Acknowledge(t.Context(), "b.xml"); err != nil || len(b.List("in")) != 1 {
				t.Errorf("acknowledged: %v, left %v", err, b.List("in"))
			}
		}
		_ = session.Close()
	}
}

// The zone of a server that has only LIST moves the age of its files.
func TestZoneOfListings(t *testing.T) {
	for zone, waits := range map[string]bool{"Asia/Tokyo": false, "UTC": true} {
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		b := startBank(t, ftpd.Config{Refuse: []string{"MLSD", "MLST", "MDTM"}, Clock: time.Now}, func(e *delivery.Endpoint) {
			e.Stable, e.Zone = "age:5h", location
		})
		b.put(t, "in/a.xml", statement)
		files, err := b.open(t).List(t.Context())
		if err != nil || len(files) != 1 || (files[0].NotYet != "") != waits {
			t.Errorf("%s: %+v, %v", zone, files, err)
		}
	}
}

// SIZE that answers 0 for ever is not asked where the endpoint says so.
func TestSizeIsNotAsked(t *testing.T) {
	lie := []ftpd.Fault{{Command: "SIZE", Do: ftpd.Reply, Code: 213, Text: "0"}}
	for _, never := range []bool{false, true} {
		b := startBank(t, ftpd.Config{Faults: lie}, func(e *delivery.Endpoint) { e.DisableSIZE = never })
		b.put(t, "in/a.xml", statement)
		session := b.open(t)
		d := session.Send(t.Context(), parcel("b.xml", message))
		err := session.Fetch(t.Context(), "a.xml", &bytes.Buffer{})
		if never != (d.State == sent) || never != (err == nil) {
			t.Errorf("not asked %t: %s %s, %v", never, d.State, d.Detail, err)
		}
		if n := b.server.Count("SIZE"); never && n != 0 {
			t.Errorf("SIZE was asked %d times", n)
		}
	}
}

// MLSD and UTF8 that a server offers and then refuses are not used where the endpoint says so.
func TestWhatIsOfferedAndRefused(t *testing.T) {
	for _, c := range []struct {
		command string
		code    int
		never   func(*delivery.Endpoint)
	}{
		{"MLSD", 500, func(e *delivery.Endpoint) { e.DisableMLSD = true }},
		{"MLSD", 451, func(e *delivery.Endpoint) { e.DisableMLSD = true }},
		{"OPTS", 550, func(e *delivery.Endpoint) { e.DisableUTF8 = true }},
	} {
		wrong := ftpd.Config{Faults: []ftpd.Fault{{Command: c.command, Do: ftpd.Reply, Code: c.code, Text: "No."}}}
		for _, never := range []bool{false, true} {
			change := func(*delivery.Endpoint) {}
			if never {
				change = c.never
			}
			b := startBank(t, wrong, change)
			b.put(t, "in/a.xml", statement)
			names := ""
			session, err := b.courier.Open(t.Context(), "BANK")
			if err == nil {
				var files []jobs.RemoteFile
				files, err = session.List(t.Context())
				for _, f := range files {
					names += f.Name
				}
				_ = session.Close()
			}
			if never != (err == nil) || never && names != "a.xml" {
				t.Errorf("%s %d, not used %t: %q, %v", c.command, c.code, never, names, err)
			}
			if n := b.server.Count(c.command); never && n != 0 {
				t.Errorf("%s was asked %d times", c.command, n)
			}
		}
	}
}

func TestAddressThatIsNotAllowed(t *testing.T) {
	for network, allowed := range map[string]bool{"127.0.0.0/8": true, "192.0.2.0/24": false} {
		b := startBank(t, ftpd.Config{}, func(e *delivery.Endpoint) { e.Allowed = []netip.Prefix{netip.MustParsePrefix(network)} })
		_, err := b.courier.Open(t.Context(), "BANK")
		if (err == nil) != allowed || !allowed && (!strings.Contains(err.Error(), "127.0.0.1 is not among the allowed") || b.server.Count("CONNECT") > 0) {
			t.Errorf("%s: %v", network, err)
		}
	}
}

// A server that is down is left alone for a while; then one tries, and what works closes the circuit.
func TestCircuit(t *testing.T) {
	now := ftpd.Epoch
	b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{{Command: "CONNECT", Nth: 1, Do: ftpd.DropBefore}, {Command: "CONNECT", Nth: 2, Do: ftpd.DropBefore},
		{Command: "CONNECT", Nth: 3, Do: ftpd.DropBefore}, {Command: "PASS", Nth: 2, Do: ftpd.Reply, Code: 530}}}, nil)
	courier, err := delivery.New(map[string]delivery.Endpoint{"BANK": b.endpoint, "OTHER": b.endpoint},
		delivery.Options{Now: time.Now, Clock: func() time.Time { return now }, CircuitAfter: 2, CircuitPause: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	try := func(want string, connects int) {
		t.Helper()
		session, err := courier.Open(t.Context(), "BANK")
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
		if session != nil {
			if _, err := session.List(t.Context()); err != nil {
				t.Error(err)
			}
			_ = session.Close()
		}
		if n := b.server.Count("CONNECT"); n != connects {
			t.Errorf("%d connections, want %d", n, connects)
		}
	}
	try("closed the connection", 1)
	try("closed the connection", 2)
	try("circuit is open until 2026-01-05 08:01:00Z, after 2 breakdowns", 2)
	now = now.Add(time.Minute)
	try("closed the connection", 3) // one tries, and fails: open again
	try("circuit is open", 3)
	now = now.Add(time.Minute)
	try("", 4)
	try("530", 5) // a refused login opens it at once: more of them would lock the account
	try("circuit is open", 5)
	if other, err := courier.Open(t.Context(), "OTHER"); err != nil {
		t.Errorf("the circuit of one endpoint holds up another: %v", err)
	} else if err := other.Close(); err != nil {
		t.Error(err)
	}
	var again interface{ Again() bool }
	_, err = courier.Open(t.Context(), "BANK")
	if !errors.As(err, &again) || again.Again() {
		t.Errorf("an open circuit asks to be tried again: %v", err)
	}
}
