package letter_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"recourse/cases"
	"recourse/importexport/letter"
)

// removals takes one element of the checklist out of a letter each.
func removals() map[int][]func(c *letter.Content) {
	type f = func(c *letter.Content)
	return map[int][]f{
		1: {func(c *letter.Content) { c.Authority.Name = letter.Text{} }, func(c *letter.Content) { c.Authority.Unit = letter.Text{} },
			func(c *letter.Content) { c.Authority.Address = letter.Text{} }, func(c *letter.Content) { c.Authority.Hours = letter.Text{} },
			func(c *letter.Content) { c.Authority.Phone = "" }},
		2:  {func(c *letter.Content) { c.Number = "" }, func(c *letter.Content) { c.DecidedOn = time.Time{} }, func(c *letter.Content) { c.IssuedOn = time.Time{} }},
		3:  {func(c *letter.Content) { c.Person.Name = "" }, func(c *letter.Content) { c.Person.MaskedID = "" }, func(c *letter.Content) { c.Person.Address = letter.Text{} }},
		4:  {func(c *letter.Content) { c.Appeal.No = "" }, func(c *letter.Content) { c.Appeal.ReceivedOn = cases.Stamp{} }, func(c *letter.Content) { c.Appeal.Channel = letter.Text{} }},
		5:  {func(c *letter.Content) { c.Title = letter.Text{} }, func(c *letter.Content) { c.Heading = letter.Text{} }},
		6:  {func(c *letter.Content) { c.Code.System = letter.Text{} }, func(c *letter.Content) { c.Code.Colour = "" }, func(c *letter.Content) { c.Code.IssuedAt = cases.Stamp{} }},
		7:  {func(c *letter.Content) { c.Outcome.Text = letter.Text{} }, func(c *letter.Content) { c.Outcome.EffectiveAt = cases.Stamp{} }},
		8:  {func(c *letter.Content) { c.Told.Grounds = nil }},
		9:  {func(c *letter.Content) { c.Sources.List = nil }},
		10: {func(c *letter.Content) { c.Asked = letter.Asked{} }},
		11: {func(c *letter.Content) { c.Facts = nil }, func(c *letter.Content) { c.Facts[0].Text = "" }},
		12: {func(c *letter.Content) { c.Rules = letter.Rules{} }},
		13: {func(c *letter.Content) { c.Reasons.Text = "" }, func(c *letter.Content) { c.Reasons.Answers = c.Reasons.Answers[:1] },
			func(c *letter.Content) { c.Reasons.Answers[1].Result = "" }},
		14: {func(c *letter.Content) { c.Basis = nil }},
		15: {func(c *letter.Content) { c.Human.Decider = letter.Text{} }, func(c *letter.Content) { c.Human.Signer = letter.Text{} }},
		16: {func(c *letter.Content) { c.Duties = nil }},
		17: {func(c *letter.Content) { c.Again.Phone = "" }},
		18: {func(c *letter.Content) { c.Challenge.Reconsider = letter.Body{} }, func(c *letter.Content) { c.Challenge.CourtBy = time.Time{} }},
		19: {func(c *letter.Content) { c.Data.Retention = letter.Text{} }, func(c *letter.Content) { c.Data.Complain = letter.Body{} }},
		20: {func(c *letter.Content) { c.Help.Hotline = "" }},
		21: {func(c *letter.Content) { c.Redress = nil }},
		23: {func(c *letter.Content) { c.Enclosures = nil }},
	}
}

func TestEveryElementIsNeeded(t *testing.T) {
	t.Parallel()
	p := open(t)
	all := removals()
	for no := 1; no <= 23; no++ {
		if no == 22 {
			continue // signature and code, made by Issue
		}
		for i, remove := range all[no] {
			t.Run("element "+strconv.Itoa(no)+" part "+strconv.Itoa(i+1), func(t *testing.T) {
				t.Parallel()
				c := p.Decision(transit(t, "both"))
				remove(&c)
				_, err := p.Issue(c, seal())
				var incomplete *letter.Incomplete
				if !errors.As(err, &incomplete) {
					t.Fatalf("issued without it: %v", err)
				}
				if !slices.Contains(elements(incomplete), strconv.Itoa(no)) {
					t.Errorf("refusals %v do not name element %d", err, no)
				}
			})
		}
		if len(all[no]) == 0 {
			t.Errorf("element %d is not tried", no)
		}
	}
}

