package store

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"modernc.org/sqlite"
)

// sinkName is the SQL function that hands rows to Go within one statement: an aggregate that takes the number of a sink
// and the columns of a row. To step through a million rows from outside takes several times as long.
const sinkName = "nostro_sink"

// openSinks finds the sink of a statement by its number.
var openSinks = struct {
	sync.Mutex
	last int64
	all  map[int64]*sink
}{all: map[int64]*sink{}}

var registerSink = sync.OnceValue(func() error {
	return sqlite.RegisterFunction(sinkName, &sqlite.FunctionImpl{NArgs: -1, VolatileArgs: true,
		MakeAggregate: func(sqlite.FunctionContext) (sqlite.AggregateFunction, error) { return &sinkRun{}, nil }})
})

// sink scans each row into the same destinations. Text that is the same as in the row before is not scanned again: what
// it left at its destination stands.
type sink struct {
	into  []any
	last  []string
	kept  []map[string]string // of columns of few texts, one copy of each
	visit func() error
	err   error
}

// partRows is how many rows are gathered at most in one piece of memory.
const partRows = 1 << 16

// keptMax is how many texts of a column are kept, to be found again.
const keptMax = 4096

// sunk is list for many rows: the query is "FROM ..." with its arguments first, and its columns must not depend on each
// other, but for amounts on the currency before them.
func sunk[T any](t *tx, what string, into func(*T) []any, columns, from string, args ...any) ([]T, error) {
	var parts [][]T // a slice that grows copies all that it has again and again
	var item T
	s := &sink{into: into(&item), visit: func() error {
		last := len(parts) - 1
		if last < 0 || len(parts[last]) == cap(parts[last]) {
			parts, last = append(parts, make([]T, 0, min(16<<min(len(parts), 12), partRows))), last+1
		}
		parts[last] = append(parts[last], item)
		return nil
	}}
	s.last, s.kept = make([]string, len(s.into)), make([]map[string]string, len(s.into))
	openSinks.Lock()
	openSinks.last++
	number := openSinks.last
	openSinks.all[number] = s
	openSinks.Unlock()
	defer func() {
		openSinks.Lock()
		delete(openSinks.all, number)
		openSinks.Unlock()
	}()
	query := fmt.Sprintf("SELECT %s(?%d, %s) %s", sinkName, len(args)+1, columns, from)
	_, _, err := value[sql.NullInt64](t, what, query, append(args, number)...)
	if s.err != nil {
		err = t.fail(what, s.err)
	}
	return slices.Concat(parts...), err
}

// sinkRun is one use of the function.
type sinkRun struct{ sink *sink }

// Step implements sqlite.AggregateFunction. The texts lie in memory of SQLite, which takes them back.
func (r *sinkRun) Step(_ *sqlite.FunctionContext, row []driver.Value) error {
	if r.sink == nil {
		number, _ := row[0].(int64)
		openSinks.Lock()
		r.sink = openSinks.all[number]
		openSinks.Unlock()
		if r.sink == nil || len(r.sink.into) != len(row)-1 {
			return fmt.Errorf("%s of %d columns has no sink %v", sinkName, len(row)-1, row[0])
		}
	}
	r.sink.err = r.sink.take(row[1:])
	return r.sink.err
}

func (s *sink) take(row []driver.Value) error {
	for n, v := range row {
		text, isText := v.(string)
		if isText {
			if text == s.last[n] && text != "" {
				continue
			}
			text = s.keep(n, text)
			v, s.last[n] = text, text
		} else {
			s.last[n] = ""
		}
		if err := scanInto(s.into[n], v); err != nil {
			return fmt.Errorf("column %d: %w", n+1, err)
		}
	}
	return s.visit()
}

// keep returns a copy of a text of SQLite, the same one for the same text as long as the column has few.
func (s *sink) keep(column int, text string) string {
	kept := s.kept[column]
	if old, known := kept[text]; known {
		return old
	}
	text = strings.Clone(text)
	switch {
	case kept == nil:
		s.kept[column] = map[string]string{text: text}
	case len(kept) < keptMax:
		kept[text] = text
	}
	return text
}

func scanInto(into any, v driver.Value) error {
	switch to := into.(type) {
	case sql.Scanner:
		return to.Scan(v)
	case *string:
		if text, ok := v.(string); ok {
			*to = text
			return nil
		}
	case *int64:
		if number, ok := v.(int64); ok {
			*to = number
			return nil
		}
	case *int:
		if number, ok := v.(int64); ok {
			*to = int(number)
			return nil
		}
	}
	return fmt.Errorf("%T does not go into %T", v, into)
}

var errNoWindow = errors.New(sinkName + " is no function of windows")

// WindowInverse implements sqlite.AggregateFunction.
func (*sinkRun) WindowInverse(*sqlite.FunctionContext, []driver.Value) error { return errNoWindow }

// WindowValue implements sqlite.AggregateFunction.
func (*sinkRun) WindowValue(*sqlite.FunctionContext) (driver.Value, error) { return nil, nil }

// Final implements sqlite.AggregateFunction.
func (*sinkRun) Final(*sqlite.FunctionContext) {}
