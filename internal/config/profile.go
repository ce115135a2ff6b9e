package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"nostro/formats"
	"nostro/money"
)

// profileForm is the name of a profile that the user makes.
var profileForm = regexp.MustCompile(`^[a-z0-9][a-z0-9+-]{0,19}$`)

// profiles are those that a correspondent may name: the known ones and the user's own.
type profiles map[string]formats.Profile

// find returns a copy of the profile of the name.
func (own profiles) find(name string) (formats.Profile, error) {
	if p, ok := own[name]; ok {
		return p.Clone(), nil
	}
	p, err := formats.ProfileByName(name)
	if err != nil && len(own) > 0 {
		return p, fmt.Errorf("%w, or one under profiles", err)
	}
	return p, err
}

// ownProfiles reads the profiles that the user makes of known ones, or of those above them.
func ownProfiles(list []*section) profiles {
	own := profiles{}
	for _, s := range list {
		name := s.text("name").check(func(text string) error {
			if !profileForm.MatchString(text) {
				return fmt.Errorf("%q: use up to 20 small letters, digits, hyphens and +", text)
			}
			if _, err := own.find(text); err == nil {
				return fmt.Errorf("%q is there already: give yours another name", text)
			}
			return nil
		})
		p := profile(s, own)
		p.Name = name.text
		if name.good {
			own[name.text] = p
		}
		s.end()
	}
	return own
}

// profile reads what changes against the profile that it is based on.
func profile(s *section, own profiles) (p formats.Profile) {
	s.text("based_on").check(func(name string) (err error) {
		p, err = own.find(name)
		return err
	})
	messageSettings(s, &p)
	identifierSettings(s, &p)
	moneySettings(s, &p)
	partySettings(s, &p)
	together(s, p)
	return p
}

// together notes what is right by itself and wrong beside other settings.
func together(s *section, p formats.Profile) {
	if p.FileEnvelope.Name != "" && p.MessagesPerFile == 1 {
		s.bad("file_envelope is for files of several messages: set messages_per_file, or remove it")
	}
	if !p.Header {
		return
	}
	for _, kind := range []string{string(p.CustomerMessage), string(formats.InstitutionTransfer), formats.MessageNotice} {
		if kind != "" && p.BizSvc[kind] == "" {
			s.bad("the header of a %s needs a business service: name it under biz_svc", kind)
		}
	}
}

func messageSettings(s *section, p *formats.Profile) {
	s.setNumber("transfers_per_message", "transfers", 1, formats.TransfersPerMessageMax, &p.TransfersPerMessage)
	s.setNumber("items_per_notice", "items", 1, formats.TransfersPerMessageMax, &p.ItemsPerNotice)
	s.setNumber("messages_per_file", "messages", 1, formats.TransfersPerMessageMax, &p.MessagesPerFile)
	s.setFlag("header", &p.Header)
	if e, there := s.take("biz_svc"); there {
		services(s.r.mapping(s.at("biz_svc"), e.line, e.node), p)
	}
	s.setEnvelope("envelope", &p.Envelope)
	s.setEnvelope("file_envelope", &p.FileEnvelope)
	p.Compact = s.choose("layout", p.Compact, map[string]bool{"indented": false, "compact": true})
	p.Totals = s.chooseFlag("totals", p.Totals)
	p.AgentsInTransfer = s.chooseFlag("agents_in_transfer", p.AgentsInTransfer)
	s.optional("customer_message").oneOf("pacs.008", "pain.001").check(func(text string) error {
		p.CustomerMessage = formats.CustomerTransfer
		if text == "pain.001" {
			p.CustomerMessage = formats.CustomerInitiation
		}
		return nil
	})
}

// idLengthMax is the longest identifier of ISO 20022 (Max35Text).
const idLengthMax = 35

// The identifiers that we derive: a shorter limit would refuse every payment. An InstrId, which is the EndToEndId too,
// has 16 characters; a MsgId has two letters before its 16.
const (
	instrIDLengthMin = 16
	msgIDLengthMin   = 18
)

