package delivery_test

import (
	"bytes"
	"errors"
	"testing"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
	"nostro/jobs"
)

// What lies in the other folders can be listed and fetched, and a listing of one is not one of the other.
func TestRevisitedFolders(t *testing.T) {
	for _, refuse := range [][]string{nil, {"MLSD", "MLST"}} {
		b := startBank(t, ftpd.Config{Refuse: refuse}, func(e *delivery.Endpoint) {
			e.AfterFetch, e.DisableUTF8 = delivery.AfterMove+"done", true
		})
		b.put(t, "out/ours.xml", "ours")
		b.put(t, "done/a.xml", "an older one")
		b.put(t, "in/a.xml", "waits")
		session := b.open(t)
		for folder, want := range map[jobs.RemoteFolder]jobs.RemoteFile{jobs.FolderOut: {Name: "ours.xml", Bytes: 4},
			jobs.FolderFetched: {Name: "a.xml", Bytes: 12}} {
			if files, err := session.ListFolder(t.Context(), folder); err != nil || offers(files) != offers([]jobs.RemoteFile{want}) {
				t.Errorf("%s: %v %v", folder, files, err)
			}
		}
		if files, err := session.List(t.Context()); err != nil || len(files) != 1 || files[0].Bytes != 5 {
			t.Errorf("in: %v %v", files, err)
		}
		var got bytes.Buffer
		if err := session.FetchFrom(t.Context(), jobs.FolderFetched, "a.xml", &got); err != nil || got.String() != "an older one" {
			t.Errorf("%q %v", got.String(), err)
		}
		b.holds(t, "done/a.xml", "an older one")
		if !session.KeepsFetched() {
			t.Error("what is moved is kept")
		}
	}
}

func TestFoldersThatAreNotThere(t *testing.T) {
	for after, keeps := range map[string]bool{delivery.AfterDelete: false, delivery.AfterKeep: true} {
		b := startBank(t, ftpd.Config{}, func(e *delivery.Endpoint) { e.AfterFetch, e.OutFolder = after, "nowhere" })
		session := b.open(t)
		if _, err := session.ListFolder(t.Context(), jobs.FolderFetched); !errors.Is(err, jobs.ErrNotKept) || session.KeepsFetched() != keeps {
			t.Errorf("%s: %v, kept %t", after, err, session.KeepsFetched())
		}
		if err := session.FetchFrom(t.Context(), jobs.FolderFetched, "a", &bytes.Buffer{}); !errors.Is(err, jobs.ErrNotKept) {
			t.Error(err)
		}
		if files, err := session.ListFolder(t.Context(), jobs.FolderOut); err == nil {
			t.Errorf("a folder that is not there has %v", files)
		}
		if _, err := session.ListFolder(t.Context(), "attic"); err == nil {
			t.Error("a folder of no endpoint was listed")
		}
	}
}
