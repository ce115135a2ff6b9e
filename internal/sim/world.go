package sim

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"time"

	"nostro/calendar"
	"nostro/internal/sim/bank"
	"nostro/internal/sim/ftpd"
)

// User and Password log in at every server of a world.
const (
	User     = "nostro"
	Password = "simulated"
)

// World is a set of banks, each behind an FTP server of its own on loopback.
type World struct {
	places []*place // by id
}

// place is one bank behind its server.
type place struct {
	id      string
	server  *ftpd.Server
	bank    *bank.Bank
	out, in string // folders as we see them: where we put, where we fetch
}

// Start starts a server for each id; the banks move in with Furnish. The caller closes the world.
func Start(ids []string) (*World, error) {
	w := &World{}
	for _, id := range slices.Sorted(slices.Values(ids)) {
		server, err := ftpd.Start(ftpd.Config{Addr: "127.0.0.1:0", Users: map[string]string{User: Password}})
		if err != nil {
			return nil, errors.Join(fmt.Errorf("server of %s: %w", id, err), w.Close())
		}
		w.places = append(w.places, &place{id: id, server: server})
	}
	return w, nil
}

// Addr returns the host:port of the server of a bank, "" for one that is not in the world.
func (w *World) Addr(id string) string {
	if p := w.place(id); p != nil {
		return p.server.Addr()
	}
	return ""
}

func (w *World) place(id string) *place {
	for _, p := range w.places {
		if p.id == id {
			return p
		}
	}
	return nil
}

// Furnish puts a bank behind its server, with the folders as the customer sees them.
func (w *World) Furnish(b bank.Config, outFolder, inFolder string) error {
	p := w.place(b.ID)
	if p == nil {
		return fmt.Errorf("bank %q has no server in this world", b.ID)
	}
	made, err := bank.New(b)
	if err != nil {
		return fmt.Errorf("bank %s: %w", b.ID, err)
	}
	p.bank, p.out, p.in = made, outFolder, inFolder
	tree := p.server.Tree(User)
	return errors.Join(tree.MakeFolder(outFolder), tree.MakeFolder(inFolder))
}

// Answer lets every bank take the files that lie with it, and give its answers of the business day. It
// returns how many files were taken and given.
func (w *World) Answer(at time.Time, day calendar.Date) (taken, given int, err error) {
	for _, p := range w.places {
		if p.bank == nil {
			continue
		}
		t, err := p.take()
		if err != nil {
			return taken, given, fmt.Errorf("bank %s: %w", p.id, err)
		}
		g, err := p.give(at, day)
		if err != nil {
			return taken, given, fmt.Errorf("bank %s: %w", p.id, err)
		}
		taken, given = taken+t, given+g
	}
	return taken, given, nil
}

// take lets the bank read what lies in its folder; what it has read is gone from there.
func (p *place) take() (int, error) {
	tree := p.server.Tree(User)
	taken := 0
	for _, item := range tree.List(p.out) {
		name := path.Join(p.out, item.Name)
		data, found := tree.Get(name)
		if item.Folder || !found {
			continue
		}
		if err := p.bank.Take(item.Name, data); err != nil {
			return taken, err
		}
		if err := tree.Remove(name); err != nil {
			return taken, err
		}
		taken++
	}
	return taken, nil
}

func (p *place) give(at time.Time, day calendar.Date) (int, error) {
	answers, err := p.bank.Answer(at, day)
	if err != nil {
		return 0, err
	}
	for _, f := range answers {
		if err := p.server.Tree(User).Put(path.Join(p.in, f.Name), f.Data); err != nil {
			return 0, err
		}
	}
	return len(answers), nil
}

// Put offers a file to the customer, as if the bank had written it.
func (w *World) Put(id, name string, data []byte) error {
	p := w.place(id)
	if p == nil || p.bank == nil {
		return fmt.Errorf("bank %q is not in this world", id)
	}
	return p.server.Tree(User).Put(path.Join(p.in, name), data)
}

// Close stops every server.
func (w *World) Close() error {
	var errs []error
	for _, p := range w.places {
		errs = append(errs, p.server.Close())
	}
	return errors.Join(errs...)
}

// MakeFolder makes one more folder at a bank, such as the one to which fetched files are moved.
func (w *World) MakeFolder(id, folder string) error {
	p := w.place(id)
	if p == nil {
		return fmt.Errorf("bank %q is not in this world", id)
	}
	return p.server.Tree(User).MakeFolder(folder)
}

// Describe tells for every bank what it holds for us, how many payments it booked, and how many copies of
// a payment it refused, on one line.
func (w *World) Describe() string {
	text := ""
	for _, p := range w.places {
		if p.bank != nil {
			text += fmt.Sprintf("%s %v booked %d duplicates %d; ", p.id, p.bank.Balances(), p.bank.Booked(), p.bank.Duplicates())
		}
	}
	return text
}
