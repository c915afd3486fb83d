package letter_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport/letter"
)

// strips takes out of a letter what an element of the checklist asks for.
func strips() map[string]func(c *letter.Content) {
	type f = func(c *letter.Content)
	return map[string]f{
		"due":       func(c *letter.Content) { c.Matter.Due = time.Time{} },
		"before":    func(c *letter.Content) { c.Matter.Before = time.Time{} },
		"papers":    func(c *letter.Content) { c.Matter.Papers = append(c.Matter.Papers, letter.Text{}) },
		"how":       func(c *letter.Content) { c.Matter.How = nil },
		"otherwise": func(c *letter.Content) { c.Matter.Otherwise = letter.Text{} },
		"clock":     func(c *letter.Content) { c.Matter.Before = time.Time{} },
		"deciders":  func(c *letter.Content) { c.Matter.Deciders = letter.Text{} },
		"meanwhile": func(c *letter.Content) { c.Matter.Meanwhile = nil },
		"body":      func(c *letter.Content) { c.Matter.Body = letter.Text{} },
		"refers":    func(c *letter.Content) { c.Matter.Refers.No = "" },
		"changes":   func(c *letter.Content) { c.Matter.Changes[0].Now = c.Matter.Changes[0].Was },
		"unchanged": func(c *letter.Content) { c.Matter.Unchanged = letter.Text{} },
		"optout":    func(c *letter.Content) { c.Matter.OptOut = time.Time{} },
		"reasons":   func(c *letter.Content) { c.Reasons.Text = "" },
		"basis":     func(c *letter.Content) { c.Basis = nil },
		"human":     func(c *letter.Content) { c.Human.Decider = letter.Text{} },
		"told":      func(c *letter.Content) { c.Told.Documents = c.Told.Documents[:1] },
		"code":      func(c *letter.Content) { c.Code.Colour = "" },
		"challenge": func(c *letter.Content) { c.Challenge.CourtBy = time.Time{} },
		"duties":    func(c *letter.Content) { c.Duties = nil },
		"person":    func(c *letter.Content) { c.Person.Name = "" },
		"number":    func(c *letter.Content) { c.Number = "" },
	}
}

// wanted lists, apart from the frame, what each letter must have (domain
// section 3.5 and the field guide).
func wanted() map[string]string {
	return map[string]string{
		"acknowledgement": "person number due deciders meanwhile told code duties",
		"deficiency":      "person number due papers how otherwise clock duties",
		"request":         "person number due papers how otherwise clock duties",
		"request-body":    "number due papers how otherwise clock duties",
		"delay":           "person number due before reasons meanwhile code duties",
		"merge":           "person number due refers told meanwhile code duties",
		"record":          "person number due before meanwhile code duties",
		"transfer":        "person number body reasons told human challenge code duties",
		"inadmissible":    "person number body reasons told human challenge code duties",
		"late":            "person number body reasons told human challenge code duties",
		"notice":          "person number reasons human challenge code duties",
		"correction":      "person number refers changes unchanged human duties",
		"certificate":     "person number refers",
		"group":           "person number reasons basis optout human challenge code duties",
		"group-appealed":  "person number reasons basis optout human challenge code duties",
		"decision":        "person number reasons human challenge told code duties",
	}
}

func TestChecklists(t *testing.T) {
	t.Parallel()
	p := open(t)
	for name, keys := range wanted() {
		for _, key := range strings.Fields(keys) {
			t.Run(name+" is not issued without "+key, func(t *testing.T) {
				t.Parallel()
				c := samples(t, "both")[name]
				if before := p.Check(c); len(before) > 0 {
					t.Fatalf("refused before: %v", before)
				}
				strips()[key](&c)
				if !slices.Contains(codes(p.Check(c)), "letter_missing_"+key) {
					t.Errorf("refusals are %v", p.Check(c))
				}
				if _, err := p.Issue(c, seal()); err == nil {
					t.Error("issued")
				}
			})
		}
	}
	t.Run("every kind is tried", func(t *testing.T) {
		t.Parallel()
		var tried []letter.Kind
		for name, c := range samples(t, "zh") {
			if _, ok := wanted()[name]; ok && !slices.Contains(tried, c.Kind) {
				tried = append(tried, c.Kind)
			}
		}
		all := letter.Kinds()
		slices.Sort(tried)
		slices.Sort(all)
		if diff := cmp.Diff(all, tried); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a letter of no known kind is not issued", func(t *testing.T) {
		t.Parallel()
		c := p.Acknowledgement(pending(t, "zh"))
		c.Kind = "greeting"
		if !slices.Contains(codes(p.Check(c)), "letter_kind") {
			t.Error(p.Check(c))
		}
	})
}

func codes(list []*cases.Refusal) (out []string) {
	for _, r := range list {
		out = append(out, r.Code)
	}
	return out
}

