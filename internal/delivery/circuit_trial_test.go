package delivery_test

import (
	"strings"
	"testing"
	"time"

	"nostro/internal/delivery"
	"nostro/internal/sim/ftpd"
	"nostro/jobs"
)

// One that tries while the circuit is open may end and have proved nothing: then the next one tries. Else nobody ever
// would, as long as the program runs.
func TestTrialThatProvesNothing(t *testing.T) {
	for name, try := range map[string]func(*testing.T, jobs.CourierSession){
		"it does nothing": func(*testing.T, jobs.CourierSession) {},
		"its file is refused": func(t *testing.T, s jobs.CourierSession) {
			if d := s.Send(t.Context(), parcel("a.xml", message)); d.State != failed {
				t.Errorf("send: %+v", d)
			}
		},
		"it is cancelled": func(t *testing.T, s jobs.CourierSession) {
			if _, err := s.List(cancelled()); err == nil {
				t.Error("it lists though it is cancelled")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			now := ftpd.Epoch
			b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{{Command: "PASS", Nth: 1, Do: ftpd.Reply, Code: 530},
				{Command: "STOR", Nth: 1, Do: ftpd.Reply, Code: 553}}}, nil)
			courier, err := delivery.New(map[string]delivery.Endpoint{"BANK": b.endpoint},
				delivery.Options{Now: time.Now, Clock: func() time.Time { return now }, Pause: time.Millisecond, CircuitPause: time.Minute})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := courier.Open(t.Context(), "BANK"); err == nil {
				t.Fatal("the login was not refused: the test tests nothing")
			}
			now = now.Add(time.Minute)
			first, err := courier.Open(t.Context(), "BANK")
			if err != nil {
				t.Fatal(err)
			}
			try(t, first)
			if _, err := courier.Open(t.Context(), "BANK"); err == nil || !strings.Contains(err.Error(), "circuit is open") {
				t.Errorf("a second one came in while the first tries: %v", err)
			}
			_ = first.Close() // broken in one of the cases
			next, err := courier.Open(t.Context(), "BANK")
			if err != nil {
				t.Fatalf("the next may not try: %v", err)
			}
			_ = first.Close() // closed once more, it does not give away the turn of the next
			if _, err := courier.Open(t.Context(), "BANK"); err == nil {
				t.Error("two try at once")
			}
			if _, err := next.List(t.Context()); err != nil {
				t.Error(err)
			}
			if third, err := courier.Open(t.Context(), "BANK"); err != nil {
				t.Errorf("what worked does not close the circuit: %v", err)
			} else {
				_ = third.Close()
			}
			_ = next.Close()
		})
	}
}

// A login that is cancelled is no trial that failed.
func TestTrialWhoseLoginIsCancelled(t *testing.T) {
	now := ftpd.Epoch
	b := startBank(t, ftpd.Config{Faults: []ftpd.Fault{{Command: "PASS", Nth: 1, Do: ftpd.Reply, Code: 530}}}, nil)
	courier, err := delivery.New(map[string]delivery.Endpoint{"BANK": b.endpoint},
		delivery.Options{Now: time.Now, Clock: func() time.Time { return now }, CircuitPause: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := courier.Open(t.Context(), "BANK"); err == nil {
		t.Fatal("the login was not refused: the test tests nothing")
	}
	now = now.Add(time.Minute)
	if _, err := courier.Open(cancelled(), "BANK"); err == nil || strings.Contains(err.Error(), "circuit is open") {
		t.Fatalf("cancelled: %v", err)
	}
	session, err := courier.Open(t.Context(), "BANK")
	if err != nil {
		t.Fatalf("the next may not try: %v", err)
	}
	_ = session.Close()
}
