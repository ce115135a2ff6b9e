package spool_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nostro/internal/spool"
)

func open(t testing.TB, dir string) *spool.Spool {
	t.Helper()
	s, err := spool.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func write(t testing.TB, s *spool.Spool, name, data string) {
	t.Helper()
	if err := s.Write(name, []byte(data)); err != nil {
		t.Fatal(err)
	}
}

func holds(t testing.TB, s *spool.Spool, name, want string) {
	t.Helper()
	if got, err := s.Read(name); err != nil || string(got) != want {
		t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
	}
}

// files returns what lies in the folder, with modes.
func files(t testing.TB, dir string) string {
	t.Helper()
	all := ""
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := entry.Info()
		all += fmt.Sprintf("%s %s\n", info.Mode(), filepath.ToSlash(strings.TrimPrefix(path, dir)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "spool")
	s := open(t, dir)
	binary := string([]byte{0, 255, '\r', '\n', 0})
	write(t, s, "out/2026-11-24-1.pacs.xml", "<xml/>")
	write(t, s, "in/ALPHA/c0ffee.xml", binary)
	write(t, s, "flat", "")
	again := open(t, dir)
	holds(t, again, "out/2026-11-24-1.pacs.xml", "<xml/>")
	holds(t, again, "in/ALPHA/c0ffee.xml", binary)
	holds(t, again, "flat", "")
	want := "-rw------- /flat\ndrwx------ /in\ndrwx------ /in/ALPHA\n-rw------- /in/ALPHA/c0ffee.xml\n" +
		"drwx------ /out\n-rw------- /out/2026-11-24-1.pacs.xml\n"
	if got := files(t, dir); got != want {
		t.Errorf("the folder has\n%swant\n%s", got, want)
	}
}

func TestTheSameBytesAgainAreANoOp(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	write(t, s, "out/a", "bytes")
	before, err := os.Stat(filepath.Join(dir, "out", "a"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, "out/a", "bytes")
	after, err := os.Stat(filepath.Join(dir, "out", "a"))
	if err != nil || !os.SameFile(before, after) || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("the file was written again: %v", err)
	}
}

func TestANameKeepsItsBytes(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	write(t, s, "out/a", "bytes")
	for _, other := range []string{"", "byte", "bytes ", "other"} {
		err := s.Write("out/a", []byte(other))
		if !errors.Is(err, spool.ErrOccupied) || !strings.Contains(err.Error(), "out/a") {
			t.Errorf("%q: got %v, want ErrOccupied with the name", other, err)
		}
	}
	holds(t, s, "out/a", "bytes")
	if got := files(t, dir); strings.Contains(got, ".tmp") {
		t.Errorf("a refused write left something behind:\n%s", got)
	}
}

func TestAFileAndAFolderCannotShareAName(t *testing.T) {
	s := open(t, t.TempDir())
	write(t, s, "out/a", "bytes")
	if s.Write("out", []byte("x")) == nil {
		t.Error("a file replaced a folder")
	}
	if s.Write("out/a/b", []byte("x")) == nil {
		t.Error("a folder replaced a file")
	}
	if _, err := s.Read("out"); err == nil {
		t.Error("a folder was read as a file")
	}
	holds(t, s, "out/a", "bytes")
}

func TestNamesThatAreRefused(t *testing.T) {
	s := open(t, t.TempDir())
	for _, name := range []string{"", "/", "/etc/passwd", "..", "../a", "a/../../b", "a/..", "./a", "a/./b", "a//b", "a/",
		".a", "a/.tmp-1", "-rf", "a b", "a\\b", "c:a", "a\x00b", "a\nb", "é", "a*", "~a", "a%2f", strings.Repeat("x", 201),
		"1/2/3/4/5/6/7/8/9"} {
		if err := s.Write(name, []byte("x")); !errors.Is(err, spool.ErrName) {
			t.Errorf("write %q: got %v, want ErrName", name, err)
		}
		if _, err := s.Read(name); !errors.Is(err, spool.ErrName) {
			t.Errorf("read %q: got %v, want ErrName", name, err)
		}
	}
}

func TestNamesThatAreTaken(t *testing.T) {
	s := open(t, t.TempDir())
	for _, name := range []string{"a", "_a", "a.b-c_D9", "a..b", strings.Repeat("x", 200), "1/2/3/4/5/6/7/8"} {
		write(t, s, name, name)
		holds(t, s, name, name)
	}
}

func TestWhatIsNotThere(t *testing.T) {
	s := open(t, t.TempDir())
	for _, name := range []string{"a", "no/folder/a"} {
		if _, err := s.Read(name); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v, want fs.ErrNotExist with the name", name, err)
		}
	}
}

func TestLeftoversOfACrashAreCleared(t *testing.T) {
	dir := t.TempDir()
	write(t, open(t, dir), "out/a", "bytes")
	for _, name := range []string{".tmp-1-1", "out/.tmp-99-1"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, dir)
	if got := files(t, dir); got != "drwx------ /out\n-rw------- /out/a\n" {
		t.Errorf("after opening, the folder has\n%s", got)
	}
	holds(t, s, "out/a", "bytes")
}

func TestATemporaryNameThatIsTakenIsPassedOver(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for n := range 5 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf(".tmp-%d-%d", os.Getpid(), n)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(t, s, "a", "bytes")
	holds(t, s, "a", "bytes")
}

func TestLinksDoNotLeadOut(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	if err := os.Symlink(outside, filepath.Join(dir, "out")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Read("out/secret"); err == nil {
		t.Error("a file outside of the spool was read")
	}
	if s.Write("out/new", []byte("x")) == nil {
		t.Error("a file outside of the spool was written")
	}
	if got := files(t, outside); got != "-rw------- /secret\n" {
		t.Errorf("outside there is\n%s", got)
	}
}

func TestOpenRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "under"), ""} {
		if _, err := spool.Open(dir); err == nil {
			t.Errorf("%q was opened", dir)
		}
	}
}

