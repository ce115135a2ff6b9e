package formats

import "testing"

// FuzzTransliterate: what comes out is in the set and stays as it is.
func FuzzTransliterate(f *testing.F) {
	f.Add("Łódź ß 株")
	f.Add("\xff\u0301")
	f.Fuzz(func(t *testing.T, text string) {
		latin, err := Transliterate(text)
		if again, errAgain := Transliterate(latin); err == nil && (errAgain != nil || again != latin) {
			t.Errorf("%q became %q, then %q", text, latin, again)
		}
	})
}
