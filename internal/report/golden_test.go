package report

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what was written with testdata/name.
func golden(t *testing.T, name string, write func(io.Writer) error) {
	t.Helper()
	var got, again bytes.Buffer
	if err := write(&got); err != nil {
		t.Fatal(err)
	}
	if err := write(&again); err != nil || !bytes.Equal(got.Bytes(), again.Bytes()) {
		t.Fatalf("%s: the second time gives other bytes (error %v)", name, err)
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got.Bytes()) {
		t.Errorf("%s differs; look at what changed with -update and git diff. Got:\n%s", path, got.Bytes())
	}
}

// writers are all forms of a picture.
func writers(p Picture) map[string]func(io.Writer) error {
	all := map[string]func(io.Writer) error{
		"cycle.html":   func(w io.Writer) error { return HTML(w, p) },
		"cycle.json":   func(w io.Writer) error { return JSON(w, p) },
		"console.txt":  func(w io.Writer) error { return Console(w, p, ConsoleOptions{}) },
		"coloured.txt": func(w io.Writer) error { return Console(w, p, ConsoleOptions{Colour: true}) },
		"status.txt":   func(w io.Writer) error { return StatusConsole(w, p, ConsoleOptions{}) },
		"journal.txt":  func(w io.Writer) error { return JournalText(w, p) },
	}
	for _, name := range Tables() {
		all[name+".csv"] = func(w io.Writer) error { return CSV(w, p, name) }
	}
	return all
}

// writeAll writes the picture in every form and throws it away.
func writeAll(t testing.TB, p Picture) {
	t.Helper()
	for name, write := range writers(p) {
		if err := write(io.Discard); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestGoldens(t *testing.T) {
	for name, write := range writers(samplePicture(t)) {
		t.Run(name, func(t *testing.T) { golden(t, name, write) })
	}
}

// full is a disk without room.
type full struct{ room int }

var errFull = io.ErrShortWrite

func (f *full) Write(data []byte) (int, error) {
	if f.room -= len(data); f.room < 0 {
		return 0, errFull
	}
	return len(data), nil
}

func TestWritersTellOfTheirErrors(t *testing.T) {
	for name, write := range writers(samplePicture(t)) {
		for _, room := range []int{0, 30} {
			if err := write(&full{room}); err == nil {
				t.Errorf("%s hides that the disk is full after %d bytes", name, room)
			}
		}
	}
}
