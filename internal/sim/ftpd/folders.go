package ftpd

import (
	"errors"
	"path"
	"strings"
)

func printFolder(s *session, _ string) reply {
	return say(257, "\"%s\" is the current folder.", strings.ReplaceAll(s.folder, `"`, `""`))
}

func changeFolder(s *session, argument string) reply {
	folder := s.at(argument)
	if item, ok := s.tree.find(folder); !ok || !item.Folder {
		return say(550, "No such folder.")
	}
	s.folder = folder
	return say(250, "Folder changed.")
}

func parentFolder(s *session, _ string) reply { return changeFolder(s, path.Dir(s.folder)) }

func makeFolder(s *session, argument string) reply {
	folder := s.at(argument)
	if _, taken := s.tree.find(folder); taken {
		return say(550, "The name is taken.")
	}
	if err := s.tree.MakeFolder(folder); err != nil {
		return say(550, "Cannot make that folder.")
	}
	return say(257, "\"%s\" made.", strings.ReplaceAll(folder, `"`, `""`))
}

func removeFolder(s *session, argument string) reply {
	folder := s.at(argument)
	if item, ok := s.tree.find(folder); !ok || !item.Folder {
		return say(550, "No such folder.")
	}
	if err := s.tree.Remove(folder); err != nil {
		return say(550, "Cannot remove that folder.")
	}
	return say(250, "Folder removed.")
}

func remove(s *session, argument string) reply {
	name := s.at(argument)
	if item, ok := s.tree.find(name); !ok || item.Folder {
		return say(550, "No such file.")
	}
	if err := s.tree.Remove(name); err != nil {
		return say(550, "Cannot remove that file.")
	}
	return say(250, "File removed.")
}

func renameFrom(s *session, argument string) reply {
	name := s.at(argument)
	if item, ok := s.tree.find(name); !ok || item.Folder {
		return say(550, "No such file.")
	}
	s.from = name
	return say(350, "To what name?")
}

func renameTo(s *session, argument string) reply {
	from, to := s.from, s.at(argument)
	s.from = ""
	if from == "" {
		return say(503, "RNFR comes first.")
	}
	err := s.tree.rename(from, to, s.server.config.Overwrite)
	switch {
	case errors.Is(err, ErrTaken):
		return say(553, "The name is taken.")
	case err != nil:
		return say(550, "Cannot rename.")
	}
	s.touched = to
	return say(250, "Renamed.")
}

func size(s *session, argument string) reply {
	item, ok := s.tree.find(s.at(argument))
	if !ok || item.Folder {
		return say(550, "No such file.")
	}
	return say(213, "%d", item.Bytes)
}

func modified(s *session, argument string) reply {
	item, ok := s.tree.find(s.at(argument))
	if !ok || item.Folder {
		return say(550, "No such file.")
	}
	return say(213, "%s", item.Modified.UTC().Format(machineTime))
}
