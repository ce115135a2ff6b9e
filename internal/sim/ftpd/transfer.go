package ftpd

import (
	"bytes"
	"io"
	"net"
)

// store receives a file. What came is in the tree from the first byte on, so a cut leaves the half of it.
func store(s *session, argument string) reply {
	name := s.at(argument)
	if s.passive == nil {
		return say(425, "PASV or EPSV comes first.")
	}
	if err := s.tree.create(name); err != nil {
		return say(553, "Cannot store there.")
	}
	return s.transfer(func(data net.Conn) error {
		if _, err := io.Copy(extender{s.tree, name}, s.within(data)); err != nil {
			return err
		}
		if s.cut != nil {
			return errCut
		}
		s.tree.arrived(name)
		s.touched = name
		return nil
	}, "Stored.")
}

// extender writes at the end of a file of a tree.
type extender struct {
	tree *Tree
	name string
}

func (e extender) Write(data []byte) (int, error) {
	e.tree.extend(e.name, data)
	return len(data), nil
}

func retrieve(s *session, argument string) reply {
	name := s.at(argument)
	content, ok := s.tree.Get(name)
	if !ok {
		return say(550, "No such file.")
	}
	s.touched = name
	return s.give(content, "Sent.")
}

// give sends bytes over the data connection.
func (s *session) give(content []byte, good string) reply {
	return s.transfer(func(data net.Conn) error {
		if _, err := io.Copy(data, s.within(bytes.NewReader(content))); err != nil {
			return err
		}
		if s.cut != nil {
			return errCut
		}
		return nil
	}, good)
}
