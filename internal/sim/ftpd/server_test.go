package ftpd_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jlaffaye/ftp"

	"nostro/internal/sim/ftpd"
)

func start(t *testing.T, config ftpd.Config) *ftpd.Server {
	t.Helper()
	config.Addr, config.Users = "127.0.0.1:0", map[string]string{"us": "pw", "them": "pw2"}
	server, err := ftpd.Start(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return server
}

func login(t *testing.T, server *ftpd.Server) *ftp.ServerConn {
	t.Helper()
	client, err := ftp.Dial(server.Addr())
	if err == nil {
		err = client.Login("us", "pw")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Quit() }) // broken on purpose in some tests
	return client
}

// talk is a bare control connection, to see every code.
type talk struct {
	t *testing.T
	*textproto.Conn
}

func dial(t *testing.T, server *ftpd.Server) talk {
	t.Helper()
	conn, err := textproto.Dial("tcp", server.Addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() }) // the server may have closed it first
	return talk{t, conn}
}

func (c talk) expect(command string, code int) string {
	c.t.Helper()
	if command != "" {
		if err := c.PrintfLine("%s", command); err != nil {
			c.t.Fatal(err)
		}
	}
	_, text, err := c.ReadResponse(code)
	if err != nil {
		c.t.Errorf("%s: %v, want %d", command, err, code)
	}
	return text
}

func TestWholeSessionOfALibrary(t *testing.T) {
	for _, refuse := range [][]string{nil, {"mlsd", "mlst"}, {"EPSV"}, {"FEAT"}} {
		t.Run(fmt.Sprint(refuse), func(t *testing.T) {
			clock := func() time.Time { return time.Date(2026, 3, 4, 5, 6, 0, 0, time.UTC) }
			server := start(t, ftpd.Config{Refuse: refuse, Clock: clock})
			client := login(t, server)
			data := strings.Repeat("all bytes \x00\xff\r\n", 10000)
			if err := client.MakeDir("out"); err != nil {
				t.Fatal(err)
			}
			if err := client.Stor("out/a.part", strings.NewReader(data)); err != nil {
				t.Fatal(err)
			}
			if err := client.Rename("out/a.part", "out/a b.xml"); err != nil {
				t.Fatal(err)
			}
			if got, ok := server.Tree("us").Get("/out/a b.xml"); !ok || string(got) != data {
				t.Errorf("the tree has %d bytes, %t", len(got), ok)
			}
			if size, err := client.FileSize("out/a b.xml"); err != nil || size != int64(len(data)) {
				t.Errorf("size %d, %v", size, err)
			}
			entries, err := client.List("out")
			if err != nil || len(entries) != 1 || entries[0].Name != "a b.xml" || entries[0].Size != uint64(len(data)) {
				t.Errorf("listed %v, %v", entries, err)
			}
			names, err := client.NameList("out")
			if err != nil || fmt.Sprint(names) != "[a b.xml]" {
				t.Errorf("named %v, %v", names, err)
			}
			response, err := client.Retr("out/a b.xml")
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(response)
			if closed := response.Close(); err != nil || closed != nil || string(got) != data {
				t.Errorf("fetched %d bytes, %v, %v", len(got), err, closed)
			}
			if err := client.Delete("out/a b.xml"); err != nil {
				t.Error(err)
			}
			if err := client.RemoveDir("out"); err != nil {
				t.Error(err)
			}
			if err := client.NoOp(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestUsersDoNotSeeOneAnother(t *testing.T) {
	server := start(t, ftpd.Config{})
	if err := login(t, server).Stor("a", strings.NewReader("x")); err != nil {
		t.Fatal(err)
	}
	if others := server.Tree("them").List("/"); len(others) != 0 {
		t.Errorf("they see %v", others)
	}
	if server.Tree("nobody") != nil {
		t.Error("a stranger has files")
	}
}

func TestLongLinesEndTheSession(t *testing.T) {
	c := dial(t, start(t, ftpd.Config{}))
	c.expect("", 220)
	c.expect("NOOP "+strings.Repeat("x", ftpd.LineMax), 500)
}

func TestOverwriteIsAChoice(t *testing.T) {
	for _, overwrite := range []bool{true, false} {
		server := start(t, ftpd.Config{Overwrite: overwrite})
		files := server.Tree("us")
		for _, name := range []string{"new", "old"} {
			if err := files.Put(name, []byte(name)); err != nil {
				t.Fatal(err)
			}
		}
		err := login(t, server).Rename("new", "old")
		if got, _ := files.Get("old"); (err == nil) != overwrite || (string(got) == "new") != overwrite {
			t.Errorf("overwrite %t: %q, %v", overwrite, got, err)
		}
	}
}

func TestListingShowsYearsOfOldFiles(t *testing.T) {
	var years atomic.Int32
	server := start(t, ftpd.Config{Clock: func() time.Time { return ftpd.Epoch.AddDate(int(years.Load()), 0, 0) }})
	if err := server.Tree("us").Put("old", nil); err != nil {
		t.Fatal(err)
	}
	years.Add(1)
	if err := server.Tree("us").Put("new/x", nil); err != nil {
		t.Fatal(err)
	}
	c := dial(t, server)
	c.expect("", 220)
	c.expect("USER us", 331)
	c.expect("PASS pw", 230)
	want := "drwxr-xr-x   1 ftp      ftp                 0 Jan  5 08:00 new\r\n" +
		"-rw-r--r--   1 ftp      ftp                 0 Jan  5  2026 old\r\n"
	for _, command := range []string{"LIST", "LIST -la", "LIST -a /"} {
		if got := c.data(command); got != want {
			t.Errorf("%s: got %q, want %q", command, got, want)
		}
	}
	if got := c.data("NLST old"); got != "old\r\n" {
		t.Errorf("NLST of a file: %q", got)
	}
}

// data does a command that answers over a data connection.
func (c talk) data(command string) string {
	c.t.Helper()
	_, port, _ := strings.Cut(c.expect("EPSV", 229), "|||")
	port, _, _ = strings.Cut(port, "|")
	data, err := net.Dial("tcp", "127.0.0.1:"+port)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = data.Close() }()
	c.expect(command, 150)
	var got bytes.Buffer
	if _, err := got.ReadFrom(data); err != nil {
		c.t.Error(err)
	}
	c.expect("", 226)
	return got.String()
}
