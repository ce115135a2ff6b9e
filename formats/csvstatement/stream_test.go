package csvstatement

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"nostro/formats"
)

// A visitor sees what Read reads, in its order; every error of the source, of the file and of the visitor is told.
func TestStreamShowsWhatReadReads(t *testing.T) {
	var seen []string
	see := func(format string, args ...any) error {
		seen = append(seen, fmt.Sprintf(format, args...))
		return nil
	}
	visit := formats.Visitor{
		Document:  func(d *formats.Document) error { return see("begin %s", d.Message) },
		Statement: func(_ *formats.Document, s *formats.Statement) error { return see("%s", s.Opening.Amount) },
		Entry: func(_ *formats.Statement, e *formats.StatementEntry) error {
			return see("%s %d", e.Amount, len(e.Details))
		},
		StatementEnd: func(_ *formats.Document, s *formats.Statement) error { return see("%s", s.Closing.Amount) },
		DocumentEnd:  func(*formats.Document) error { return see("end") },
	}
	if _, err := Stream(german(), strings.NewReader(germanText), visit); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(seen, "; "); got != "begin CSV statement; EUR 10000.00; EUR -1234.56 1; EUR 0.56 1; EUR 8766.00; end" {
		t.Error(got)
	}
	if _, err := Stream(german(), strings.NewReader("Konto;Saldo\n"), visit); !errors.Is(err, ErrMalformed) {
		t.Errorf("a file without columns gives %v", err)
	}
	broken := errors.New("broken")
	if _, err := Stream(german(), iotest.ErrReader(broken), visit); !errors.Is(err, broken) {
		t.Errorf("a source that breaks gives %v", err)
	}
	visit.Entry = func(*formats.Statement, *formats.StatementEntry) error { return broken }
	if _, err := Stream(german(), strings.NewReader(germanText), visit); !errors.Is(err, broken) {
		t.Errorf("a visitor that errs gives %v", err)
	}
}
