package delivery_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
)

const (
	roleHolder  = "NOSTRO_TEST_HOLDER" // the folder of locks of a process that holds an endpoint until it is killed
	roleAddress = "NOSTRO_TEST_ADDRESS"
)

func lockedCourier(locks string, endpoint delivery.Endpoint) (*delivery.Courier, error) {
	return delivery.New(map[string]delivery.Endpoint{"BANK": endpoint}, delivery.Options{Now: time.Now, Locks: locks})
}

// One process has an endpoint, with as many sessions as it likes, until its last one is closed.
func TestOneProcessAtAnEndpoint(t *testing.T) {
	b, locks := startBank(t, ftpd.Config{}, nil), filepath.Join(t.TempDir(), "locks")
	ours, err := lockedCourier(locks, b.endpoint)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := lockedCourier(locks, b.endpoint)
	if err != nil {
		t.Fatal(err)
	}
	first, err := ours.Open(t.Context(), "BANK")
	if err != nil {
		t.Fatal(err)
	}
	second, err := ours.Open(t.Context(), "BANK")
	if err != nil {
		t.Fatalf("a second session of the same process: %v", err)
	}
	for left := 2; left > 0; left-- {
		_, err := theirs.Open(t.Context(), "BANK")
		var refused *delivery.Error
		if !errors.As(err, &refused) || !refused.Again() {
			t.Fatalf("%d sessions are open, another process gets: %v", left, err)
		}
		if who := fmt.Sprint("process ", os.Getpid()); !strings.Contains(err.Error(), who+" exchanges files with it now") {
			t.Errorf("who holds it is not said: %v", err)
		}
		if left == 2 {
			_, _ = first.Close(), first.Close() // closed twice counts once
		}
	}
	if err := second.Close(); err != nil {
		t.Error(err)
	}
	third, err := theirs.Open(t.Context(), "BANK")
	if err != nil {
		t.Fatalf("nobody holds it any more: %v", err)
	}
	if err := third.Close(); err != nil {
		t.Error(err)
	}
}

// A login that fails holds nothing.
func TestFailedLoginLeavesTheEndpoint(t *testing.T) {
	b, locks := startBank(t, ftpd.Config{Faults: []ftpd.Fault{{Command: "PASS", Nth: 1, Do: ftpd.Reply, Code: 530}}}, nil), t.TempDir()
	for n, wantErr := range []bool{true, false} {
		courier, err := lockedCourier(locks, b.endpoint)
		if err != nil {
			t.Fatal(err)
		}
		session, err := courier.Open(t.Context(), "BANK")
		if (err != nil) != wantErr {
			t.Fatalf("login %d: %v", n+1, err)
		}
		if err == nil {
			_ = session.Close()
		}
	}
}

// A folder of locks that cannot be made is an error, not an endpoint that anybody may enter.
func TestLocksThatCannotBeMade(t *testing.T) {
	b, file := startBank(t, ftpd.Config{}, nil), filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	courier, err := lockedCourier(filepath.Join(file, "locks"), b.endpoint)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := courier.Open(t.Context(), "BANK"); err == nil || !strings.Contains(err.Error(), "take the endpoint") {
		t.Errorf("got %v", err)
	}
}

// TestMain is also the process that the next story kills.
func TestMain(m *testing.M) {
	if locks := os.Getenv(roleHolder); locks != "" {
		if err := holdEndpoint(locks); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// holdEndpoint logs in, says so, and stays until it is killed.
func holdEndpoint(locks string) error {
	endpoint := delivery.DefaultEndpoint()
	endpoint.Address, endpoint.User, endpoint.Password = os.Getenv(roleAddress), "nostro", secret
	endpoint.OutFolder, endpoint.InFolder = "out", "in"
	courier, err := lockedCourier(locks, endpoint)
	if err != nil {
		return err
	}
	if _, err := courier.Open(context.Background(), "BANK"); err != nil {
		return err
	}
	fmt.Println("holding")
	time.Sleep(time.Hour)
	return nil
}

// A process that is killed holds nothing any more: the next one need not wait, and nobody clears anything away.
func TestKilledProcessLeavesTheEndpoint(t *testing.T) {
	b, locks := startBank(t, ftpd.Config{}, nil), t.TempDir()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), roleHolder+"="+locks, roleAddress+"="+b.endpoint.Address)
	says, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(says).ReadString('\n'); err != nil || line != "holding\n" {
		t.Errorf("the process says %q, %v", line, err)
	}
	courier, err := lockedCourier(locks, b.endpoint)
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprint("process ", child.Process.Pid, " exchanges files")
	if _, err := courier.Open(t.Context(), "BANK"); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("while it holds the endpoint: %v", err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // it was killed
	session, err := courier.Open(t.Context(), "BANK")
	if err != nil {
		t.Fatalf("after it was killed: %v", err)
	}
	_ = session.Close()
}
