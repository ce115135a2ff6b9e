package formats

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The limits of one message of the batch profile, so that a file stays one that a bank can handle.
const (
	batchTransfersMax = 10_000
	noticeItemsMax    = 10_000
)

// TransfersPerMessageMax is the most that a profile may set: the largest message that the writer is measured with.
const TransfersPerMessageMax = 1_000_000

// The business services of CBPR+ messages since 14 November 2026 (SR2026).
const (
	BizSvcCurrent = "swift.cbprplus.04"
	bizSvcCover   = "swift.cbprplus.cov.04"
)

// profiles makes the known profiles.
var profiles = map[string]func() Profile{"cbpr+": cbprPlus, "batch": batch}

// ProfileByName returns a fresh copy of the profile "cbpr+" (correspondent banking over SWIFT, standards
// release 2026) or "batch" (many transfers per file over a host-to-host link). Another name is an error.
func ProfileByName(name string) (Profile, error) {
	if known, ok := profiles[name]; ok {
		return known(), nil
	}
	return Profile{}, fmt.Errorf("profile %q is not known: use one of %s", name, strings.Join(ProfileNames(), ", "))
}

// ProfileNames returns the names that ProfileByName knows, sorted.
func ProfileNames() []string { return slices.Sorted(maps.Keys(profiles)) }

// Clone returns a copy that shares nothing with the profile.
func (p Profile) Clone() Profile {
	p.BizSvc, p.Decimals = maps.Clone(p.BizSvc), maps.Clone(p.Decimals)
	p.ChargeBearers = slices.Clone(p.ChargeBearers)
	return p
}

// HeaderKinds returns the keys that BizSvc may have, sorted.
func HeaderKinds() []string {
	return []string{MessageRecall, MessageNotice, string(CustomerTransfer), string(InstitutionTransfer),
		string(CoverTransfer), string(CustomerInitiation)}
}

func cbprPlus() Profile {
	services := map[string]string{}
	for _, kind := range HeaderKinds() {
		services[kind] = BizSvcCurrent
	}
	services[string(CoverTransfer)] = bizSvcCover
	return Profile{
		Name:                 "cbpr+",
		TransfersPerMessage:  1,
		ItemsPerNotice:       noticeItemsMax,
		MessagesPerFile:      1,
		Header:               true,
		Envelope:             Envelope{Name: "BusinessMessage"},
		BizSvc:               services,
		Characters:           FINX,
		PlainSlashes:         true,
		MsgIDLength:          idLengthMax,
		InstrIDLength:        16,
		EndToEndIDLength:     idLengthMax,
		InstrIDMandatory:     true,
		UETRMandatory:        true,
		DateTimes:            OffsetTime,
		AmountDigits:         14,
		OnePartyForm:         true,
		Addresses:            HybridAddress,
		InstructedAmount:     true,
		AgentsInTransfer:     true,
		ChargeBearers:        []string{"DEBT", "SHAR", "CRED"},
		ChargeRules:          true,
		RemittanceLength:     remittanceLengthMax,
		StructuredRemittance: true,
		CustomerMessage:      CustomerTransfer,
	}
}

func batch() Profile {
	return Profile{
		Name:                 "batch",
		TransfersPerMessage:  batchTransfersMax,
		ItemsPerNotice:       noticeItemsMax,
		MessagesPerFile:      1,
		Envelope:             Envelope{Name: "BusinessMessage"},
		Characters:           Unicode,
		MsgIDLength:          idLengthMax,
		InstrIDLength:        idLengthMax,
		EndToEndIDLength:     idLengthMax,
		DateTimes:            OffsetTime,
		AmountDigits:         amountDigitsMax,
		Addresses:            UnstructuredAddress,
		Totals:               true,
		ChargeBearers:        []string{"DEBT", "SHAR", "CRED", "SLEV"},
		RemittanceLength:     remittanceLengthMax,
		StructuredRemittance: true,
		RemittanceBoth:       true,
		CustomerMessage:      CustomerTransfer,
	}
}
