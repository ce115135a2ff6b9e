package ftpd

import (
	"fmt"
	"strings"
	"time"
)

// machineTime is the form of a time in MDTM and MLSD (RFC 3659, 2.3), always in UTC.
const machineTime = "20060102150405"

// recent is how long LIST shows the hour in place of the year, as the ls of Unix does.
const recent = 180 * 24 * time.Hour

func list(s *session, argument string) reply {
	now := s.server.config.Clock().UTC()
	return s.listed(argument, func(i Item) string { return longLine(i, now) })
}

func nameList(s *session, argument string) reply {
	return s.listed(argument, func(i Item) string { return i.Name })
}

func machineList(s *session, argument string) reply {
	if item, ok := s.tree.find(s.at(argument)); ok && !item.Folder {
		return say(501, "Not a folder.") // RFC 3659, 7.2.1
	}
	return s.listed(argument, machineLine)
}

func machineEntry(s *session, argument string) reply {
	item, ok := s.tree.find(s.at(argument))
	if !ok {
		return say(550, "No such file or folder.")
	}
	item.Name = s.at(argument)
	return reply{250, []string{"Listing", machineLine(item), "End"}}
}

// listed sends a line for each item of a folder, or for the one file named. Options as of ls are ignored.
func (s *session) listed(argument string, line func(Item) string) reply {
	for strings.HasPrefix(argument, "-") {
		_, argument, _ = strings.Cut(argument, " ")
	}
	at := s.at(argument)
	item, ok := s.tree.find(at)
	if !ok {
		return say(550, "No such file or folder.")
	}
	items := []Item{item}
	if item.Folder {
		items = s.tree.List(at)
	}
	var text strings.Builder
	for _, i := range items {
		text.WriteString(line(i) + "\r\n")
	}
	if item.Folder {
		text.WriteString(s.server.config.Extra)
	}
	return s.give([]byte(text.String()), "Listed.")
}

func longLine(i Item, now time.Time) string {
	kind, date := "-rw-r--r--", i.Modified.UTC().Format("Jan _2 15:04")
	if i.Folder {
		kind = "drwxr-xr-x"
	}
	if age := now.Sub(i.Modified); age < 0 || age > recent {
		date = i.Modified.UTC().Format("Jan _2  2006")
	}
	return fmt.Sprintf("%s   1 ftp      ftp      %12d %s %s", kind, i.Bytes, date, i.Name)
}

func machineLine(i Item) string {
	stamp := i.Modified.UTC().Format(machineTime)
	if i.Folder {
		return fmt.Sprintf("type=dir;modify=%s; %s", stamp, i.Name)
	}
	return fmt.Sprintf("type=file;size=%d;modify=%s; %s", i.Bytes, stamp, i.Name)
}
