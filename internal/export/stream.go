package export

import (
	"bufio"
	"fmt"
	"io"
)

// form is a journal of lines: what stands before the entries, each of them, and what stands after.
type form struct {
	name  string
	head  func(survey) string
	entry func(posted) string
	tail  func(survey) (string, error)
}

// write walks the books twice: a declaration stands before the first entry that needs it, and which there
// are is known after the last.
func (f form) write(w io.Writer, b Books) error {
	s, err := b.survey()
	if err != nil {
		return f.failed(err)
	}
	tail, err := f.tail(s)
	if err != nil {
		return f.failed(err)
	}
	out := bufio.NewWriter(w)
	if _, err := out.WriteString(f.head(s)); err != nil {
		return f.failed(err)
	}
	err = b.each(func(p posted) error {
		_, err := out.WriteString("\n" + f.entry(p))
		return err
	})
	if err != nil {
		return f.failed(err)
	}
	if _, err := out.WriteString(tail); err != nil {
		return f.failed(err)
	}
	if err := out.Flush(); err != nil {
		return f.failed(err)
	}
	return nil
}

func (f form) failed(err error) error { return fmt.Errorf("export as %s: %w", f.name, err) }

// Columns of the lines of postings and balances: most accounts, and the largest amount, fit.
const (
	accountWidth = 44
	amountWidth  = 22
)
