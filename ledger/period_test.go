package ledger_test

import (
	"errors"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/ledger"
)

func TestCheckPeriod(t *testing.T) {
	for _, tt := range []struct {
		valueDate, until string
		closed           bool
	}{
		{"2026-11-24", "", false},
		{"0001-01-01", "", false},
		{"2026-11-24", "2026-11-23", false},
		{"2026-11-24", "2026-11-24", true},
		{"2026-11-24", "2026-11-25", true},
		{"2026-12-01", "2026-11-30", false},
		{"2025-12-31", "2026-01-01", true},
	} {
		var until calendar.Date
		if tt.until != "" {
			until = calendar.MustDate(tt.until)
		}
		for _, kind := range ledger.Kinds() {
			e := ledger.Entry{Key: "k", Kind: kind, ValueDate: calendar.MustDate(tt.valueDate)}
			err := ledger.CheckPeriod(e, until)
			if errors.Is(err, ledger.ErrPeriodClosed) != tt.closed || (err != nil) != tt.closed {
				t.Errorf("%s of %s, closed until %q: %v", kind, tt.valueDate, tt.until, err)
			}
			if err != nil && !strings.Contains(err.Error(), `"k" has value date `+tt.valueDate) {
				t.Errorf("%v does not name the entry", err)
			}
		}
	}
}
