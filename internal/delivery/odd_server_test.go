package delivery_test

import (
	"bytes"
	"io"
	"net"
	"strings"
	"testing"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
)

// listens answers each connection with what serve does.
func listens(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return // the test is over
			}
			go func() {
				defer func() { _ = conn.Close() }()
				serve(conn)
			}()
		}
	}()
	return listener.Addr().String()
}

// TestRepliesInPieces: a slow server whose replies come byte by byte, each in a packet of its own.
func TestRepliesInPieces(t *testing.T) {
	b := startBank(t, ftpd.Config{}, nil)
	b.put(t, "in/a.xml", statement)
	real := b.endpoint.Address
	slow := b.endpoint
	slow.Address = listens(t, func(client net.Conn) {
		server, err := net.Dial("tcp", real)
		if err != nil {
			return
		}
		go func() {
			_, _ = io.Copy(server, client) // until one of them is gone
			_ = server.Close()
		}()
		one := make([]byte, 1)
		for {
			if _, err := server.Read(one); err != nil {
				return
			}
			if _, err := client.Write(one); err != nil {
				return
			}
		}
	})
	session, err := newCourier(t, slow).Open(t.Context(), "BANK")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = session.Close() }()
	d := session.Send(t.Context(), parcel("b.xml", message))
	if d.State != sent || d.Replies[0].Text != "Simulated bank ready." || d.Replies[len(d.Replies)-1].Code != 250 {
		t.Errorf("got %+v", d)
	}
	var got bytes.Buffer
	if err := session.Fetch(t.Context(), "a.xml", &got); err != nil || got.String() != statement {
		t.Errorf("fetched %q, %v", got.String(), err)
	}
}

func TestReplyOfSeveralLinesThatIsCut(t *testing.T) {
	endpoint := delivery.Endpoint{User: "nostro", Password: secret}
	endpoint.Address = listens(t, func(c net.Conn) { _, _ = io.WriteString(c, "220-Welcome\r\n to the bank\r\n220") })
	if _, err := newCourier(t, endpoint).Open(t.Context(), "BANK"); err == nil {
		t.Error("half a welcome was taken for a whole one")
	}
}

func TestTransferOpenedWith125(t *testing.T) {
	b := startBank(t, ftpd.Config{Opens: 125}, nil)
	b.put(t, "in/a.xml", statement)
	session := b.open(t)
	if d := session.Send(t.Context(), parcel("b.xml", message)); d.State != sent {
		t.Error(d)
	}
	if err := session.Fetch(t.Context(), "a.xml", &bytes.Buffer{}); err != nil {
		t.Error(err)
	}
}

// Lines that nobody can read, in another language or about a name that is there twice, are told and stop nothing.
func TestListingLinesThatNobodyCanRead(t *testing.T) {
	for extra, want := range map[string]string{
		"-rw-r--r-- 1 ftp ftp 29 janv. 5 08:00 b.xml\r\n": "listing of it cannot be read",
		"type=file;size=12; a.xml\r\n":                    "two files of that name",
		"type=file;size=12; c/d.xml\r\n":                  "not a path",
	} {
		b := startBank(t, ftpd.Config{Extra: extra}, nil)
		b.put(t, "in/a.xml", statement)
		b.put(t, "in/z.xml", statement)
		session := b.open(t)
		files, err := session.List(t.Context())
		told := 0
		for _, f := range files {
			if strings.Contains(f.Problem, want) {
				told++
				if err := session.Fetch(t.Context(), f.Name, &bytes.Buffer{}); err == nil {
					t.Errorf("%s was fetched", f.Name)
				}
			}
		}
		if err != nil || told == 0 || files[len(files)-1].Name != "z.xml" && files[len(files)-2].Name != "z.xml" {
			t.Errorf("%q: %+v, %v", extra, files, err)
		}
		if err := session.Fetch(t.Context(), "z.xml", &bytes.Buffer{}); err != nil {
			t.Error(err)
		}
	}
	plain := startBank(t, ftpd.Config{Refuse: []string{"MLSD", "MLST"}, Faults: []ftpd.Fault{{Command: "LIST", Do: ftpd.Reply, Code: 550}}}, nil)
	plain.put(t, "in/a.xml", statement)
	if files, err := plain.open(t).List(t.Context()); err != nil || len(files) != 1 || files[0].Bytes != int64(len(statement)) {
		t.Errorf("without a LIST that can be read: %+v, %v", files, err)
	}
}

// Whatever a server makes of names: nothing is overwritten, and what is called sent is there once.
func TestNamesThatServersChange(t *testing.T) {
	cut := func(name string) string { return name[:min(len(name), 12)] }
	for name, c := range map[string]struct {
		change func(string) string
		want   []string
	}{
		"in capitals": {strings.ToUpper, []string{"sent", "sent"}},
		"cut":         {cut, []string{"failed", "failed"}}, // the temporary name is the final one there
		"cut, the suffix survives": {func(n string) string {
			return cut(strings.TrimSuffix(n, ".part")) + map[bool]string{true: ".part"}[strings.HasSuffix(n, ".part")]
		}, []string{"sent", "failed"}},
	} {
		b := startBank(t, ftpd.Config{Names: c.change, Overwrite: true}, nil)
		session := b.open(t)
		for n, p := range []string{"payments-of-monday.xml", "payments-of-tuesday.xml"} {
			if d := session.Send(t.Context(), parcel(p, message+p)); string(d.State) != c.want[n] {
				t.Errorf("%s: %s is %s: %s", name, p, d.State, d.Detail)
			}
		}
		whole := 0
		for _, item := range b.List("out") {
			if data, _ := b.Get("out/" + item.Name); bytes.HasPrefix(data, []byte(message)) {
				whole++
			}
			if n := b.Arrivals("out/" + item.Name); n != 1 {
				t.Errorf("%s: %s arrived %d times", name, item.Name, n)
			}
		}
		if sentOnes := strings.Count(strings.Join(c.want, " "), "sent"); whole != sentOnes {
			t.Errorf("%s: the bank has %d files, we call %d sent: %v", name, whole, sentOnes, b.List("out"))
		}
	}
}
