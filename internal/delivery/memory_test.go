package delivery_test

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"time"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
)

// The work of the test of memory. The files are 160 MB together, so that to keep one in 80 of them, or 200 bytes of
// each, shows. What a session does keep of each is its name, to see what is taken: some 60 bytes.
const (
	memoryFiles    = 10_000
	memoryBytes    = 16 << 10
	memoryBytesMax = 2 << 20 // of heap that the courier and its session may hold more after the files than before
)

// heap is what is in use once all garbage is gone.
func heap() int64 {
	runtime.GC()
	runtime.GC() // what had a finalizer goes with the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestMemoryOfManyFiles sends 10,000 files in one run over one session. The simulated server lives in the same process
// and remembers every name; so what it holds is told from what is ours: ours is what goes when the session is
// closed, and what is left when the server is gone as well.
func TestMemoryOfManyFiles(t *testing.T) {
	before := heap()
	server, err := ftpd.Start(ftpd.Config{Addr: "127.0.0.1:0", Users: map[string]string{"nostro": secret},
		Faults: []ftpd.Fault{{Command: "RNTO", Do: ftpd.ActThenTake}}}) // else the server would hold all their bytes
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if server != nil {
			_ = server.Close() // the test has failed already
		}
	}()
	if err := server.Tree("nostro").MakeFolder("out"); err != nil {
		t.Fatal(err)
	}
	endpoint := delivery.Endpoint{Address: server.Addr(), User: "nostro", Password: secret, OutFolder: "out", InFolder: "in", TakesAtOnce: true}
	courier, err := delivery.New(map[string]delivery.Endpoint{"BANK": endpoint}, delivery.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	session, err := courier.Open(t.Context(), "BANK")
	if err != nil {
		t.Fatal(err)
	}
	for i := range memoryFiles {
		data := fmt.Appendf(bytes.Repeat([]byte{'x'}, memoryBytes), "%d", i) // of its own, as each file of the spool is
		if d := session.Send(t.Context(), parcelOf(fmt.Sprintf("file-%05d.xml", i), data)); d.State != sent {
			t.Fatalf("file %d: %s %s", i, d.State, d.Detail)
		}
	}
	if n := server.Count("RNTO"); n != memoryFiles {
		t.Fatalf("%d files were renamed, want %d", n, memoryFiles)
	}
	open := heap()
	if err := session.Close(); err != nil {
		t.Fatal(err)
	}
	session = nil
	closed := heap()
	if err := server.Close(); err != nil {
		t.Fatal(err)
	}
	server = nil
	left := heap() - before
	runtime.KeepAlive(courier)
	ours := max(0, open-closed) + max(0, left)
	t.Logf("the session held %d KiB, the server %d KiB, %d KiB are left after both", (open-closed)>>10, (closed-before-left)>>10, left>>10)
	if ours > memoryBytesMax {
		t.Errorf("after %d files of %d bytes %d bytes of heap are ours, at most %d may be", memoryFiles, memoryBytes, ours, memoryBytesMax)
	}
}
