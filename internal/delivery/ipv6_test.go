package delivery_test

import (
	"bytes"
	"net"
	"testing"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
)

// Over IPv6 there is no PASV: data connections come about by EPSV (RFC 2428).
func TestIPv6(t *testing.T) {
	probe, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Skip("this machine has no ::1: IPv6 is not tried")
	}
	probe.Close()
	server, err := ftpd.Start(ftpd.Config{Addr: "[::1]:0", Users: map[string]string{"nostro": secret}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	tree := server.Tree("nostro")
	for _, folder := range []string{"in", "out"} {
		if err := tree.MakeFolder(folder); err != nil {
			t.Fatal(err)
		}
	}
	if err := tree.Put("in/a.xml", []byte(statement)); err != nil {
		t.Fatal(err)
	}
	endpoint := delivery.Endpoint{Address: server.Addr(), User: "nostro", Password: secret, OutFolder: "out", InFolder: "in"}
	session, err := newCourier(t, endpoint).Open(t.Context(), "BANK")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = session.Close() }()
	if d := session.Send(t.Context(), parcel("a.xml", message)); d.State != sent {
		t.Errorf("send: %+v", d)
	}
	if files, err := session.List(t.Context()); err != nil || len(files) != 1 || files[0].Name != "a.xml" {
		t.Errorf("list: %v, %v", files, err)
	}
	var got bytes.Buffer
	if err := session.Fetch(t.Context(), "a.xml", &got); err != nil || got.String() != statement {
		t.Errorf("fetched %q, %v", got.String(), err)
	}
	if data, _ := tree.Get("out/a.xml"); string(data) != message {
		t.Errorf("the bank has %q", data)
	}
	if server.Count("PASV") > 0 || server.Count("EPSV") == 0 {
		t.Error("the data connections did not come about by EPSV")
	}
}
