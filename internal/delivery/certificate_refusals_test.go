package delivery_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"nostro/internal/delivery"
)

// A server that cannot prove who it is gets no password: its certificate is over, is for another name, or is nobody's
// but its own.
func TestCertificatesThatProveNothing(t *testing.T) {
	bank := newAuthority(t)
	for name, c := range map[string]struct {
		host  string
		until time.Time
		trust []byte
		says  string
	}{
		"over":           {"127.0.0.1", time.Now().Add(-time.Minute), bank.pem, "certificate has expired"},
		"of another":     {"ftp.elsewhere.example", time.Now().Add(time.Hour), bank.pem, "127.0.0.1"},
		"of a stranger":  {"127.0.0.1", time.Now().Add(time.Hour), newAuthority(t).pem, "unknown authority"},
		"nobody's known": {"127.0.0.1", time.Now().Add(time.Hour), nil, "unknown authority"},
	} {
		for protocol, more := range map[string]string{delivery.ProtocolFTPS: "", delivery.ProtocolImplicit: "implicit_ssl=YES\n"} {
			t.Run(name+", "+protocol, func(t *testing.T) {
				certificate, key := bank.issue(c.host, c.until)
				logged := file(t, "vsftpd.log", nil)
				address, _ := startVsftpd(t, fmt.Sprintf("ssl_enable=YES\nallow_anon_ssl=YES\nforce_anon_logins_ssl=YES\n"+
					"force_anon_data_ssl=YES\nssl_ciphers=HIGH\nrsa_cert_file=%s\nrsa_private_key_file=%s\nxferlog_enable=YES\n"+
					"log_ftp_protocol=YES\nxferlog_std_format=NO\nvsftpd_log_file=%s\n", file(t, "cert.pem", certificate),
					file(t, "key.pem", key), logged)+more)
				endpoint := delivery.Endpoint{Address: address, User: "anonymous", Password: "a@b.example", Protocol: protocol,
					TLS: delivery.TLS{Authorities: c.trust}}
				_, err := newCourier(t, endpoint).Open(t.Context(), "BANK")
				if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "BANK") {
					t.Errorf("got %v, want words of %q and the endpoint", err, c.says)
				}
				if log, err := os.ReadFile(logged); err != nil || strings.Contains(string(log), "USER") || strings.Contains(string(log), "PASS") {
					t.Errorf("the server was told who we are: %v\n%s", err, log)
				}
			})
		}
	}
}
