package identifiers_test

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"nostro/identifiers"
)

func TestCheckBIC(t *testing.T) {
	for bic, good := range map[string]bool{
		"DEUTDEFF": true, "DEUTDEFF500": true, "BNPAFRPPXXX": true, "A1B2US33": true, "COBADEFF": true,
		"": false, "DEUTDEF": false, "DEUTDEFF5": false, "DEUTDEFF50": false, "DEUTDEFF5000": false,
		"deutdeff": false, "DEUT1EFF": false, "DEUTD3FF": false, " DEUTDEFF": false, "DEUTDEFF\n": false,
		"DEUTDEF-": false, "DEUTDÉFF": false,
	} {
		if err := identifiers.CheckBIC(bic); (err == nil) != good {
			t.Errorf("%q: error %v, want good %t", bic, err, good)
		} else if err != nil && !strings.Contains(err.Error(), strconv.Quote(bic)) {
			t.Errorf("%q: error %q does not show it", bic, err)
		}
	}
}

// The examples of the IBAN registry, release 100.
const registryExamples = `
AD1200012030200359100100 AE070331234567890123456 AL47212110090000000235698741 AT611904300234573201
AZ21NABZ00000000137010001944 BA391290079401028494 BE68539007547034 BG80BNBG96611020345678
BH67BMAG00001299123456 BI4210000100010000332045181 BR1800360305000010009795493C1
BY13NBRB3600900000002Z00AB00 CH9300762011623852957 CR05015202001026284066 CY17002001280000001200527600
CZ6508000000192000145399 DE89370400440532013000 DJ2100010000000154000100186 DK5000400440116243
DO28BAGR00000001212453611324 EE382200221020145685 EG380019000500000000263180002
ES9121000418450200051332 FI2112345600000785 FK88SC123456789012 FO6264600001631634
FR1420041010050500013M02606 GB29NWBK60161331926819 GE29NB0000000101904917 GI75NWBK000000007099453
GL8964710001000206 GR1601101250000000012300695 GT82TRAJ01020000001210029690
HN88CABF00000000000250005469 HR1210010051863000160 HU42117730161111101800000000
IE29AIBK93115212345678 IL620108000000099999999 IQ98NBIQ850123456789012 IS140159260076545510730339
IT60X0542811101000000123456 JO94CBJO0010000000000131000302 KW81CBKU0000000000001234560101
KZ86125KZT5004100100 LB62099900000001001901229114 LC55HEMM000100010012001200023015
LI21088100002324013AA LT121000011101001000 LU280019400644750000 LV80BANK0000435195001
LY83002048000020100120361 MC5811222000010123456789030 MD24AG000225100013104168
ME25505000012345678951 MK07250120000058984 MN121234123456789123 MR1300020001010000123456753
MT84MALT011000012345MTLCAST001S MU17BOMM0101101030300200000MUR NI45BAPR00000013000003558124
NL91ABNA0417164300 NO9386011117947 OM810180000001299123456 PK36SCBL0000001123456702
PL61109010140000071219812874 PS92PALS000000000400123456702 PT50000201231234567890154
QA58DOHB00001234567890ABCDEFG RO49AAAA1B31007593840000 RS35260005601001611379
RU0304452522540817810538091310419 SA0380000000608010167519 SC18SSCB11010000000000001497USD
SD2129010501234001 SE4550000000058398257466 SI56263300012039086 SK3112000000198742637541
SM86U0322509800000000270100 SO211000001001000100141 ST23000100010051845310146
SV62CENR00000000000000700025 TL380080012345678910157 TN5910006035183598478831
TR330006100519786457841326 UA213223130000026007233566001 VA59001123000012345678
VG96VPVG0000012345678901 XK051212012345678906 YE15CBYE0001018861234567891234`

func TestCheckIBANTakesTheRegistry(t *testing.T) {
	examples := strings.Fields(registryExamples)
	if len(examples) != 89 {
		t.Fatalf("%d examples, the registry has 89", len(examples))
	}
	for _, iban := range examples {
		if err := identifiers.CheckIBAN(iban); err != nil {
			t.Error(err)
		}
	}
}

