package delivery_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"nostro/internal/delivery"
	"nostro/jobs"
)

// The work of the benchmarks.
const (
	benchFiles = 1000
	benchBytes = 10_000
	largeBytes = 100 << 20
)

// benchEndpoint is a fresh vsftpd with empty folders.
func benchEndpoint(b *testing.B) (endpoint delivery.Endpoint, root string) {
	b.Helper()
	address, root := startVsftpd(b, "local_max_rate=0\n")
	return delivery.Endpoint{Address: address, User: "anonymous", Password: "a@b.example", OutFolder: "out", InFolder: "in", Sessions: 4}, root
}

func parcelOf(name string, data []byte) jobs.Parcel {
	sum := sha256.Sum256(data)
	return jobs.Parcel{Name: name, SHA256: hex.EncodeToString(sum[:]), Data: data}
}

// sendFiles sends files over several sessions, as the stage does.
func sendFiles(b *testing.B, endpoint delivery.Endpoint, names []string, data []byte) {
	b.Helper()
	whole := parcelOf("", data) // hashed once
	courier, err := delivery.New(map[string]delivery.Endpoint{"BANK": endpoint}, delivery.Options{Now: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	next := make(chan string)
	var workers sync.WaitGroup
	for range courier.Manner("BANK").Sessions {
		workers.Go(func() {
			session, err := courier.Open(b.Context(), "BANK")
			if err != nil {
				b.Error(err)
				return
			}
			defer func() { _ = session.Close() }()
			for name := range next {
				if d := session.Send(b.Context(), jobs.Parcel{Name: name, SHA256: whole.SHA256, Data: data}); d.State != sent {
					b.Errorf("%s: %s %s", name, d.State, d.Detail)
				}
			}
		})
	}
	for _, name := range names {
		next <- name
	}
	close(next)
	workers.Wait()
}

func program(b *testing.B, name string) string {
	b.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		b.Skipf("%s is not installed: apt-get install %s", name, name)
	}
	return path
}

func empty(b *testing.B, folder string) {
	b.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		b.Fatal(err)
	}
	for _, e := range entries {
		if err := os.Remove(filepath.Join(folder, e.Name())); err != nil {
			b.Fatal(err)
		}
	}
}

// count returns how many files a folder has; each must have its final name.
func count(b *testing.B, folder string, want int) {
	b.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != want {
		b.Fatalf("%s has %d files, want %d: %v", folder, len(entries), want, err)
	}
}

// BenchmarkSendMany sends 1,000 files of 10 KB safely over four sessions; lftp puts the same plainly over one connection.
func BenchmarkSendMany(b *testing.B) {
	lftp := program(b, "lftp")
	endpoint, root := benchEndpoint(b)
	data, local := bytes.Repeat([]byte("0123456789"), benchBytes/10), b.TempDir()
	var names []string
	for i := range benchFiles {
		names = append(names, fmt.Sprintf("file-%04d.xml", i))
		if err := os.WriteFile(filepath.Join(local, names[i]), data, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	script := fmt.Sprintf("set net:max-retries 1; set ftp:ssl-allow no; open -u anonymous,a@b.example ftp://%s; cd out; lcd %s; mput *.xml; exit",
		endpoint.Address, local)
	var ours, theirs time.Duration
	for b.Loop() {
		begun := time.Now()
		sendFiles(b, endpoint, names, data)
		ours += time.Since(begun)
		count(b, filepath.Join(root, "out"), benchFiles)
		empty(b, filepath.Join(root, "out"))
		begun = time.Now()
		if said, err := exec.Command(lftp, "-c", script).CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, said)
		}
		theirs += time.Since(begun)
		count(b, filepath.Join(root, "out"), benchFiles)
		empty(b, filepath.Join(root, "out"))
	}
	b.ReportMetric(float64(benchFiles*b.N)/ours.Seconds(), "files/s")
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "x-lftp")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkSendLarge sends one file of 100 MB with temporary name, size and rename; curl puts it plainly.
func BenchmarkSendLarge(b *testing.B) {
	curl := program(b, "curl")
	endpoint, root := benchEndpoint(b)
	data := bytes.Repeat([]byte("0123456789abcdef"), largeBytes/16)
	local := filepath.Join(b.TempDir(), "large.xml")
	if err := os.WriteFile(local, data, 0o600); err != nil {
		b.Fatal(err)
	}
	endpoint.Sessions = 1
	var ours, theirs time.Duration
	for b.Loop() {
		begun := time.Now()
		hash := parcelOf("", data)
		hashing := time.Since(begun)
		begun = time.Now()
		sendFiles(b, endpoint, []string{"large.xml"}, hash.Data)
		ours += time.Since(begun) - hashing // of the stage; the session's own check counts
		empty(b, filepath.Join(root, "out"))
		begun = time.Now()
		if said, err := exec.Command(curl, "-sS", "-T", local, "--user", "anonymous:a@b.example", "ftp://"+endpoint.Address+"/out/large.xml").CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, said)
		}
		theirs += time.Since(begun)
		empty(b, filepath.Join(root, "out"))
	}
	b.ReportMetric(float64(largeBytes*b.N)/(1<<20)/ours.Seconds(), "MB/s")
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "x-curl")
	b.ReportMetric(0, "ns/op")
}

