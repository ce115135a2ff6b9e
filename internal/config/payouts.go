package config

import (
	"nostro/jobs"
	"nostro/money"
)

// gateWords are the policies as nostro.yaml writes them.
var gateWords = []string{string(jobs.GateImmediate), string(jobs.GateCycle), string(jobs.GateOfParticipant)}

// payOuts reads when pay-outs may leave; docs/limits.md has the rules. Correspondents that nobody knows are refused by
// payOutsKnown, once they are read.
func payOuts(s *section) (out jobs.PayOutSettings) {
	if s == nil {
		return out
	}
	if v := s.optional("policy").oneOf(gateWords...); v.good {
		out.Policy = jobs.GatePolicy(v.text)
	}
	if e, there := s.take("correspondents"); there {
		out.Correspondents = map[string]jobs.GatePolicy{}
		each := s.r.mapping(s.at("correspondents"), e.line, e.node)
		for _, key := range each.order {
			if v := each.text(key.name).oneOf(gateWords...); v.good {
				out.Correspondents[key.name] = jobs.GatePolicy(v.text)
			}
		}
	}
	if e, there := s.take("currencies"); there {
		out.Currencies = map[money.Currency]jobs.GatePolicy{}
		each := s.r.mapping(s.at("currencies"), e.line, e.node)
		for _, key := range each.order {
			c, err := money.ParseCurrency(key.name)
			if err != nil {
				s.r.bad(key.line, each.at(key.name), "%v", err)
				continue
			}
			if v := each.text(key.name).oneOf(gateWords...); v.good {
				out.Currencies[c] = jobs.GatePolicy(v.text)
			}
		}
	}
	setWord(s, "funding", &out.Funding, jobs.FundingNone, jobs.FundingBalance, jobs.FundingPayIns)
	s.end()
	return out
}

// payOutsKnown refuses a policy for a correspondent that is not there: it would hold nothing.
func payOutsKnown(s *section, settings jobs.Settings) {
	if s == nil {
		return
	}
	e, there := s.take("correspondents")
	if !there {
		return
	}
	each := s.r.mapping(s.at("correspondents"), e.line, e.node)
	for _, key := range each.order {
		if _, err := settings.Correspondent(key.name); err != nil {
			s.r.bad(key.line, each.at(key.name), "no correspondent has that id: write one of correspondents")
		}
	}
}
