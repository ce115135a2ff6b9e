package spool_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"nostro/internal/spool"
)

// BenchmarkWrite writes files of 2 KB that are on the disk when Write returns, and as its baseline creates, writes and
// syncs files of that size without a temporary name, in turns.
func BenchmarkWrite(b *testing.B) {
	s, err := spool.Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	folder, data := b.TempDir(), bytes.Repeat([]byte("<Document/>\n"), 170)
	var saving, plain time.Duration
	n := 0
	for b.Loop() {
		name := fmt.Sprintf("out/%08d.xml", n)
		begun := time.Now()
		if err := s.Write(name, data); err != nil {
			b.Fatal(err)
		}
		middle := time.Now()
		writePlain(b, filepath.Join(folder, fmt.Sprintf("%08d.xml", n)), data)
		saving, plain = saving+middle.Sub(begun), plain+time.Since(middle)
		n++
	}
	b.ReportMetric(float64(n)/saving.Seconds(), "files/s")
	b.ReportMetric(plain.Seconds()/saving.Seconds(), "x-write+fsync")
	b.ReportMetric(0, "ns/op")
}

func writePlain(b *testing.B, name string, data []byte) {
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := f.Write(data); err != nil {
		b.Fatal(err)
	}
	if err := f.Sync(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}

// compare runs two ways of the same work in turns and reports how many times as fast as the second the first is.
func compare(b *testing.B, way, baseline func(n int)) {
	var ours, theirs time.Duration
	n := 0
	for b.Loop() {
		begun := time.Now()
		way(n)
		middle := time.Now()
		baseline(n)
		ours, theirs = ours+middle.Sub(begun), theirs+time.Since(middle)
		n++
	}
	b.ReportMetric(float64(n)/ours.Seconds(), "files/s")
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "x-clear")
	b.ReportMetric(0, "ns/op")
}
