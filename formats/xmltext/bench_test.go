package xmltext

import (
	"bytes"
	"encoding/xml"
	"io"
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
// resolves and checks nothing), and libxml2's SAX parse where xmllint is installed.
func BenchmarkTokens(b *testing.B) {
	compact := statement(benchmarkSize)
	for _, form := range []struct {
		name string
		data []byte
	}{
		{"compact", compact}, {"indented", indented(compact)}, {"prefixed", prefixed(compact)},
		{"crlf", bytes.ReplaceAll(indented(compact), lineFeed, []byte("\r\n"))},
	} {
		b.Run(form.name, func(b *testing.B) { benchmarkTokens(b, form.data) })
	}
}

func benchmarkTokens(b *testing.B, data []byte) {
	events := 0
	b.ReportAllocs()
	for b.Loop() {
		events = readAll(b, data)
	}
	rate := float64(len(data)) * float64(b.N) / b.Elapsed().Seconds() / 1e6
	b.StopTimer()
	b.ReportMetric(rate, "MB/s")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(events), "ns/event")
	b.ReportMetric(rate/rawTokenRate(b, data[:len(data)/16]), "x-encoding/xml")
	if sax := saxRate(b, data); sax > 0 {
		b.ReportMetric(sax, "libxml2-MB/s")
		b.ReportMetric(rate/sax, "x-libxml2-SAX")
	}
}

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

// rawTokenRate reads a piece of a document: encoding/xml takes its time.
func rawTokenRate(b *testing.B, data []byte) float64 {
	start := time.Now()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		_, err := d.RawToken()
		if _, cut := err.(*xml.SyntaxError); cut || err == io.EOF {
			return float64(len(data)) / time.Since(start).Seconds() / 1e6
		}
		if err != nil {
			b.Fatal(err)
		}
	}
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
	start := time.Now()
	if out, err := exec.Command(tool, "--sax", "--huge", "--noout", file).CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return float64(len(data)) / time.Since(start).Seconds() / 1e6
}
