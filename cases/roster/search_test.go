package roster_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
	"pgregory.net/rapid"

	"recourse/cases"
	"recourse/cases/roster"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	d := newDesk()
	people := []cases.Card{
		{Name: "阿卜杜·热合曼", DocNo: "33019919880214001X", Phone: "138-0013-8000", Statement: "我只是路过湖北，坐G7512次列车，（没有下车）。"},
		{Name: "Li Wei", DocNo: "e12345678", Phone: "+86 139 1111 2222", Statement: "Cafe\u0301 owner; never left Hangzhou"},
		{Name: "王小明", DocNo: "330199197001010011", Phone: "15912345678", Statement: "手机由母亲使用"},
		{Name: "𠮷野家", DocNo: "330199196512310022", Statement: "下车买水"},
	}
	for i, p := range people {
		d.put(cases.Row{ID: cases.ID(i + 1), AppealNo: "杭健申〔2020〕" + strings.Repeat("1", i+1) + "号", State: cases.Registered}, &p)
	}
	r := synced(t, d)
	found := []struct {
		name, text string
		want       []cases.ID
	}{
		{"two characters of a statement", "下车", []cases.ID{1, 4}},
		{"another dot in a name", "阿卜杜•热", []cases.ID{1}},
		{"full-width digits", "１９８８０２１４", []cases.ID{1}},
		{"the last character of an ID in lower case", "001x", []cases.ID{1}},
		{"a phone with its signs", "138-0013", []cases.ID{1}},
		{"a phone with the country code", "+8613911112222", []cases.ID{2}},
		{"a stored phone with spaces", "1391111", []cases.ID{2}},
		{"letter case", "LI wei", []cases.ID{2}},
		{"a composed accent finds a decomposed one", "café", []cases.ID{2}},
		{"half-width brackets", "(没有下车)", []cases.ID{1}},
		{"the year and number of an appeal", "[2020]11号", []cases.ID{2}},
		{"a train is a word of the statement", "g7512", []cases.ID{1}},
		{"digits alone do not look into prose", "7512", nil},
		{"all words must match", "王 母亲", []cases.ID{3}},
		{"words of different people", "王 湖北", nil},
		{"a rare character", "𠮷", []cases.ID{4}},
		{"only spaces is no search", " 　", []cases.ID{1, 2, 3, 4}},
		{"no hit across two fields", "曼330", nil},
	}
	for _, f := range found {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			v := r.Select(roster.Filter{Text: f.text}, roster.Sort{Key: roster.ByID}, start)
			if !slices.Equal(f.want, v.IDs(0, 10)) {
				t.Fatalf("%q finds %v, want %v", f.text, v.IDs(0, 10), f.want)
			}
		})
	}
}

func TestRaised(t *testing.T) {
	t.Parallel()
	r := synced(t, fullDesk(6))
	v := r.Select(roster.Filter{}, roster.Sort{Key: roster.ByID}, start)
	if got, want := v.Raised(4, 99, 2).IDs(0, 10), []cases.ID{4, 2, 1, 3, 5, 6}; !slices.Equal(got, want) {
		t.Errorf("raised: %v, want %v", got, want)
	}
	if got := v.IDs(0, 10); got[0] != 1 {
		t.Errorf("the view itself has changed: %v", got)
	}
}

// TestTypingNarrows types a text letter by letter into one roster and asks a
// fresh one for each: what is remembered must not change the outcome.
func TestTypingNarrows(t *testing.T) {
	t.Parallel()
	d := fullDesk(800)
	r := synced(t, d)
	rapid.Check(t, func(t *rapid.T) {
		c := newChance(rapid.Uint64().Draw(t, "seed"))
		text := []rune(drawText(c, d) + one(c, "", " 王", " 1") + drawText(c, d))
		for i := range text {
			f := roster.Filter{Text: string(text[:i+1])}
			v := r.Select(f, roster.Sort{Key: roster.ByID}, start)
			want := plainSelect(d, f, roster.Sort{Key: roster.ByID}, start)
			if diff := gocmp.Diff(want, v.IDs(0, v.Len())); diff != "" && len(want)+v.Len() > 0 {
				t.Fatalf("%q (-want +got):\n%s", f.Text, diff)
			}
		}
	})
}

// TestFold: the quick way for common text and the thorough way agree, and
// folding twice is folding once.
func TestFold(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("aZ9 (\t\x00é\u0301王，。Ａｚ（〔·•ｶﾞ\u200b𠮷ß“"), unicode.Han, unicode.Latin)).Draw(t, "s")
		got := roster.Fold(s)
		if again := roster.Fold(got); again != got {
			t.Fatalf("%q folds to %q and then to %q", s, got, again)
		}
		plain := strings.ToUpper(norm.NFC.String(width.Fold.String(s)))
		if strings.ContainsAny(s, "ß") {
			return // has no single upper-case letter
		}
		for _, pair := range []string{"(〔", "（〔", "•·", "\t ", "\x00", "\u200b"} {
			r := []rune(pair)
			plain = strings.ReplaceAll(plain, string(r[0]), string(r[1:]))
		}
		if letters(got) != letters(norm.NFC.String(plain)) {
			t.Fatalf("%q folds to %q, want %q", s, got, plain)
		}
	})
}

// letters keeps letters and digits.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