func elements(e *letter.Incomplete) (nos []string) {
	for _, err := range e.Refusals {
		if r, ok := cases.AsRefusal(err); ok && strings.HasPrefix(r.Code, "letter_missing_") {
			nos = append(nos, r.Args["no"])
		}
	}
	return nos
}

func TestForbidden(t *testing.T) {
	t.Parallel()
	p := open(t)
	for _, c := range []struct{ name, words, code string }{
		{"somebody's full ID number", "见330199198503071231的记录。", "letter_holds_id"},
		{"an officer's mobile number", "请找13800138000。", "letter_holds_phone"},
		{"coordinates", "位置为30.274085，120.155070。", "letter_holds_location"},
		{"an accusation", "您涉嫌瞒报行程。", "letter_holds_accusation"},
		{"another person's name", "同车的赵无名。", "letter_holds_stranger"},
		{"a placeholder in braces", "您于{date}提出。", "letter_unfilled"},
		{"a line to be filled", "您于____提出。", "letter_unfilled"},
		{"crosses for a name", "您乘坐××次列车。", "letter_unfilled"},
		{"a private character", "您\uE123好。", "letter_unfilled"},
		{"a character no face shows", "地名\U000243E1村。", "letter_glyph"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := transit(t, "zh")
			in.File.Snapshot.Flags[1].LinkedName = "赵无名"
			content := p.Decision(in)
			if problems := p.Check(content); len(problems) != 0 {
				t.Fatalf("the letter is refused before: %v", problems)
			}
			content.Reasons.Text += c.words
			found := slices.ContainsFunc(p.Check(content), func(r *cases.Refusal) bool {
				return r.Code == c.code
			})
			if !found {
				t.Errorf("%q is not refused as %s: %v", c.words, c.code, p.Check(content))
			}
		})
	}
	t.Run("the refusal does not repeat the secret", func(t *testing.T) {
		t.Parallel()
		content := p.Decision(transit(t, "zh"))
		content.Reasons.Text += "见330199198503071231。"
		for _, r := range p.Check(content) {
			if strings.Contains(r.Error(), "330199198503071231") {
				t.Error(r)
			}
		}
	})
}

func TestDispositions(t *testing.T) {
	t.Parallel()
	p := open(t)
	for _, d := range cases.Dispositions() {
		t.Run(string(d)+" gives a letter in both languages", func(t *testing.T) {
			t.Parallel()
			in := transit(t, "both")
			dec := &in.File.Decisions[0]
			dec.Disposition, dec.TransferTo, dec.ReturnBy = d, "武汉市防控指挥部", cases.At(at(20, 18, 0))
			switch d {
			case cases.Vary:
				dec.NewColour, dec.IsolationEnd = cases.Yellow, cases.At(at(20, 0, 0))
			case cases.Overturn, cases.CorrectRe:
			default:
				dec.NewColour, dec.EffectiveAt, dec.HoldUntil = "", cases.Stamp{}, cases.Stamp{}
			}
			if problems := p.Check(p.Decision(in)); len(problems) != 0 {
				t.Errorf("refused: %v", problems)
			}
		})
	}
	t.Run("an empty file names what is missing and does not panic", func(t *testing.T) {
		t.Parallel()
		c := p.Decision(letter.Case{File: &cases.File{}})
		if len(p.Check(c)) < 15 {
			t.Errorf("only %v", p.Check(c))
		}
		p.Preview(c)
	})
	t.Run("deadlines are dates", func(t *testing.T) {
		t.Parallel()
		c := p.Decision(transit(t, "zh")).Challenge
		if got := c.ReconsiderBy.Format(time.DateOnly) + " " + c.CourtBy.Format(time.DateOnly); got != "2020-04-18 2020-08-18" {
			t.Errorf("deadlines are %s", got)
		}
	})
}
