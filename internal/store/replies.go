package store

import (
	"encoding/json"
	"fmt"
	"time"

	"nostro/jobs"
)

// replyJSON is the stored form of a reply; the note of the migration that made the column describes it.
type replyJSON struct {
	At     string `json:"at"`
	TookMS int64  `json:"took_ms"`
	Act    string `json:"act"`
	Code   int    `json:"code"`
	Text   string `json:"text"`
}

func replies(all []jobs.Reply) any {
	rows := make([]replyJSON, len(all))
	for n, r := range all {
		rows[n] = replyJSON{r.At.UTC().Format(instantForm), r.Took.Milliseconds(), r.Act, r.Code, r.Text}
	}
	encoded, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	return string(encoded)
}

func repliesCell(into *[]jobs.Reply) cell {
	return textCell(func(text string) error {
		var rows []replyJSON
		if err := json.Unmarshal([]byte(text), &rows); err != nil {
			return fmt.Errorf("replies: %w", err)
		}
		*into = nil
		for _, r := range rows {
			at, err := time.Parse(instantForm, r.At)
			if err != nil {
				return fmt.Errorf("replies: %w", err)
			}
			*into = append(*into, jobs.Reply{At: at, Took: time.Duration(r.TookMS) * time.Millisecond, Act: r.Act,
				Code: r.Code, Text: r.Text})
		}
		return nil
	})
}

const (
	fetchAttemptColumns = "correspondent, name, started_at, ended_at, file, detail, replies"
	selectFetchAttempts = "SELECT " + fetchAttemptColumns + " FROM fetch_attempt ORDER BY id"
)

var insertFetchAttempt = insertInto("fetch_attempt", fetchAttemptColumns)

func (t *tx) AddFetchAttempt(a jobs.FetchAttempt) error {
	return t.exec("attempt to fetch "+a.Name+" of "+a.Correspondent, insertFetchAttempt, a.Correspondent, a.Name,
		instant(a.StartedAt), instant(a.EndedAt), idOf(a.File), a.Detail, replies(a.Replies))
}

func (t *tx) FetchAttempts() ([]jobs.FetchAttempt, error) {
	return list(t, "attempts to fetch", func(a *jobs.FetchAttempt) []any {
		return []any{&a.Correspondent, &a.Name, instantCell(&a.StartedAt), instantCell(&a.EndedAt), idCell(&a.File),
			&a.Detail, repliesCell(&a.Replies)}
	}, selectFetchAttempts)
}
