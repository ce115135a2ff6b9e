package xmltext

import (
	"bytes"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// benchmarkSize is how much XML is read at a time.
const benchmarkSize = 64 << 20

// BenchmarkTokens reads generated statements of entries of about 1.1 KB. It reports MB/s, and the same as
// a multiple of two others that read the same bytes in the same run: RawToken of encoding/xml (which
// resolves and matches nothing), and libxml2's SAX parse where xmllint is installed. The best time of each
// counts.
func BenchmarkTokens(b *testing.B) {
	compact := statement(benchmarkSize)
	for _, form := range []struct {
		name string
		data []byte
	}{
		{"compact", compact}, {"indented", indented(compact)}, {"prefixed", prefixed(compact)},
		{"crlf", bytes.ReplaceAll(indented(compact), lineFeed, []byte("\r\n"))},
		{"latin1", asLatin1(declared("ISO-8859-1") + string(compact[bytes.IndexByte(compact, '\n'):]))},
	} {
		b.Run(form.name, func(b *testing.B) { benchmarkTokens(b, form.data) })
	}
}

func benchmarkTokens(b *testing.B, data []byte) {
	events, best := 0, time.Duration(1<<62)
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		events = readAll(b, data)
		best = min(best, time.Since(start))
	}
	b.StopTimer()
	rate := megabytes(data, best)
	b.ReportMetric(rate, "MB/s")
	b.ReportMetric(float64(best.Nanoseconds())/float64(events), "ns/event")
	b.ReportMetric(rate/rawTokenRate(b, data[:len(data)/16]), "x-encoding/xml")
	if sax := saxRate(b, data); sax > 0 {
		b.ReportMetric(sax, "libxml2-MB/s")
		b.ReportMetric(rate/sax, "x-libxml2-SAX")
	}
}

func megabytes(data []byte, in time.Duration) float64 { return float64(len(data)) / in.Seconds() / 1e6 }

func readAll(b *testing.B, data []byte) (events int) {
	t := New(bytes.NewReader(data), Limits{})
	var e Event
	for e.Kind != EOF {
		if err := t.Next(&e); err != nil {
			b.Fatal(err)
		}
		events++
	}
	return events
}

// attempts is how often each of the others is measured; the best counts, as it does for Tokenizer.
const attempts = 3

func bestOf(run func()) time.Duration {
	best := time.Duration(1 << 62)
	for range attempts {
		start := time.Now()
		run()
		best = min(best, time.Since(start))
	}
	return best
}

// rawTokenRate reads a piece of a document: encoding/xml takes its time.
func rawTokenRate(b *testing.B, data []byte) float64 {
	return megabytes(data, bestOf(func() {
		d := xml.NewDecoder(bytes.NewReader(data))
		d.CharsetReader = oracleCharset
		for {
			_, err := d.RawToken()
			if err != nil && d.InputOffset() > int64(len(data))*9/10 {
				return // the piece ends somewhere in a token
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	}))
}

// saxRate returns 0 where xmllint is not installed.
func saxRate(b *testing.B, data []byte) float64 {
	tool, err := exec.LookPath("xmllint")
	if err != nil {
		b.Log("SKIPPED: xmllint is not installed, nothing to compare with")
		return 0
	}
	file := filepath.Join(b.TempDir(), "statement.xml")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		b.Fatal(err)
	}
	return megabytes(data, bestOf(func() {
		if out, err := exec.Command(tool, "--sax", "--huge", "--noout", file).CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}))
}

// BenchmarkMessage reads a message of one entry, with a tokenizer of its own.
func BenchmarkMessage(b *testing.B) {
	data := []byte(statementHead + entry(1) + statementFoot)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		readAll(b, data)
	}
}
