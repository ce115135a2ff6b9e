package config

import (
	"strings"
	"testing"
	"time"
)

// withOptions is the template with more lines at the end of its endpoint.
func withOptions(t *testing.T, lines string) []byte {
	t.Helper()
	return edited(t, "      verify: size ", strings.TrimRight(lines, "\n")+"\n      verify: size ")
}

const goodHostKey = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

func TestEndpointOptionsAreRead(t *testing.T) {
	data := withOptions(t, `      protocol: sftp
      host_keys: ["`+goodHostKey+`", "bank.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA=="]
      private_key_file: nostro.ssh
      stable: trigger:.ok
      sessions: 4
      tries: 7
      pause: 10s
      fetch_mib: 128
      epsv: false
      mlsd: false
      size: false
      utf8: false
      close_notify: false
      list_zone: Europe/Brussels
      allowed_addresses: [192.0.2.17, "2001:db8::/32"]
`)
	e := mustParse(t, data).Endpoints["rhein"]
	o := e.Options
	if e.Protocol != "sftp" || len(e.Security.HostKeys) != 2 || e.Stable != "trigger:.ok" || e.Sessions != 4 || e.Finish != "rename" {
		t.Errorf("endpoint %+v", e)
	}
	if !o.NoEPSV || !o.NoMLSD || !o.NoSIZE || !o.NoUTF8 || !o.NoCloseNotify || o.Zone.String() != "Europe/Brussels" || o.Tries != 7 || o.FetchMiB != 128 || o.Pause != 10*time.Second {
		t.Errorf("options %+v", o)
	}
	if len(e.Security.Allowed) != 2 || e.Security.Allowed[0].String() != "192.0.2.17/32" {
		t.Errorf("addresses %v", e.Security.Allowed)
	}
	if _, err := e.Security.Files(); err == nil || !strings.Contains(err.Error(), "private_key_file") {
		t.Errorf("a key file that is not there: %v", err)
	}
	usual := mustParse(t, Template()).Endpoints["rhein"]
	if usual.Protocol != "ftp" || usual.Options.NoSIZE || usual.Options.Tries != triesDefault || usual.Options.FetchMiB != 512 || usual.Sessions != 1 {
		t.Errorf("what the template leaves out: %+v", usual)
	}
}

func TestEndpointOptionsThatAreRefused(t *testing.T) {
	for lines, want := range map[string]string{
		"      protocol: gopher":                                `endpoint.protocol: "gopher" is not known`,
		"      protocol: sftp":                                  "host_keys is missing",
		"      protocol: sftp\n      host_keys: [\"SHA256:x\"]": "no fingerprint",
		"      protocol: sftp\n      host_keys: [nonsense]":     "no host key",
		"      host_keys: [\"" + goodHostKey + "\"]":            "belongs to protocol sftp",
		"      ca_file: ca.pem":                                 "belongs to protocol ftps",
		"      private_key_file: key":                           "belongs to protocol sftp",
		"      protocol: ftps\n      certificate_file: c.pem":   "belong together",
		"      finish: hope":                                    `"hope" is not known`,
		"      finish: \"trigger:\"":                            "no suffix",
		"      finish: trigger:.part":                           "no suffix",
		"      finish: trigger:../x":                            "no suffix",
		"      stable: soon":                                    `"soon" is not known`,
		"      stable: age:never":                               "no time",
		"      stable: size:-1s":                                "no time",
		"      stable: trigger:a/b":                             "no suffix",
		"      sessions: 0":                                     "from 1 to 16",
		"      sessions: 17":                                    "from 1 to 16",
		"      tries: 0":                                        "from 1 to 20",
		"      pause: 1h":                                       "no time",
		"      epsv: maybe":                                     "true or false",
		"      list_zone: Mars/Olympus":                         "no zone",
		"      list_zone: Local":                                "no zone",
		"      allowed_addresses: [bank.example]":               "no address",
		"      epvs: false":                                     "endpoint.epvs: is no key here",
	} {
		data := withOptions(t, lines)
		problems := problemsOf(t, data)
		if !strings.Contains(problems.Error(), want) || problems[0].Line == 0 {
			t.Errorf("%s: got %v, want %q with its line", lines, problems, want)
		}
	}
	if problems := problemsOf(t, edited(t, "direct: false", "direct: true\n      finish: rename")); !strings.Contains(problems.Error(), "write only one") {
		t.Errorf("both: %v", problems)
	}
}
