package delivery_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
	"nostro/lifecycle"
)

const message = "<Document>pay 100.00</Document>"

func TestManyFilesGoOverOneLogin(t *testing.T) {
	b := startBank(t, ftpd.Config{}, nil)
	session := b.open(t)
	// That many replies are more than the limit on one of them.
	for i := range 400 {
		name := fmt.Sprintf("file-%03d.xml", i)
		if d := session.Send(t.Context(), parcel(name, message+name)); d.State != sent {
			t.Fatalf("%s: %+v", name, d)
		}
		b.holds(t, "out/"+name, message+name)
	}
	if n := b.server.Count("PASS"); n != 1 {
		t.Errorf("%d logins, want 1", n)
	}
	if items := b.List("out"); len(items) != 400 {
		t.Errorf("the bank has %d files, want 400: %v", len(items), items)
	}
	if err := session.Close(); err != nil {
		t.Error(err)
	}
}

func TestLargeFileGoesWhole(t *testing.T) {
	b := startBank(t, ftpd.Config{}, func(e *delivery.Endpoint) { e.Verify = delivery.VerifyReadBack })
	data := string(bytes.Repeat([]byte("0123456789abcdef"), 1<<17))
	if d := b.open(t).Send(t.Context(), parcel("large.xml", data)); d.State != sent {
		t.Fatal(d)
	}
	if got, _ := b.Get("out/large.xml"); string(got) != data {
		t.Errorf("%d bytes arrived of %d, or others", len(got), len(data))
	}
}

func TestEveryEndpointKindDelivers(t *testing.T) {
	servers := map[string]ftpd.Config{
		"full":        {},
		"no MLSD":     {Refuse: []string{"MLSD", "MLST"}},
		"no EPSV":     {Refuse: []string{"EPSV"}},
		"private IP":  {Refuse: []string{"EPSV"}, PassiveHost: "10.0.0.1"},
		"no SIZE":     {Refuse: []string{"SIZE"}},
		"no DELE":     {Refuse: []string{"DELE"}},
		"Unix rename": {Overwrite: true},
		"names alone": {Refuse: []string{"SIZE", "MLST", "MLSD", "LIST"}},
		"small bank":  {Refuse: []string{"FEAT", "EPSV", "MLST", "MLSD", "OPTS"}},
	}
	for name, config := range servers {
		for _, verify := range []string{delivery.VerifySize, delivery.VerifyReadBack, delivery.VerifyNone} {
			for _, temporary := range []bool{true, false} {
				t.Run(fmt.Sprintf("%s/%s/temporary %t", name, verify, temporary), func(t *testing.T) {
					b := startBank(t, config, func(e *delivery.Endpoint) {
						e.Verify, e.Finish = verify, finish(temporary)
					})
					p := parcel("a.xml", message)
					if d := b.open(t).Send(t.Context(), p); d.State != sent {
						t.Fatal(d)
					}
					b.holds(t, "out/a.xml", message)
					if n := len(b.List("out")); n != 1 {
						t.Errorf("%d files at the bank, want 1", n)
					}
					if d := b.open(t).Send(t.Context(), p); d.State != sent {
						t.Errorf("again: %+v", d)
					}
					if n := b.Arrivals("out/a.xml"); n != 1 {
						t.Errorf("the file arrived %d times, want once", n)
					}
				})
			}
		}
	}
}

func TestOldTemporaryFileIsReplaced(t *testing.T) {
	b := startBank(t, ftpd.Config{}, nil)
	b.put(t, "out/a.xml.part", "half of an earlier")
	if d := b.open(t).Send(t.Context(), parcel("a.xml", message)); d.State != sent {
		t.Fatal(d)
	}
	b.holds(t, "out/a.xml", message)
	b.lacks(t, "out/a.xml.part")
}

func TestForeignFileIsNeverOverwritten(t *testing.T) {
	other := strings.Repeat("x", len(message))
	for _, c := range []struct{ name, verify, there, say string }{
		{"another size", delivery.VerifySize, "theirs", "6 bytes there and 31 here"},
		{"another size, read back", delivery.VerifyReadBack, "theirs", "6 bytes there and 31 here"},
		{"our size, other bytes", delivery.VerifyReadBack, other, "has other content"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := startBank(t, ftpd.Config{Overwrite: true}, func(e *delivery.Endpoint) { e.Verify = c.verify })
			b.put(t, "out/a.xml", c.there)
			d := b.open(t).Send(t.Context(), parcel("a.xml", message))
			if d.State != failed || !strings.Contains(d.Detail, "conflict") || !strings.Contains(d.Detail, c.say) {
				t.Errorf("got %+v", d)
			}
			b.holds(t, "out/a.xml", c.there)
			if n := b.server.Count("STOR"); n != 0 {
				t.Errorf("%d uploads, want none", n)
			}
		})
	}
}

