package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// endless is a statement of n entries that is made while it is read; at each piece it looks at the memory that is in use.
func endless(n int, most *uint64) io.Reader {
	from, into := io.Pipe()
	go func() {
		entry := `<Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><NtryDtls><TxDtls><Refs><EndToEndId>` +
			`%08d</EndToEndId></Refs><RmtInf><Ustrd>` + strings.Repeat("invoice ", 15) + `</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`
		fmt.Fprint(into, `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>S</Id><Acct><Id><IBAN>`+
			`DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>`)
		for i := range n {
			fmt.Fprintf(into, entry, i)
			if i%5000 == 0 {
				*most = max(*most, heapInUse())
			}
		}
		fmt.Fprint(into, `</Stmt></BkToCstmrStmt></Document>`)
		into.Close()
	}()
	return from
}

// heapInUse is what is still needed, without what other tests left to be collected.
func heapInUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// Memory does not grow with the file: not by its entries, and not by what is listed of them.
func TestInspectNeedsLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED: reads 30 MB three times")
	}
	const entries, limit = 80_000, 16 << 20
	for _, args := range [][]string{{"-"}, {"--json", "-"}, {"--json", "--entries", "-"}} {
		var most uint64
		before := heapInUse()
		e := env{Stdin: endless(entries, &most), Stdout: io.Discard, Stderr: io.Discard, Getenv: func(string) string { return "" }}
		if code := run(context.Background(), append([]string{"inspect"}, args...), e); code != exitFine {
			t.Errorf("%v ended with %d", args, code)
		}
		took := max(most, before) - before
		t.Logf("%v: at most %d KiB more than before", args, took>>10)
		if took > limit {
			t.Errorf("%v takes %d KiB", args, took>>10)
		}
	}
}

// Progress is shown on a terminal from the second on that a file takes, and cleared in the end.
func TestInspectProgress(t *testing.T) {
	now := time.Date(2026, 11, 23, 15, 30, 0, 0, time.UTC)
	ticking := func() time.Time { now = now.Add(300 * time.Millisecond); return now }
	text := statuses(3000)
	path := filepath.Join(t.TempDir(), "big.xml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	_, shown, _ := inspectFiles(t, env{Terminal: true, Now: ticking}, path)
	if !strings.Contains(shown, "%") || !strings.Contains(shown, "\r"+path+": ") || !strings.HasSuffix(shown, "\r\x1b[K") {
		t.Errorf("%q", shown)
	}
	_, shown, _ = inspectFiles(t, env{Terminal: true, Now: ticking, Stdin: strings.NewReader(text)}, "-")
	if strings.Contains(shown, "%") || !strings.Contains(shown, "KiB") {
		t.Errorf("a pipe has no size: %q", shown)
	}
	if _, shown, _ = inspectFiles(t, env{Terminal: true, Now: func() time.Time { return now }}, path); shown != "" {
		t.Errorf("a short file: %q", shown)
	}
	if _, shown, _ = inspectFiles(t, env{Now: ticking}, path); shown != "" {
		t.Errorf("no terminal: %q", shown)
	}
}

func TestBytesText(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 1023: "1023 B", 1536: "1.5 KiB", 1 << 20: "1.0 MiB", 5<<30 + 1<<29: "5.5 GiB"} {
		if got := bytesText(n); got != want {
			t.Errorf("%d: %s, not %s", n, got, want)
		}
	}
}
