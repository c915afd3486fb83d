package cases_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"recourse/cases"
)

func TestCheckDocNo(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, kind, no string
		want           cases.DocStatus
	}{
		{"textbook sample with X", "01", "11010519491231002X", cases.DocOK},
		{"synthetic division", "01", "330199199001010011", cases.DocOK},
		{"second synthetic number", "01", "330199198503071231", cases.DocOK},
		{"wrong check character", "01", "330199199001010012", cases.DocBad},
		{"lower-case x is not normalised yet", "01", "11010519491231002x", cases.DocBad},
		{"month 13", "01", "330199199013010018", cases.DocBad},
		{"15 digits", "01", "330199900101001", cases.DocBad},
		{"letters inside", "01", "33019919900101A011", cases.DocBad},
		{"residence permit uses the same rule", "05", "330199199001010011", cases.DocOK},
		{"passport has no check", "02", "E12345678", cases.DocNotApplicable},
		{"empty passport", "02", "", cases.DocBad},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if got := cases.CheckDocNo(tc.kind, tc.no); got != tc.want {
				t.Errorf("CheckDocNo(%q, %q) = %s, want %s", tc.kind, tc.no, got, tc.want)
			}
		})
	}
}

// Any single wrong digit is caught: that is what ISO 7064 MOD 11-2 promises.
func TestCheckDocNoCatchesEverySingleError(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		head := fmt.Sprintf("330199%04d%02d%02d%03d", rapid.IntRange(1930, 2019).Draw(t, "year"),
			rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"), rapid.IntRange(0, 999).Draw(t, "seq"))
		no := head + string(cases.IDCheckChar(head))
		if got := cases.CheckDocNo("01", no); got != cases.DocOK {
			t.Fatalf("%s: %s", no, got)
		}
		i := rapid.IntRange(0, 16).Draw(t, "position")
		wrong := []byte(no)
		wrong[i] = '0' + (wrong[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if got := cases.CheckDocNo("01", string(wrong)); got != cases.DocBad {
			t.Fatalf("%s with digit %d changed to %s: %s", no, i, wrong, got)
		}
	})
}

func TestNormalise(t *testing.T) {
	t.Parallel()
	if got, want := cases.NormaliseDocNo(" 11010519491231002ｘ\u200b"), "11010519491231002X"; got != want {
		t.Errorf("NormaliseDocNo = %q, want %q", got, want)
	}
	for in, want := range map[string]string{
		"+86 138-0000-1234": "13800001234", "0086138 0000 1234": "13800001234",
		"１３８００００１２３４": "13800001234", "8613800001234": "13800001234",
	} {
		if got, ok := cases.NormalisePhone(in); !ok || got != want {
			t.Errorf("NormalisePhone(%q) = %q, %v", in, got, ok)
		}
	}
	for _, in := range []string{"", "12800001234", "1380000123", "0571-88880000", "1.38E+10"} {
		if got, ok := cases.NormalisePhone(in); ok {
			t.Errorf("NormalisePhone(%q) accepted as %q", in, got)
		}
	}
}

func TestMask(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ got, want string }{
		{cases.MaskDocNo("330199199001010011"), "330199********0011"},
		{cases.MaskDocNo("E1234"), "*****"},
		{cases.MaskPhone("13800001234"), "138****1234"},
		{cases.MaskPhone(""), ""},
		{cases.MaskName("王伟"), "王*"},
		{cases.MaskName("欧阳小明"), "欧**"},
		{cases.MaskName("𠮷田"), "𠮷*"},
		{cases.MaskName("李"), "李*"},
		{cases.MaskName(""), ""},
	} {
		if tc.got != tc.want {
			t.Errorf("got %q, want %q", tc.got, tc.want)
		}
	}
}
