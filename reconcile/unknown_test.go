package reconcile_test

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/money"
	. "nostro/reconcile"
)

func TestUnknown(t *testing.T) {
	inEuro := payIn("A", "100.00")
	inEuro.Amount = money.FromMinor(eur, 100_00)
	away := payOut("A", "100.00")
	away.Correspondent = "DEUT"
	tell(t, []story{
		{"nothing known", nil, []Entry{entry(1, "5.00"), entry(2, "-6.00", Detail{UETR: "x"})},
			[]string{"1/0 unexplained - 5.00 by none", "2/1 unexplained - -6.00 by none",
				"1/0 break unknown-at-us - 5.00", "2/1 break unknown-at-us - -6.00"}},
		{"amount and date are no match", []Instruction{payIn("A", "5.00")}, []Entry{entry(1, "5.00")},
			[]string{"1/0 unexplained - 5.00 by none", "1/0 break unknown-at-us - 5.00"}},
		{"NOTPROVIDED is no key", []Instruction{alias("NOTPROVIDED", payIn("A", "5.00"))},
			[]Entry{entry(1, "5.00", Detail{EndToEndID: "NOTPROVIDED"})},
			[]string{"1/1 unexplained - 5.00 by none", "1/1 break unknown-at-us - 5.00"}},
		{"another currency", []Instruction{inEuro},
			[]Entry{entry(1, "100.00", named("uetr", "A")), entry(2, "7.00", named("e2e", "A"))},
			[]string{"1/1 unexplained A 100.00 by UETR + direction", "2/1 unexplained A 7.00 by EndToEndId",
				"1/1 break currency-differs A 100.00", "2/1 break currency-differs A 7.00"}},
		{"the one in our currency is meant", []Instruction{inEuro, like(inEuro, payIn("B", "100.00"))},
			[]Entry{entry(1, "100.00", named("uetr", "A"))},
			[]string{"1/1 pay-in-booked B 100.00 settles by UETR + direction"}},
		{"another correspondent", []Instruction{away}, []Entry{entry(1, "-100.00", named("uetr", "A"))},
			[]string{"1/1 unexplained A -100.00 by none", "1/1 break unknown-at-us A -100.00"}},
		{"breaks stand in the order of the statement", []Instruction{payIn("B", "9.00"), payIn("A", "9.00")},
			[]Entry{entry(1, "5.00", named("e2e", "B")), entry(2, "5.00", named("e2e", "A")), entry(3, "7.00")},
			[]string{"1/1 pay-in-booked B 5.00 by EndToEndId", "2/1 pay-in-booked A 5.00 by EndToEndId",
				"3/0 unexplained - 7.00 by none", "1/1 break amount-differs B -4.00",
				"2/1 break amount-differs A -4.00", "3/0 break unknown-at-us - 7.00"}},
		{"an entry of nothing", nil, []Entry{entry(1, "0.00", named("uetr", "A"))}, nil},
	})
}

// like returns the instruction with the UETR of another.
func like(other, i Instruction) Instruction {
	i.UETR = other.UETR
	return i
}

func TestNotBookedIsCountedOnly(t *testing.T) {
	pending := entry(2, "-100.00", named("uetr", "A"))
	pending.Booked = false
	o, got := match(t, statement(entry(1, "-100.00", named("uetr", "A")), pending), payOut("A", "100.00"))
	expect(t, got, "1/1 pay-out-booked A -100.00 settles by UETR + direction")
	if o.NotBooked != 1 {
		t.Errorf("NotBooked = %d, want 1", o.NotBooked)
	}
}

