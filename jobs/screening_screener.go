package jobs

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"nostro/intake"
	"nostro/risk/screening"
)

// cycleScreener is the lists that count, ready to be compared with.
type cycleScreener struct {
	*screening.Screener
	versions []int64
	of       map[string]int64 // version by list
}

// screener reads the lists that count from the spool. Their bytes must be those that were kept. A list that was never
// read needs a person.
func (s *Stages) screener(ctx context.Context) (*cycleScreener, error) {
	if err := s.takeHouseList(ctx); err != nil {
		return nil, err
	}
	standings, err := view(ctx, s.Store, s.standings)
	if err != nil {
		return nil, err
	}
	out := &cycleScreener{of: map[string]int64{}}
	var entries []screening.Entry
	var missing []error
	for _, l := range standings {
		if l.Counts.Number == 0 {
			missing = append(missing, fmt.Errorf("sanctions list %s %s", l.Settings.Name, l.Words(s.Now())))
			continue
		}
		some, err := s.readVersion(l.Counts)
		if err != nil {
			return nil, err
		}
		entries = append(entries, some...)
		out.versions, out.of[l.Settings.Name] = append(out.versions, l.Counts.Number), l.Counts.Number
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("%w: %w", errors.Join(missing...), ErrNeedsPerson)
	}
	slices.Sort(out.versions)
	out.Screener = screening.NewScreener(entries, s.Settings.Screening.thresholds())
	return out, nil
}

func (s *Stages) readVersion(v ScreeningVersion) ([]screening.Entry, error) {
	var files []NamedFile
	for _, f := range v.Files {
		data, err := s.Spool.Read("raw/" + f.SHA256)
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", v.List, err)
		}
		if hashOf(data) != f.SHA256 {
			return nil, needsPerson("list %s: the file %s in the spool is not the one that was read (hash %.12s): restore the spool", v.List, f.Name,
				f.SHA256)
		}
		files = append(files, NamedFile{Name: f.Name, Data: data})
	}
	sheet, err := parseList(v.List, v.Format, files)
	return sheet.Entries, err
}

// partyOf is a participant as it is screened.
func partyOf(p intake.Participant, accounts []intake.Account) screening.Party {
	out := screening.Party{ID: p.ID, Name: p.Name, Country: p.Address.Country, BIC: p.BIC}
	for _, a := range accounts {
		if a.Participant != p.ID {
			continue
		}
		if a.AgentBIC != "" {
			out.AccountBICs = append(out.AccountBICs, a.AgentBIC)
		}
		if a.IBAN {
			out.AccountIBANs = append(out.AccountIBANs, a.Number)
		}
	}
	slices.Sort(out.AccountBICs)
	slices.Sort(out.AccountIBANs)
	return out
}

// partyDigest is the hash of all that is screened of a party.
func partyDigest(p screening.Party) string {
	buffer := []byte("nostro screened party 1\n")
	text := func(t string) {
		buffer = binary.BigEndian.AppendUint64(buffer, uint64(len(t)))
		buffer = append(buffer, t...)
	}
	for _, list := range [][]string{{p.ID, p.Name, p.Country, p.BIC}, p.AccountBICs, p.AccountIBANs} {
		text(fmt.Sprint(len(list)))
		for _, t := range list {
			text(t)
		}
	}
	sum := sha256.Sum256(buffer)
	return hex.EncodeToString(sum[:])
}

// parties returns participants as they are screened: those of that id, or all.
func parties(tx Tx, wanted map[string]bool) ([]screening.Party, error) {
	participants, err := tx.Participants()
	if err != nil {
		return nil, err
	}
	accounts, err := tx.Accounts()
	if err != nil {
		return nil, err
	}
	of := map[string][]intake.Account{}
	for _, a := range accounts {
		of[a.Participant] = append(of[a.Participant], a)
	}
	var all []screening.Party
	for _, p := range participants {
		if wanted == nil || wanted[p.ID] {
			all = append(all, partyOf(p, of[p.ID]))
		}
	}
	return all, nil
}
