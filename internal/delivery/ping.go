package delivery

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

// ProbePrefix begins the name of every probe. No payment file is named so: ours begin with a BIC.
const ProbePrefix = "nostro-probe"

// probeText is what a probe holds.
const probeText = "This tests the connection from Nostro. It is no payment, carries none, and may be deleted.\n"

// PingStep is one thing that Ping tried.
type PingStep struct {
	Name string
	At   time.Time
	Took time.Duration
	Said string // by the server, or what was found
	Err  error  // why it failed; nil where it went well
}

// Ping tries everything that an endpoint is needed for: find its address, connect, log in, list each folder, and, where
// a name for a probe is given, write that file and delete it again. It goes on after a folder that cannot be listed, and
// stops where nothing more can be tried. Every read and write is under the deadline of the endpoint, and all of them
// together under ten times that.
func (c *Courier) Ping(ctx context.Context, correspondent, probe string) []PingStep {
	p := &ping{courier: c, now: c.options.Now}
	e, known := c.endpoints[correspondent]
	if !known {
		return []PingStep{{Name: "endpoint", Err: fmt.Errorf("correspondent %q has no endpoint: add one to the config", correspondent)}}
	}
	ctx, cancel := context.WithTimeout(ctx, pingDeadlines*e.Deadline)
	defer cancel()
	if !p.try(ctx, "resolve", func(ctx context.Context) (string, error) { return resolve(ctx, e) }) ||
		!p.try(ctx, "connect", func(ctx context.Context) (string, error) { return connect(ctx, e) }) {
		return p.steps
	}
	var own *session
	if !p.try(ctx, "log in", func(ctx context.Context) (said string, err error) {
		opened, err := c.Open(ctx, correspondent)
		if err != nil {
			return "", err
		}
		own = opened.(*session)
		return greeting(own.Replies()), nil
	}) {
		return p.steps
	}
	p.folders(ctx, own, e)
	if probe != "" {
		p.probe(ctx, own, probe)
	}
	p.try(ctx, "log out", func(context.Context) (string, error) { return "", own.Close() })
	return p.steps
}

// ping is the trial of one endpoint.
type ping struct {
	courier *Courier
	now     func() time.Time
	steps   []PingStep
}

// pingDeadlines is how many deadlines of single reads and writes all steps together may take.
const pingDeadlines = 10

// try does one step, and tells whether it went well.
func (p *ping) try(ctx context.Context, name string, work func(context.Context) (string, error)) bool {
	at := p.now()
	said, err := work(ctx)
	p.steps = append(p.steps, PingStep{Name: name, At: at, Took: p.now().Sub(at), Said: said, Err: err})
	return err == nil
}

// resolve looks the name of the server up.
func resolve(ctx context.Context, e Endpoint) (string, error) {
	host, _, err := net.SplitHostPort(e.Address)
	if err != nil {
		return "", err
	}
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return "", fmt.Errorf("%s is not found: check the address in nostro.yaml, and the name server: %w", host, err)
	}
	var all []string
	for _, address := range found {
		all = append(all, address.Unmap().String())
	}
	return strings.Join(all, ", "), nil
}

// connect opens a connection, where the addresses that the endpoint allows take it, and closes it again.
func connect(ctx context.Context, e Endpoint) (string, error) {
	conn, err := (&session{endpoint: e}).dial(ctx, e.Address)
	switch {
	case errors.Is(err, errAddress):
		return "", fmt.Errorf("%s leads to another server than agreed, and no password was sent: ask the bank on a way that you trust: %w", e.Address, err)
	case err != nil:
		return "", fmt.Errorf("nobody answers at %s: is the server up, does a firewall let us through? %w", e.Address, err)
	}
	return "from " + conn.LocalAddr().String() + " to " + conn.RemoteAddr().String(), conn.Close()
}

// folders lists each folder that the endpoint has.
func (p *ping) folders(ctx context.Context, session jobs.CourierSession, e Endpoint) {
	list := func(name string, work func(context.Context) ([]jobs.RemoteFile, error)) {
		p.try(ctx, "list "+name, func(ctx context.Context) (string, error) {
			files, err := work(ctx)
			_ = session.Replies() // those of the next step are its own
			if err != nil {
				return "", err
			}
			return fmt.Sprintf("%d files", len(files)), nil
		})
	}
	list("in_folder "+e.InFolder, session.List)
	list("out_folder "+e.OutFolder, func(ctx context.Context) ([]jobs.RemoteFile, error) {
		return session.ListFolder(ctx, jobs.FolderOut)
	})
	if moved, moves := strings.CutPrefix(e.AfterFetch, AfterMove); moves {
		list("folder of what was fetched "+moved, func(ctx context.Context) ([]jobs.RemoteFile, error) {
			return session.ListFolder(ctx, jobs.FolderFetched)
		})
	}
}

// probe writes a file as payments are written, and deletes it.
func (p *ping) probe(ctx context.Context, session *session, name string) {
	at := join(session.endpoint.OutFolder, name)
	if strings.HasPrefix(session.endpoint.Finish, FinishTrigger) {
		p.try(ctx, "write "+name, func(context.Context) (string, error) {
			return "not tried: a trigger file would tell the bank to take it", nil
		})
		return
	}
	wrote := p.try(ctx, "write "+name, func(ctx context.Context) (string, error) {
		if err := checkProbe(name); err != nil {
			return "", err
		}
		_ = session.removeFile(ctx, at) // one that an earlier ping left; mostly there is none
		_ = session.Replies()
		sum := sha256.Sum256([]byte(probeText))
		d := session.Send(ctx, jobs.Parcel{Name: name, SHA256: hex.EncodeToString(sum[:]), Data: []byte(probeText)})
		if d.State != lifecycle.FileOutSent {
			return "", errors.New(d.Detail)
		}
		return d.Detail, nil
	})
	if wrote {
		p.try(ctx, "delete "+name, func(ctx context.Context) (string, error) {
			_ = session.Replies()
			err := session.removeFile(ctx, at)
			return lastWords(session.Replies()), err
		})
	}
}

// removeFile deletes a remote file.
func (s *session) removeFile(ctx context.Context, at string) error {
	defer s.guard.bind(ctx)()
	_, err := s.remove(ctx, at)
	return err
}

// checkProbe refuses a name that could be taken for something else than a probe.
func checkProbe(name string) error {
	if !strings.HasPrefix(name, ProbePrefix) || strings.HasSuffix(strings.ToLower(name), ".xml") {
		return fmt.Errorf("probe %q: its name begins with %s and does not end in .xml, so that nobody takes it for a payment", name, ProbePrefix)
	}
	return checkName(name)
}

// greeting is what the server said when it took the password; what comes after that is only about its abilities.
func greeting(replies []jobs.Reply) string {
	for n, r := range replies {
		if strings.HasPrefix(r.Act, "PASS") {
			return lastWords(replies[:n+1])
		}
	}
	return lastWords(replies)
}

// lastWords is the last thing that the server said.
func lastWords(replies []jobs.Reply) string {
	if len(replies) == 0 {
		return ""
	}
	last := replies[len(replies)-1]
	if last.Code == 0 { // SFTP says OK by 0
		return last.Text
	}
	return strings.TrimSpace(fmt.Sprintf("%d %s", last.Code, last.Text))
}
