package ftpd_test

import (
	"io"
	"strings"
	"testing"

	"nostro/internal/sim/ftpd"
)

func TestRepliesOfEachCommand(t *testing.T) {
	server := start(t, ftpd.Config{Refuse: []string{"ABOR"}})
	for _, name := range []string{"in/a.xml", "taken.xml"} {
		if err := server.Tree("us").Put(name, []byte("12345")); err != nil {
			t.Fatal(err)
		}
	}
	c := dial(t, server)
	c.expect("", 220)
	for _, step := range []struct {
		command string
		code    int
		text    string
	}{
		{"PWD", 530, ""}, {"STOR a", 530, ""}, {"NOOP", 200, ""}, {"SYST", 215, "UNIX"}, {"USER", 501, ""},
		{"USER us", 331, ""}, {"PASS wrong", 530, ""}, {"SIZE taken.xml", 530, ""},
		{"USER none", 331, ""}, {"PASS pw", 530, ""},
		{"user us", 331, ""}, {"pass pw", 230, ""},
		{"FEAT", 211, "MLST type*;size*;modify*;"}, {"OPTS UTF8 ON", 200, ""}, {"OPTS NONE", 501, ""},
		{"TYPE I", 200, ""}, {"TYPE A", 200, ""}, {"TYPE E", 504, ""}, {"REST 0", 350, ""}, {"REST 5", 504, ""},
		{"PWD", 257, `"/"`}, {"CWD in", 250, ""}, {"PWD", 257, `"/in"`}, {"SIZE a.xml", 213, "5"}, {"CWD none", 550, ""},
		{"CDUP", 250, ""}, {"PWD", 257, `"/"`}, {"CWD ../../..", 250, ""}, {"CWD taken.xml", 550, ""},
		{"SIZE in", 550, ""}, {"SIZE none", 550, ""}, {"MDTM in/a.xml", 213, "20260105080000"}, {"MDTM none", 550, ""},
		{"MLST in/a.xml", 250, "type=file;size=5;modify=20260105080000; /in/a.xml"}, {"MLST none", 550, ""},
		{"MLST in", 250, "type=dir;"}, {"MKD new", 257, `"/new"`}, {"MKD new", 550, ""}, {"MKD taken.xml/x", 550, ""},
		{"RMD in", 550, ""}, {"RMD none", 550, ""}, {"RMD new", 250, ""},
		{"RNTO b", 503, ""}, {"RNFR none", 550, ""}, {"RNFR in", 550, ""}, {"RNFR in/a.xml", 350, ""},
		{"RNTO taken.xml", 553, ""},
		{"RNFR in/a.xml", 350, ""}, {"NOOP", 200, ""}, {"RNTO b", 503, ""},
		{"RNFR in/a.xml", 350, ""}, {"RNTO none/b", 550, ""}, {"RNFR in/a.xml", 350, ""}, {"RNTO in/b", 250, ""},
		{"DELE none", 550, ""}, {"DELE in", 550, ""}, {"DELE in/b", 250, ""}, {"MLSD taken.xml", 501, ""},
		{"STOR x", 425, ""}, {"RETR taken.xml", 425, ""}, {"RETR none", 550, ""}, {"EPSV ALL", 200, ""},
		{"EPSV", 229, "|||"}, {"PASV", 227, "(127,0,0,1,"}, {"STOR none/x", 553, ""},
		{"ABOR", 502, ""}, {"SITE CHMOD", 502, ""}, {"QUIT", 221, ""},
	} {
		if text := c.expect(step.command, step.code); !strings.Contains(text, step.text) {
			t.Errorf("%s: got %q, want %q", step.command, text, step.text)
		}
	}
	if _, err := c.ReadLine(); err != io.EOF {
		t.Errorf("after QUIT: %v", err)
	}
}
