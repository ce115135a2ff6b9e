package store

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
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

// sink takes each row of a statement. Texts and bytes of a row are gone when take returns.
type sink struct {
	columns int
	take    func(row []driver.Value) error
	err     error
}

// pour runs the statement that hands the columns of all rows to the sink: from is "FROM ..." with its arguments first.
func (t *tx) pour(what string, s *sink, columns, from string, args ...any) error {
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
	_, _, err := value[sql.NullInt64](t, what, query, append(slices.Clip(args), number)...)
	if s.err != nil {
		err = t.fail(what, s.err)
	}
	return err
}

// sinkRun is one use of the function.
type sinkRun struct{ sink *sink }

// Step implements sqlite.AggregateFunction.
func (r *sinkRun) Step(_ *sqlite.FunctionContext, row []driver.Value) error {
	if r.sink == nil {
		number, _ := row[0].(int64)
		openSinks.Lock()
		r.sink = openSinks.all[number]
		openSinks.Unlock()
		if r.sink == nil || r.sink.columns != len(row)-1 {
			return fmt.Errorf("%s of %d columns has no sink %v", sinkName, len(row)-1, row[0])
		}
	}
	err := r.sink.take(row[1:])
	if err != nil {
		r.sink.err = err
	}
	return err
}

var errNoWindow = errors.New(sinkName + " is no function of windows")

// WindowInverse implements sqlite.AggregateFunction.
func (*sinkRun) WindowInverse(*sqlite.FunctionContext, []driver.Value) error { return errNoWindow }

// WindowValue implements sqlite.AggregateFunction.
func (*sinkRun) WindowValue(*sqlite.FunctionContext) (driver.Value, error) { return nil, nil }

// Final implements sqlite.AggregateFunction.
func (*sinkRun) Final(*sqlite.FunctionContext) {}
