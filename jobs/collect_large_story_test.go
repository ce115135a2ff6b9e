package jobs_test

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"nostro/internal/delivery"
	"nostro/jobs"
)

// largeStatement is a statement of more than 64 MiB: between its entries stand comments, which say nothing.
func largeStatement() string {
	st := statement{seq: 1, opening: "100.00"}
	for n := range 140 {
		st.entries = append(st.entries, booked{amount: "1.00", endToEnd: fmt.Sprintf("GIFT-%d", n)})
	}
	return strings.ReplaceAll(st.xml(), "</Ntry><Ntry>", "</Ntry><!--"+strings.Repeat(" nothing", 64<<10)+"--><Ntry>")
}

// roomSpool tells how much of the heap is live while a file in is read.
type roomSpool struct {
	jobs.Spool
	most *uint64
}

func (r roomSpool) Open(name string) (io.ReadCloser, error) {
	from, err := r.Spool.Open(name)
	return roomReader{from, r.most}, err
}

// Read is what a file in must not be read by: it would be in memory whole.
func (r roomSpool) Read(name string) ([]byte, error) {
	if strings.HasPrefix(name, "in/") {
		return nil, errors.New("a file in is read whole")
	}
	return r.Spool.Read(name)
}

type roomReader struct {
	io.ReadCloser
	most *uint64
}

func (r roomReader) Read(into []byte) (int, error) {
	n, err := r.ReadCloser.Read(into)
	if errors.Is(err, io.EOF) { // all of it has been read, and nothing been let go of
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		*r.most = max(*r.most, m.HeapAlloc)
	}
	return n, err
}

// A file of more than 64 MiB is fetched over FTP, read and booked, and never in memory whole.
func TestALargeFileStreamsIn(t *testing.T) {
	h := newInstallation(t)
	text := largeStatement()
	if len(text) < 64<<20 {
		t.Fatalf("it has %d bytes", len(text))
	}
	h.offer("rhein", "large.xml", text)
	text = ""
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var most uint64
	h.stages.Spool = roomSpool{h.stages.Spool, &most}
	h.ends(h.collect(), jobs.OutcomeDone)
	h.same("files", h.filesIn(), "large.xml read 1")
	// The bank here keeps its bytes in this process too, and lets go of them once the file is fetched.
	if room := int64(most) - int64(before.HeapAlloc); most == 0 || room > 16<<20 {
		t.Errorf("%d bytes more are held while it is read, it has more than %d", room, 64<<20)
	}
	h.reconcile()
	h.same("statements", h.statements(), "rhein EUR 1 proven")
	h.holds()
}

// What is larger than the endpoint fetches stays at the bank; the attempt is kept, and the others are fetched.
func TestATooLargeFileIsLeftAndSaid(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, func(s *setup) {
		e := s.endpoints["rhein"]
		e.FetchBytes = 4000
		s.endpoints["rhein"] = e
	})
	h.offer("rhein", "large.xml", strangeStatement(1, "100.00").xml()+strings.Repeat(" ", 4000))
	h.offer("rhein", "small.xml", strangeStatement(1, "100.00").xml())
	result := h.collect()
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(result.Notes[0], "large.xml was not fetched", "at most 4000 bytes are fetched", "raise fetch_mib of the endpoint", "left there")
	h.same("files", h.filesIn(), "small.xml read 1")
	h.same("at the bank", h.waiting("rhein", folderIn), "large.xml")
	tries := look(h, jobs.Tx.FetchAttempts)
	if len(tries) != 2 || !strings.Contains(tries[0].Detail, "at most 4000 bytes") {
		t.Errorf("attempts %+v", tries)
	}
	var none delivery.Endpoint
	none.FetchBytes = delivery.FetchBytesMax + 1
	h.refused(none.Validate(), nil, "fetch bytes")
}
