package torture

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// deed is what was done to an act.
type deed struct {
	name string
	sure bool // see Fault.Sure
}

// examine looks at what a disturbed act left, and tries it again.
func (t *trial) examine(ctx context.Context, p *Place, o Outcome, by deed) error {
	x := &examination{t: t, p: p, o: o, fault: by.name}
	t.rig.said = p.blank(o.Err)
	if o.Code == stuckCode {
		x.found(Stuck, "no end within %s", patience)
		return nil
	}
	x.words()
	if by.sure && saysUnknown(o.Err) {
		x.found(Wrong, "can be known: %s", o.Err)
	}
	same, err := t.familiar(p, o)
	if same || err != nil {
		t.rig.count(func(y *Tally) { y.Same++ })
		return err
	}
	if err := x.files(o, true); err != nil {
		return err
	}
	if err := x.office(ctx); err != nil {
		return err
	}
	return x.again(ctx)
}

type examination struct {
	t     *trial
	p     *Place
	o     Outcome
	fault string
	done  int // how many of the scene's entries are there
}

func (x *examination) found(k Kind, format string, args ...any) {
	x.t.rig.found(Finding{k, x.t.scene.Name, x.fault, fmt.Sprintf(format, args...)})
}

// raw are words of machines that a person must not be left alone with.
func raw() *regexp.Regexp {
	return regexp.MustCompile(`panic:|goroutine \d|SQLITE|SQLSTATE|\(\d{2,4}\)|database/sql|disk I/O error|unable to open|errno|connection reset|broken pipe|no space left|nameless|\.part\b|unexpected EOF|FATAL:|failed to connect|conn closed|bad connection|/said/|/home/`)
}

// words looks at what was said.
func (x *examination) words() {
	switch {
	case x.o.Killed() || x.o.Code == x.t.scene.Code:
	case strings.TrimSpace(x.o.Err) == "":
		x.found(Wrong, "ended with %d without a word", x.o.Code)
	case raw().MatchString(x.o.Err) || x.o.Code == 2:
		x.found(Wrong, "raw words, code %d: %s", x.o.Code, x.o.Err)
	}
}

// saysNothing, saysSaved and saysLook are what a message can claim.
func saysNothing(text string) bool {
	return regexp.MustCompile(`(?i)nothing (of yours )?(was|is|has been) (saved|changed|written)|was not saved|not saved`).MatchString(text)
}

func saysSaved(text string) bool {
	return regexp.MustCompile(`(?i)what you did is saved|steps? of this command (was|were) saved`).MatchString(text)
}

func saysLook(text string) bool {
	return saysUnknown(text) || strings.Contains(text, "could not be taken away again")
}

func saysUnknown(text string) bool { return strings.Contains(text, "not known whether") }

// office compares the record with what was said about it.
func (x *examination) office(ctx context.Context) error {
	s := &x.t.scene
	if s.Makes {
		why, err := x.missing(ctx)
		if err != nil {
			return err
		}
		if why != "" {
			if x.o.Code == s.Code {
				x.found(Lost, "the office is not there: %s", why)
			}
			return nil
		}
	}
	look, err := x.p.look(ctx, true)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		x.found(Half, "the record cannot be read: %v", err)
		return nil
	}
	if look.bad != "" {
		x.found(Half, "the record does not verify: %s", look.bad)
	}
	now := look.record
	x.done = progress(now, x.t.was, x.t.new)
	if x.done < 0 && s.Steps && x.o.Code == 3 {
		x.done = subset(now, x.t.was, x.t.new) // one item failed, others went on
	}
	if x.done < 0 {
		x.found(Half, "the record is neither as before nor as after: %v", tail(now, len(x.t.was)))
		return nil
	}
	x.compare()
	return nil
}

// missing says why an office that was being made cannot be signed in to; ""
// when it can. That the program cannot be started is nothing the office did.
func (x *examination) missing(ctx context.Context) (string, error) {
	o, err := x.p.run(ctx, as("auditor", "audit", "verify")...)
	if err != nil || o.Code == 0 {
		return "", err
	}
	return fmt.Sprintf("code %d: %s%s", o.Code, o.Out, o.Err), nil
}

