package jobs_test

import (
	"bytes"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	pgp "github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/packet"

	"nostro/internal/openpgp"
	"nostro/internal/sim/ftpd"
	"nostro/internal/verify"
	"nostro/jobs"
	"nostro/lifecycle"
)

// pgpKey is a key that was made long before the stories.
func pgpKey(t *testing.T, name string) *pgp.Entity {
	t.Helper()
	e, err := pgp.NewEntity(name, "", name+"@example.org", &packet.Config{Algorithm: packet.PubKeyAlgoEdDSA,
		Time: func() time.Time { return time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

var whole = openpgp.Policy{EncryptOut: true, SignOut: true, EncryptIn: true, SignIn: true, Suffix: ".pgp"}

// envelopesOf are those of one side: of us at rhein, or of rhein itself.
func envelopesOf(t *testing.T, own, other *pgp.Entity, way openpgp.Policy, now func() time.Time) *openpgp.Envelopes {
	t.Helper()
	var private, public bytes.Buffer
	if err := own.SerializePrivateWithoutSigning(&private, nil); err != nil {
		t.Fatal(err)
	}
	if err := other.Serialize(&public); err != nil {
		t.Fatal(err)
	}
	e, err := openpgp.New(map[string]openpgp.Keys{"rhein": {Own: private.Bytes(), Bank: public.Bytes(),
		Fingerprint: hex.EncodeToString(other.PrimaryKey.Fingerprint), Policy: way}}, now)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// sealing is a house that has agreed on OpenPGP with rhein, and rhein's side of it.
func sealing(t *testing.T, changes ...func(*setup)) (h *installation, bank *openpgp.Envelopes, ours, theirs *pgp.Entity) {
	t.Helper()
	h = newInstallation(t, changes...)
	ours, theirs = pgpKey(t, "ours"), pgpKey(t, "rhein")
	now := func() time.Time { return h.now }
	h.stages.Envelopes = envelopesOf(t, ours, theirs, whole, now)
	return h, envelopesOf(t, theirs, ours, whole, now), ours, theirs
}

// remote is what lies at rhein for a file of ours.
func (h *installation) remote(name string) []byte {
	h.t.Helper()
	data, there := h.servers["rhein"].Tree(ftpUser).Get(folderOut + "/" + name)
	if !there {
		h.t.Fatalf("%s is not at the bank: %v", name, h.waiting("rhein", folderOut))
	}
	return data
}

// What goes is encrypted and signed; what was approved is its clear text, and both are kept.
func TestFilesGoSealed(t *testing.T) {
	t.Parallel()
	h, bank, _, _ := sealing(t)
	h.sent("O-1 alfa brixton EUR 100.00")
	h.same("files", h.files(), "rhein sent 1", "rhein sent 1")
	for _, f := range h.filesOut() {
		sent := h.remote(f.Name + ".pgp")
		opened, err := bank.Open("rhein", f.Name, sent)
		h.must(err)
		clear, err := h.spool.Read("out/" + f.Name)
		h.must(err)
		if !slices.Equal(opened.Clear, clear) || bytes.Contains(sent, []byte("Document")) {
			t.Errorf("%s: the bank opens something else than what was approved", f.Name)
		}
		v := h.view(f.Name)
		kept, err := h.spool.Read(v.Sealed.SpoolName())
		if err != nil || !slices.Equal(kept, sent) || v.Sealed.SHA256 != hashOf(string(sent)) {
			t.Errorf("%s: what went is not kept: %v", f.Name, err)
		}
	}
	if n := len(h.waiting("rhein", folderOut)); n != 2 {
		t.Errorf("%d files lie at the bank: %v", n, h.waiting("rhein", folderOut))
	}
	h.holds()
}

// Sent again, the encrypted bytes are the same, although each encryption would give others.
func TestTheSameSealedBytesGoAgain(t *testing.T) {
	t.Parallel()
	for name, again := range map[string]func(*installation, string){
		"by send":   func(h *installation, _ string) { h.ends(h.send(), jobs.OutcomeDone) },
		"by person": func(h *installation, f string) { _, err := h.stages.Resend(h.ctx, f, "bea", "why"); h.must(err) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, _, _, _ := sealing(t, fault("rhein", ftpd.Fault{Command: "STOR", Nth: 2, Do: ftpd.Reply, Code: 552, Text: "quota"}))
			h.approved("O-1 alfa brixton EUR 100.00")
			h.send()
			f := h.payment("brixton").File
			first := *h.view(f).Sealed
			again(h, f)
			if second := h.remote(f + ".pgp"); hashOf(string(second)) != first.SHA256 {
				t.Error("other bytes went the second time")
			}
			h.holds()
		})
	}
}

// Killed between the upload and its record, the next run finds the sealed file by its own name.
func TestSealedFileIsFoundAfterACrash(t *testing.T) {
	t.Parallel()
	h, _, _, _ := sealing(t)
	h.approved("O-1 alfa brixton EUR 100.00")
	h.crashesAfterUploadOf("pacs.008")
	h.ends(h.send(), jobs.OutcomeDone)
	f := h.payment("brixton").File
	if n := h.servers["rhein"].Tree(ftpUser).Arrivals(folderOut + "/" + f + ".pgp"); n != 1 {
		t.Errorf("it arrived %d times", n)
	}
}

// A file that went in the clear, or nobody knows how, is never sent again encrypted because its clear name is not
// found: it may lie there under another one.
func TestChangeOfSealingNeverSendsTwice(t *testing.T) {
	t.Parallel()
	h, _, _, _ := sealing(t)
	sealed := h.stages.Envelopes
	h.stages.Envelopes = nil
	h.approved("O-1 alfa brixton EUR 100.00")
	h.crashesAfterUploadOf("pacs.008")
	h.takeAway("rhein")
	h.stages.Envelopes = sealed
	result := h.send()
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(strings.Join(result.Notes, "\n"), "is unknown", "may have gone encrypted", "ask the bank")
	if n := len(h.waiting("rhein", folderOut)); n != 0 {
		t.Errorf("%v was sent again", h.waiting("rhein", folderOut))
	}
}

// A bank whose key has expired gets nothing; the others get theirs.
func TestExpiredKeyOfABankHoldsNobodyElse(t *testing.T) {
	t.Parallel()
	h, _, ours, _ := sealing(t)
	short, err := pgp.NewEntity("short", "", "short@example.org", &packet.Config{Algorithm: packet.PubKeyAlgoEdDSA, KeyLifetimeSecs: 3600,
		Time: func() time.Time { return time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC) }})
	h.must(err)
	h.stages.Envelopes = envelopesOf(t, ours, short, whole, func() time.Time { return h.now })
	h.approved(twoBanks...)
	result := h.send()
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(strings.Join(result.Notes, "\n"), "was not sent", "the bank's key", "has expired", "nostro.yaml")
	h.same("files", h.files(), "hudson sent 1", "hudson sent 1", "rhein written 0", "rhein written 0")
	if len(h.waiting("rhein", folderOut)) != 0 {
		t.Error("something went to the bank all the same")
	}
}

// What comes sealed is opened and booked by its clear text; the same again, and the same text encrypted anew, are
// nothing new.
func TestStatementsComeSealed(t *testing.T) {
	t.Parallel()
	h, bank, _, _ := sealing(t)
	h.at("2026-11-24T18:00:00Z")
	clear := strangeStatement(1, "100.00").xml()
	for n := range 2 {
		sealed, err := bank.Seal("rhein", "a.xml", []byte(clear))
		h.must(err)
		for range 2 {
			h.offer("rhein", "a.xml.pgp", string(sealed.Data))
			h.collect()
		}
		if n == 0 {
			h.same("files", h.filesIn(), "a.xml.pgp read 1")
		}
	}
	files := look(h, jobs.Tx.FilesIn)
	if len(files) != 1 || files[0].SHA256 != hashOf(clear) || files[0].State != lifecycle.FileInRead {
		t.Errorf("%+v", files)
	}
	sealed := look(h, jobs.Tx.SealedIns)
	if len(sealed) != 2 || sealed[0].FileIn != 1 || sealed[1].FileIn != 1 || sealed[0].SignedBy == "" {
		t.Errorf("%+v", sealed)
	}
	h.reconcile()
	h.same("statements", h.statements(), "rhein EUR 1 proven")
	h.holds()
}

// What is not all that was asked for lies in quarantine as it came; with the right key it opens, and is booked then.
func TestWhatDoesNotOpenWaitsForAKey(t *testing.T) {
	t.Parallel()
	h, _, ours, _ := sealing(t)
	h.at("2026-11-24T18:00:00Z")
	h.offer("rhein", "clear.xml", strangeStatement(1, "100.00").xml())
	result := h.collect()
	h.ends(result, jobs.OutcomeNeedsPerson)
	h.says(result.Notes[0], "clear.xml lies in quarantine", "no encrypted OpenPGP message", "nostro quarantine show 1")
	next := pgpKey(t, "next") // the bank has a new key, and has not told us
	now := func() time.Time { return h.now }
	sealed, err := envelopesOf(t, next, ours, whole, now).Seal("rhein", "b.xml", []byte(strangeStatement(1, "200.00").xml()))
	h.must(err)
	h.offer("rhein", "b.xml.pgp", string(sealed.Data))
	h.says(h.collect().Notes[0], "b.xml.pgp lies in quarantine", "and not by the bank's key", "call the bank")
	h.same("files", h.filesIn(), "clear.xml quarantined 1", "b.xml.pgp quarantined 1")
	same, err := h.stages.Retry(h.ctx, 2)
	h.must(err)
	h.ends(same, jobs.OutcomeNeedsPerson)
	h.stages.Envelopes = envelopesOf(t, ours, next, whole, now)
	opened, err := h.stages.Retry(h.ctx, 2)
	h.must(err)
	h.ends(opened, jobs.OutcomeDone)
	h.says(opened.Summary, "opens now", "1 read", "nostro reconcile")
	h.same("files", h.filesIn(), "clear.xml quarantined 1", "b.xml.pgp read 1", "b.xml.pgp read 1")
	h.reconcile()
	h.same("statements", h.statements(), "rhein EUR 1 proven")
	h.offer("rhein", "b.xml.pgp", string(sealed.Data))
	h.ends(h.collect(), jobs.OutcomeDone)
	h.same("files", h.filesIn(), "clear.xml quarantined 1", "b.xml.pgp read 1", "b.xml.pgp read 1")
	h.holds()
	in, err := h.stages.Retry(h.ctx, 1) // the policy stands: what came in the clear is not read
	h.must(err)
	h.ends(in, jobs.OutcomeNeedsPerson)
}

// A bank that sent a statement in the clear, and then the same one as it must, is read: the quarantine was of the way,
// not of the words.
func TestTheSameTextSealedAfterAll(t *testing.T) {
	t.Parallel()
	h, bank, _, _ := sealing(t)
	h.at("2026-11-24T18:00:00Z")
	clear := strangeStatement(1, "100.00").xml()
	h.offer("rhein", "a.xml", clear)
	h.ends(h.collect(), jobs.OutcomeNeedsPerson)
	sealed, err := bank.Seal("rhein", "a.xml", []byte(clear))
	h.must(err)
	h.offer("rhein", "a.xml.pgp", string(sealed.Data))
	h.says(strings.Join(h.collect().Notes, "\n"), "a.xml.pgp: it is what a.xml was, signed and encrypted as it must be")
	h.same("files", h.filesIn(), "a.xml read 2")
	h.reconcile()
	h.same("statements", h.statements(), "rhein EUR 1 proven")
	h.holds()
}

// The checks of the house and the verifier from outside both see that what went was changed in the archive.
func TestSealedBytesAreEvidence(t *testing.T) {
	t.Parallel()
	h, _, _, _ := sealing(t)
	h.sent("O-1 alfa brixton EUR 100.00")
	name := look(h, jobs.Tx.SealedOuts)[0].SpoolName()
	books := func() verify.Answer {
		return verify.Books(h.ctx, verify.Request{File: filepath.Join(h.dir, "nostro.db"), Spool: filepath.Join(h.dir, "spool")})
	}
	if answer := books(); len(answer.Findings) != 0 || answer.Counted.Files < 4 {
		t.Errorf("whole: %+v", answer)
	}
	h.must(os.WriteFile(filepath.Join(h.dir, "spool", filepath.FromSlash(name)), []byte("other"), 0o600))
	if answer := books(); len(answer.Findings) != 1 || answer.Findings[0].Field != "spool "+name {
		t.Errorf("changed: %+v", answer)
	}
	_, broken := h.checked()
	if !strings.Contains(broken["files sent and received are whole"], name) {
		t.Errorf("the check says %v", broken)
	}
}
