package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"nostro/calendar"
	"nostro/jobs"
)

// tx is one transaction. It is used by one goroutine and is dead when the work that got it returns.
type tx struct {
	sql      *sql.Tx
	prepared map[string]*sql.Stmt
	failed   error                // the first statement that the database refused
	hot      map[string]*sql.Stmt // statements that outlive the transaction
	feeds    feeds                // of the store, where the transaction writes
	book     book
	closed   *calendar.Date // the last day that is closed, once it was read
	idsCome  bool           // again: of the obligations that were added last some were known
}

var _ jobs.Tx = (*tx)(nil)

// Update runs work in one write transaction, which it commits durably where work returns nil. Where work
// errs or panics, where ctx ends, or where any statement failed, even if work made light of it, nothing of
// it is kept. Work must not call Update: there is one writer.
func (s *Store) Update(ctx context.Context, work func(jobs.Tx) error) error {
	return s.write(ctx, nil, func(t *tx) error { return work(t) })
}

// write runs work on the connection that writes; with options that say so it only reads there.
func (s *Store) write(ctx context.Context, options *sql.TxOptions, work func(*tx) error) error {
	return within(ctx, s.writer, options, func(t *tx) error {
		t.hot, t.feeds = s.hot, s.feeds
		return work(t)
	})
}

// View runs work on the state that was committed last when it read first; later commits do not show. It
// waits for no writer. What work tries to write is refused by the database.
func (s *Store) View(ctx context.Context, work func(jobs.Tx) error) error {
	return within(ctx, s.readers, &sql.TxOptions{ReadOnly: true}, func(t *tx) error { return work(t) })
}

func within(ctx context.Context, db *sql.DB, options *sql.TxOptions, work func(*tx) error) error {
	return onDisk(transaction(ctx, db, options, work))
}

func transaction(ctx context.Context, db *sql.DB, options *sql.TxOptions, work func(*tx) error) error {
	begun, err := db.BeginTx(ctx, options)
	if err != nil {
		return fmt.Errorf("begin transaction: %w", err)
	}
	defer begun.Rollback() // does nothing after a commit
	t := &tx{sql: begun, prepared: map[string]*sql.Stmt{}}
	if err := work(t); err != nil {
		if cause := context.Cause(ctx); cause != nil {
			return errors.Join(err, cause)
		}
		return err
	}
	if t.failed == nil {
		if err := t.flush(); err != nil {
			return err
		}
	}
	if t.failed != nil {
		return fmt.Errorf("transaction is not committed, a statement of it failed: %w", t.failed)
	}
	if err := begun.Commit(); err != nil {
		// database/sql rolls back by itself once the context ends, and then only says that this was done.
		return errors.Join(fmt.Errorf("commit: %w", err), context.Cause(ctx))
	}
	return nil
}

// fail keeps the first error of the database, and says what it was about.
func (t *tx) fail(what string, err error) error {
	err = fmt.Errorf("%s: %w", what, err)
	if t.failed == nil {
		t.failed = err
	}
	return err
}

// prepare keeps each statement for the length of the transaction: bulk work runs the same few. Statements
// run without the caller's context, which would cost a goroutine each; when it ends, the transaction ends.
func (t *tx) prepare(query string) (*sql.Stmt, error) {
	if s, ok := t.prepared[query]; ok {
		return s, nil
	}
	if s, ok := t.hot[query]; ok {
		t.prepared[query] = t.sql.Stmt(s)
		return t.prepared[query], nil
	}
	s, err := t.sql.Prepare(query)
	if err == nil {
		t.prepared[query] = s
	}
	return s, err
}

// run executes a statement. An argument that is an error stands for a value that could not be made.
func (t *tx) run(what, query string, args []any) (sql.Result, error) {
	for _, a := range args {
		if err, bad := a.(error); bad {
			return nil, t.fail(what, err)
		}
	}
	s, err := t.prepare(query)
	if err != nil {
		return nil, t.fail(what, err)
	}
	result, err := s.Exec(args...)
	if err != nil {
		return nil, t.fail(what, err)
	}
	return result, nil
}

// exec executes a statement of which it does not matter how many rows it touched.
func (t *tx) exec(what, query string, args ...any) error {
	_, err := t.run(what, query, args)
	return err
}

// execOne executes a statement that must touch a row; else the error wraps jobs.ErrUnknownID.
func (t *tx) execOne(what, query string, args ...any) error {
	result, err := t.run(what, query, args)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return t.fail(what, errors.Join(err, jobs.ErrUnknownID))
	}
	return nil
}

// add executes an INSERT and returns the id that the database gave.
func (t *tx) add(what, query string, args ...any) (int64, error) {
	result, err := t.run(what, query, args)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}