// progress is how many of the new entries follow the old ones, -1 when there
// is anything else.
func progress(now, was, add []string) int {
	n := len(now) - len(was)
	if n < 0 || n > len(add) || !slices.Equal(now[:len(was)], was) || !slices.Equal(now[len(was):], add[:n]) {
		return -1
	}
	return n
}

// subset is how many of the new entries follow the old ones, in their order,
// -1 when there is anything else.
func subset(now, was, add []string) int {
	if len(now) < len(was) || !slices.Equal(now[:len(was)], was) {
		return -1
	}
	rest := add
	for _, e := range now[len(was):] {
		i := slices.Index(rest, e)
		if i < 0 {
			return -1
		}
		rest = rest[i+1:]
	}
	return len(now) - len(was)
}

func tail(list []string, from int) []string { return list[min(from, len(list)):] }

// compare holds what was said against what is there.
func (x *examination) compare() {
	s, all := &x.t.scene, len(x.t.new)
	claimed := x.claimed()
	if claimed > 0 || s.Silent && x.o.Code == s.Code {
		x.t.rig.count(func(y *Tally) { y.Acknowledged++ })
	}
	told := saysNothing(x.o.Err) || saysSaved(x.o.Err) || saysLook(x.o.Err)
	switch real := x.substance(); {
	case x.done < claimed:
		x.found(Lost, "%d acknowledged, %d there: %s", claimed, x.done, x.o.Out)
	case x.done > 0 && x.done < all && !s.Steps && real:
		x.found(Half, "%d of %d entries: %v", x.done, all, x.t.new[:x.done])
	case x.o.Killed() || x.o.Code == s.Code:
	case real && saysNothing(x.o.Err):
		x.found(Wrong, "%d of %d saved, but: %s", x.done, all, x.o.Err)
	case real && !told && x.o.Code != 3:
		x.found(Wrong, "%d of %d saved, and not a word of it: %s", x.done, all, x.o.Err)
	case x.done == 0 && all > 0 && saysSaved(x.o.Err):
		x.found(Wrong, "nothing is there, but: %s", x.o.Err)
	}
}

// substance reports whether more than opening entries are there.
func (x *examination) substance() bool {
	for _, e := range x.t.new[:x.done] {
		if !slices.ContainsFunc(x.t.scene.Opens, func(o string) bool { return strings.Contains(e, " "+o+" ") }) {
			return true
		}
	}
	return false
}

// claimed is how many entries the program said are done.
func (x *examination) claimed() int {
	switch {
	case x.o.Code == x.t.scene.Code:
		return len(x.t.new)
	case strings.TrimSpace(x.o.Out) == "":
		return 0
	case x.t.scene.Steps:
		return min(strings.Count(x.o.Out, "\n"), len(x.t.new))
	case x.o.Killed() || x.o.Code == 3:
		return len(x.t.new)
	}
	return 0
}

// again tries the act a second time: it goes through, or is refused because it
// is done already. Then everything is there.
func (x *examination) again(ctx context.Context) error {
	o, err := x.p.run(ctx, x.t.scene.args(x.p)...)
	if err != nil {
		return err
	}
	all := len(x.t.new)
	if o.Code != x.t.scene.Code && o.Code != 0 && (o.Code != 4 && o.Code != 1 && o.Code != 3 || x.done < all || x.t.scene.Silent) {
		x.found(Stuck, "the second try ended with %d: %s%s", o.Code, o.Out, o.Err)
		return nil
	}
	now, err := x.p.record(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		x.found(Stuck, "after the second try: %v", err)
		return nil
	}
	have := slices.Clone(tail(now, len(x.t.was)))
	for _, e := range x.t.new {
		i := slices.Index(have, e)
		if i < 0 {
			x.found(Stuck, "after the second try %q is not there: %v", e, tail(now, len(x.t.was)))
			return nil
		}
		have = slices.Delete(have, i, i+1)
	}
	return x.files(o, false)
}
