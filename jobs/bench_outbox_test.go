package jobs_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"nostro/netting"
)

// BenchmarkOutbox sends outboxes of so many files, each of one payment, and reports how much memory is in use at most
// while they go, beside what the simulated bank keeps of them: it must not grow with the number of files.
func BenchmarkOutbox(b *testing.B) {
	for _, files := range []int{500, 2000} {
		b.Run(fmt.Sprint(files), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				h := outbox(b, files)
				b.StartTimer()
				peak := peakWhile(func() { // not h.send, which checks the books after it
					if _, err := h.stages.Send(h.ctx, h.cycle); err != nil {
						b.Fatal(err)
					}
				})
				b.StopTimer()
				sizes := int64(0)
				for _, f := range h.filesOut() {
					sizes += int64(f.Bytes)
				}
				b.ReportMetric(float64(peak-sizes)/(1<<20), "MiB-more")
				h.close()
				b.StartTimer()
			}
		})
	}
}

// outbox is a house with an approved cycle of so many files.
func outbox(b *testing.B, files int) *installation {
	b.Helper()
	h := openInstallation(b, b.TempDir(), silentPayIns, netsBy(netting.Terms{Default: netting.Gross}))
	h.people()
	owed := make([]string, files)
	for n := range owed {
		owed[n] = fmt.Sprintf("O-%d alfa brixton EUR 1.%02d", n, n%100)
	}
	h.owes(owed...)
	h.run()
	h.approve()
	if got := len(h.filesOut()); got < files {
		b.Fatalf("%d files are written, want %d", got, files)
	}
	return h
}

// peakWhile returns by how much the heap grew at most while work ran.
func peakWhile(work func()) int64 {
	heap := func() int64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before, peak := heap(), int64(0)
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-done:
				return
			case <-time.After(200 * time.Millisecond):
				peak = max(peak, heap()-before)
			}
		}
	}()
	work()
	close(done)
	<-stopped
	return max(peak, heap()-before)
}
