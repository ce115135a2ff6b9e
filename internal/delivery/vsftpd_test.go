package delivery_test

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nostro/internal/delivery"
)

// vsftpdUser is whom vsftpd maps anonymous logins to: every Debian has it, with a home that exists.
const vsftpdUser = "daemon"

const vsftpdConfig = `listen=YES
listen_ipv6=NO
listen_address=127.0.0.1
listen_port=%d
background=NO
anonymous_enable=YES
local_enable=NO
write_enable=YES
anon_upload_enable=YES
anon_mkdir_write_enable=YES
anon_other_write_enable=YES
anon_world_readable_only=NO
allow_writeable_chroot=YES
anon_root=%s
ftp_username=%s
nopriv_user=%s
secure_chroot_dir=%s
seccomp_sandbox=NO
isolate=NO
isolate_network=NO
xferlog_enable=NO
session_support=NO
`

// TestRealServer carries files to and from vsftpd, which has neither MLSD nor MLST and renames onto old files.
func TestRealServer(t *testing.T) {
	address, root := startVsftpd(t)
	endpoint := delivery.DefaultEndpoint()
	endpoint.Address, endpoint.User, endpoint.Password = address, "anonymous", "nostro@example.org"
	endpoint.OutFolder, endpoint.InFolder, endpoint.AfterFetch = "out", "in", delivery.AfterDelete
	endpoint.Verify = delivery.VerifyReadBack
	session, err := newCourier(t, endpoint).Open(t.Context(), "BANK")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = session.Close() }()
	vsftpdSends(t, session, root)
	vsftpdFetches(t, session, root)
	endpoint.InFolder = "nowhere"
	lost, err := newCourier(t, endpoint).Open(t.Context(), "BANK")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lost.Close() }()
	if files, err := lost.List(t.Context()); err == nil {
		t.Errorf("a missing folder lists as %v without an error", files)
	}
}

func startVsftpd(t *testing.T) (address, root string) {
	t.Helper()
	program, err := exec.LookPath("vsftpd")
	if err != nil {
		if program = "/usr/sbin/vsftpd"; !exists(program) {
			t.Skip("vsftpd is not installed: apt-get install vsftpd")
		}
	}
	if os.Geteuid() != 0 {
		t.Skip("vsftpd needs root to change its user")
	}
	root, err = os.MkdirTemp("/tmp", "nostro-vsftpd-") // t.TempDir is closed to other users
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(root) })
	for folder, mode := range map[string]os.FileMode{"": 0o755, "out": 0o777, "in": 0o777, "empty": 0o755} {
		path := filepath.Join(root, folder)
		if err := os.MkdirAll(path, mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	port := freePort(t)
	config := filepath.Join(t.TempDir(), "vsftpd.conf")
	text := fmt.Sprintf(vsftpdConfig, port, root, vsftpdUser, vsftpdUser, filepath.Join(root, "empty"))
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	server := exec.Command(program, config)
	server.Stdout, server.Stderr = &said, &said
	if err := server.Start(); err != nil {
		t.Skipf("vsftpd does not start: %v", err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait() // killed on purpose
	})
	address = fmt.Sprintf("127.0.0.1:%d", port)
	if err := answers(address); err != nil {
		t.Skipf("vsftpd does not answer at %s: %v: %s", address, err, said.String())
	}
	return address, root
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().(*net.TCPAddr).Port
}

// answers waits for the welcome: another program's start has nothing else to wait for.
func answers(address string) (err error) {
	for range 100 {
		var conn net.Conn
		if conn, err = net.DialTimeout("tcp", address, time.Second); err != nil {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		defer func() { _ = conn.Close() }()
		_ = conn.SetDeadline(time.Now().Add(5 * time.Second)) // of a socket that was just made
		code := make([]byte, 80)
		n, err := conn.Read(code)
		if err == nil && !strings.HasPrefix(string(code), "220") {
			err = fmt.Errorf("it said %q", code[:n])
		}
		return err
	}
	return err
}