// Writers of the same name race with programs that open the folder and clear it: one content wins, whole,
// and all who wrote it are content.
func TestManyWriteAtOnce(t *testing.T) {
	const writers, names = 8, 20
	dir := t.TempDir()
	s := open(t, dir)
	results := make(chan error, writers+1)
	for w := range writers {
		go func() { results <- writeAll(s, names, bytes.Repeat([]byte{byte(w % 2)}, 10_000)) }()
	}
	go func() { results <- openOften(dir, 4) }()
	for range writers + 1 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	for n := range names {
		got, err := s.Read(fmt.Sprintf("out/%d", n))
		if err != nil || len(got) != 10_000 || bytes.Count(got, got[:1]) != 10_000 {
			t.Errorf("name %d holds %d bytes, %v", n, len(got), err)
		}
	}
	if got := files(t, dir); strings.Count(got, "\n") != names+1 {
		t.Errorf("the folder has\n%s", got)
	}
}

func writeAll(s *spool.Spool, names int, data []byte) error {
	for n := range names {
		if err := s.Write(fmt.Sprintf("out/%d", n), data); err != nil && !errors.Is(err, spool.ErrOccupied) {
			return err
		}
	}
	return nil
}

func openOften(dir string, times int) error {
	for range times {
		s, err := spool.Open(dir)
		if err != nil {
			return err
		}
		if err := s.Close(); err != nil {
			return err
		}
	}
	return nil
}

func Example() {
	dir, err := os.MkdirTemp("", "spool")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	s, err := spool.Open(dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	fmt.Println(s.Write("out/pay.xml", []byte("<Document/>")))
	fmt.Println(s.Write("out/pay.xml", []byte("<Document/>")))
	fmt.Println(s.Write("out/pay.xml", []byte("<Other/>")))
	// Output:
	// <nil>
	// <nil>
	// spool: write out/pay.xml: the name holds other bytes: 11 bytes are there, 8 were to be written
}
