//go:build unix

package config

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// checkOwner refuses a secret that belongs to somebody else, who could read it and change it.
func checkOwner(path string, info fs.FileInfo) error {
	stat, known := info.Sys().(*syscall.Stat_t)
	if known && int(stat.Uid) != os.Geteuid() {
		return fmt.Errorf("%s belongs to user %d and not to you, user %d: chown it", path, stat.Uid, os.Geteuid())
	}
	return nil
}