func identifierSettings(s *section, p *formats.Profile) {
	s.setNumber("msg_id_length", "characters", msgIDLengthMin, idLengthMax, &p.MsgIDLength)
	s.setNumber("instr_id_length", "characters", instrIDLengthMin, idLengthMax, &p.InstrIDLength)
	s.setNumber("end_to_end_id_length", "characters", instrIDLengthMin, idLengthMax, &p.EndToEndIDLength)
	s.setFlag("instr_id_mandatory", &p.InstrIDMandatory)
	s.setFlag("uetr_mandatory", &p.UETRMandatory)
	p.PlainSlashes = s.choose("slashes", p.PlainSlashes, map[string]bool{"plain": true, "free": false})
	setWord(s, "characters", &p.Characters, formats.FINX, formats.Unicode)
	setWord(s, "date_time", &p.DateTimes, formats.OffsetTime, formats.ZuluTime)
}

// chargeBearers are the codes of ISO 20022 ChargeBearerType1Code.
var chargeBearers = []string{"DEBT", "SHAR", "CRED", "SLEV"}

func moneySettings(s *section, p *formats.Profile) {
	s.setNumber("amount_digits", "digits", 1, 18, &p.AmountDigits)
	if e, there := s.take("decimals"); there {
		decimals(s.r.mapping(s.at("decimals"), e.line, e.node), p)
	}
	s.setFlag("instructed_amount", &p.InstructedAmount)
	if _, there := s.take("charge_bearers"); there {
		p.ChargeBearers = nil
		for _, v := range s.texts("charge_bearers", false) {
			if v = v.oneOf(chargeBearers...); v.good && slices.Contains(p.ChargeBearers, v.text) {
				v.bad("%q is there twice: name each code once", v.text)
			}
			p.ChargeBearers = append(p.ChargeBearers, v.text)
		}
		if len(p.ChargeBearers) == 0 {
			s.bad("charge_bearers is empty: name at least one of %s", strings.Join(chargeBearers, ", "))
		}
	}
	s.setFlag("charge_rules", &p.ChargeRules)
}

// decimals reads how many decimals are taken of a currency: never more than it has.
func decimals(s *section, p *formats.Profile) {
	p.Decimals = map[string]int{}
	for _, e := range s.order {
		currency, err := money.ParseCurrency(e.name)
		if err != nil {
			s.taken = append(s.taken, e.name)
			s.r.bad(e.line, s.at(e.name), "%v", err)
			continue
		}
		p.Decimals[e.name] = s.number(e.name, "decimals", 0, currency.Exponent())
	}
}

func partySettings(s *section, p *formats.Profile) {
	s.setFlag("one_party_form", &p.OnePartyForm)
	setWord(s, "addresses", &p.Addresses, formats.StructuredAddress, formats.HybridAddress, formats.UnstructuredAddress)
	s.setNumber("remittance_length", "characters", 1, 140, &p.RemittanceLength)
	s.setFlag("structured_remittance", &p.StructuredRemittance)
	s.setFlag("remittance_both", &p.RemittanceBoth)
}

// bizSvcForm is Max35Text in the characters that header services have.
var bizSvcForm = regexp.MustCompile(`^[A-Za-z0-9._-]{1,35}$`)

// services replaces the header services of the messages that are named.
func services(s *section, p *formats.Profile) {
	kinds := formats.HeaderKinds()
	for _, e := range s.order {
		if !slices.Contains(kinds, e.name) {
			s.r.bad(e.line, s.at(e.name), "no message %q is written: use one of %s", e.name, strings.Join(kinds, ", "))
		}
		v := s.r.text(s.at(e.name), e.line, e.node).check(func(text string) error {
			if !bizSvcForm.MatchString(text) {
				return fmt.Errorf("%q is no service: write one such as %s", text, formats.BizSvcCurrent)
			}
			return nil
		})
		if p.BizSvc == nil {
			p.BizSvc = map[string]string{}
		}
		if v.good {
			p.BizSvc[e.name] = v.text
		}
	}
}