// silentServer takes connections and never says a word.
func silentServer(b *testing.B) string {
	b.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return // the benchmark is over
			}
			defer func() { _ = conn.Close() }()
		}
	}()
	return listener.Addr().String()
}

// BenchmarkOneOfTenHangs sends 20 files to each of nine endpoints while a tenth is silent; its baseline is the nine alone.
func BenchmarkOneOfTenHangs(b *testing.B) {
	endpoint, root := benchEndpoint(b)
	endpoint.Sessions = 1
	silent := endpoint
	silent.Address, silent.Deadline = silentServer(b), 3*time.Second
	data := bytes.Repeat([]byte("0123456789"), benchBytes/10)
	nine := func() time.Duration {
		begun := time.Now()
		var all sync.WaitGroup
		for n := range 9 {
			all.Go(func() {
				var names []string
				for i := range 20 {
					names = append(names, fmt.Sprintf("bank-%d-%02d.xml", n, i))
				}
				sendFiles(b, endpoint, names, data)
			})
		}
		all.Wait()
		took := time.Since(begun)
		count(b, filepath.Join(root, "out"), 180)
		empty(b, filepath.Join(root, "out"))
		return took
	}
	var with, without time.Duration
	for b.Loop() {
		without += nine()
		courier, err := delivery.New(map[string]delivery.Endpoint{"BANK": silent}, delivery.Options{Now: time.Now})
		if err != nil {
			b.Fatal(err)
		}
		hangs := make(chan error, 1)
		go func() { _, err := courier.Open(b.Context(), "BANK"); hangs <- err }()
		with += nine()
		if err := <-hangs; err == nil || !strings.Contains(err.Error(), "no answer in time") {
			b.Fatalf("the silent one said %v", err)
		}
	}
	b.ReportMetric(without.Seconds()/with.Seconds(), "x-nine-alone")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkRecovery looks at 10,000 files of which a crash left it open whether they were sent: half of them were.
func BenchmarkRecovery(b *testing.B) {
	endpoint, root := benchEndpoint(b)
	const files = 10_000
	data := []byte("<Document/>")
	for i := 0; i < files; i += 2 {
		if err := os.WriteFile(filepath.Join(root, "out", fmt.Sprintf("file-%05d.xml", i)), data, 0o666); err != nil {
			b.Fatal(err)
		}
	}
	var took time.Duration
	for b.Loop() {
		begun := time.Now()
		courier, err := delivery.New(map[string]delivery.Endpoint{"BANK": endpoint}, delivery.Options{Now: time.Now})
		if err != nil {
			b.Fatal(err)
		}
		next := make(chan int, files)
		for i := range files {
			next <- i
		}
		close(next)
		var workers sync.WaitGroup
		for range endpoint.Sessions {
			workers.Go(func() {
				session, err := courier.Open(b.Context(), "BANK")
				if err != nil {
					b.Error(err)
					return
				}
				defer func() { _ = session.Close() }()
				for i := range next {
					want := sent
					if i%2 == 1 {
						want = failed
					}
					if d := session.Look(b.Context(), parcelOf(fmt.Sprintf("file-%05d.xml", i), data)); d.State != want {
						b.Errorf("file %d: %s %s", i, d.State, d.Detail)
					}
				}
			})
		}
		workers.Wait()
		took += time.Since(begun)
	}
	b.ReportMetric(took.Seconds()/float64(b.N), "s/10,000-looks")
	b.ReportMetric(0, "ns/op")
}
