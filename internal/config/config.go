package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"nostro/jobs"
)

// FileName is the name of the config file in the folder of an installation.
const FileName = "nostro.yaml"

// bytesMax is the largest config file that is read: 256 KiB, some hundred correspondents.
const bytesMax = 256 << 10

// Config is what nostro.yaml says.
type Config struct {
	Settings  jobs.Settings
	Guarded   string                 // the sections that a second person approves where guard_config says so, as they are written
	Endpoints map[string]Endpoint    // by correspondent
	Feeds     map[string]Endpoint    // FTP servers of rates, by feed
	Log       Log                    // of nostro run
	Channels  []Channel              // by which people are told, as alarms.channels orders them
	Heartbeat func() (string, error) // the URL that each turn calls; nil: none
	Listen    string                 // where /metrics and health are served; "": nowhere
	Secrets   []Secret               // everything that must be there beside nostro.yaml for all of it to work
	Archive   Archive                // how the spool is encrypted at rest
}

// Load reads the nostro.yaml of the folder. getenv gives the environment. What is wrong in the file is an
// error that wraps Problems.
func Load(dir string, getenv func(string) string) (Config, error) {
	return LoadInForce(dir, getenv, "")
}

// LoadInForce is Load with the guarded sections that were approved in the place of those that are written; "" for none.
// Guarded is what is written all the same.
func LoadInForce(dir string, getenv func(string) string, inForce string) (Config, error) {
	path := filepath.Join(dir, FileName)
	data, err := readLimited(path, bytesMax)
	if errors.Is(err, os.ErrNotExist) {
		return Config{}, fmt.Errorf("%s is not there: make a folder with nostro init DIR, or name yours with --dir", path)
	}
	if err != nil {
		return Config{}, err
	}
	c, err := parseInForce(data, dir, getenv, inForce)
	if problems := (Problems)(nil); errors.As(err, &problems) && len(problems) > 1 {
		return Config{}, fmt.Errorf("%s has %d problems:\n%w", path, len(problems), err)
	}
	if err != nil {
		return Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// Parse reads the bytes of a nostro.yaml that lies in dir. The error is Problems: all of them, by line.
func Parse(data []byte, dir string, getenv func(string) string) (Config, error) {
	return parseInForce(data, dir, getenv, "")
}

func parseInForce(data []byte, dir string, getenv func(string) string, inForce string) (Config, error) {
	r := &reader{dir: dir, getenv: getenv}
	c := Config{}
	if root := r.root(data); root != nil {
		written := guard(root)
		if inForce != "" {
			r.inForce(root, inForce)
		}
		c = r.config(root)
		c.Secrets = r.secrets
		c.Guarded = written
	}
	if len(r.problems) > 0 {
		return Config{}, r.problems.sorted()
	}
	return c, nil
}

// readLimited reads a file, one byte more than most at the utmost, so that the caller can tell that it is
// too large.
func readLimited(path string, most int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, int64(most)+1))
}
