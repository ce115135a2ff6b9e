package delivery_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nostro/internal/delivery"
)

// carries sends and fetches everything that a real server is asked for.
func carries(t *testing.T, endpoint delivery.Endpoint, root string) {
	t.Helper()
	endpoint.OutFolder, endpoint.InFolder, endpoint.AfterFetch = "out", "in", delivery.AfterDelete
	session, err := newCourier(t, endpoint).Open(t.Context(), "BANK")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = session.Close() }()
	realServerSends(t, session, root)
	realServerFetches(t, session, root)
}

// TestVsftpdOverTLS: its data connections must go on with the session of the control connection, and it wants our
// certificate.
func TestVsftpdOverTLS(t *testing.T) {
	bank := newAuthority(t)
	certificate, key := bank.issue("127.0.0.1", time.Now().Add(time.Hour))
	ours, ourKey := bank.issue("nostro", time.Now().Add(time.Hour))
	config := fmt.Sprintf("ssl_enable=YES\nallow_anon_ssl=YES\nforce_anon_logins_ssl=YES\nforce_anon_data_ssl=YES\nrequire_ssl_reuse=YES\n"+
		"ssl_ciphers=HIGH\nrsa_cert_file=%s\nrsa_private_key_file=%s\nrequire_cert=YES\nvalidate_cert=YES\nca_certs_file=%s\n",
		file(t, "cert.pem", certificate), file(t, "key.pem", key), file(t, "ca.pem", bank.pem))
	for protocol, more := range map[string]string{delivery.ProtocolFTPS: "", delivery.ProtocolImplicit: "implicit_ssl=YES\n"} {
		t.Run(protocol, func(t *testing.T) {
			address, root := startVsftpd(t, config+more)
			endpoint := delivery.Endpoint{Address: address, User: "anonymous", Password: "a@b.example", Protocol: protocol,
				TLS: delivery.TLS{Authorities: bank.pem, Certificate: ours, Key: ourKey}, Verify: delivery.VerifyReadBack}
			carries(t, endpoint, root)
			endpoint.TLS = delivery.TLS{Authorities: bank.pem}
			if _, err := newCourier(t, endpoint).Open(t.Context(), "BANK"); err == nil {
				t.Error("it let us in without our certificate: the test tests nothing")
			}
			endpoint.TLS = delivery.TLS{Authorities: newAuthority(t).pem, Certificate: ours, Key: ourKey}
			if _, err := newCourier(t, endpoint).Open(t.Context(), "BANK"); err == nil || !strings.Contains(err.Error(), "unknown authority") {
				t.Errorf("a stranger's authority: %v", err)
			}
		})
	}
}

func TestPureFTPdOverTLS(t *testing.T) {
	program, tool := serverProgram(t, "pure-ftpd"), serverProgram(t, "pure-pw")
	root, users := serverRoot(t), t.TempDir()
	add := exec.Command(tool, "useradd", "nostro", "-f", filepath.Join(users, "passwd"), "-u", vsftpdUser, "-g", vsftpdUser, "-d", root, "-m",
		"-F", filepath.Join(users, "users.pdb"))
	add.Stdin = strings.NewReader(secret + "\n" + secret + "\n")
	if said, err := add.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	bank := newAuthority(t)
	certificate, key := bank.issue("127.0.0.1", time.Now().Add(time.Hour))
	port := freePort(t)
	address := fmt.Sprintf("127.0.0.1:%d", port)
	runServer(t, address, true, program, "-S", fmt.Sprintf("127.0.0.1,%d", port), "-l", "puredb:"+filepath.Join(users, "users.pdb"),
		"-Y", "3", "-2", file(t, "both.pem", certificate, key), "-u", "1", "-H", "-g", filepath.Join(users, "pid"))
	carries(t, delivery.Endpoint{Address: address, User: "nostro", Password: secret, Protocol: delivery.ProtocolFTPS,
		TLS: delivery.TLS{Authorities: bank.pem}}, root)
}

const proftpdConfig = `ModulePath %s
LoadModule mod_tls.c
ServerType standalone
UseIPv6 off
DefaultAddress 127.0.0.1
SocketBindTight on
Port %d
User %s
Group %s
AuthOrder mod_auth_file.c
AuthUserFile %s
RequireValidShell off
DefaultRoot ~
AllowOverwrite on
ScoreboardFile %s
PidFile %s
DelayTable none
WtmpLog off
TransferLog none
SystemLog %s
TLSEngine on
TLSRequired on
TLSRSACertificateFile %s
TLSRSACertificateKeyFile %s
`

func TestProFTPDOverTLS(t *testing.T) {
	program := serverProgram(t, "proftpd")
	root, folder := serverRoot(t), t.TempDir()
	hash, err := exec.Command("openssl", "passwd", "-6", secret).Output()
	if err != nil {
		t.Skipf("openssl is not installed: %v", err)
	}
	users := file(t, "users", fmt.Appendf(nil, "nostro:%s:1:1::%s:/bin/false\n", strings.TrimSpace(string(hash)), root))
	bank := newAuthority(t)
	certificate, key := bank.issue("127.0.0.1", time.Now().Add(time.Hour))
	modules := "/usr/lib/proftpd"
	if !exists(modules) {
		modules = serversFolder + modules
	}
	port := freePort(t)
	in := func(name string) string { return filepath.Join(folder, name) }
	config := fmt.Sprintf(proftpdConfig, modules, port, vsftpdUser, vsftpdUser, users, in("scores"), in("pid"), in("log"),
		file(t, "cert.pem", certificate), file(t, "key.pem", key))
	if err := os.Chmod(filepath.Dir(users), 0o755); err != nil {
		t.Fatal(err)
	}
	address := fmt.Sprintf("127.0.0.1:%d", port)
	runServer(t, address, true, program, "-n", "-c", file(t, "proftpd.conf", []byte(config)))
	carries(t, delivery.Endpoint{Address: address, User: "nostro", Password: secret, Protocol: delivery.ProtocolFTPS,
		TLS: delivery.TLS{Authorities: bank.pem}}, root)
}
