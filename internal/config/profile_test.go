package config

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"nostro/formats"
)

// withProfiles is the template with own profiles, whose correspondent names the last of them.
func withProfiles(t testing.TB, name, text string) []byte {
	t.Helper()
	data := string(edited(t, "profile: cbpr+ ", "profile: "+name+" "))
	return []byte(strings.Replace(data, "correspondents:  ", "profiles:\n"+text+"\ncorrespondents:  ", 1))
}

func profileOf(t testing.TB, name, text string) formats.Profile {
	t.Helper()
	return mustParse(t, withProfiles(t, name, text)).Settings.Correspondents[0].Profile
}

const everySetting = `
  - name: mine
    based_on: batch
    transfers_per_message: 1000000
    items_per_notice: 7
    messages_per_file: 3
    header: true
    biz_svc: {pain.001.001.09: own.01, pacs.009.001.08: own.02, camt.057.001.06: own.03, pacs.009.001.08.COV: own.04}
    envelope: {name: Envelope, namespace: "urn:swift:xsd:envelope"}
    file_envelope: {name: File}
    layout: compact
    characters: fin-x
    slashes: plain
    msg_id_length: 30
    instr_id_length: 20
    end_to_end_id_length: 25
    instr_id_mandatory: true
    uetr_mandatory: true
    date_time: z
    amount_digits: 15
    decimals: {KWD: 2, HUF: 0}
    one_party_form: true
    addresses: structured
    instructed_amount: true
    agents_in_transfer: true
    totals: false
    charge_bearers: [SHAR, DEBT]
    charge_rules: true
    remittance_length: 70
    structured_remittance: false
    remittance_both: false
    customer_message: pain.001
`

