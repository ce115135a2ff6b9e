package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"modernc.org/sqlite"
	"modernc.org/sqlite/vtab"
)

// feedModule is the name under which SQL reaches rows that stand in memory: a virtual table on each
// connection that writes. One INSERT ... SELECT takes thousands of rows from it at the cost of one statement.
const feedModule = "nostro_feed"

// feed is a list of rows in memory.
type feed interface {
	rows() int
	column(row, column int) driver.Value
}

// feeds are the lists of one store, by the name of the table that shows them. The one writer of the store
// fills them within its transaction, so nothing guards them.
type feeds map[string]feed

// openFeeds finds the feeds of a store by the number that its virtual tables were made with.
var openFeeds = struct {
	sync.Mutex
	last int
	all  map[int]feeds
}{all: map[int]feeds{}}

var registerFeed = sync.OnceValue(func() error { return vtab.RegisterModule(nil, feedModule, feedTables{}) })

// newFeeds returns the feeds of a store that is opened, and their number.
func newFeeds() (feeds, int, error) {
	if err := errors.Join(registerFeed(), registerSink()); err != nil {
		return nil, 0, err
	}
	openFeeds.Lock()
	defer openFeeds.Unlock()
	openFeeds.last++
	f := feeds{"posting": postingFeed(nil), "entry": entryFeed(nil), "day": dayFeed(nil), "key": keyFeed(nil),
		"fixing": fixingFeed{}, "rate": rateFeed(nil), "obligation": obligationFeed(nil), "refusal": refusalFeed(nil), "cell": &cellRows{width: 1},
		"taking": takingFeed(nil)}
	openFeeds.all[openFeeds.last] = f
	return f, openFeeds.last, nil
}

func dropFeeds(number int) {
	openFeeds.Lock()
	defer openFeeds.Unlock()
	delete(openFeeds.all, number)
}

func feedsOf(number string) (feeds, error) {
	n, err := strconv.Atoi(number)
	if err != nil {
		return nil, err
	}
	openFeeds.Lock()
	defer openFeeds.Unlock()
	if f, ok := openFeeds.all[n]; ok {
		return f, nil
	}
	return nil, fmt.Errorf("feed %d belongs to no open store", n)
}

// feeding is a connector whose connections have the virtual tables of the feeds.
type feeding struct {
	driver.Connector
	number int
}

func newFeeding(dsn string, number int) (*feeding, error) {
	inner, err := sqlite.NewConnector(dsn)
	return &feeding{inner, number}, err
}

// Connect opens a connection and makes its tables.
func (f *feeding) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := f.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	execer, ok := c.(driver.ExecerContext)
	if !ok {
		return nil, errors.Join(errors.New("the driver of SQLite executes no statements"), c.Close())
	}
	for name := range feedColumns {
		query := fmt.Sprintf("CREATE VIRTUAL TABLE temp.feed_%s USING %s (%s, %d)", name, feedModule, name, f.number)
		if _, err := execer.ExecContext(ctx, query, nil); err != nil {
			return nil, errors.Join(err, c.Close())
		}
	}
	return c, nil
}

// feedTables is the module: it makes the table that shows a feed.
type feedTables struct{}

func (feedTables) Create(c vtab.Context, args []string) (vtab.Table, error) {
	return feedTables{}.Connect(c, args)
}

func (feedTables) Connect(c vtab.Context, args []string) (vtab.Table, error) {
	if len(args) != 5 { // module, database, table, and the two of the statement
		return nil, fmt.Errorf("%s takes the name of a feed and the number of a store, not %q", feedModule, args)
	}
	f, err := feedsOf(args[4])
	if err != nil {
		return nil, err
	}
	return &feedTable{f, args[3]}, c.Declare("CREATE TABLE feed (" + feedColumns[args[3]] + ")")
}

type feedTable struct {
	feeds feeds
	name  string
}

func (*feedTable) BestIndex(*vtab.IndexInfo) error { return nil } // only ever read as a whole

func (t *feedTable) Open() (vtab.Cursor, error) { return &feedCursor{table: t}, nil }
func (*feedTable) Disconnect() error            { return nil }
func (*feedTable) Destroy() error               { return nil }

type feedCursor struct {
	table *feedTable
	feed  feed
	row   int
}

func (c *feedCursor) Filter(int, string, []vtab.Value) error {
	c.feed, c.row = c.table.feeds[c.table.name], 0
	return nil
}

func (c *feedCursor) Next() error                           { c.row++; return nil }
func (c *feedCursor) Eof() bool                             { return c.row >= c.feed.rows() }
func (c *feedCursor) Column(column int) (vtab.Value, error) { return c.feed.column(c.row, column), nil }
func (c *feedCursor) Rowid() (int64, error)                 { return int64(c.row), nil }
func (c *feedCursor) Close() error                          { return nil }
