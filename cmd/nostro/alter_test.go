package main

import (
	"database/sql"
	"errors"
	"fmt"

	_ "modernc.org/sqlite" // to change a database from outside
)

// trigger is one of a schema.
type trigger struct{ name, sql string }

// alterDatabase runs a statement without foreign keys and without triggers, which are put back as they were.
func alterDatabase(path, statement string) (err error) {
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	triggers, err := triggersOf(db)
	if err != nil {
		return err
	}
	for _, t := range triggers {
		if _, err := db.Exec("DROP TRIGGER " + t.name); err != nil {
			return err
		}
	}
	if _, err := db.Exec(statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	for _, t := range triggers {
		if _, err := db.Exec(t.sql); err != nil {
			return err
		}
	}
	return nil
}

func triggersOf(db *sql.DB) (triggers []trigger, err error) {
	rows, err := db.Query("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var t trigger
		if err := rows.Scan(&t.name, &t.sql); err != nil {
			return nil, err
		}
		triggers = append(triggers, t)
	}
	return triggers, rows.Err()
}
