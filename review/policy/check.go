package policy

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"
)

var ruleID = regexp.MustCompile(`^R[0-9]{2}[A-Z]?$`)

// check refuses a pack whose statements do not hold together. Conditions are
// type-checked by Compile.
func check(p *Pack) error {
	var errs []error
	errs = append(errs, checkHead(p)...)
	seen := map[string]bool{}
	for i := range p.Rules {
		r := &p.Rules[i]
		if seen[r.ID] {
			errs = append(errs, fmt.Errorf("rule %s is there twice", r.ID))
		}
		seen[r.ID] = true
		for _, err := range checkRule(p, r) {
			errs = append(errs, fmt.Errorf("rule %s: %w", r.ID, err))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("policy %s: %w", p.Name(), err)
	}
	return nil
}

func checkHead(p *Pack) (errs []error) {
	if p.ID == "" || p.Version == "" || len(p.Systems) == 0 || len(p.Rules) == 0 {
		errs = append(errs, errors.New("id, version, systems and rules are needed"))
	}
	for _, d := range []string{p.EffectiveFrom, p.EffectiveTo} {
		if _, err := time.Parse(time.DateOnly, d); err != nil && (d != "" || p.EffectiveFrom == "") {
			errs = append(errs, fmt.Errorf("%q is not a date of the form 2020-02-11", d))
		}
	}
	if p.TimeZone == "" || p.OffsetHours < -12 || p.OffsetHours > 14 {
		errs = append(errs, errors.New("a time zone with its offset from UTC in hours is needed"))
	}
	want := Combine{Colour: "most_severe", Until: "latest_of_winning", Unknown: "never_against_the_resident"}
	if p.Combine != want {
		errs = append(errs, fmt.Errorf("combine must be %+v", want))
	}
	return errs
}

func checkRule(p *Pack, r *Rule) (errs []error) {
	say := func(bad bool, format string, a ...any) {
		if bad {
			errs = append(errs, fmt.Errorf(format, a...))
		}
	}
	say(!ruleID.MatchString(r.ID), "an id looks like R40")
	say(r.Title.ZH == "" || r.Title.EN == "" || r.Plain.ZH == "" || r.Plain.EN == "", "title and plain words are needed in both languages")
	say(!slices.Contains([]Status{Documented, DocumentedReason, Reconstructed}, r.Status), "status %q is not known", r.Status)
	say(r.Status != Documented && r.Gap.EN == "", "a rule that is not documented says what is reconstructed")
	say(r.Sentence == "", "a family of sentences is needed")
	for _, c := range r.Citation {
		_, ok := p.Sources[c]
		say(!ok, "cites %q, which the pack does not list", c)
	}
	say(r.Status != Reconstructed && len(r.Citation) == 0, "a documented rule cites its source")
	e := &r.Effect
	say(e.Colour != None && !e.Colour.Valid(), "colour %q is not known", e.Colour)
	say((e.Final || e.Release) && e.Colour == None && e.ColourFrom == "", "a release needs a colour")
	say(e.Days < 0 || e.Days > 60 || e.Hours < 0 || e.Hours > 24*60, "a term is between 0 and 60 days")
	say(e.Stronger != nil && e.Stronger.Colour.Severity() <= e.Colour.Severity(), "the stronger colour is not stronger")
	for _, id := range slices.Concat(e.UnlessActive, e.Suspends) {
		say(p.Rule(id) == nil, "names rule %s, which is not in the pack", id)
	}
	return errs
}
