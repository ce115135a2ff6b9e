package delivery_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
	"nostro/lifecycle"
)

// TestLookAfterEachCrashPoint lays out what a killed upload can leave, and looks.
func TestLookAfterEachCrashPoint(t *testing.T) {
	sameSize := strings.Repeat("x", len(message))
	for _, c := range []struct {
		name        string
		part, final string // what is there; empty: nothing
		takes       bool
		verify      string
		straight    bool // uploads go straight to the final name
		want        lifecycle.FileOut
		say         string
	}{
		{name: "before STOR", want: failed, say: "nothing is there"},
		{name: "before STOR, taken away", takes: true, want: unknown, say: "takes files away"},
		{name: "STOR begun", part: "<Doc", want: failed, say: "deleted now"},
		{name: "STOR done", part: message, want: failed, say: "deleted now"},
		{name: "STOR done, taken away", part: message, takes: true, want: failed, say: "deleted now"},
		{name: "RNTO done", final: message, want: sent, say: "our 31 bytes"},
		{name: "RNTO done, takes", final: message, takes: true, want: sent},
		{name: "RNTO done and a new STOR begun", part: "<D", final: message, want: sent},
		{name: "other size", final: "theirs", want: unknown, say: "6 bytes there and 31 here"},
		{name: "other bytes, by size", final: sameSize, want: sent},
		{name: "other bytes, read back", final: sameSize, verify: delivery.VerifyReadBack, want: unknown,
			say: "other content"},
		{name: "our bytes, read back", final: message, verify: delivery.VerifyReadBack, want: sent},
		{name: "straight: nothing", straight: true, want: failed},
		{name: "straight: half", straight: true, final: "<Doc", want: unknown, say: "4 bytes there"},
		{name: "straight: whole", straight: true, final: message, want: sent},
		{name: "straight: a foreign part file stays", straight: true, part: "x", want: failed},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := startBank(t, ftpd.Config{}, func(e *delivery.Endpoint) {
				e.TakesAtOnce, e.Verify, e.Finish = c.takes, c.verify, finish(!c.straight)
			})
			for name, data := range map[string]string{"out/a.xml.part": c.part, "out/a.xml": c.final} {
				if data != "" {
					b.put(t, name, data)
				}
			}
			d := b.open(t).Look(t.Context(), parcel("a.xml", message))
			if d.State != c.want || !strings.Contains(d.Detail, c.say) {
				t.Errorf("got %+v, want %s with %q", d, c.want, c.say)
			}
			if c.final != "" {
				b.holds(t, "out/a.xml", c.final)
			}
			if _, left := b.Get("out/a.xml.part"); left != (c.straight && c.part != "") {
				t.Errorf("the temporary file is there: %t", left)
			}
		})
	}
}

// TestLookingAgainSaysTheSame, but for what only the temporary file could prove.
func TestLookingAgainSaysTheSame(t *testing.T) {
	b := startBank(t, ftpd.Config{}, func(e *delivery.Endpoint) { e.TakesAtOnce = true })
	b.put(t, "out/a.xml.part", message)
	session := b.open(t)
	for look, want := range []lifecycle.FileOut{failed, unknown, unknown} {
		if d := session.Look(t.Context(), parcel("a.xml", message)); d.State != want {
			t.Errorf("look %d: got %+v, want %s", look+1, d, want)
		}
	}
	b.put(t, "out/a.xml", message)
	for range 2 {
		if d := session.Look(t.Context(), parcel("a.xml", message)); d.State != sent {
			t.Errorf("got %+v, want sent", d)
		}
	}
}

func TestLookThatCannotTell(t *testing.T) {
	for _, c := range []struct {
		name   string
		faults []ftpd.Fault
		part   string
		say    string
	}{
		{"server drops every look", []ftpd.Fault{{Command: "SIZE", Do: ftpd.DropBefore}}, "", "closed the connection"},
		{"server is going down", []ftpd.Fault{{Command: "DELE", Do: ftpd.Reply, Code: 421, Text: "down"}},
			"x", "421 down"},
		{"part file that will not go", []ftpd.Fault{{Command: "DELE", Do: ftpd.Reply, Code: 550, Text: "no"}},
			"x", "in the way"},
		{"neither size nor listing", []ftpd.Fault{
			{Command: "SIZE", Do: ftpd.Reply, Code: 502}, {Command: "MLST", Do: ftpd.Reply, Code: 502},
			{Command: "NLST", Do: ftpd.Reply, Code: 550, Text: "not allowed"},
		}, "", "not allowed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := startBank(t, ftpd.Config{Faults: c.faults}, nil)
			if c.part != "" {
				b.put(t, "out/a.xml.part", c.part)
			}
			d := b.open(t).Look(t.Context(), parcel("a.xml", message))
			if d.State != unknown || !strings.Contains(d.Detail, c.say) {
				t.Errorf("got %+v, want unknown with %q", d, c.say)
			}
		})
	}
}

func TestEmptyFolderThatIsRefusedIsEmpty(t *testing.T) {
	b := startBank(t, ftpd.Config{Refuse: []string{"MLST", "MLSD"}, Faults: []ftpd.Fault{
		{Command: "NLST", Do: ftpd.Reply, Code: 550, Text: "No files found"},
	}}, nil)
	if d := b.open(t).Look(t.Context(), parcel("a.xml", message)); d.State != failed {
		t.Errorf("got %+v, want failed", d)
	}
}