// The text of a break is all that a person has: it must name what the person looks for.
func TestTexts(t *testing.T) {
	later := payIn("LATER", "5.00")
	later.ValueDate = day.AddDays(1)
	away := payOut("AWAY", "3.00")
	away.Correspondent = "DEUT"
	for _, c := range []struct {
		name         string
		instructions []Instruction
		entry        Entry
		words        []string
	}{
		{"short pay-in", []Instruction{payIn("A", "100.00")}, entry(1, "70.00", named("e2e", "A")),
			[]string{"participant BOLT", "USD 70.00", "USD 100.00", "USD 30.00", "Ask participant BOLT"}},
		{"short pay-in with some charges", []Instruction{payIn("A", "100.00")},
			charged(entry(1, "70.00", named("e2e", "A")), "1.00"), []string{"the bank states charges of USD 1.00"}},
		{"short pay-out", []Instruction{payOut("A", "100.00")}, entry(1, "-70.00", named("uetr", "A")),
			[]string{"participant ACME", "USD 30.00 is missing", "Ask CITI"}},
		{"suggestion by value date", []Instruction{payIn("A", "5.00"), later}, entry(1, "5.00"),
			[]string{"pay-in A of participant BOLT", "match it by hand"}},
		{"suggestion where no value date is right", []Instruction{later}, entry(1, "5.00"), []string{"pay-in LATER"}},
		{"suggestions are few", []Instruction{payIn("A", "5.00"), payIn("B", "5.00"), payIn("C", "5.00"), payIn("D", "5.00")},
			entry(1, "5.00"), []string{"pay-in C", "1 more"}},
		{"the bank's words", nil, entry(1, "5.00", Detail{EndToEndID: "RENT", Text: "thanks"}),
			[]string{"RENT / thanks", "Ask CITI"}},
		{"too many words", nil, entry(1, "5.00", Detail{MsgID: "a", InstrID: "b", EndToEndID: "c", UETR: "d", Text: "e"},
			Detail{MsgID: "f", InstrID: "g", EndToEndID: "h", UETR: "i"}), []string{"g / h / ..."}},
		{"wrong account", []Instruction{away}, entry(1, "-3.00", named("uetr", "AWAY")), []string{"correspondent DEUT"}},
		{"silent bank", nil, entry(1, "5.00"), []string{"the bank says nothing about it"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o, _ := match(t, statement(c.entry), c.instructions...)
			if len(o.Breaks) != 1 {
				t.Fatalf("got %d breaks, want 1", len(o.Breaks))
			}
			for _, word := range c.words {
				if !strings.Contains(o.Breaks[0].Text, word) {
					t.Errorf("the text lacks %q:\n%s", word, o.Breaks[0].Text)
				}
			}
		})
	}
}

func TestSuggestionIsNotWhatAnotherEntrySettled(t *testing.T) {
	o, _ := match(t, statement(entry(1, "5.00"), entry(2, "5.00", named("uetr", "A"))), payIn("A", "5.00"))
	if strings.Contains(o.Breaks[0].Text, "pay-in A") {
		t.Errorf("it suggests what is settled: %s", o.Breaks[0].Text)
	}
}

func TestSuggestionOfTheValueDateStandsAlone(t *testing.T) {
	later := payIn("LATER", "5.00")
	later.ValueDate = day.AddDays(1)
	o, _ := match(t, statement(entry(1, "5.00")), payIn("A", "5.00"), later)
	if strings.Contains(o.Breaks[0].Text, "LATER") {
		t.Errorf("it suggests another day too: %s", o.Breaks[0].Text)
	}
}

// Of equal ones the value date tells which is meant; where the bank gives none, the oldest is settled first.
func TestOfEqualOnesTheValueDateTells(t *testing.T) {
	older := alias("SAME", payIn("Z", "5.00"))
	older.ValueDate = calendar.MustDate("2026-11-20")
	undated := entry(1, "5.00", Detail{EndToEndID: "SAME"})
	undated.ValueDate = calendar.Date{}
	_, got := match(t, statement(undated), alias("SAME", payIn("A", "5.00")), older)
	expect(t, got, "1/1 pay-in-booked Z 5.00 settles by EndToEndId + amount")
	for date, want := range map[string]string{"2026-11-24": "A", "2026-11-25": "A", "2026-11-20": "Z", "2026-11-22": "Z", "2026-11-01": "Z"} {
		dated := entry(1, "5.00", Detail{EndToEndID: "SAME"})
		dated.ValueDate = calendar.MustDate(date)
		_, got := match(t, statement(dated), alias("SAME", payIn("A", "5.00")), older)
		expect(t, got, "1/1 pay-in-booked "+want+" 5.00 settles by EndToEndId + amount")
	}
}