func TestDates(t *testing.T) {
	t.Parallel()
	p := open(t)
	t.Run("a promise that has passed is not given", func(t *testing.T) {
		t.Parallel()
		in := pending(t, "zh")
		in.File.DueAt = at(16, 9, 0)
		if !slices.Contains(codes(p.Check(p.Acknowledgement(in))), "letter_due_past") {
			t.Error("accepted")
		}
	})
	t.Run("a delay goes beyond the promise", func(t *testing.T) {
		t.Parallel()
		d := letter.Delay{Reason: "对方还没有答复。", Until: at(19, 18, 0)}
		if !slices.Contains(codes(p.Check(p.Delay(pending(t, "zh"), d))), "letter_delay_earlier") {
			t.Error("accepted")
		}
	})
	t.Run("a further delay replaces the date promised last", func(t *testing.T) {
		t.Parallel()
		in := pending(t, "both")
		delay := func(day int) cases.Letter {
			return cases.Letter{Kind: string(letter.KindDelay), DocNo: fmt.Sprint("延-", day), IssuedAt: at(16, 10, 0), Until: at(day, 18, 0)}
		}
		in.File.Letters = []cases.Letter{{Kind: string(letter.KindAcknowledgement)}, delay(21), delay(23), delay(25)}
		again := letter.Delay{Reason: "对方还没有答复。", Until: at(24, 18, 0)}
		for no, want := range map[string]int{"延-21": 19, "延-23": 21, "延-25": 23, "延-26": 25} {
			in.Number = no
			if got := p.Delay(in, again).Matter.Before; !got.Equal(at(want, 18, 0)) {
				t.Errorf("letter %s replaces %s, want the %dth", no, got, want)
			}
		}
		in.Number = "延-26"
		if !slices.Contains(codes(p.Check(p.Delay(in, again))), "letter_delay_earlier") {
			t.Error("a delay to a date before the one promised last is accepted")
		}
		again.Until = at(27, 18, 0)
		c := p.Delay(in, again)
		if list := p.Check(c); len(list) > 0 {
			t.Error(list)
		}
		var page string
		for _, s := range p.Preview(c).Pages {
			page += words(s)
		}
		if !strings.Contains(page, "2月25日") || strings.Contains(page, "2月19日") || !strings.Contains(page, "25February2020") {
			t.Errorf("the letter names another date:\n%s", page)
		}
		in.File.Requests = []cases.InfoRequest{{No: 1, ToResident: true, To: "resident", DueAt: at(20, 18, 0), At: at(16, 10, 30), Question: "车票"}}
		if got := p.Request(in, in.File.Requests[0]).Matter.Before; !got.Equal(at(25, 18, 0)) {
			t.Errorf("a request says that the answer is due %s", got)
		}
	})
	t.Run("a promise of an earlier round binds no more", func(t *testing.T) {
		t.Parallel()
		f := pending(t, "zh").File
		f.Letters = []cases.Letter{{Kind: string(letter.KindDelay), IssuedAt: at(16, 10, 0), Until: at(25, 18, 0)}}
		f.Reopenings = []cases.Reopening{{No: 1, At: at(18, 9, 0)}}
		if got := letter.Promised(f, ""); !got.Equal(f.DueAt) {
			t.Errorf("promised for %s", got)
		}
	})
	t.Run("the opt-out ends at the close of business a week later", func(t *testing.T) {
		t.Parallel()
		if got := letter.OptOut(at(18, 9, 0)); !got.Equal(at(25, 18, 0)) {
			t.Error(got)
		}
	})
}

func TestBlanks(t *testing.T) {
	t.Parallel()
	p := open(t)
	for words, blank := range map[string]bool{
		"您乘坐XX次列车。": true, "您于XXXX年到杭州。": true, "请找【经办人】。": true, "见[姓名]的记录。": true, "见｛日期｝。": true, "于＿＿日提出。": true, "途经○○站。": true, "住（）号。": true,
		"国办发[2020]5号。": false, "衣服XXL码。": false, "您与某某同住。": false, "见第3（1）项。": false, "330199********0011号。": false, "乘K529次列车。": false,
	} {
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			c := p.Decision(transit(t, "zh"))
			c.Reasons.Text += words
			if got := slices.Contains(codes(p.Check(c)), "letter_unfilled"); got != blank {
				t.Errorf("refused: %v", got)
			}
		})
	}
}

func TestCertificate(t *testing.T) {
	t.Parallel()
	p := open(t)
	t.Run("it says nothing of why, and takes one page", func(t *testing.T) {
		t.Parallel()
		got, err := p.Issue(samples(t, "zh")["certificate"], seal())
		if err != nil {
			t.Fatal(err)
		}
		v, err := p.Verify(got.PDF, public())
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"红码", "黄码", "武汉", "途经", "基站", "车票", "打卡", "体温", "隔离", "申诉编号", "HZJP-2020-001234", "送达回证"} {
			if strings.Contains(v.Text, word) {
				t.Errorf("it says %q", word)
			}
		}
		if got.Pages != 1 || !strings.Contains(v.Text, "绿码") || !strings.Contains(v.Text, "330199********0011") {
			t.Errorf("%d pages: %s", got.Pages, v.Text)
		}
	})
	for name, change := range map[string]func(f *cases.File){
		"while nothing is decided":           func(f *cases.File) { f.Decisions = nil },
		"before the second signature":        func(f *cases.File) { f.SignOffs = nil },
		"while the case is not yet decided":  func(f *cases.File) { f.State = cases.PendingSignoff },
		"where the code stands":              func(f *cases.File) { f.Decisions[0].Disposition, f.Decisions[0].NewColour = cases.Uphold, cases.Red },
		"where the code only becomes milder": func(f *cases.File) { f.Decisions[0].Disposition, f.Decisions[0].NewColour = cases.Vary, cases.Yellow },
	} {
		t.Run("none is given "+name, func(t *testing.T) {
			t.Parallel()
			f := transit(t, "zh").File
			if err := letter.Certifiable(f); err != nil {
				t.Fatalf("refused before: %v", err)
			}
			change(f)
			if letter.Certifiable(f) == nil {
				t.Error("given")
			}
		})
	}
}
