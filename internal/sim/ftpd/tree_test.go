package ftpd

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"
)

func tree() *Tree { return newTree(func() time.Time { return Epoch }) }

func TestTreeKeepsFiles(t *testing.T) {
	files := tree()
	for _, name := range []string{"/b/two", "b/one", "/../a", "b/deep/../three"} {
		if err := files.Put(name, []byte(name)); err != nil {
			t.Fatal(err)
		}
	}
	if got, ok := files.Get("/b/one"); !ok || string(got) != "b/one" {
		t.Errorf("got %q %t", got, ok)
	}
	names := ""
	for _, i := range files.List("b") {
		names += fmt.Sprintf("%s %t %d;", i.Name, i.Folder, i.Bytes)
	}
	if names != "one false 5;three false 15;two false 6;" {
		t.Errorf("listed %s", names)
	}
	if root := files.List("/"); len(root) != 2 || root[0].Name != "a" || root[0].Folder || !root[1].Folder {
		t.Errorf("the root holds %v", root)
	}
	if _, ok := files.Get("b"); ok {
		t.Error("a folder has no bytes")
	}
	if left := files.List("none"); len(left) != 0 {
		t.Errorf("no folder holds %v", left)
	}
}

func TestTreeGivesAndTakesCopies(t *testing.T) {
	files := tree()
	data := []byte("data")
	if err := files.Put("a", data); err != nil {
		t.Fatal(err)
	}
	data[0] = 'X'
	got, _ := files.Get("a")
	got[1] = 'X'
	if again, _ := files.Get("a"); string(again) != "data" {
		t.Errorf("changed from outside: %q", again)
	}
}

func TestTreeRefusals(t *testing.T) {
	files := tree()
	for _, name := range []string{"a", "b", "folder/x"} {
		if err := files.Put(name, nil); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct{ got, want error }{
		"put onto a folder":         {files.Put("folder", nil), ErrTaken},
		"put below a file":          {files.Put("a/x", nil), ErrTaken},
		"folder below a file":       {files.MakeFolder("a/x/y"), ErrTaken},
		"remove nothing":            {files.Remove("none"), ErrNoFile},
		"remove the root":           {files.Remove("/"), ErrNoFile},
		"remove a full folder":      {files.Remove("folder"), ErrTaken},
		"rename nothing":            {files.Rename("none", "c"), ErrNoFile},
		"rename a folder":           {files.Rename("folder", "c"), ErrNoFile},
		"rename onto a file":        {files.Rename("a", "b"), ErrTaken},
		"rename onto itself":        {files.Rename("a", "a"), ErrTaken},
		"overwrite a folder":        {files.rename("a", "folder", true), ErrTaken},
		"rename to a lost folder":   {files.Rename("a", "none/a"), ErrNoFolder},
		"create in a lost folder":   {files.create("/none/a"), ErrNoFolder},
		"create what is a folder":   {files.create("/folder"), ErrTaken},
		"make a folder, once again": {files.MakeFolder("folder"), nil},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%s: got %v, want %v", name, c.got, c.want)
		}
	}
	err := errors.Join(files.rename("a", "b", true), files.Remove("b"), files.Remove("folder/x"), files.Remove("folder"))
	if err != nil {
		t.Error(err)
	}
	if left := files.List("/"); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
}

func TestArrivalsCountWholeFiles(t *testing.T) {
	files := tree()
	if err := errors.Join(files.Put("a", nil), files.Put("a", nil), files.Rename("a", "b")); err != nil {
		t.Fatal(err)
	}
	files.extend("/b", []byte("x"))
	files.extend("/gone", []byte("x"))
	if a, b, gone := files.Arrivals("a"), files.Arrivals("/b"), files.Arrivals("gone"); a != 2 || b != 1 || gone != 0 {
		t.Errorf("arrivals %d %d %d, want 2 1 0", a, b, gone)
	}
}

func TestTreeIsSafeForMany(t *testing.T) {
	files := tree()
	var workers sync.WaitGroup
	for w := range 4 {
		workers.Go(func() {
			for i := range 50 {
				name := fmt.Sprintf("f/%d-%d", w, i)
				put, moved := files.Put(name, []byte("x")), files.Rename(name, name+"r")
				if err := errors.Join(put, moved, files.Remove(name+"r")); err != nil {
					t.Error(err)
				}
				files.List("f")
			}
		})
	}
	workers.Wait()
	if left := files.List("f"); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
}
