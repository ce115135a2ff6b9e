// Package deps pins the libraries until the rooms that use them are there.
package deps

import (
	_ "github.com/alecthomas/kong"
	_ "github.com/fatih/color"
	_ "github.com/goccy/go-yaml"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/jlaffaye/ftp"
	_ "github.com/mattn/go-isatty"
	_ "github.com/moov-io/iso20022/pkg/document"
	_ "github.com/robfig/cron/v3"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/shopspring/decimal"
	_ "golang.org/x/mod/sumdb/note"
	_ "golang.org/x/mod/sumdb/tlog"
	_ "golang.org/x/text/encoding/charmap"
	_ "golang.org/x/text/unicode/norm"
	_ "modernc.org/sqlite"
	_ "pgregory.net/rapid"
)
