package delivery

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/gofrs/flock"
)

const (
	lockFolderMode = 0o700
	lockFileMode   = 0o600
	holderBytesMax = 200
)

// alone keeps other processes of the house from an endpoint while this one has sessions there. Two that send at once
// could each find a file not there yet, and where the bank takes files away at once, both would put it. The system
// lets go of the lock when the process ends, however it ends, so that nothing has to be cleared away after a crash.
type alone struct {
	path   string // of the lock file; "": nobody else can be there
	holder string // what others are told while we hold it

	mu       sync.Mutex
	lock     *flock.Flock
	sessions int
}

// enter takes the endpoint for one more session of this process. It errs where another process has it.
func (a *alone) enter() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.path == "" || a.sessions > 0 {
		a.sessions++
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(a.path), lockFolderMode); err != nil {
		return err
	}
	a.lock = flock.New(a.path, flock.SetPermissions(lockFileMode))
	taken, err := a.lock.TryLock()
	if err != nil {
		return fmt.Errorf("lock %s: %w", a.path, err)
	}
	if !taken {
		return fmt.Errorf("%s exchanges files with it now: wait until it is done, or end it", a.other())
	}
	a.sessions++
	if err := os.WriteFile(a.path, []byte(a.holder), lockFileMode); err != nil {
		a.sessions--
		return errors.Join(err, a.lock.Unlock())
	}
	return nil
}

// other names who holds the lock.
func (a *alone) other() string {
	name, err := os.ReadFile(a.path)
	if err != nil || len(name) == 0 || len(name) > holderBytesMax {
		return "another process"
	}
	return string(name)
}

// leave ends a session; with the last one, others may come.
func (a *alone) leave() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.sessions--; a.path == "" || a.sessions > 0 {
		return nil
	}
	return a.lock.Unlock()
}
