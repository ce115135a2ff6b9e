package delivery_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
)

const probeName = "nostro-probe.tmp"

// said are the steps of a ping, each with whether it went well.
func said(steps []delivery.PingStep) string {
	var lines []string
	for _, s := range steps {
		word := "ok"
		if s.Err != nil {
			word = "FAIL"
		}
		lines = append(lines, word+" "+s.Name)
	}
	return strings.Join(lines, "; ")
}

func errOf(steps []delivery.PingStep) string {
	for _, s := range steps {
		if s.Err != nil {
			return s.Err.Error()
		}
	}
	return ""
}

func TestPing(t *testing.T) {
	b := startBank(t, ftpd.Config{}, func(e *delivery.Endpoint) { e.AfterFetch = delivery.AfterMove + "done" })
	b.put(t, "in/a.xml", statement)
	for range 2 {
		steps := b.courier.Ping(t.Context(), "BANK", probeName)
		want := "ok resolve; ok connect; ok log in; ok list in_folder in; ok list out_folder out; ok list folder of what was fetched done; " +
			"ok write nostro-probe.tmp; ok delete nostro-probe.tmp; ok log out"
		if got := said(steps); got != want {
			t.Errorf("got %s\nwant %s\n%s", got, want, errOf(steps))
		}
		if steps[0].Said != "127.0.0.1" || steps[2].Said != "230 Welcome." || steps[3].Said != "1 files" || !strings.HasPrefix(steps[7].Said, "250") {
			t.Errorf("said %+v", steps)
		}
	}
	b.lacks(t, "out/"+probeName)
	b.holds(t, "in/a.xml", statement)
}

// Without a probe nothing is written; one that an earlier ping left is taken away.
func TestPingLeavesNothingBehind(t *testing.T) {
	b := startBank(t, ftpd.Config{}, nil)
	if got := said(b.courier.Ping(t.Context(), "BANK", "")); strings.Contains(got, "write") || b.server.Count("STOR") != 0 {
		t.Errorf("it wrote: %s", got)
	}
	b.put(t, "out/"+probeName, "an older one")
	if got := said(b.courier.Ping(t.Context(), "BANK", probeName)); strings.Contains(got, "FAIL") {
		t.Error(got)
	}
	b.lacks(t, "out/"+probeName)
}

func TestPingTellsWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name   string
		fault  ftpd.Fault
		change func(*delivery.Endpoint)
		probe  string
		steps  string
		says   string
	}{
		{"password", ftpd.Fault{Command: "PASS", Do: ftpd.Reply, Code: 530, Text: "Login incorrect"}, nil, "",
			"ok resolve; ok connect; FAIL log in", "530 Login incorrect"},
		{"folder", ftpd.Fault{}, func(e *delivery.Endpoint) { e.InFolder = "nowhere" }, "",
			"ok resolve; ok connect; ok log in; FAIL list in_folder nowhere; ok list out_folder out; ok log out", "nowhere"},
		{"name", ftpd.Fault{}, func(e *delivery.Endpoint) { e.Address = "no-such-host.invalid:21" }, "", "FAIL resolve", "is not found: check the address"},
		{"rename", ftpd.Fault{Command: "RNTO", Do: ftpd.Reply, Code: 553, Text: "not allowed"}, nil, probeName,
			"ok resolve; ok connect; ok log in; ok list in_folder in; ok list out_folder out; FAIL write nostro-probe.tmp; ok log out", "553 not allowed"},
		{"address", ftpd.Fault{}, func(e *delivery.Endpoint) { e.Allowed = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")} }, "",
			"ok resolve; FAIL connect", "leads to another server than agreed, and no password was sent"},
		{"delete", ftpd.Fault{Command: "DELE", Do: ftpd.Reply, Code: 550, Text: "read only"}, nil, probeName,
			"ok resolve; ok connect; ok log in; ok list in_folder in; ok list out_folder out; ok write nostro-probe.tmp; " +
				"FAIL delete nostro-probe.tmp; ok log out", "550 read only"},
		{"a payment's name", ftpd.Fault{}, nil, "EXMPGB2LXXX-1.xml",
			"ok resolve; ok connect; ok log in; ok list in_folder in; ok list out_folder out; FAIL write EXMPGB2LXXX-1.xml; ok log out", "takes it for a payment"},
		{"silent", ftpd.Fault{Command: "USER", Do: ftpd.Silent}, func(e *delivery.Endpoint) { e.Deadline = short }, "",
			"ok resolve; ok connect; FAIL log in", "no answer in time"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			config := ftpd.Config{}
			if c.fault.Command != "" {
				config.Faults = []ftpd.Fault{c.fault}
			}
			b := startBank(t, config, c.change)
			steps := b.courier.Ping(t.Context(), "BANK", c.probe)
			if got := said(steps); got != c.steps || !strings.Contains(errOf(steps), c.says) || strings.Contains(errOf(steps), secret) {
				t.Errorf("got %s\nwant %s\n%s", got, c.steps, errOf(steps))
			}
		})
	}
}

func TestPingToNobody(t *testing.T) {
	address := fmt.Sprintf("127.0.0.1:%d", freePort(t))
	b := startBank(t, ftpd.Config{}, func(e *delivery.Endpoint) { e.Address = address })
	steps := b.courier.Ping(t.Context(), "BANK", "")
	if got := said(steps); got != "ok resolve; FAIL connect" || !strings.Contains(errOf(steps), "is the server up") {
		t.Errorf("%s: %s", got, errOf(steps))
	}
	if got := said(b.courier.Ping(t.Context(), "OTHER", "")); got != "FAIL endpoint" {
		t.Error(got)
	}
}

// With a trigger file a probe would be an invitation: it is left out, and said so.
func TestPingPullsNoTrigger(t *testing.T) {
	b := startBank(t, ftpd.Config{}, func(e *delivery.Endpoint) { e.Finish = delivery.FinishTrigger + ".ok" })
	steps := b.courier.Ping(t.Context(), "BANK", probeName)
	if !strings.Contains(said(steps), "ok write") || !strings.Contains(steps[5].Said, "not tried") || b.server.Count("STOR") != 0 {
		t.Errorf("%+v", steps)
	}
}