func TestEverySettingOfAProfile(t *testing.T) {
	got := profileOf(t, "mine", everySetting)
	want := formats.Profile{Name: "mine", TransfersPerMessage: 1_000_000, ItemsPerNotice: 7, MessagesPerFile: 3, Header: true,
		BizSvc: map[string]string{"pain.001.001.09": "own.01", "pacs.009.001.08": "own.02", "camt.057.001.06": "own.03",
			"pacs.009.001.08.COV": "own.04"},
		Envelope:     formats.Envelope{Name: "Envelope", Namespace: "urn:swift:xsd:envelope"},
		FileEnvelope: formats.Envelope{Name: "File"}, Compact: true, Characters: formats.FINX, PlainSlashes: true,
		MsgIDLength: 30, InstrIDLength: 20, EndToEndIDLength: 25, InstrIDMandatory: true, UETRMandatory: true,
		DateTimes: formats.ZuluTime, AmountDigits: 15, Decimals: map[string]int{"KWD": 2, "HUF": 0}, OnePartyForm: true,
		Addresses: formats.StructuredAddress, InstructedAmount: true, AgentsInTransfer: true,
		ChargeBearers: []string{"SHAR", "DEBT"}, ChargeRules: true, RemittanceLength: 70,
		CustomerMessage: formats.CustomerInitiation}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// What is not said stays as it is in the profile that it is based on, which may be one's own.
func TestProfileBasedOnAnother(t *testing.T) {
	got := profileOf(t, "inner", `
  - {name: outer, based_on: cbpr+, decimals: {KWD: 2}, envelope: none, biz_svc: {camt.056.001.08: other.01}}
  - {name: inner, based_on: outer, layout: compact, customer_message: pacs.008}
`)
	want, err := formats.ProfileByName("cbpr+")
	if err != nil {
		t.Fatal(err)
	}
	want.Name, want.Compact, want.Envelope, want.Decimals = "inner", true, formats.Envelope{}, map[string]int{"KWD": 2}
	want.BizSvc["camt.056.001.08"] = "other.01"
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// A correspondent changes its copy, not the profile of the others.
func TestProfilesAreCopied(t *testing.T) {
	text := "  - {name: mine, based_on: cbpr+}\n"
	data := withProfiles(t, "mine", text)
	both := strings.Replace(string(data), "notify: true", "notify: true\n    biz_svc: {pacs.008.001.08: x.1}", 1) +
		strings.Replace(secondBank, "profile: batch", "profile: mine", 1)
	c := mustParse(t, []byte(both)).Settings.Correspondents
	if c[0].Profile.BizSvc["pacs.008.001.08"] != formats.BizSvcCurrent || c[1].Profile.BizSvc["pacs.008.001.08"] != "x.1" {
		t.Errorf("hudson has %v, rhein %v", c[0].Profile.BizSvc, c[1].Profile.BizSvc)
	}
}

func TestBadProfiles(t *testing.T) {
	for name, c := range map[string]struct{ settings, want string }{
		"unknown setting":          {"colour: red", "profiles[0].colour: is no key here: use one of name, based_on, "},
		"too many transfers":       {"transfers_per_message: 1000001", "write a whole number of transfers from 1 to 1000000"},
		"no transfers":             {"transfers_per_message: 0", "profiles[0].transfers_per_message"},
		"long identifiers":         {"instr_id_length: 36", "write a whole number of characters from 16 to 35"},
		"no room for our InstrId":  {"instr_id_length: 15", "write a whole number of characters from 16 to 35"},
		"nor for EndToEndId":       {"end_to_end_id_length: 15", "write a whole number of characters from 16 to 35"},
		"nor for our MsgId":        {"msg_id_length: 17", "write a whole number of characters from 18 to 35"},
		"many digits":              {"amount_digits: 19", "from 1 to 18"},
		"flag":                     {"header: perhaps", "write true or false"},
		"characters":               {"characters: latin-1", `"latin-1" is not known: use fin-x, unicode`},
		"slashes":                  {"slashes: none", `use free, plain`},
		"layout":                   {"layout: pretty", `use compact, indented`},
		"date-time":                {"date_time: local", `use offset, z`},
		"addresses":                {"addresses: free", "use structured, hybrid, unstructured"},
		"customer message":         {"customer_message: pacs.009", "use pacs.008, pain.001"},
		"decimals beyond":          {"decimals: {KWD: 4}", "profiles[0].decimals.KWD: \"4\": write a whole number of decimals from 0 to 3"},
		"decimals of nothing":      {"decimals: {XXX: 2}", "profiles[0].decimals.XXX: currency"},
		"decimals as a number":     {"decimals: 2", "profiles[0].decimals: keys and values are due here"},
		"bearer":                   {"charge_bearers: [OUR]", `charge_bearers[0]: "OUR" is not known`},
		"bearer twice":             {"charge_bearers: [SHAR, SHAR]", `charge_bearers[1]: "SHAR" is there twice`},
		"no bearer":                {"charge_bearers: []", "charge_bearers is empty"},
		"service of no message":    {"biz_svc: {pacs.002.001.10: x}", `no message "pacs.002.001.10" is written`},
		"envelope as text":         {"envelope: Envelope", `profiles[0].envelope: "Envelope" is not known: use none`},
		"envelope without name":    {"envelope: {namespace: \"urn:x\"}", "profiles[0].envelope.name: is missing"},
		"envelope with a blank":    {"envelope: {name: My Envelope}", "is no name of an element"},
		"envelope named as inside": {"envelope: {name: Document}", "is what stands in it"},
		"namespace":                {"envelope: {name: E, namespace: \"a b\"}", "is no namespace"},
		"namespace with a quote":   {"envelope: {name: E, namespace: 'urn:\"'}", "is no namespace"},
		"unknown key of envelope":  {"envelope: {name: E, prefix: e}", "profiles[0].envelope.prefix: is no key here"},
		"envelope of one":          {"file_envelope: {name: File}", "set messages_per_file, or remove it"},
		"remittance":               {"remittance_length: 141", "from 1 to 140"},
	} {
		t.Run(name, func(t *testing.T) {
			problems := problemsOf(t, withProfiles(t, "mine", "  - name: mine\n    based_on: cbpr+\n    "+c.settings+"\n"))
			if len(problems) != 1 || !strings.Contains(problems.Error(), c.want) || problems[0].Line == 0 {
				t.Errorf("want one problem with its line that says %q, got\n%v", c.want, problems)
			}
		})
	}
	for name, c := range map[string]struct{ text, want string }{
		"no name":         {"  - {based_on: cbpr+}\n", "profiles[0].name: is missing"},
		"bad name":        {"  - {name: My Own, based_on: cbpr+}\n", "use up to 20 small letters"},
		"known name":      {"  - {name: batch, based_on: cbpr+}\n", `profiles[0].name: "batch" is there already`},
		"name twice":      {"  - {name: a, based_on: cbpr+}\n  - {name: a, based_on: cbpr+}\n", `profiles[1].name: "a" is there already`},
		"no base":         {"  - {name: a}\n", "profiles[0].based_on: is missing"},
		"unknown base":    {"  - {name: a, based_on: sepa}\n", `profiles[0].based_on: profile "sepa" is not known: use one of batch, cbpr+`},
		"base below":      {"  - {name: a, based_on: b}\n  - {name: b, based_on: cbpr+}\n", `profiles[0].based_on: profile "b" is not known`},
		"header of batch": {"  - {name: a, based_on: batch, header: true}\n", "the header of a pacs.008.001.08 needs a business service"},
	} {
		t.Run(name, func(t *testing.T) {
			if text := problemsOf(t, withProfiles(t, "cbpr+", c.text)).Error(); !strings.Contains(text, c.want) {
				t.Errorf("want %q, told\n%s", c.want, text)
			}
		})
	}
	if text := problemsOf(t, withProfiles(t, "yours", "  - {name: mine, based_on: cbpr+}\n")).Error(); !strings.Contains(text,
		"or one under profiles") {
		t.Errorf("an unknown profile: %s", text)
	}
}

// settingsKnown are the keys of a profile, as the refusal of another tells them.
func settingsKnown(t *testing.T) []string {
	t.Helper()
	text := problemsOf(t, withProfiles(t, "mine", "  - {name: mine, based_on: cbpr+, colour: red}\n")).Error()
	_, list, _ := strings.Cut(text, "use one of ")
	return slices.Sorted(slices.Values(strings.Split(list, ", ")[2:])) // without name and based_on
}

// docs/formats.md has every setting, and every rule's settings exist.
func TestDocumentedSettings(t *testing.T) {
	text, err := os.ReadFile("../../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	var documented []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\|").FindAllStringSubmatch(string(text), -1) {
		documented = append(documented, row[1])
	}
	slices.Sort(documented)
	known := settingsKnown(t)
	if !slices.Equal(documented, known) {
		t.Errorf("documented are %v\nknown are %v", documented, known)
	}
	for _, rule := range formats.Rules() {
		for setting := range strings.SplitSeq(rule.Setting(), ", ") {
			if setting != "" && !slices.Contains(known, setting) {
				t.Errorf("rule %s names the setting %q, which is none", rule.Number(), setting)
			}
		}
	}
}
