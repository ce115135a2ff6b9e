package delivery_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"nostro/internal/delivery"
)

// A server that cannot prove who it is gets no password: its certificate is over, is for another name, or is signed by
// nobody that we know, or by itself alone. The last row is the server that can: it shows that the log would tell.
func TestCertificatesThatProveNothing(t *testing.T) {
	bank := newAuthority(t)
	signed := func(host string, until time.Time) [2][]byte {
		certificate, key := bank.issue(host, until)
		return [2][]byte{certificate, key}
	}
	itself, itsKey := selfSigned(t, "127.0.0.1")
	soon := time.Now().Add(time.Hour)
	for name, c := range map[string]struct {
		shown  [2][]byte
		trust  []byte
		says   string // "": it is let in
		remedy string
	}{
		"over":           {signed("127.0.0.1", time.Now().Add(-time.Minute)), bank.pem, "certificate has expired", "renew"},
		"of another":     {signed("ftp.elsewhere.example", soon), bank.pem, "127.0.0.1", "server_name"},
		"of a stranger":  {signed("127.0.0.1", soon), newAuthority(t).pem, "unknown authority", "ca_file"},
		"nobody's known": {signed("127.0.0.1", soon), nil, "unknown authority", "ca_file"},
		"its own":        {[2][]byte{itself, itsKey}, bank.pem, "unknown authority", "ca_file"},
		"its own, known": {[2][]byte{itself, itsKey}, itself, "", ""},
		"all well":       {signed("127.0.0.1", soon), bank.pem, "", ""},
	} {
		for protocol, more := range map[string]string{delivery.ProtocolFTPS: "", delivery.ProtocolImplicit: "implicit_ssl=YES\n"} {
			t.Run(name+", "+protocol, func(t *testing.T) {
				logged := file(t, "vsftpd.log", nil)
				address, _ := startVsftpd(t, fmt.Sprintf("ssl_enable=YES\nallow_anon_ssl=YES\nforce_anon_logins_ssl=YES\n"+
					"force_anon_data_ssl=YES\nssl_ciphers=HIGH\nrsa_cert_file=%s\nrsa_private_key_file=%s\nxferlog_enable=YES\n"+
					"log_ftp_protocol=YES\nxferlog_std_format=NO\nvsftpd_log_file=%s\n", file(t, "cert.pem", c.shown[0]),
					file(t, "key.pem", c.shown[1]), logged)+more)
				endpoint := delivery.Endpoint{Address: address, User: "anonymous", Password: "a@b.example", Protocol: protocol,
					TLS: delivery.TLS{Authorities: c.trust}}
				session, err := newCourier(t, endpoint).Open(t.Context(), "BANK")
				if session != nil {
					defer func() { _ = session.Close() }()
				}
				refused := c.says != ""
				if refused != (err != nil) {
					t.Fatalf("got %v", err)
				}
				for _, words := range []string{"BANK", address, c.says, c.remedy, "(permanent)"} {
					if refused && !strings.Contains(err.Error(), words) {
						t.Errorf("got %v, want words of %q", err, words)
					}
				}
				log, err := os.ReadFile(logged)
				if told := strings.Contains(string(log), "USER") || strings.Contains(string(log), "PASS"); err != nil || told == refused {
					t.Errorf("the server was told who we are: %t, %v\n%s", told, err, log)
				}
			})
		}
	}
}