func TestFileThatAppearsMeanwhileIsNotOverwritten(t *testing.T) {
	// The first look finds the name free, the one before the rename does not.
	hidden := []ftpd.Fault{
		{Command: "SIZE", Nth: 1, Do: ftpd.Reply, Code: 550, Text: "none"},
		{Command: "MLST", Nth: 1, Do: ftpd.Reply, Code: 550, Text: "none"},
	}
	for there, want := range map[string]lifecycle.FileOut{"theirs": failed, message: sent} {
		b := startBank(t, ftpd.Config{Overwrite: true, Faults: hidden}, nil)
		b.put(t, "out/a.xml", there)
		if d := b.open(t).Send(t.Context(), parcel("a.xml", message)); d.State != want {
			t.Errorf("with %q there: got %+v, want %s", there, d, want)
		}
		b.holds(t, "out/a.xml", there)
		b.lacks(t, "out/a.xml.part")
		if n := b.Arrivals("out/a.xml"); n != 1 {
			t.Errorf("arrived %d times, want once", n)
		}
	}
}

func TestSlowSizeIsAskedAgain(t *testing.T) {
	zero := ftpd.Fault{Command: "SIZE", Nth: 2, Do: ftpd.Reply, Code: 213, Text: "0"}
	b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{zero}}, nil)
	if d := b.open(t).Send(t.Context(), parcel("a.xml", message)); d.State != sent {
		t.Error(d)
	}
	b.holds(t, "out/a.xml", message)
}

func TestParcelThatMustNotGo(t *testing.T) {
	b := startBank(t, ftpd.Config{}, nil)
	session := b.open(t)
	changed := parcel("a.xml", message)
	changed.Data = []byte("other bytes than were approved")
	for name, p := range map[string]struct {
		say string
		p   func() (string, string)
	}{
		"path":        {"not a path", func() (string, string) { return "../a.xml", message }},
		"back path":   {"not a path", func() (string, string) { return `in\a.xml`, message }},
		"no name":     {"no file name", func() (string, string) { return "", message }},
		"dots":        {"no file name", func() (string, string) { return "..", message }},
		"line end":    {"characters", func() (string, string) { return "a\r\nDELE b", message }},
		"spaces":      {"space", func() (string, string) { return "a.xml ", message }},
		"long":        {"at most 200", func() (string, string) { return strings.Repeat("a", 201), message }},
		"empty bytes": {"is empty", func() (string, string) { return "a.xml", "" }},
	} {
		d := session.Send(t.Context(), parcel(p.p()))
		if d.State != failed || !strings.Contains(d.Detail, p.say) {
			t.Errorf("%s: got %+v", name, d)
		}
	}
	if d := session.Send(t.Context(), changed); d.State != failed || !strings.Contains(d.Detail, "SHA-256") {
		t.Errorf("other bytes: got %+v", d)
	}
	if d := session.Look(t.Context(), changed); d.State != unknown {
		t.Errorf("look with other bytes: got %+v", d)
	}
	if n := b.server.Count("STOR"); n != 0 {
		t.Errorf("%d uploads, want none", n)
	}
}

// A large file is hashed while it goes up; one that is not what was approved never gets its final name.
func TestLargeFileWithOtherBytesNeverGetsItsName(t *testing.T) {
	b := startBank(t, ftpd.Config{}, nil)
	p := parcel("a.xml", strings.Repeat("0123456789abcdef", 1<<17))
	p.Data[len(p.Data)-1] = 'X'
	session := b.open(t)
	if d := session.Send(t.Context(), p); d.State != failed || !strings.Contains(d.Detail, "SHA-256") {
		t.Errorf("got %s: %s", d.State, d.Detail)
	}
	if items := b.List("out"); len(items) != 0 || b.server.Count("RNTO") != 0 {
		t.Errorf("the bank has %v", items)
	}
	if d := session.Send(t.Context(), parcel("a.xml", message)); d.State != sent {
		t.Errorf("the session does not go on: %+v", d)
	}
}
