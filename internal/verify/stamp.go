package verify

import (
	"io"
	"os"
	"time"
)

// moved tells whether the files changed while they were read without a lock. Then nothing that was found
// may count.
func (s *source) moved() bool {
	if s.live {
		return false
	}
	for n, now := range stamps(s.given) {
		if now != s.before[n] {
			return true
		}
	}
	return false
}

// stamp is what tells that a file was written. The head holds SQLite's counter of changes.
type stamp struct {
	bytes   int64
	changed time.Time
	head    [100]byte
}

func stamps(path string) []stamp {
	var all []stamp
	for _, suffix := range []string{"", suffixLog, suffixJournal} {
		all = append(all, stampOf(path+suffix))
	}
	return all
}

// stampOf returns the zero stamp for a file that is not there or cannot be read.
func stampOf(path string) stamp {
	f, err := os.Open(path)
	if err != nil {
		return stamp{}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return stamp{}
	}
	s := stamp{bytes: info.Size(), changed: info.ModTime()}
	if _, err := io.ReadFull(f, s.head[:]); err != nil {
		s.head = [100]byte{}
	}
	return s
}

// size returns the bytes of a file, -1 where there is none.
func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return -1
	}
	return info.Size()
}
