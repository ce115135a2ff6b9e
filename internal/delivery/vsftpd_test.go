package delivery_test

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

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
	address, root := startVsftpd(t, "")
	endpoint := delivery.DefaultEndpoint()
	endpoint.Address, endpoint.User, endpoint.Password = address, "anonymous", "nostro@example.org"
	endpoint.OutFolder, endpoint.InFolder, endpoint.AfterFetch = "out", "in", delivery.AfterDelete
	endpoint.Verify = delivery.VerifyReadBack
	session, err := newCourier(t, endpoint).Open(t.Context(), "BANK")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = session.Close() }()
	realServerSends(t, session, root)
	realServerFetches(t, session, root)
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

// startVsftpd starts it with more lines of configuration, which come last and so count.
func startVsftpd(t testing.TB, more string) (address, root string) {
	t.Helper()
	program := serverProgram(t, "vsftpd")
	root = serverRoot(t)
	port := freePort(t)
	config := filepath.Join(t.TempDir(), "vsftpd.conf")
	text := fmt.Sprintf(vsftpdConfig, port, root, vsftpdUser, vsftpdUser, filepath.Join(root, "empty"))
	if err := os.WriteFile(config, []byte(text+more), 0o600); err != nil {
		t.Fatal(err)
	}
	address = fmt.Sprintf("127.0.0.1:%d", port)
	runServer(t, address, !strings.Contains(more, "implicit_ssl=YES"), program, config)
	return address, root
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// freePort is one below those that the system hands out by itself, so that nobody gets it before the server does.
func freePort(t testing.TB) int {
	t.Helper()
	for range 100 {
		port := 10_000 + (os.Getpid()*97+int(portsAsked.Add(1)))%20_000
		if listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			_ = listener.Close()
			return port
		}
	}
	t.Fatal("of 100 ports none is free")
	return 0
}

var portsAsked atomic.Int64
