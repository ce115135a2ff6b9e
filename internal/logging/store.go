package logging

import (
	"context"
	"log/slog"

	"nostro/jobs"
	"nostro/jobs/alarm"
)

// Store logs what a store keeps: each move of a cycle, a file, an instruction, a statement, a break and an alarm, once
// the transaction is committed.
type Store struct {
	jobs.Store
	Log   *slog.Logger
	Fresh func() error // learns the names and numbers to hide, where there are others since; nil: those that are known do
}

// Update logs what work did, where it was committed.
func (s Store) Update(ctx context.Context, work func(jobs.Tx) error) error {
	var lines []line
	err := s.Store.Update(ctx, func(tx jobs.Tx) error {
		lines = nil
		return work(&logged{Tx: tx, lines: &lines, closely: s.Log.Enabled(ctx, slog.LevelDebug)})
	})
	if err != nil {
		return err
	}
	if len(lines) > 0 && s.Fresh != nil {
		if err := s.Fresh(); err != nil {
			s.Log.ErrorContext(ctx, "what was done is not logged, for the names to hide could not be read", "lines", len(lines), "error", err)
			return nil
		}
	}
	for _, l := range lines {
		s.Log.LogAttrs(ctx, l.level, l.message, l.attrs...)
	}
	return nil
}

// line is what will be logged.
type line struct {
	level   slog.Level
	message string
	attrs   []slog.Attr
}

// logged is a transaction that notes what is to be logged. Instructions are many: each is a line for those who look
// closely.
type logged struct {
	jobs.Tx
	lines   *[]line
	closely bool // whether somebody looks closely
}

func (t *logged) note(err error, level slog.Level, message string, attrs ...slog.Attr) error {
	if err == nil {
		*t.lines = append(*t.lines, line{level, message, attrs})
	}
	return err
}

func (t *logged) AddCycle(c jobs.Cycle) error {
	return t.note(t.Tx.AddCycle(c), slog.LevelInfo, "cycle opened", slog.String("cycle", c.ID), slog.String("value_date", c.ValueDate.String()))
}

func (t *logged) SaveCycle(c jobs.Cycle) error {
	return t.note(t.Tx.SaveCycle(c), slog.LevelInfo, "cycle is "+string(c.State), slog.String("cycle", c.ID))
}

func (t *logged) SaveInstruction(i jobs.Instruction) error {
	return t.moved(t.Tx.SaveInstruction(i), i)
}

func (t *logged) SaveInstructions(all []jobs.Instruction) error {
	err := t.Tx.SaveInstructions(all)
	for n := range all {
		if t.closely {
			_ = t.moved(err, all[n])
		}
	}
	return err
}

func (t *logged) moved(err error, i jobs.Instruction) error {
	return t.note(err, slog.LevelDebug, "instruction is "+string(i.State), slog.String("instruction", i.ID),
		slog.String("uetr", i.UETR), slog.String("cycle", i.Cycle), slog.String("file", i.File), slog.String("correspondent", i.Correspondent))
}

func (t *logged) AddFileOut(f jobs.FileOut) error {
	return t.note(t.Tx.AddFileOut(f), slog.LevelInfo, "file is written", fileOut(f)...)
}

func (t *logged) SaveFileOut(f jobs.FileOut) error {
	level := slog.LevelInfo
	if f.State == "unknown" || f.State == "failed" {
		level = slog.LevelWarn
	}
	return t.note(t.Tx.SaveFileOut(f), level, "file is "+string(f.State), append(fileOut(f), slog.Int("attempts", f.Attempts))...)
}

func fileOut(f jobs.FileOut) []slog.Attr {
	return []slog.Attr{slog.String("file", f.Name), slog.String("cycle", f.Cycle), slog.String("correspondent", f.Correspondent),
		slog.String("message_type", f.Message), slog.String("msg_id", f.MsgID)}
}

func (t *logged) AddFileIn(f jobs.FileIn) (int64, error) {
	id, err := t.Tx.AddFileIn(f)
	f.ID = id
	return id, t.note(err, slog.LevelInfo, "file came", fileIn(f)...)
}

func (t *logged) SaveFileIn(f jobs.FileIn) error {
	level := slog.LevelInfo
	if f.State == "quarantined" {
		level = slog.LevelWarn
	}
	return t.note(t.Tx.SaveFileIn(f), level, "file in is "+string(f.State), fileIn(f)...)
}

func fileIn(f jobs.FileIn) []slog.Attr {
	return []slog.Attr{slog.Int64("file_in", f.ID), slog.String("file", f.Name), slog.String("correspondent", f.Correspondent),
		slog.String("message_type", f.Message)}
}

func (t *logged) AddStatement(s jobs.Statement) (int64, error) {
	id, err := t.Tx.AddStatement(s)
	s.ID = id
	return id, t.note(err, slog.LevelInfo, "statement came", statement(s)...)
}

func (t *logged) SaveStatement(s jobs.Statement) error {
	level := slog.LevelInfo
	if s.State == "disputed" {
		level = slog.LevelWarn
	}
	return t.note(t.Tx.SaveStatement(s), level, "statement is "+string(s.State), statement(s)...)
}

func statement(s jobs.Statement) []slog.Attr {
	return []slog.Attr{slog.Int64("statement", s.ID), slog.Int64("file_in", s.FileIn), slog.String("correspondent", s.Correspondent),
		slog.String("currency", s.Currency.Code()), slog.Int("entries", len(s.Entries))}
}

func (t *logged) AddBreak(b jobs.Break) error {
	return t.note(t.Tx.AddBreak(b), slog.LevelInfo, "break stands", slog.String("key", b.Key), slog.String("reason", string(b.Reason)),
		slog.String("correspondent", b.Correspondent), slog.String("cycle", b.Cycle), slog.String("instruction", b.Instruction))
}

func (t *logged) AddAlarmEvent(e alarm.Event) (int64, error) {
	number, err := t.Tx.AddAlarmEvent(e)
	if err != nil {
		return number, err
	}
	a, _, err := t.Tx.Alarm(e.Alarm)
	level := slog.LevelInfo
	if e.What == alarm.Raised {
		level = map[alarm.Severity]slog.Level{alarm.Page: slog.LevelError, alarm.Warning: slog.LevelWarn}[e.Severity]
	}
	return number, t.note(err, level, "alarm "+string(e.What), slog.Int64("alarm", e.Alarm), slog.String("kind", string(a.Kind)),
		slog.String("subject", a.Subject), slog.String("severity", string(e.Severity)), slog.Int("occurrence", e.Occurrence),
		slog.String("text", e.Text), slog.String("next", a.Next), slog.String("by", e.By))
}

func (t *logged) SaveNotice(n alarm.Notice) error {
	level := slog.LevelInfo
	if n.State == "failed" || n.State == "unknown" {
		level = slog.LevelWarn
	}
	return t.note(t.Tx.SaveNotice(n), level, "notice is "+string(n.State), slog.Int64("notice", n.Number), slog.String("channel", n.Channel),
		slog.Int("attempts", n.Attempts), slog.String("detail", n.Detail))
}
