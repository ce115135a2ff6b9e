package delivery_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
	"nostro/jobs"
)

// short is the deadline of the tests that meet a silent server; nothing else in them depends on time.
const short = time.Second

const secret = "hunter2-9X"

// bank is a simulated correspondent and our endpoint there.
type bank struct {
	*ftpd.Tree
	server   *ftpd.Server
	courier  *delivery.Courier
	endpoint delivery.Endpoint
}

func startBank(t *testing.T, config ftpd.Config, change func(*delivery.Endpoint)) *bank {
	t.Helper()
	config.Addr, config.Users = "127.0.0.1:0", map[string]string{"nostro": secret}
	server, err := ftpd.Start(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	endpoint := delivery.DefaultEndpoint()
	endpoint.Address, endpoint.User, endpoint.Password = server.Addr(), "nostro", secret
	endpoint.OutFolder, endpoint.InFolder = "out", "in"
	endpoint.Deadline = 10 * time.Second
	if change != nil {
		change(&endpoint)
	}
	b := &bank{Tree: server.Tree("nostro"), server: server, courier: newCourier(t, endpoint), endpoint: endpoint}
	for _, folder := range []string{"in", "out", "done"} {
		if err := b.MakeFolder(folder); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func newCourier(t *testing.T, endpoint delivery.Endpoint) *delivery.Courier {
	t.Helper()
	courier, err := delivery.New(map[string]delivery.Endpoint{"BANK": endpoint},
		delivery.Options{Now: time.Now, Pause: time.Millisecond, CircuitPause: time.Nanosecond})
	if err != nil {
		t.Fatal(err)
	}
	return courier
}

// open logs in; the session is closed with the test.
func (b *bank) open(t *testing.T) jobs.CourierSession {
	t.Helper()
	session, err := b.courier.Open(t.Context(), "BANK")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = session.Close() }) // broken on purpose in many tests
	return session
}

// put offers a file.
func (b *bank) put(t *testing.T, name, data string) {
	t.Helper()
	if err := b.Put(name, []byte(data)); err != nil {
		t.Fatal(err)
	}
}

func (b *bank) holds(t *testing.T, name, want string) {
	t.Helper()
	got, ok := b.Get(name)
	if !ok || string(got) != want {
		t.Errorf("the bank has %s %t with %q, want %q", name, ok, got, want)
	}
}

func (b *bank) lacks(t *testing.T, name string) {
	t.Helper()
	if got, ok := b.Get(name); ok {
		t.Errorf("the bank has %s with %q, want none", name, got)
	}
}

func parcel(name, data string) jobs.Parcel {
	sum := sha256.Sum256([]byte(data))
	return jobs.Parcel{Name: name, SHA256: hex.EncodeToString(sum[:]), Data: []byte(data)}
}

// finish is the rename, or none.
func finish(renames bool) string {
	if renames {
		return delivery.FinishRename
	}
	return delivery.FinishNone
}

// offers puts what is offered into words.
func offers(files []jobs.RemoteFile) string {
	var words []string
	for _, f := range files {
		words = append(words, fmt.Sprintf("{%s %d}", f.Name, f.Bytes))
	}
	return fmt.Sprint(words)
}

// cancelled is a context that is over.
func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// contextOf returns the test's context, where it has one.
func contextOf(t fatal) context.Context {
	if with, ok := t.(interface{ Context() context.Context }); ok {
		return with.Context()
	}
	return context.Background()
}
