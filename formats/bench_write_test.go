package formats

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"testing"
	"time"
)

// manyProfile is a profile that takes a message of n transfers and checks everything that cbpr+ checks.
func manyProfile(t testing.TB, n int) Profile {
	p := mustProfile(t, "cbpr+")
	p.TransfersPerMessage, p.Totals = n, true
	return p
}

// manySource gives n transfers without keeping them: one is changed and given again.
func manySource(n int) Source {
	return func(yield func(*Transfer, error) bool) {
		t := customerTransfer()
		instr, uetr := []byte("N000000000"), []byte("8a562c67-ca16-48ba-b074-000000000000")
		for i := range n {
			for at, rest := 0, i; at < 9; at, rest = at+1, rest/10 {
				digit := byte('0' + rest%10)
				instr[len(instr)-1-at], uetr[len(uetr)-1-at] = digit, digit
			}
			t.InstrID, t.UETR = string(instr), string(uetr)
			if !yield(&t, nil) {
				return
			}
		}
	}
}

// BenchmarkWriteTransfers writes a pacs.008 of many transfers with all checks of cbpr+, and reports how much
// faster that is than encoding/xml.Marshal of the same fields.
func BenchmarkWriteTransfers(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmarkWrite(b, n) })
	}
}

func benchmarkWrite(b *testing.B, n int) {
	p, m := manyProfile(b, n), messageOf(CustomerTransfer)
	m.Transfers = nil
	manyOf2 := collect(manySource(n))
	m.Transfers = manyOf2
	var buffer []byte
	data, err := AppendTransfers(buffer, p, m)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if data, err = AppendTransfers(data[:0], p, m); err != nil {
			b.Fatal(err)
		}
	}
	ours := b.Elapsed() / time.Duration(b.N)
	baseline := marshalTime(b, data)
	b.ReportMetric(float64(baseline)/float64(ours), "x-encoding/xml")
	b.ReportMetric(float64(ours.Nanoseconds())/float64(n), "ns/transfer")
}

func collect(source Source) (all []Transfer) {
	for t := range source {
		all = append(all, *t)
	}
	return all
}

// marshalTime is how long encoding/xml takes for what the message says. One Marshal before the measured one
// lets it build its tables.
func marshalTime(b *testing.B, data []byte) time.Duration {
	b.Helper()
	var document baselineDocument
	cut, _, err := cutElement(data, "Document")
	if err != nil {
		b.Fatal(err)
	}
	if err := xml.NewDecoder(bytes.NewReader(cut)).Decode(&document); err != nil {
		b.Fatal(err)
	}
	best := time.Duration(1 << 62)
	for range 3 {
		start := time.Now()
		out, err := xml.Marshal(&document)
		if err != nil {
			b.Fatal(err)
		}
		best = min(best, time.Since(start))
		if len(out) < len(data)/3 {
			b.Fatalf("the baseline has %d bytes, ours %d: it lacks fields", len(out), len(data))
		}
	}
	return best
}

// BenchmarkOneMessage writes one message of one transfer with header and all checks.
func BenchmarkOneMessage(b *testing.B) {
	p, m := mustProfile(b, "cbpr+"), messageOf(CustomerTransfer)
	var buffer []byte
	var err error
	b.ReportAllocs()
	for b.Loop() {
		if buffer, err = AppendTransfers(buffer[:0], p, m); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(marshalTime(b, buffer))/float64(b.Elapsed()/time.Duration(b.N)), "x-encoding/xml")
}

// BenchmarkStreamTransfers streams a million transfers, twice asked for, to nowhere.
func BenchmarkStreamTransfers(b *testing.B) {
	const n = 1_000_000
	p, m := manyProfile(b, n), messageOf(CustomerTransfer)
	m.Transfers = nil
	b.ReportAllocs()
	for b.Loop() {
		var written counter
		if err := StreamTransfers(&written, p, m, manySource(n)); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(written))
	}
}

type counter int64

func (c *counter) Write(data []byte) (int, error) {
	*c += counter(len(data))
	return len(data), nil
}

var _ io.Writer = (*counter)(nil)
