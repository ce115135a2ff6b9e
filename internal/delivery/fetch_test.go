package delivery_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
	"nostro/jobs"
)

const statement = "<Document>camt.053</Document>"

func TestFilesAreListedFetchedAndAcknowledged(t *testing.T) {
	for _, refuse := range [][]string{nil, {"MLSD", "MLST"}, {"MLSD", "MLST", "LIST"},
		{"MLSD", "MLST", "EPSV", "OPTS"}} {
		t.Run(fmt.Sprintf("without %v", refuse), func(t *testing.T) {
			b := startBank(t, ftpd.Config{Refuse: refuse}, func(e *delivery.Endpoint) {
				e.AfterFetch, e.DisableUTF8 = delivery.AfterDelete, true
			})
			for i := range 20 {
				b.put(t, fmt.Sprintf("in/s-%02d.xml", 19-i), fmt.Sprint(statement, 19-i))
			}
			session := b.open(t)
			files, err := session.List(t.Context())
			if err != nil || len(files) != 20 {
				t.Fatalf("listed %v, %v", files, err)
			}
			for i, f := range files {
				want := fmt.Sprint(statement, i)
				if f.Name != fmt.Sprintf("s-%02d.xml", i) || f.Bytes != int64(len(want)) {
					t.Errorf("file %d: %+v", i, f)
				}
				var got bytes.Buffer
				if err := session.Fetch(t.Context(), f.Name, &got); err != nil || got.String() != want {
					t.Errorf("fetched %q, %v", got.String(), err)
				}
				if err := session.Acknowledge(t.Context(), f.Name); err != nil {
					t.Error(err)
				}
			}
			if left := b.List("in"); len(left) != 0 {
				t.Errorf("left over: %v", left)
			}
			if n := b.server.Count("PASS"); n != 1 {
				t.Errorf("%d logins, want 1", n)
			}
		})
	}
}

func TestListNamesWhatItCannotOffer(t *testing.T) {
	b := startBank(t, ftpd.Config{}, nil)
	b.put(t, "in/good.xml", statement)
	b.put(t, `in/back\slash.xml`, statement)
	b.put(t, "in/empty.xml", "")
	b.put(t, "in/folder/inner.xml", statement)
	session := b.open(t)
	files, err := session.List(t.Context())
	want := []jobs.RemoteFile{{Name: "empty.xml"}, {Name: "good.xml", Bytes: int64(len(statement))},
		{Name: "unreadable entry 1: back_slash.xml", Bytes: -1}}
	if err != nil || offers(files) != offers(want) {
		t.Errorf("listed %+v, %v; want %+v", files, err, want)
	}
	for _, f := range files {
		err := session.Fetch(t.Context(), f.Name, &bytes.Buffer{})
		if (err == nil) != (f.Name == "good.xml") {
			t.Errorf("fetch %s: %v", f.Name, err)
		}
	}
}

func TestListOfNothing(t *testing.T) {
	for _, refuse := range [][]string{nil, {"MLSD", "MLST"}} {
		b := startBank(t, ftpd.Config{Refuse: refuse}, nil)
		if files, err := b.open(t).List(t.Context()); err != nil || len(files) != 0 {
			t.Errorf("empty folder: %v, %v", files, err)
		}
		if err := b.Remove("in"); err != nil {
			t.Fatal(err)
		}
		if files, err := b.open(t).List(t.Context()); err == nil {
			t.Errorf("missing folder: %v and no error", files)
		}
	}
	refused := startBank(t, ftpd.Config{Refuse: []string{"MLSD", "MLST"}, Faults: []ftpd.Fault{
		{Command: "NLST", Do: ftpd.Reply, Code: 450, Text: "No files found"}}}, nil)
	if files, err := refused.open(t).List(t.Context()); err != nil || len(files) != 0 {
		t.Errorf("empty folder that is refused: %v, %v", files, err)
	}
}

