package ratefeed_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nostro/internal/delivery"
	"nostro/internal/ratefeed"
	"nostro/internal/sim/ftpd"
	"nostro/jobs"
)

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.csv", "a.xml", ".hidden"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "old"), 0o700); err != nil {
		t.Fatal(err)
	}
	fetch := func(place string) (string, error) {
		got, err := ratefeed.New(quick()).Fetch(t.Context(), jobs.RateFeed{Name: "DESK", Place: place}, jobs.RateFetch{})
		return namesOf(got), err
	}
	for place, want := range map[string]string{dir: "a.xml=a.xml b.csv=b.csv", filepath.Join(dir, "b.csv"): "b.csv=b.csv", filepath.Join(dir, "old"): ""} {
		if got, err := fetch(place); err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", place, got, err, want)
		}
	}
	if _, err := fetch(filepath.Join(dir, "nowhere")); err == nil || !strings.Contains(err.Error(), "tried 1 times: it is not there") {
		t.Errorf("nowhere: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "c"), make([]byte, 1001), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := fetch(dir); err == nil || !strings.Contains(err.Error(), "limit of 1000 bytes") {
		t.Errorf("too long: %v", err)
	}
}

func namesOf(got jobs.FetchedRates) string {
	var all []string
	for _, f := range got.Files {
		all = append(all, f.Name+"="+string(f.Data))
	}
	return strings.Join(all, " ")
}

func TestFTP(t *testing.T) {
	server, err := ftpd.Start(ftpd.Config{Addr: "127.0.0.1:0", Users: map[string]string{"rates": "secret"}})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	tree := server.Tree("rates")
	for name, text := range map[string]string{"/fx/daily.txt": "D", "/fx/old.txt": "O", "/fx/long.txt": strings.Repeat("x", 1001), "/few/one.txt": "1"} {
		if err := tree.MakeFolder(filepath.Dir(name)); err != nil && !strings.Contains(err.Error(), "there") {
			t.Log(err)
		}
		if err := tree.Put(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	endpoint := delivery.DefaultEndpoint()
	endpoint.Address, endpoint.User, endpoint.Password, endpoint.Deadline = server.Addr(), "rates", "secret", time.Minute
	fetch := func(place string) (string, error) {
		endpoint.InFolder = place[:strings.LastIndex(place, "/")+1]
		courier, err := delivery.New(map[string]delivery.Endpoint{"CNB": endpoint}, delivery.Options{Now: time.Now, Pause: time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		o := quick()
		o.FTP, o.Tries = courier, 2
		got, err := ratefeed.New(o).Fetch(t.Context(), jobs.RateFeed{Name: "CNB", Place: "ftp://" + server.Addr() + place}, jobs.RateFetch{})
		return namesOf(got), err
	}
	for place, want := range map[string]string{"/fx/daily.txt": "daily.txt=D", "/few/": "one.txt=1"} {
		if got, err := fetch(place); err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", place, got, err, want)
		}
	}
	for place, want := range map[string]string{"/fx/none.txt": "tried 2 times: none.txt is not there", "/fx/long.txt": "long.txt has more than the limit of 1000 bytes"} {
		if _, err := fetch(place); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", place, err, want)
		}
	}
	if items := tree.List("/fx"); len(items) != 3 {
		t.Errorf("the server has %v: something was taken away", items)
	}
	endpoint.Password = "wrong"
	if _, err := fetch("/fx/daily.txt"); err == nil {
		t.Error("it gets in with another password")
	}
	if _, err := ratefeed.New(quick()).Fetch(t.Context(), jobs.RateFeed{Name: "CNB", Place: "ftp://x/"}, jobs.RateFetch{}); err == nil {
		t.Error("it fetches without an endpoint")
	}
}
