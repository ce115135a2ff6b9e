package formats

import (
	"bytes"
	"errors"
	"runtime"
	"strings"
	"testing"
)

func TestStreamedIsWhatIsWritten(t *testing.T) {
	for _, n := range []int{1, 2, 500} {
		p, m := manyProfile(t, 500), messageOf(CustomerTransfer)
		m.Transfers = nil
		var streamed bytes.Buffer
		if err := StreamTransfers(&streamed, p, m, manySource(n)); err != nil {
			t.Fatal(err)
		}
		m.Transfers = collect(manySource(n))
		if written := must(t)(WriteTransfers(p, m)); !bytes.Equal(written, streamed.Bytes()) {
			t.Errorf("%d transfers: streamed %d bytes, written %d", n, streamed.Len(), len(written))
		}
	}
}

// turns gives one source the first time and another the second.
func turns(firstTime, secondTime Source) Source {
	asked := 0
	return func(yield func(*Transfer, error) bool) {
		asked++
		if asked == 1 {
			firstTime(yield)
			return
		}
		secondTime(yield)
	}
}

func failing(after int, err error) Source {
	return func(yield func(*Transfer, error) bool) {
		for t := range manySource(after) {
			if !yield(t, nil) {
				return
			}
		}
		yield(nil, err)
	}
}

func other(n int) Source {
	transfers := collect(manySource(n))
	transfers[n-1].Amount = usd(1)
	return sourceOf(transfers)
}

func TestStreamRefusals(t *testing.T) {
	gone := errors.New("the disk is gone")
	for name, c := range map[string]struct {
		source  Source
		says    string
		nothing bool // nothing may be written
	}{
		"no transfers":                 {manySource(0), "give 1 to", true},
		"too many":                     {manySource(101), "more than 100", true},
		"the source fails":             {failing(3, gone), "after 3 transfers: the disk is gone", true},
		"it fails the second time":     {turns(manySource(9), failing(3, gone)), "after 3 transfers written", false},
		"it has fewer the second time": {turns(manySource(9), manySource(8)), "throw the output away", false},
		"it has more the second time":  {turns(manySource(9), manySource(10)), "throw the output away", false},
		"it has another amount":        {turns(manySource(9), other(9)), "throw the output away", false},
	} {
		t.Run(name, func(t *testing.T) {
			m := messageOf(CustomerTransfer)
			m.Transfers = nil
			var out bytes.Buffer
			err := StreamTransfers(&out, manyProfile(t, 100), m, c.source)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("want an error that says %q, got %v", c.says, err)
			}
			if c.nothing && out.Len() > 0 {
				t.Errorf("%d bytes were written before the message was checked", out.Len())
			}
		})
	}
	var out bytes.Buffer
	if err := StreamTransfers(&out, manyProfile(t, 9), messageOf(CustomerTransfer), manySource(1)); err == nil {
		t.Error("a message with transfers of its own and a source passes")
	}
}

// fullDisk takes some bytes and no more.
type fullDisk int

var errFull = errors.New("no space left")

func (d *fullDisk) Write(data []byte) (int, error) {
	if int(*d) < len(data) {
		return 0, errFull
	}
	*d -= fullDisk(len(data))
	return len(data), nil
}

func TestStreamToAFullDisk(t *testing.T) {
	for _, room := range []fullDisk{0, 2 * flushBytes} {
		m := messageOf(CustomerTransfer)
		m.Transfers = nil
		if err := StreamTransfers(&room, manyProfile(t, 1000), m, manySource(1000)); !errors.Is(err, errFull) {
			t.Errorf("want the error of the disk, got %v", err)
		}
	}
}

// liveHeap is an output that measures what is alive while it is written to, after a garbage collection.
type liveHeap struct {
	writes int
	bytes  uint64
}

func (h *liveHeap) Write(data []byte) (int, error) {
	if h.writes++; h.writes == 3 { // both passes have begun, and the buffer is as large as it gets
		var stats runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&stats)
		h.bytes = stats.HeapAlloc
	}
	return len(data), nil
}

// A hundred times as many transfers keep alive no more than 32 bytes for each, by which duplicates are found.
func TestStreamMemory(t *testing.T) {
	alive := func(n int) uint64 {
		p, m, h := manyProfile(t, n), messageOf(CustomerTransfer), liveHeap{}
		m.Transfers = nil
		if err := StreamTransfers(&h, p, m, manySource(n)); err != nil || h.bytes == 0 {
			t.Fatalf("%d writes, error %v", h.writes, err)
		}
		return h.bytes
	}
	const few, many = 500, 50_000
	before, after := alive(few), alive(many)
	if limit := before + 64*(many-few); after > limit {
		t.Errorf("%d transfers keep %d bytes alive, %d keep %d", few, before, many, after)
	}
}

func TestAppendKeepsTheBuffer(t *testing.T) {
	p, m := mustProfile(t, "cbpr+"), messageOf(CustomerTransfer)
	before := []byte("before")
	data, err := AppendTransfers(before, p, m)
	if err != nil || !bytes.HasPrefix(data, before) || !bytes.Equal(data[len(before):], must(t)(WriteTransfers(p, m))) {
		t.Errorf("%v: %.60s", err, data)
	}
	m.MsgID = ""
	if data, err = AppendTransfers(before, p, m); err == nil || string(data) != "before" {
		t.Errorf("a refused message changed the buffer to %q", data)
	}
}
