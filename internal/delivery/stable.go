package delivery

import (
	"context"
	"fmt"
	"strings"
	"time"

	"nostro/jobs"
)

// stable marks what is not yet whole by the endpoint's rule.
func (s *session) stable(ctx context.Context, files []jobs.RemoteFile) ([]jobs.RemoteFile, error) {
	rule := s.endpoint.Stable
	if suffix, found := strings.CutPrefix(rule, StableTrigger); found {
		return byTrigger(files, suffix), nil
	}
	if text, found := strings.CutPrefix(rule, StableAge); found {
		age, err := time.ParseDuration(text)
		return s.byAge(ctx, files, age), err
	}
	if text, found := strings.CutPrefix(rule, StablePause); found && len(files) > 0 {
		pause, err := time.ParseDuration(text)
		if err != nil {
			return nil, err
		}
		return s.byPause(ctx, files, pause)
	}
	return files, nil
}

// byTrigger leaves out trigger files whose file is there, and marks files without one.
func byTrigger(files []jobs.RemoteFile, suffix string) []jobs.RemoteFile {
	there := make(map[string]bool, len(files))
	for _, f := range files {
		there[f.Name] = true
	}
	var kept []jobs.RemoteFile
	for _, f := range files {
		of, trigger := strings.CutSuffix(f.Name, suffix)
		switch {
		case trigger && there[of]:
			continue
		case trigger:
			f.NotYet = "a trigger file without its file"
		case f.Problem == "" && !there[f.Name+suffix]:
			f.NotYet = "its trigger file " + f.Name + suffix + " is not there"
		}
		kept = append(kept, f)
	}
	return kept
}

// byAge marks what was changed a short time ago, or what the server gives no time for.
func (s *session) byAge(ctx context.Context, files []jobs.RemoteFile, age time.Duration) []jobs.RemoteFile {
	defer s.guard.bind(ctx)()
	for n, f := range files {
		if f.Problem != "" {
			continue
		}
		changed := f.Modified
		if changed.IsZero() {
			_ = s.do(ctx, "MDTM "+f.Name, func(c wire) (err error) { // a refusal leaves the time unknown, which is told
				changed, err = c.GetTime(join(s.endpoint.InFolder, f.Name))
				return err
			})
		}
		switch now := s.now(); {
		case changed.IsZero():
			files[n].NotYet = "the server tells no time for it: use another rule of stability"
		case changed.Add(age).After(now):
			files[n].NotYet = fmt.Sprintf("it was changed at %s, less than %v ago", changed.UTC().Format("2006-01-02 15:04:05Z"), age)
		}
	}
	return files
}

// byPause lists again after a pause and marks what grew, shrank or went.
func (s *session) byPause(ctx context.Context, files []jobs.RemoteFile, pause time.Duration) ([]jobs.RemoteFile, error) {
	if !wait(ctx, pause) {
		return nil, s.failure("wait for stable sizes", ctx.Err())
	}
	again, err := s.list(ctx, s.endpoint.InFolder)
	if err != nil {
		return nil, err
	}
	sizes := make(map[string]int64, len(again))
	for _, f := range again {
		sizes[f.Name] = f.Bytes
	}
	for n, f := range files {
		size, there := sizes[f.Name]
		switch {
		case f.Problem != "" || there && size == f.Bytes && size >= 0:
		case there && size < 0:
			files[n].NotYet = "the server names no size: use another rule of stability"
		case there:
			files[n].NotYet = fmt.Sprintf("it changed from %d to %d bytes within %v", f.Bytes, size, pause)
		default:
			files[n].NotYet = fmt.Sprintf("it went within %v", pause)
		}
	}
	return files, nil
}