// TestMLSTWithoutASize: SIZE is refused and MLST names no size, so only the bytes can tell.
func TestMLSTWithoutASize(t *testing.T) {
	long := strings.Repeat("long", 99)
	for there, want := range map[string]lifecycle.FileOut{message: sent, "theirs": unknown, long: unknown} {
		b := startBank(t, ftpd.Config{Refuse: []string{"SIZE"}, Faults: []ftpd.Fault{
			{Command: "MLST", Nth: 2, Do: ftpd.Reply, Code: 250, Text: "Listing\ntype=file; out/a.xml\nEnd"},
		}}, nil)
		b.put(t, "out/a.xml", there)
		if d := b.open(t).Look(t.Context(), parcel("a.xml", message)); d.State != want {
			t.Errorf("with %d bytes there: got %+v, want %s", len(there), d, want)
		}
	}
}

// TestUploadsThatVanish is about banks that take files away.
func TestUploadsThatVanish(t *testing.T) {
	for _, c := range []struct {
		name             string
		fault            ftpd.Fault
		takes, temporary bool
		want             lifecycle.FileOut
	}{
		{"final name, good reply", ftpd.Fault{Command: "STOR", Do: ftpd.ActThenTake}, true, false, sent},
		{"final name, good reply, should stay", ftpd.Fault{Command: "STOR", Do: ftpd.ActThenTake},
			false, false, unknown},
		{"temporary name is taken too", ftpd.Fault{Command: "STOR", Do: ftpd.ActThenTake},
			true, true, unknown},
		{"renamed, good reply", ftpd.Fault{Command: "RNTO", Do: ftpd.ActThenTake}, true, true, sent},
		{"lost reply, still there", ftpd.Fault{Command: "RNTO", Do: ftpd.ActThenDrop}, true, true, sent},
		{"final name, cut", ftpd.Fault{Command: "STOR", Do: ftpd.CutData, Bytes: 4, Code: 426},
			false, false, unknown},
		{"final name, quota", ftpd.Fault{Command: "STOR", Do: ftpd.CutData, Bytes: 4, Code: 552},
			false, false, unknown},
		{"final name, refused", ftpd.Fault{Command: "STOR", Do: ftpd.Reply, Code: 553}, true, false, failed},
		{"final name, lost reply", ftpd.Fault{Command: "STOR", Do: ftpd.ActThenDrop}, false, false, sent},
		{"final name, bytes lost", ftpd.Fault{Command: "STOR", Do: ftpd.CutData, Bytes: 4, Code: 226},
			false, false, unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.fault.Nth = 1
			b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{c.fault}}, func(e *delivery.Endpoint) {
				e.TakesAtOnce, e.Finish = c.takes, finish(c.temporary)
			})
			if d := b.open(t).Send(t.Context(), parcel("a.xml", message)); d.State != c.want {
				t.Errorf("got %+v, want %s", d, c.want)
			}
		})
	}
}

// TestTakenAfterLostRenameIsUnknown: the rename was asked for, the reply never came, and the bank took the file
// before we could look. Even at an endpoint that should leave files this must not be sent again.
func TestTakenAfterLostRenameIsUnknown(t *testing.T) {
	for _, takes := range []bool{true, false} {
		t.Run(fmt.Sprintf("takes %t", takes), func(t *testing.T) {
			b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{
				{Command: "RNTO", Nth: 1, Do: ftpd.ActThenDrop},
				{Command: "SIZE", Nth: 4, Do: ftpd.Reply, Code: 550}, {Command: "MLST", Nth: 2, Do: ftpd.Reply, Code: 550},
				{Command: "SIZE", Nth: 5, Do: ftpd.Reply, Code: 550}, {Command: "MLST", Nth: 3, Do: ftpd.Reply, Code: 550},
			}}, func(e *delivery.Endpoint) { e.TakesAtOnce = takes })
			if d := b.open(t).Send(t.Context(), parcel("a.xml", message)); d.State != unknown {
				t.Errorf("got %+v, want unknown", d)
			}
		})
	}
}

func TestServerThatGoesAwayForGood(t *testing.T) {
	for _, c := range []struct {
		command string
		do      ftpd.Deed
		code    int
		want    lifecycle.FileOut
	}{
		{"STOR", ftpd.DropBefore, 0, unknown},
		{"RNTO", ftpd.DropBefore, 0, unknown},
		{"RNTO", ftpd.ActThenDrop, 0, unknown},
		{"RNTO", ftpd.Reply, 451, unknown},
	} {
		t.Run(c.command+" "+string(c.do), func(t *testing.T) {
			b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{
				{Command: c.command, Nth: 1, Do: c.do, Code: c.code},
				{Command: "PASS", Nth: 2, Do: ftpd.Reply, Code: 530}, {Command: "PASS", Nth: 3, Do: ftpd.Reply, Code: 530},
			}}, nil)
			if d := b.open(t).Send(t.Context(), parcel("a.xml", message)); d.State != c.want {
				t.Errorf("got %+v, want %s", d, c.want)
			}
		})
	}
	refusal := ftpd.Config{Faults: []ftpd.Fault{
		{Command: "RNTO", Nth: 1, Do: ftpd.Reply, Code: 553, Text: "never"}, {Command: "DELE", Nth: 2, Do: ftpd.DropBefore},
		{Command: "PASS", Nth: 2, Do: ftpd.Reply, Code: 530},
	}}
	if d := startBank(t, refusal, nil).open(t).Send(t.Context(), parcel("a.xml", message)); d.State != unknown {
		t.Errorf("refused, and nobody could look: got %+v, want unknown, for servers have refused what they did", d)
	}
}
