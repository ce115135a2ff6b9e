package delivery_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"nostro/internal/delivery"
)

const sshdConfig = `Port %d
ListenAddress 127.0.0.1
HostKey %s
AuthorizedKeysFile %s
PidFile %s
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
`

func sshKey(t *testing.T) (private []byte, public ssh.PublicKey) {
	t.Helper()
	pub, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(key, "")
	if err != nil {
		t.Fatal(err)
	}
	public, err = ssh.NewPublicKey(pub)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(block), public
}

// TestOpenSSH carries files over SFTP; the host key is pinned by fingerprint and by a line of known_hosts.
func TestOpenSSH(t *testing.T) {
	program := serverProgram(t, "sshd")
	if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
		t.Fatal(err)
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	hostKey, hostPublic := sshKey(t)
	ours, ourPublic := sshKey(t)
	port := freePort(t)
	config := fmt.Sprintf(sshdConfig, port, file(t, "host", hostKey), file(t, "authorized", ssh.MarshalAuthorizedKey(ourPublic)),
		filepath.Join(t.TempDir(), "pid"))
	address := fmt.Sprintf("127.0.0.1:%d", port)
	runServer(t, address, true, program, "-D", "-e", "-f", file(t, "sshd_config", []byte(config)))
	_, otherPublic := sshKey(t)
	line := "bank.example " + strings.TrimSpace(string(ssh.MarshalAuthorizedKey(hostPublic)))
	for name, pin := range map[string]string{"fingerprint": ssh.FingerprintSHA256(hostPublic), "line": line} {
		t.Run(name, func(t *testing.T) {
			root := serverRoot(t)
			endpoint := delivery.Endpoint{Address: address, User: me.Username, Protocol: delivery.ProtocolSFTP, AfterFetch: delivery.AfterDelete,
				SSH:       delivery.SSH{HostKeys: []string{ssh.FingerprintSHA256(otherPublic), pin}, PrivateKey: ours},
				OutFolder: filepath.Join(root, "out"), InFolder: filepath.Join(root, "in"), Verify: delivery.VerifyReadBack}
			session, err := newCourier(t, endpoint).Open(t.Context(), "BANK")
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = session.Close() }()
			realServerSends(t, session, root)
			realServerFetches(t, session, root)
			endpoint.InFolder = filepath.Join(root, "nowhere")
			lost, err := newCourier(t, endpoint).Open(t.Context(), "BANK")
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = lost.Close() }()
			if files, err := lost.List(t.Context()); err == nil {
				t.Errorf("a missing folder lists as %v", files)
			}
		})
	}
	endpoint := delivery.Endpoint{Address: address, User: me.Username, Protocol: delivery.ProtocolSFTP,
		SSH: delivery.SSH{HostKeys: []string{ssh.FingerprintSHA256(otherPublic)}, PrivateKey: ours}}
	if _, err := newCourier(t, endpoint).Open(t.Context(), "BANK"); err == nil ||
		!strings.Contains(err.Error(), ssh.FingerprintSHA256(hostPublic)) || !strings.Contains(err.Error(), "permanent") {
		t.Errorf("another server: %v", err)
	}
	stranger, _ := sshKey(t)
	endpoint.SSH = delivery.SSH{HostKeys: []string{line}, PrivateKey: stranger}
	if _, err := newCourier(t, endpoint).Open(t.Context(), "BANK"); err == nil || !strings.Contains(err.Error(), "permanent") {
		t.Errorf("another key of ours: %v", err)
	}
}
