package ftpd_test

import (
	"errors"
	"io"
	"net/textproto"
	"strings"
	"testing"

	"nostro/internal/sim/ftpd"
)

// TestFaultsOfAnUpload: what the client hears, and what the bank has then.
func TestFaultsOfAnUpload(t *testing.T) {
	const data = "0123456789"
	for _, c := range []struct {
		name  string
		fault ftpd.Fault
		code  int // heard; 0: none, the connection ended
		bank  string
	}{
		{"reply", ftpd.Fault{Do: ftpd.Reply, Code: 550}, 550, ""},
		{"421", ftpd.Fault{Do: ftpd.Reply, Code: 421}, 421, ""},
		{"drop before", ftpd.Fault{Do: ftpd.DropBefore}, 0, ""},
		{"act then drop", ftpd.Fault{Do: ftpd.ActThenDrop}, 0, data},
		{"act then reply", ftpd.Fault{Do: ftpd.ActThenReply, Code: 451}, 451, data},
		{"cut with reply", ftpd.Fault{Do: ftpd.CutData, Bytes: 4, Code: 426}, 426, "0123"},
		{"cut with a good reply", ftpd.Fault{Do: ftpd.CutData, Bytes: 4, Code: 226}, 226, "0123"},
		{"cut without reply", ftpd.Fault{Do: ftpd.CutData, Bytes: 4}, 0, "0123"},
		{"cut at once", ftpd.Fault{Do: ftpd.CutData, Code: 552}, 552, ""},
		{"taken", ftpd.Fault{Do: ftpd.ActThenTake}, 226, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.fault.Command, c.fault.Nth = "STOR", 2
			server := start(t, ftpd.Config{Faults: []ftpd.Fault{c.fault}})
			client := login(t, server)
			if err := client.Stor("first", strings.NewReader(data)); err != nil {
				t.Fatalf("the first is not meant: %v", err)
			}
			err := client.Stor("a", strings.NewReader(data))
			var heard *textproto.Error
			switch errors.As(err, &heard); {
			case c.code == 226 && heard != nil, c.code == 0 && (heard != nil || err == nil):
				t.Errorf("heard %v, want %d", err, c.code)
			case c.code != 0 && c.code != 226 && (heard == nil || heard.Code != c.code):
				t.Errorf("heard %v, want %d", err, c.code)
			}
			if got, _ := server.Tree("us").Get("a"); string(got) != c.bank {
				t.Errorf("the bank has %q, want %q", got, c.bank)
			}
			alive := client.NoOp() == nil
			if want := c.code != 0 && c.code != 421; alive != want {
				t.Errorf("the connection lives: %t, want %t", alive, want)
			}
			if n := server.Count("stor"); n != 2 {
				t.Errorf("%d uploads counted, want 2", n)
			}
		})
	}
}

func TestCutFetchReadsAsACleanEnd(t *testing.T) {
	server := start(t, ftpd.Config{Faults: []ftpd.Fault{{Command: "RETR", Do: ftpd.CutData, Bytes: 3, Code: 426}}})
	if err := server.Tree("us").Put("a", []byte("0123456789")); err != nil {
		t.Fatal(err)
	}
	response, err := login(t, server).Retr("a")
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(response)
	if err != nil || string(got) != "012" || response.Close() == nil {
		t.Errorf("got %q, %v, or a good end", got, err)
	}
}

func TestFaultsMayReplyInManyLines(t *testing.T) {
	server := start(t, ftpd.Config{Faults: []ftpd.Fault{{Command: "NOOP", Do: ftpd.Reply, Code: 250, Text: "a\nb\nc"}}})
	c := dial(t, server)
	c.expect("", 220)
	if text := c.expect("NOOP", 250); text != "a\n b\nc" {
		t.Errorf("heard %q", text)
	}
}

func TestFaultsOfOneUserSpareTheOther(t *testing.T) {
	server := start(t, ftpd.Config{Faults: []ftpd.Fault{
		{User: "them", Command: "NOOP", Do: ftpd.Reply, Code: 550},
		{Command: "NOOP", Nth: 3, Do: ftpd.Reply, Code: 500},
		{Command: "NOOP", Nth: 3, Do: ftpd.Reply, Code: 599}, // the one before it hits first
	}})
	us, them := dial(t, server), dial(t, server)
	us.expect("", 220)
	them.expect("", 220)
	us.expect("USER us", 331)
	them.expect("USER them", 331)
	us.expect("NOOP", 200)
	them.expect("NOOP", 550)
	us.expect("NOOP", 500)
	us.expect("NOOP", 200)
	them.expect("NOOP", 550)
}

func TestCloseEndsSilenceAndEverythingElse(t *testing.T) {
	server := start(t, ftpd.Config{Faults: []ftpd.Fault{
		{Command: "SYST", Do: ftpd.Silent}, {Command: "NOOP", Do: ftpd.ActThenSilent}}})
	var talks []talk
	for _, command := range []string{"SYST", "NOOP", ""} {
		c := dial(t, server)
		c.expect("", 220)
		if command != "" {
			if err := c.PrintfLine("%s", command); err != nil {
				t.Fatal(err)
			}
		}
		talks = append(talks, c)
	}
	waiting := dial(t, server) // for a data connection that never comes
	waiting.expect("", 220)
	waiting.expect("USER us", 331)
	waiting.expect("PASS pw", 230)
	waiting.expect("EPSV", 229)
	waiting.expect("LIST", 150)
	for range 2 {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	}
	for _, c := range talks {
		if line, err := c.ReadLine(); err == nil {
			t.Errorf("heard %q after the end", line)
		}
	}
}

func TestTooManySessionsAreTurnedAway(t *testing.T) {
	server := start(t, ftpd.Config{})
	for range ftpd.SessionsMax {
		dial(t, server).expect("", 220)
	}
	dial(t, server).expect("", 421)
	server.DropAll()
}

func TestStartRefusals(t *testing.T) {
	users := map[string]string{"us": "pw"}
	good := ftpd.Fault{Command: "STOR", Do: ftpd.Silent}
	for say, config := range map[string]ftpd.Config{
		"no user":      {Addr: "127.0.0.1:0"},
		"listen on":    {Addr: "256.0.0.1:0", Users: users},
		"passive host": {Users: users, PassiveHost: "::1"},
		"in capitals":  {Users: users, Faults: []ftpd.Fault{{Command: "stor", Do: ftpd.Silent}}},
		"fault 2":      {Users: users, Faults: []ftpd.Fault{good, {Do: ftpd.Silent}}},
		`deed "burn"`:  {Users: users, Faults: []ftpd.Fault{{Command: "STOR", Do: "burn"}}},
		"three digits": {Users: users, Faults: []ftpd.Fault{{Command: "STOR", Do: ftpd.Reply}}},
		"code 99":      {Users: users, Faults: []ftpd.Fault{{Command: "STOR", Do: ftpd.CutData, Code: 99}}},
		"negative":     {Users: users, Faults: []ftpd.Fault{{Command: "STOR", Do: ftpd.CutData, Bytes: -1}}},
	} {
		server, err := ftpd.Start(config)
		if err == nil {
			_ = server.Close()
		}
		if err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("got %v, want %q", err, say)
		}
	}
}
