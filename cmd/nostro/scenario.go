package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/internal/config"
	"nostro/internal/sim"
)

// scenario is a folder of inputs that runs in a folder of its own, with banks and a clock of its own.
type scenario struct {
	dir    string // where it runs
	now    time.Time
	person string
	world  *sim.World
	echo   bool // print each step before its output
	colour bool
	out    io.Writer
}

// scenarioKey is the key of every scenario's installation: derived identifiers are the same everywhere.
const scenarioKey = "scenario-key-0123456789abcdef-not-a-secret\n"

var simAddress = regexp.MustCompile(`sim\.([a-z0-9-]+):21`)

// newScenario copies the inputs into dir, starts a server for each bank that nostro.yaml names as
// sim.ID:21, and lets the banks move in. The caller closes it.
func newScenario(inputs fs.FS, dir string, out io.Writer) (*scenario, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := os.CopyFS(dir, inputs); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, config.KeyFileName), []byte(scenarioKey), 0o600); err != nil {
		return nil, err
	}
	s := &scenario{dir: dir, out: out}
	if err := s.startBanks(inputs); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *scenario) close() error {
	if s.world == nil {
		return nil
	}
	return s.world.Close()
}

// startBanks gives every simulated bank its server, and writes the addresses into nostro.yaml.
func (s *scenario) startBanks(inputs fs.FS) error {
	text, err := fs.ReadFile(inputs, config.FileName)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, m := range simAddress.FindAllSubmatch(text, -1) {
		seen[string(m[1])] = true
	}
	var ids []string
	for id := range seen {
		ids = append(ids, id)
	}
	if s.world, err = sim.Start(ids); err != nil {
		return err
	}
	text = simAddress.ReplaceAllFunc(text, func(m []byte) []byte {
		return []byte(s.world.Addr(string(simAddress.FindSubmatch(m)[1])))
	})
	path := filepath.Join(s.dir, config.FileName)
	if err := os.WriteFile(path, text, 0o644); err != nil {
		return err
	}
	return s.furnish(inputs)
}

func (s *scenario) furnish(inputs fs.FS) error {
	conf, err := config.Load(s.dir, s.getenv)
	if err != nil {
		return err
	}
	setup, err := readOptional(inputs, "bank/banks.yaml")
	if err != nil {
		return err
	}
	script, err := readOptional(inputs, "bank/script.yaml")
	if err != nil {
		return err
	}
	banks, err := sim.Banks(conf.Settings.House.BIC, conf.Settings.Correspondents, setup, script)
	if err != nil {
		return err
	}
	for _, b := range banks {
		e := conf.Endpoints[b.ID]
		if s.world.Addr(b.ID) == "" {
			continue // it stands at a real address
		}
		if err := s.world.Furnish(b, e.OutFolder, e.InFolder); err != nil {
			return err
		}
		if folder, moves := strings.CutPrefix(e.AfterFetch, "move:"); moves {
			if err := s.world.MakeFolder(b.ID, folder); err != nil {
				return err
			}
		}
	}
	return nil
}

func readOptional(inputs fs.FS, name string) ([]byte, error) {
	data, err := fs.ReadFile(inputs, name)
	if os.IsNotExist(err) {
		return nil, nil
	}
	return data, err
}

// getenv is the environment of a scenario: it holds the passwords of the simulated banks, nothing else.
func (s *scenario) getenv(name string) string {
	if strings.HasSuffix(name, "_PASSWORD") {
		return sim.Password
	}
	return ""
}

// steps runs the lines of a steps file. A step is one of
//
//	clock INSTANT          the clock shows this from now on
//	as PERSON              who runs what follows
//	banks answer DATE      every bank takes what was sent, and answers for that business day
//	offer BANK NAME FILE   the bank offers the file, from the scenario's folder, under the name
//	[CODE] nostro ARGS...  a command, which must end with the code (0 where none is given)
//
// A blank line and one that begins with # are no steps.
func (s *scenario) steps(ctx context.Context, text []byte) error {
	for n, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if err := s.step(ctx, strings.Fields(line)); err != nil {
			return fmt.Errorf("steps.txt:%d: %s: %w", n+1, line, err)
		}
	}
	return nil
}

func (s *scenario) step(ctx context.Context, words []string) error {
	switch {
	case words[0] == "clock" && len(words) == 2:
		instant, err := time.Parse(time.RFC3339, words[1])
		s.now = instant
		return err
	case words[0] == "as" && len(words) == 2:
		s.person = words[1]
		return nil
	case words[0] == "banks" && len(words) == 3 && words[1] == "answer":
		return s.answer(words[2])
	case words[0] == "offer" && len(words) == 4:
		data, err := os.ReadFile(filepath.Join(s.dir, words[3]))
		if err != nil {
			return err
		}
		return s.world.Put(words[1], words[2], data)
	case words[0] == "nostro":
		return s.command(ctx, exitFine, words[1:])
	case len(words) > 1 && len(words[0]) == 1 && words[1] == "nostro":
		return s.command(ctx, int(words[0][0]-'0'), words[2:])
	}
	return fmt.Errorf("this is no step: see the comment of steps.txt in fixtures/README.md")
}

func (s *scenario) answer(day string) error {
	date, err := calendar.ParseDate(day)
	if err != nil {
		return err
	}
	taken, given, err := s.world.Answer(s.now, date)
	if err == nil {
		fmt.Fprintf(s.out, "%-*s took %d files, booked %s, gave %d files\n", stageWidth, "banks", taken, day, given)
	}
	return err
}

// command runs one command in the scenario's folder, as the real binary would.
func (s *scenario) command(ctx context.Context, want int, args []string) error {
	if s.echo {
		fmt.Fprintf(s.out, "$ nostro %s\n", strings.Join(args, " "))
	}
	var problems bytes.Buffer
	e := env{Stdin: strings.NewReader(""), Stdout: s.out, Stderr: io.MultiWriter(s.out, &problems), User: s.person,
		Now: func() time.Time { return s.now }, Getenv: s.getenv, Terminal: s.colour, Folder: s.dir}
	code := run(ctx, append([]string{"--dir", s.dir}, args...), e)
	if code != want {
		return fmt.Errorf("ended with %d, not %d: %s", code, want, strings.TrimSpace(problems.String()))
	}
	return nil
}
