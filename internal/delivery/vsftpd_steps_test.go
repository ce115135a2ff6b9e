package delivery_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

func realServerSends(t *testing.T, session jobs.CourierSession, root string) {
	t.Helper()
	out := func(name string) string { return filepath.Join(root, "out", name) }
	write(t, out("0.xml.part"), "half of an earlier")
	write(t, out("theirs.xml"), "theirs")
	for i := range 3 {
		name := fmt.Sprintf("%d.xml", i)
		for range 2 { // the second finds it there
			if d := session.Send(t.Context(), parcel(name, message)); d.State != sent {
				t.Fatalf("%s: %+v", name, d)
			}
		}
		if got, err := os.ReadFile(out(name)); err != nil || string(got) != message {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
		if exists(out(name + ".part")) {
			t.Errorf("%s.part is still there", name)
		}
	}
	if d := session.Send(t.Context(), parcel("theirs.xml", message)); d.State != failed {
		t.Errorf("a foreign file: %+v", d)
	}
	if got, err := os.ReadFile(out("theirs.xml")); err != nil || string(got) != "theirs" {
		t.Errorf("the foreign file holds %q, %v", got, err)
	}
	write(t, out("crashed.xml.part"), message)
	for name, want := range map[string]lifecycle.FileOut{"0.xml": sent, "crashed.xml": failed, "none.xml": failed} {
		if d := session.Look(t.Context(), parcel(name, message)); d.State != want {
			t.Errorf("look at %s: %+v, want %s", name, d, want)
		}
	}
	if exists(out("crashed.xml.part")) {
		t.Error("the temporary file of a crash is still there")
	}
}

func realServerFetches(t *testing.T, session jobs.CourierSession, root string) {
	t.Helper()
	in := filepath.Join(root, "in")
	if files, err := session.List(t.Context()); err != nil || len(files) != 0 {
		t.Errorf("an empty folder: %v, %v", files, err)
	}
	write(t, filepath.Join(in, "b.xml"), statement+"b")
	write(t, filepath.Join(in, "a.xml"), statement)
	if err := os.Mkdir(filepath.Join(in, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	files, err := session.List(t.Context())
	if err != nil || len(files) != 2 || files[0].Name != "a.xml" || files[0].Bytes != int64(len(statement)) || files[1].Name != "b.xml" ||
		files[1].Bytes != int64(len(statement)+1) || files[0].Modified.IsZero() {
		t.Fatalf("listed %v, %v", files, err)
	}
	for _, f := range files {
		var got bytes.Buffer
		if err := session.Fetch(t.Context(), f.Name, &got); err != nil || int64(got.Len()) != f.Bytes {
			t.Errorf("fetch %s: %q, %v", f.Name, got.String(), err)
		}
		for range 2 {
			if err := session.Acknowledge(t.Context(), f.Name); err != nil {
				t.Errorf("acknowledge %s: %v", f.Name, err)
			}
		}
		if exists(filepath.Join(in, f.Name)) {
			t.Errorf("%s is still there", f.Name)
		}
	}
}

// write makes a file that the server's user may change.
func write(t *testing.T, path, data string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o666); err != nil {
		t.Fatal(err)
	}
}
