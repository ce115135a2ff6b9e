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
)

// serversFolder is where servers lie that cannot be installed beside each other: Debian's packages of FTP servers
// exclude one another, so .ci/run unpacks two of them there.
const serversFolder = "/opt/ftp-servers"

// serverProgram finds a server, or skips aloud.
func serverProgram(t testing.TB, name string) string {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skipf("%s needs root to change its user", name)
	}
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	for _, folder := range []string{"/usr/sbin", serversFolder + "/usr/sbin", serversFolder + "/usr/bin"} {
		if path := filepath.Join(folder, name); exists(path) {
			return path
		}
	}
	t.Skipf("%s is not installed: .ci/run installs it", name)
	return ""
}

// serverRoot makes the folder that a server serves, with out and in that its user may write to.
func serverRoot(t testing.TB) string {
	t.Helper()
	root, err := os.MkdirTemp("/tmp", "nostro-server-") // t.TempDir is closed to other users
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(root) })
	for folder, mode := range map[string]os.FileMode{"": 0o755, "out": 0o777, "in": 0o777, "done": 0o777, "empty": 0o755} {
		path := filepath.Join(root, folder)
		if err := os.MkdirAll(path, mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// runServer starts a program and waits until it answers, with its welcome where it speaks first in the clear.
func runServer(t testing.TB, address string, speaks bool, program string, arguments ...string) {
	t.Helper()
	var said bytes.Buffer
	server := exec.Command(program, arguments...)
	server.Stdout, server.Stderr = &said, &said
	if err := server.Start(); err != nil {
		t.Skipf("%s does not start: %v", program, err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait() // killed on purpose
	})
	if err := answers(address, speaks); err != nil {
		t.Fatalf("%s does not answer at %s: %v: %s", program, address, err, said.String())
	}
}

// answers waits for the welcome: another program's start has nothing else to wait for.
func answers(address string, speaks bool) (err error) {
	for range 1200 { // a minute
		var conn net.Conn
		if conn, err = net.DialTimeout("tcp", address, time.Second); err != nil {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		defer func() { _ = conn.Close() }()
		if !speaks {
			return nil
		}
		_ = conn.SetDeadline(time.Now().Add(time.Minute)) // of a socket that was just made
		code := make([]byte, 80)
		n, err := conn.Read(code)
		if err == nil && !strings.HasPrefix(string(code), "220") && !strings.HasPrefix(string(code), "SSH-2.0") {
			err = fmt.Errorf("it said %q", code[:n])
		}
		return err
	}
	return err
}
