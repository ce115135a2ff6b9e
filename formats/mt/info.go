package mt

import (
	"strings"

	"nostro/formats"
)

// informed gives the entry what field 86 says of it: by subfields ?20 and so on, by code words between slashes, or as
// plain text.
func informed(e *formats.StatementEntry, text string) {
	d := &e.Details[0]
	if code, parts, ok := subfields(text); ok {
		bySubfields(e, d, code, parts)
		return
	}
	whole := strings.ReplaceAll(text, "\n", "")
	if words := codeWords(whole); len(words) > 0 {
		byWords(d, words)
		return
	}
	plain := strings.TrimSpace(strings.ReplaceAll(text, "\n", " "))
	if plain != "" {
		d.Unstructured = append(d.Unstructured, plain)
	}
	byKeys(d, plain)
}

// subfield is one ?NN of field 86.
type subfield struct{ number, text string }

// subfields takes the structured form apart: three digits of the business code, then subfields, each begun by the
// same mark and two digits. Line breaks within are none of the text.
func subfields(text string) (code string, parts []subfield, ok bool) {
	text = strings.ReplaceAll(text, "\n", "")
	if len(text) < 6 || !digits(text[:3]) || text[3] >= 0x80 || letterOrDigit(text[3]) || text[3] == ' ' || !digits(text[4:6]) {
		return "", nil, false
	}
	mark := text[3]
	for rest := text[3:]; rest != ""; {
		end := len(rest)
		for i := 3; i+2 < len(rest); i++ {
			if rest[i] == mark && digits(rest[i+1:i+3]) {
				end = i
				break
			}
		}
		parts = append(parts, subfield{rest[1:3], rest[3:end]})
		rest = rest[end:]
		if len(rest) < 3 {
			break
		}
	}
	return text[:3], parts, true
}

func letterOrDigit(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

func bySubfields(e *formats.StatementEntry, d *formats.EntryDetail, code string, parts []subfield) {
	var remittance, name strings.Builder
	party := formats.PartyIn{Role: counterRole(d)}
	for _, p := range parts {
		switch n := p.number; {
		case n == "00":
			e.Info = strings.TrimSpace(e.Info + " " + p.text)
		case n >= "20" && n <= "29", n >= "60" && n <= "63":
			remittance.WriteString(p.text)
		case n == "31":
			party.Account = accountOf(p.text)
		case n == "32", n == "33":
			name.WriteString(p.text)
		}
	}
	d.Code = formats.BankCode{Proprietary: code, Issuer: "DK"}
	d.Info = strings.TrimSpace(d.Info)
	if party.Name = strings.TrimSpace(name.String()); party.Name != "" || !party.Account.IsZero() {
		d.Parties = append(d.Parties, party)
	}
	if text := strings.TrimSpace(remittance.String()); text != "" {
		d.Unstructured = append(d.Unstructured, text)
		byKeys(d, text)
	}
}

// counterRole is the role of the other side.
func counterRole(d *formats.EntryDetail) formats.Role {
	if d.Debit {
		return formats.RoleCreditor
	}
	return formats.RoleDebtor
}

// keys are the marks within remittance information by which German banks name references.
var keys = []string{"EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "COAM+", "OAMT+", "SVWZ+", "ABWA+", "ABWE+", "RREF+", "PURP+", "BREF+"}

// byKeys takes the references out of EREF+ and its like. The text itself stays whole.
func byKeys(d *formats.EntryDetail, text string) {
	values := map[string]string{}
	for _, key := range keys {
		_, after, found := strings.Cut(text, key)
		if !found {
			continue
		}
		end := len(after)
		for _, other := range keys {
			if i := strings.Index(after, other); i >= 0 {
				end = min(end, i)
			}
		}
		values[key] = strings.TrimSpace(after[:end])
	}
	take(&d.EndToEndID, values["EREF+"])
	take(&d.MsgID, values["KREF+"])
	take(&d.MandateID, values["MREF+"])
	take(&d.BankRef, values["BREF+"])
}

// words are the code words between slashes that are understood.
var words = map[string]bool{"EREF": true, "KREF": true, "MREF": true, "IREF": true, "PREF": true, "UETR": true, "REMI": true,
	"RTRN": true, "NAME": true, "BENM": true, "ORDP": true, "PURP": true, "TRCD": true, "BIC": true, "IBAN": true, "ID": true}

// codeWords takes /EREF/text/REMI/text apart. Other text between slashes belongs to the word before it.
func codeWords(text string) map[string]string {
	if !strings.HasPrefix(text, "/") {
		return nil
	}
	out, open := map[string]string{}, ""
	for _, part := range strings.Split(text[1:], "/") {
		switch {
		case words[part]:
			open = part
		case open == "":
			return nil // it begins with no code word: plain text
		case out[open] == "":
			out[open] = part
		default:
			out[open] += "/" + part
		}
	}
	for word, text := range out {
		out[word] = strings.Trim(text, "/ ")
	}
	return out
}

func byWords(d *formats.EntryDetail, w map[string]string) {
	take(&d.EndToEndID, w["EREF"])
	take(&d.MsgID, w["KREF"])
	take(&d.InstrID, w["IREF"])
	take(&d.PmtInfID, w["PREF"])
	take(&d.MandateID, w["MREF"])
	take(&d.UETR, strings.ToLower(w["UETR"]))
	if reason := w["RTRN"]; reason != "" {
		d.Return.Code, _, _ = strings.Cut(reason, "/")
	}
	if w["NAME"] != "" || w["IBAN"] != "" {
		d.Parties = append(d.Parties, formats.PartyIn{Role: counterRole(d), Name: w["NAME"], Account: accountOf(w["IBAN"])})
	}
	if text := w["REMI"]; text != "" {
		d.Unstructured = append(d.Unstructured, text)
	}
}

// take sets what is not set yet, and never to the word for nothing.
func take(to *string, text string) {
	if *to == "" && text != "" && text != noReference && text != "NOTPROVIDED" {
		*to = text
	}
}
