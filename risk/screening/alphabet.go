package screening

// latin writes the letters of other alphabets, decomposed, and Latin ones that stay whole, in plain Latin letters. Cyrillic
// follows ISO 9 where it has one plain letter and the usual English spelling elsewhere (BGN/PCGN 1947), Greek ELOT 743,
// Arabic and Hebrew write consonants only, since the scripts do.
var latin = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i", 'ħ': "h", 'ŋ': "ng", 'ə': "a",

	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'к': "k",
	'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts",
	'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya",
	'і': "i", 'є': "ye", 'ґ': "g", 'ђ': "d", 'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'џ': "dz",
	'ѕ': "dz", 'ә': "a", 'ғ': "g", 'қ': "k", 'ң': "n", 'ө': "o", 'ұ': "u", 'ү': "u", 'һ': "h",

	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m",
	'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps",
	'ω': "o",

	'ا': "a", 'ٱ': "a", 'ب': "b", 'ت': "t", 'ث': "th", 'ج': "j", 'ح': "h", 'خ': "kh", 'د': "d",
	'ذ': "dh", 'ر': "r", 'ز': "z", 'س': "s", 'ش': "sh", 'ص': "s", 'ض': "d", 'ط': "t", 'ظ': "z", 'ع': "", 'غ': "gh", 'ف': "f",
	'ق': "q", 'ك': "k", 'ل': "l", 'م': "m", 'ن': "n", 'ه': "h", 'ة': "a", 'و': "w", 'ي': "y", 'ى': "a",
	'ء': "", 'پ': "p", 'چ': "ch", 'ژ': "zh", 'گ': "g", 'ک': "k", 'ی': "y", 'ہ': "h", 'ے': "y", 'ں': "n", 'ٹ': "t", 'ڈ': "d",
	'ڑ': "r", 'ـ': "",

	'א': "a", 'ב': "b", 'ג': "g", 'ד': "d", 'ה': "h", 'ו': "v", 'ז': "z", 'ח': "h", 'ט': "t", 'י': "y", 'כ': "k", 'ך': "k",
	'ל': "l", 'מ': "m", 'ם': "m", 'נ': "n", 'ן': "n", 'ס': "s", 'ע': "", 'פ': "p", 'ף': "f", 'צ': "ts", 'ץ': "ts", 'ק': "k",
	'ר': "r", 'ש': "sh", 'ת': "t",
}

// Bigrams of Greek that are one sound; they are tried before single letters.
var latinPairs = map[string]string{"ου": "ou", "αυ": "av", "ευ": "ev", "μπ": "b", "ντ": "nt", "γγ": "ng", "γκ": "gk", "τζ": "tz", "χρ": "chr"}

// legalForms are words that say what kind of company it is. They are left out while other words remain.
var legalForms = set("ltd", "limited", "llc", "llp", "lp", "inc", "incorporated", "corp", "corporation", "co", "company", "plc", "gmbh", "mbh",
	"ag", "kg", "kgaa", "ohg", "ug", "eg", "ev", "se", "sa", "sas", "sarl", "sasu", "eurl", "snc", "spa", "srl", "srls", "sl", "slu", "sau", "bv",
	"nv", "cv", "vof", "bvba", "sprl", "oy", "oyj", "ab", "asa", "aps", "hf", "ehf", "zrt", "kft", "bt", "nyrt", "sro", "spol", "dd",
	"doo", "ad", "ood", "eood", "ooo", "oao", "pao", "zao", "ao", "ip", "tov", "pat", "too", "sia", "uab", "fze", "fzc", "fzco", "fzllc",
	"dmcc", "wll", "bsc", "psc", "pjsc", "ojsc", "cjsc", "jsc", "ojsco", "pte", "pty", "pvt", "sdn", "bhd", "tbk", "pt", "kk", "gk", "ltda",
	"eireli", "mchj", "sirketi", "ticaret", "sti", "anonim")

// particles join parts of names and come and go between spellings; titles stand before them. Neither is compared while
// other words remain.
var particles = set("al", "el", "ul", "bin", "ben", "ibn", "bint", "abu", "de", "da", "di", "du", "do", "dos", "der", "den", "von", "van", "zu",
	"la", "le", "les", "las", "los", "y", "e", "the", "of", "and", "und", "et", "for", "fur", "mr", "mrs", "ms", "dr", "prof", "sheikh", "shaykh",
	"haji", "hajji", "mullah", "maulawi", "general", "gen", "col", "major", "mv")

// common are words that many companies share. They count a quarter.
var common = set("bank", "banque", "banco", "trading", "trade", "general", "international", "intl", "group", "holding", "holdings", "global",
	"company", "services", "service", "industries", "industrial", "industry", "commercial", "import", "export", "shipping", "transport",
	"investment", "investments", "finance", "financial", "capital", "management", "enterprise", "enterprises", "establishment",
	"foundation", "organization", "organisation", "association", "society", "national", "central", "development", "construction",
	"engineering", "technology", "technologies", "systems", "solutions", "energy", "oil", "gas", "petroleum", "exchange", "money",
	"logistics", "marine", "maritime", "aviation", "airlines", "factory", "office", "retail", "markets", "market", "partners")

func set(words ...string) map[string]bool {
	all := make(map[string]bool, len(words))
	for _, w := range words {
		all[w] = true
	}
	return all
}
