//go:build unix

package verify

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"nostro/internal/store"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

var (
	benchPostings = flag.Int("postings", 100_000, "how many postings BenchmarkBooks verifies")
	benchFolder   = flag.String("books", "", "folder where BenchmarkBooks keeps its books from one run to the next")
)

// Roles of the child process, by its environment.
const (
	childRole, childFile, childKey = "NOSTRO_BENCH_ROLE", "NOSTRO_BENCH_FILE", "NOSTRO_BENCH_KEY"
	roleVerify, roleRead           = "verify", "read"
)

// BenchmarkBooks verifies books of many entries, two postings each, in a process of its own, so that its memory
// is that of the verifier alone. The baseline is to read the same rows, and do nothing with them.
func BenchmarkBooks(b *testing.B) {
	file, key := largeBooks(b)
	reading := child(b, file, key, roleRead)
	var cpu, mib float64
	b.ResetTimer()
	for b.Loop() {
		c := child(b, file, key, roleVerify)
		cpu, mib = cpu+c.cpu, max(mib, c.mib)
	}
	b.ReportMetric(float64(*benchPostings*b.N)/b.Elapsed().Seconds(), "postings/s")
	b.ReportMetric(cpu/float64(b.N), "cpu-s/op")
	b.ReportMetric(cpu/float64(b.N)/reading.cpu, "x-reading")
	b.ReportMetric(mib, "MiB-peak")
}

// usage is what a process has used.
type usage struct{ cpu, mib float64 }

func child(b *testing.B, file, key, role string) usage {
	b.Helper()
	c := exec.CommandContext(b.Context(), os.Args[0], fmt.Sprint("-postings=", *benchPostings))
	c.Env = append(os.Environ(), childRole+"="+role, childFile+"="+file, childKey+"="+key)
	out, err := c.CombinedOutput()
	if err != nil {
		b.Fatalf("%s: %v\n%s", role, err, out)
	}
	u := c.ProcessState.SysUsage().(*syscall.Rusage)
	used := usage{cpu: float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9}
	if _, after, found := bytes.Cut(out, []byte(peakLine)); found {
		_, err := fmt.Sscanf(string(after), "%f kB", &used.mib)
		must(b, err)
		used.mib /= 1024
	}
	return used
}

// peakLine is where Linux says the most memory that a process had in use. That of its rusage is of no use: it
// begins with the memory of the parent.
const peakLine = "VmHWM:"

// TestMain does the work of the process that BenchmarkBooks starts, or runs the tests.
func TestMain(m *testing.M) {
	role := os.Getenv(childRole)
	if role == "" {
		os.Exit(m.Run())
	}
	flag.Parse()
	if err := childWork(context.Background(), role, os.Getenv(childFile)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func childWork(ctx context.Context, role, file string) error {
	work := map[string]func(context.Context, string) error{roleRead: readBooks, roleVerify: verifyBooks}[role]
	if work == nil {
		return fmt.Errorf("%s=%s is neither %s nor %s", childRole, role, roleRead, roleVerify)
	}
	if err := work(ctx, file); err != nil {
		return err
	}
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		fmt.Printf("%s\n", status)
	}
	return nil
}

// readBooks reads the rows that verifying reads, and does nothing with them.
func readBooks(ctx context.Context, file string) error {
	source, err := openSource(ctx, file)
	if err != nil {
		return err
	}
	for _, query := range []string{selectEntries, selectPostings} {
		if err := source.each(ctx, query, func(*cursor) error { return nil }); err != nil {
			return err
		}
	}
	return source.close()
}

func verifyBooks(ctx context.Context, file string) error {
	a := Books(ctx, Request{File: file, Keys: []string{os.Getenv(childKey)}})
	if a.Verdict != Verified || a.Counted.Postings != int64(*benchPostings) {
		return fmt.Errorf("%+v", a)
	}
	return nil
}

// largeBooks posts the entries through the real store, and signs them.
func largeBooks(b *testing.B) (file, key string) {
	b.Helper()
	dir := *benchFolder
	if dir == "" {
		dir = b.TempDir()
	}
	file = filepath.Join(dir, fmt.Sprintf("%d.db", *benchPostings))
	if data, err := os.ReadFile(file + ".pub"); err == nil {
		return file, string(data)
	}
	signer := newSigner(b, "nostro-0badcafe")
	s, err := store.Open(b.Context(), file, noon)
	must(b, err)
	for from := 0; from < *benchPostings/2; from += chunkEntries {
		postChunk(b, s, from, min(chunkEntries, *benchPostings/2-from))
	}
	stages := &jobs.Stages{Store: s, Now: func() time.Time { return noon }}
	_, _, err = stages.Checkpoint(b.Context(), signer)
	must(b, err)
	must(b, s.Close())
	must(b, os.WriteFile(file+".pub", []byte(signer.public), 0o600))
	return file, signer.public
}

const chunkEntries = 50_000

// postChunk posts charges of a hundred banks over a year, with a statement for every thousand.
func postChunk(b *testing.B, s *store.Store, from, count int) {
	b.Helper()
	var all []ledger.Entry
	for n := from; n < from+count; n++ {
		e, err := ledger.Charged(ledger.Movement{Key: fmt.Sprintf("charge:%08d", n*7_919%*benchPostings), Participant: "SHOP",
			Correspondent: fmt.Sprintf("BANK%d", n%100), Amount: money.FromMinor(usd, int64(n%9_973+1)),
			ValueDate: firstDay.AddDays(n / 2_000), Memo: "the bank took this for its services",
			Evidence: ledger.Evidence{SHA256: shaOf(fmt.Append(nil, n/1_000)), Place: fmt.Sprintf("statement S1, entry %d", n)}})
		must(b, err)
		all = append(all, e)
	}
	must(b, s.Update(b.Context(), func(tx jobs.Tx) error {
		_, refused, err := tx.PostAll(all, noon)
		for _, r := range refused {
			must(b, r)
		}
		return err
	}))
}
