package delivery_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
	"nostro/jobs"
)

func TestEndpointRefusals(t *testing.T) {
	for _, c := range []struct {
		say    string
		change func(*delivery.Endpoint)
	}{
		{`address "bank"`, func(e *delivery.Endpoint) { e.Address = "bank" }},
		{`address ":21"`, func(e *delivery.Endpoint) { e.Address = ":21" }},
		{`user ""`, func(e *delivery.Endpoint) { e.User = "" }},
		{"password: it holds a control", func(e *delivery.Endpoint) { e.Password = "a\nb" }},
		{`protocol "gopher"`, func(e *delivery.Endpoint) { e.Protocol = "gopher" }},
		{`out folder "a\nb"`, func(e *delivery.Endpoint) { e.OutFolder = "a\nb" }},
		{`in folder "a\rb"`, func(e *delivery.Endpoint) { e.InFolder = "a\rb" }},
		{`verify "maybe"`, func(e *delivery.Endpoint) { e.Verify = "maybe" }},
		{`after fetch "burn"`, func(e *delivery.Endpoint) { e.AfterFetch = "burn" }},
		{`after fetch "move:"`, func(e *delivery.Endpoint) { e.AfterFetch = "move:" }},
		{"must differ from the in folder", func(e *delivery.Endpoint) { e.AfterFetch, e.InFolder = "move:in/", "in" }},
		{"deadline", func(e *delivery.Endpoint) { e.Deadline = -1 }},
	} {
		e := delivery.DefaultEndpoint()
		e.Address, e.User, e.Password = "bank.example:21", "nostro", secret
		if err := e.Validate(); err != nil {
			t.Fatalf("the usual endpoint: %v", err)
		}
		c.change(&e)
		_, err := delivery.New(map[string]delivery.Endpoint{"BANK": e}, delivery.Options{Now: time.Now})
		if err == nil || !strings.Contains(err.Error(), c.say) || !strings.Contains(err.Error(), "endpoint of BANK") {
			t.Errorf("got %v, want %q", err, c.say)
		}
		if err != nil && strings.Contains(err.Error(), secret) {
			t.Errorf("the password is in %v", err)
		}
	}
}

func TestNewNamesEveryBadEndpointInOrder(t *testing.T) {
	bad := map[string]delivery.Endpoint{"B": {}, "A": {}, "C": {}}
	_, err := delivery.New(bad, delivery.Options{Pause: -1})
	text := fmt.Sprint(err)
	last := -1
	for _, part := range []string{"no clock", "pause", "endpoint of A", "endpoint of B", "endpoint of C"} {
		at := strings.Index(text, part)
		if at <= last {
			t.Errorf("%q is missing or out of order in %s", part, text)
		}
		last = at
	}
}

func ExampleCourier() {
	server, err := ftpd.Start(ftpd.Config{Addr: "127.0.0.1:0", Users: map[string]string{"nostro": "secret"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = server.Close() }()
	endpoint := delivery.DefaultEndpoint()
	endpoint.Address, endpoint.User, endpoint.Password = server.Addr(), "nostro", "secret"
	courier, err := delivery.New(map[string]delivery.Endpoint{"BANK": endpoint}, delivery.Options{Now: time.Now})
	if err != nil {
		fmt.Println(err)
		return
	}
	session, err := courier.Open(context.Background(), "BANK")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = session.Close() }()
	d := session.Send(context.Background(), jobs.Parcel{
		Name: "pay.xml", Data: []byte("hello"),
		SHA256: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
	})
	fmt.Printf("%s: %s\n", d.State, d.Detail)
	last := d.Replies[len(d.Replies)-1]
	fmt.Println(last.Act, last.Code, last.Text)
	if err := session.Fetch(context.Background(), "pay.xml", os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// sent: 5 bytes, verified by size under a temporary name, then renamed
	// RNTO pay.xml 250 Renamed.
	// hello
}