func TestListSurvivesOneLostConnectionAndNotTwo(t *testing.T) {
	for _, nth := range []int{1, 0} {
		cut := ftpd.Fault{Command: "MLSD", Nth: nth, Do: ftpd.CutData, Bytes: 10}
		b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{cut}}, nil)
		b.put(t, "in/a.xml", statement)
		files, err := b.open(t).List(t.Context())
		if (err == nil) != (nth == 1) || nth == 1 && len(files) != 1 {
			t.Errorf("cut %d: %v, %v", nth, files, err)
		}
	}
}

func TestFetchThatMustFail(t *testing.T) {
	retr := func(f ftpd.Fault) []ftpd.Fault { f.Command, f.Nth = "RETR", 1; return []ftpd.Fault{f} }
	for _, c := range []struct {
		name   string
		file   string
		faults []ftpd.Fault
		say    string
		class  delivery.Class
	}{
		{"cut with a reply", "a.xml", retr(ftpd.Fault{Do: ftpd.CutData, Bytes: 9, Code: 426}),
			"426", delivery.Unknown},
		{"cut with a good reply", "a.xml", retr(ftpd.Fault{Do: ftpd.CutData, Bytes: 9, Code: 226}),
			"9 bytes came of 29", delivery.Temporary},
		{"cut without a reply", "a.xml", retr(ftpd.Fault{Do: ftpd.CutData, Bytes: 9}), "closed", delivery.Unknown},
		{"whole, then a bad reply", "a.xml", retr(ftpd.Fault{Do: ftpd.ActThenReply, Code: 451, Text: "disk"}),
			"451", delivery.Unknown},
		{"whole, then dropped", "a.xml", retr(ftpd.Fault{Do: ftpd.ActThenDrop}), "closed", delivery.Unknown},
		{"refused", "a.xml", retr(ftpd.Fault{Do: ftpd.Reply, Code: 550, Text: "locked"}),
			"locked", delivery.Permanent},
		{"busy", "a.xml", retr(ftpd.Fault{Do: ftpd.Reply, Code: 450}), "450", delivery.Temporary},
		{"silent", "a.xml", retr(ftpd.Fault{Do: ftpd.Silent}), "no answer in time", delivery.Unknown},
		{"silent at the end", "a.xml", retr(ftpd.Fault{Do: ftpd.ActThenSilent}),
			"no answer in time", delivery.Unknown},
		{"grows", "a.xml", []ftpd.Fault{{Command: "SIZE", Nth: 2, Do: ftpd.Reply, Code: 213, Text: "99"}},
			"grew from 29 to 99", delivery.Temporary},
		{"lies about the size", "a.xml", []ftpd.Fault{{Command: "SIZE", Do: ftpd.Reply, Code: 213, Text: "30"}},
			"29 bytes came of 30", delivery.Temporary},
		{"too large", "a.xml", []ftpd.Fault{{Command: "SIZE", Do: ftpd.Reply, Code: 213, Text: "9999999999"}},
			"at most", delivery.Permanent},
		{"empty", "empty.xml", nil, "is empty", delivery.Temporary},
		{"missing", "none.xml", nil, "not there any more", delivery.Permanent},
		{"a folder", "folder", nil, "it is a folder", delivery.Unknown},
		{"a path", "../out/a.xml", nil, "not a path", delivery.Permanent},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := startBank(t, ftpd.Config{Faults: c.faults}, func(e *delivery.Endpoint) {
				if strings.HasPrefix(c.name, "silent") {
					e.Deadline = short
				}
			})
			b.put(t, "in/a.xml", statement)
			b.put(t, "in/empty.xml", "")
			b.put(t, "in/folder/x", "x")
			session := b.open(t)
			err := session.Fetch(t.Context(), c.file, &bytes.Buffer{})
			var own *delivery.Error
			if !errors.As(err, &own) || !strings.Contains(err.Error(), c.say) || own.Class != c.class {
				t.Fatalf("got %v, want %q and class %s", err, c.say, c.class)
			}
			if len(c.faults) > 0 && c.faults[0].Nth == 0 {
				return // the fault never ends
			}
			var got bytes.Buffer
			if err := session.Fetch(t.Context(), "a.xml", &got); err != nil || got.String() != statement {
				t.Errorf("the session does not go on: %q, %v", got.String(), err)
			}
		})
	}
}