func TestCheckIBANRefuses(t *testing.T) {
	for _, tt := range []struct{ iban, reason string }{
		{"", "form"}, {"DE", "form"}, {"DE89 3704 0044 0532 0130 00", "form"}, {"de89370400440532013000", "form"},
		{"DEX9370400440532013000", "form"}, {"DE89370400440532013000\n", "form"}, {"DE8937040044053201300Ü", "form"},
		{"DE89" + strings.Repeat("0", 31), "form"}, {"N09386011117947", "form"},
		{"DE8937040044053201300", "those of DE have 22"}, {"DE893704004405320130000", "those of DE have 22"},
		{"DE88370400440532013000", "check digits"}, {"DE89370400440532013001", "check digits"},
		{"DE89370400440532031000", "check digits"}, {"US12345678901234567890", "check digits"},
	} {
		if err := identifiers.CheckIBAN(tt.iban); err == nil || !strings.Contains(err.Error(), tt.reason) {
			t.Errorf("%q: error %v, want one that says %q", tt.iban, err, tt.reason)
		}
	}
}

// checkDigits computes the two digits from the rule: 98 less the remainder of the number with 00.
func checkDigits(country, number string) string {
	remainder := 0
	for _, r := range number + country + "00" {
		value, err := strconv.ParseInt(string(r), 36, 64)
		if err != nil {
			panic(err)
		}
		for _, digit := range strconv.FormatInt(value, 10) {
			remainder = (remainder*10 + int(digit-'0')) % 97
		}
	}
	return string([]byte{byte('0' + (98-remainder)/10), byte('0' + (98-remainder)%10)})
}

// MOD 97-10 finds every single wrong character and every swap of two neighbours.
func TestCheckIBANFindsASlip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`[0-9]{18}`).Draw(t, "number")
		iban := "DE" + checkDigits("DE", number) + number
		if err := identifiers.CheckIBAN(iban); err != nil {
			t.Fatal(err)
		}
		at := rapid.IntRange(2, len(iban)-2).Draw(t, "at")
		slip := []byte(iban)
		if rapid.Bool().Draw(t, "swap") {
			slip[at], slip[at+1] = slip[at+1], slip[at]
		} else {
			slip[at] = '0' + (slip[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		}
		if string(slip) != iban && identifiers.CheckIBAN(string(slip)) == nil {
			t.Fatalf("%s is taken for %s", slip, iban)
		}
	})
}

func TestCheckIBANRefusesDigitsThatNoRuleGives(t *testing.T) {
	twins := map[string]string{"97": "00", "98": "01", "02": "99"}
	found := 0
	for n := 100000000000000000; found < len(twins); n++ {
		number := strconv.Itoa(n)
		digits := checkDigits("DE", number)
		twin, ok := twins[digits]
		if !ok {
			continue
		}
		if err := identifiers.CheckIBAN("DE" + digits + number); err != nil {
			t.Error(err)
		}
		if identifiers.CheckIBAN("DE"+twin+number) == nil {
			t.Errorf("check digits %s are taken for %s", twin, digits)
		}
		delete(twins, digits)
	}
}

func FuzzCheckIBAN(f *testing.F) {
	for _, iban := range []string{"DE89370400440532013000", "NO9386011117947", "", "DE00", "ÄÖ12",
		"US12345678901234567890"} {
		f.Add(iban)
	}
	f.Fuzz(func(t *testing.T, iban string) {
		if identifiers.CheckIBAN(iban) != nil {
			return
		}
		if len(iban) < 15 || len(iban) > 34 || strings.ToUpper(iban) != iban {
			t.Fatalf("%q taken", iban)
		}
		if checkDigits(iban[:2], iban[4:]) != iban[2:4] {
			t.Fatalf("%q taken", iban)
		}
	})
}

func TestMaskAccount(t *testing.T) {
	for account, want := range map[string]string{
		"": "", "1": "*", "12345678": "********", "123456789": "*****6789", "12345678901234": "**********1234",
		"NO9386011117947": "NO93*******7947", "DE89370400440532013000": "DE89**************3000",
		"äöüäöüäöü": "*****üäöü",
	} {
		if got := identifiers.MaskAccount(account); got != want {
			t.Errorf("%q masked is %q, want %q", account, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		account := rapid.String().Draw(t, "account")
		masked := identifiers.MaskAccount(account)
		length := utf8.RuneCountInString(account)
		if utf8.RuneCountInString(masked) != length || strings.Count(masked, "*") < min(length, 5) {
			t.Fatalf("%q masked is %q", account, masked)
		}
	})
}
