package config

import "log/slog"

// Log is how nostro run writes its log.
type Log struct {
	Format string     // text, json or off; "" where it is not said
	Level  slog.Level // what is less is left out
}

// levels are the words for it.
var levels = map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}

// logOf reads the section, which may be left out.
func logOf(s *section) (l Log) {
	if s == nil {
		return l
	}
	setWord(s, "format", &l.Format, "text", "json", "off")
	l.Level = levels[s.optional("level").oneOf("debug", "info", "warn", "error").text]
	s.end()
	return l
}