type fullDisk struct{}

var errDiskFull = errors.New("disk full")

func (fullDisk) Write([]byte) (int, error) { return 0, errDiskFull }

func TestFetchTellsOurOwnErrors(t *testing.T) {
	b := startBank(t, ftpd.Config{}, nil)
	b.put(t, "in/a.xml", statement)
	session := b.open(t)
	if err := session.Fetch(t.Context(), "a.xml", fullDisk{}); !errors.Is(err, errDiskFull) {
		t.Errorf("got %v, want the error of the disk", err)
	}
	if err := session.Fetch(t.Context(), "a.xml", &bytes.Buffer{}); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestFetchWithoutAnySize(t *testing.T) {
	config := ftpd.Config{Refuse: []string{"SIZE", "MLST", "MLSD", "LIST"}}
	for verify, want := range map[string]bool{delivery.VerifySize: false, delivery.VerifyNone: true} {
		b := startBank(t, config, func(e *delivery.Endpoint) { e.Verify = verify })
		b.put(t, "in/a.xml", statement)
		var got bytes.Buffer
		err := b.open(t).Fetch(t.Context(), "a.xml", &got)
		if (err == nil) != want || want && got.String() != statement {
			t.Errorf("verify %s: %q, %v", verify, got.String(), err)
		}
	}
}

func TestFetchUsesTheListedSize(t *testing.T) {
	b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{{Command: "SIZE", Do: ftpd.Reply, Code: 502},
		{Command: "MLST", Do: ftpd.Reply, Code: 502}, {Command: "RETR", Nth: 1, Do: ftpd.CutData, Bytes: 3, Code: 226}}}, nil)
	b.put(t, "in/a.xml", statement)
	session := b.open(t)
	if _, err := session.List(t.Context()); err != nil {
		t.Fatal(err)
	}
	err := session.Fetch(t.Context(), "a.xml", &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "3 bytes came of 29") {
		t.Errorf("cut: got %v", err)
	}
	if err := session.Fetch(t.Context(), "a.xml", &bytes.Buffer{}); err != nil {
		t.Errorf("whole: got %v", err)
	}
}

// What is larger than the endpoint fetches is refused by name and stays at the bank, whether the server names its size or not.
func TestTooLargeStaysAtTheBank(t *testing.T) {
	for name, change := range map[string]func(*delivery.Endpoint){
		"by its size": func(e *delivery.Endpoint) { e.FetchBytes = int64(len(statement)) - 1 },
		"just so":     func(e *delivery.Endpoint) { e.FetchBytes = int64(len(statement)) },
		"without a size": func(e *delivery.Endpoint) {
			e.FetchBytes, e.Verify, e.DisableSIZE, e.DisableMLSD = 5, delivery.VerifyNone, true, true
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{}}, change)
			b.put(t, "in/a.xml", statement)
			session := b.open(t)
			var got bytes.Buffer
			err := session.Fetch(t.Context(), "a.xml", &got)
			if name == "just so" {
				if err != nil || got.String() != statement {
					t.Fatalf("%q, %v", got.String(), err)
				}
				return
			}
			var own *delivery.Error
			if !errors.As(err, &own) || own.Class != delivery.Permanent || !strings.Contains(err.Error(), "raise fetch_mib of the endpoint") {
				t.Fatalf("got %v", err)
			}
			if got.Len() > 6 {
				t.Errorf("%d bytes of it were taken", got.Len())
			}
			if files, err := session.List(t.Context()); err != nil || len(files) != 1 {
				t.Errorf("%v, %v: it is not left there", files, err)
			}
		})
	}
}
