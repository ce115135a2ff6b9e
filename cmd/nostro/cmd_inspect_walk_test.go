//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// onOneLine undoes what wraps a text for people.
func onOneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// A folder is read although there is in it what would never end, or leads around in a circle: each such
// thing is refused by its name, and the others are shown.
func TestInspectFolderOfMoreThanFiles(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	if err := errors.Join(syscall.Mkfifo(at("a.fifo"), 0o600), os.Symlink("/dev/null", at("b.device")),
		os.Symlink(".", at("c.loop")), os.Symlink("gone", at("d.gone")), os.WriteFile(at("e.xml"), []byte(statuses(1)), 0o600),
		os.Symlink("e.xml", at("f.xml"))); err != nil {
		t.Fatal(err)
	}
	shown, problems, code := inspectFiles(t, env{}, folder)
	for name, why := range map[string]string{"a.fifo": errNoData.Error(), "b.device": errNoData.Error(), "c.loop": errLink.Error(),
		"d.gone": "it is not there"} {
		if !strings.Contains(onOneLine(problems), at(name)+": "+why) {
			t.Errorf("%s is not refused:\n%s", name, problems)
		}
	}
	if code != exitFailed || !strings.Contains(shown, "2 read, 0 read with warnings, 4 refused") {
		t.Errorf("ended with %d:\n%s", code, shown)
	}
}

// What is named by itself is read whatever it is: a pipe, and a link to a folder.
func TestInspectReadsWhatIsNamedByItself(t *testing.T) {
	folder := t.TempDir()
	fifo, link := filepath.Join(folder, "fifo"), filepath.Join(t.TempDir(), "link")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	written := make(chan error, 1)
	go func() { written <- os.WriteFile(fifo, []byte(statuses(1)), 0o600) }()
	shown, problems, code := inspectFiles(t, env{}, fifo)
	if err := <-written; err != nil || code != exitFine || !strings.Contains(shown, "ACSC settled") {
		t.Errorf("ended with %d, %v:\n%s%s", code, err, shown, problems)
	}
	target := t.TempDir()
	if err := errors.Join(os.WriteFile(filepath.Join(target, "a.xml"), []byte(statuses(1)), 0o600), os.Symlink(target, link)); err != nil {
		t.Fatal(err)
	}
	if shown, problems, code = inspectFiles(t, env{}, link); code != exitFine || !strings.Contains(shown, filepath.Join(link, "a.xml")) {
		t.Errorf("ended with %d:\n%s%s", code, shown, problems)
	}
}

// A folder without a file is not silence.
func TestInspectEmptyFolder(t *testing.T) {
	folder := t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(folder, "sub"), 0o755), os.WriteFile(filepath.Join(folder, ".hidden"), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	if _, problems, code := inspectFiles(t, env{}, folder); code != exitFailed || !strings.Contains(onOneLine(problems), folder+": "+errNoFile.Error()) {
		t.Errorf("ended with %d: %s", code, problems)
	}
	text, _, _ := inspectFiles(t, env{}, "--json", folder)
	var out struct{ Refused any }
	if err := json.Unmarshal([]byte(text), &out); err != nil || out.Refused == nil {
		t.Errorf("%v: %s", err, text)
	}
}
