package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/goccy/go-yaml"

	"nostro/jobs"
)

// FileName is the name of the config file in the folder of an installation.
const FileName = "nostro.yaml"

// bytesMax is the largest config file that is read: 1 MiB.
const bytesMax = 1 << 20

// Config is what nostro.yaml says.
type Config struct {
	Settings  jobs.Settings
	Endpoints map[string]Endpoint // by correspondent
}

// Endpoint is how a correspondent's file server is reached. The password is read when it is needed.
type Endpoint struct {
	Address, User       string
	OutFolder, InFolder string // where we put, where we fetch
	Verify              string // "size", "readback" or "none"
	Direct              bool   // upload under the final name at once
	TakesAtOnce         bool
	AfterFetch          string // "delete", "keep" or "move:FOLDER"
	Deadline            time.Duration
	Password            func() (string, error)
}

// Load reads the nostro.yaml of the folder. getenv gives the environment.
func Load(dir string, getenv func(string) string) (Config, error) {
	path := filepath.Join(dir, FileName)
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return Config{}, fmt.Errorf("%s is not there: make a folder with nostro init DIR, or name yours with --dir", path)
	}
	if err != nil {
		return Config{}, err
	}
	c, err := Parse(data, dir, getenv)
	if err != nil {
		return Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// Parse reads the bytes of a nostro.yaml that lies in dir. All bad values are told at once.
func Parse(data []byte, dir string, getenv func(string) string) (Config, error) {
	if len(data) > bytesMax {
		return Config{}, fmt.Errorf("%d bytes are more than the %d that a config may have", len(data), bytesMax)
	}
	var f file
	if err := yaml.UnmarshalWithOptions(data, &f, yaml.Strict(), yaml.DisallowUnknownField()); err != nil {
		return Config{}, err
	}
	r := reader{dir: dir, getenv: getenv}
	c := r.config(f)
	if len(r.problems) > 0 {
		return Config{}, errors.Join(r.problems...)
	}
	return c, nil
}
