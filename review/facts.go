package review

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"recourse/cases"
	"recourse/review/evidence"
	"recourse/review/policy"
	"recourse/review/replay"
)

// Hold is an earlier signed decision on the same code that still binds.
type Hold struct {
	Colour        cases.Colour
	DecidedAt     cases.Stamp
	Until         cases.Stamp
	NewerEvidence bool
	Ref           string
}

// Facts turns what the file shows into the facts that rules read. What is
// open in the picture is unknown in the facts, with its evidence and reason.
func Facts(pic *evidence.Picture, asOf cases.Stamp, zone *time.Location, hold *Hold) (*policy.Facts, error) {
	f := policy.NewFacts(moment(asOf, zone), zone)
	personFacts(f, pic)
	answerFacts(f, &pic.Answers)
	for i := range pic.Stays {
		stayFacts(f, &pic.Stays[i], zone)
	}
	listFacts(f, pic, zone)
	registerFacts(f, &pic.Register, zone)
	codeFacts(f, pic, zone)
	if hold != nil {
		f.Record("appeal").Set("held", policy.BoolValue(true, hold.Ref)).
			Set("colour", policy.TextValue(string(hold.Colour), hold.Ref)).
			Set("decided_at", policy.MomentValue(moment(hold.DecidedAt, zone), hold.Ref)).
			Set("hold_until", policy.MomentValue(moment(hold.Until, zone), hold.Ref)).
			Set("newer_evidence", policy.BoolValue(hold.NewerEvidence))
	}
	return f, f.Err()
}

// moment brings a stamp into the pack's time zone; a whole day stays one.
func moment(s cases.Stamp, zone *time.Location) policy.Moment {
	switch {
	case s.IsZero():
		return policy.Moment{}
	case s.WholeDay():
		t := s.Earliest()
		return policy.WholeDay(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, zone))
	}
	return policy.Instant(s.Earliest().In(zone))
}

func claim(c evidence.Claim) policy.Value {
	switch c.State {
	case evidence.Yes:
		return policy.BoolValue(true, c.Refs...)
	case evidence.No:
		return policy.BoolValue(false, c.Refs...)
	}
	return policy.NotKnown(policy.Statement(c.Why), c.Refs...)
}

func number(n *int, refs ...string) policy.Value {
	if n == nil {
		return policy.NotKnown(policy.Statement{Key: "evidence.no_dwell"}, refs...)
	}
	return policy.IntValue(*n, refs...)
}

func personFacts(f *policy.Facts, pic *evidence.Picture) {
	f.Record("person").Set("id_ok", claim(pic.Identity.NumberOK)).
		Set("phone_is_own", claim(pic.Identity.PhoneOwn)).
		Set("id_linked", policy.BoolValue(pic.Identity.IDLinked))
}

func answerFacts(f *policy.Facts, a *evidence.Answers) {
	q := f.Record("q").Set("measured", claim(a.Measured)).Set("fever", claim(a.Fever)).
		Set("respiratory", claim(a.Respiratory)).Set("contact_14d", claim(a.Contact)).
		Set("key_area_14d", claim(a.KeyArea)).Set("overseas_14d", claim(a.Overseas))
	if a.Measured.State == evidence.Yes {
		q.Set("temp_c", policy.NumberValue(a.TempC, a.Measured.Refs...))
	}
}

func stayFacts(f *policy.Facts, s *evidence.Stay, zone *time.Location) {
	r := f.Add("stays", s.Ref)
	region := policy.NotKnown(policy.Statement{Key: "evidence.no_place", Args: map[string]string{"ref": s.Ref}}, s.Ref)
	if s.Region != "" {
		region = policy.TextValue(s.Region, s.Ref)
	}
	to := policy.MomentValue(moment(s.To, zone), s.ToRefs...)
	if !s.ToWhy.IsZero() {
		to = policy.NotKnown(policy.Statement(s.ToWhy), s.ToRefs...)
	}
	r.Set("region", region).Set("place", policy.TextValue(s.Place, s.Ref)).
		Set("key_area", claim(s.Key)).Set("high_risk", claim(s.High)).
		Set("higher_risk", claim(s.Higher)).Set("medium_risk", claim(s.Medium)).
		Set("at_home", claim(s.Home)).
		Set("from", policy.MomentValue(moment(s.From, zone), s.Ref)).Set("to", to).
		Set("dwell_min", number(s.Dwell, s.Ref)).Set("radius_m", policy.IntValue(s.RadiusM, s.Ref)).
		Set("kinds", policy.TextsValue(s.Kinds, s.Ref))
}

func listFacts(f *policy.Facts, pic *evidence.Picture, zone *time.Location) {
	for _, c := range pic.Contacts {
		f.Add("contacts", c.Ref).Set("named", claim(c.Person)).
			Set("last_exposure", policy.MomentValue(moment(c.Last, zone), c.Ref)).
			Set("listed_by", policy.TextValue(c.ListedBy, c.Ref))
	}
	for _, c := range pic.Colocations {
		f.Add("colocations", c.Ref).Set("same_person", claim(c.Person)).
			Set("at", policy.MomentValue(moment(c.At, zone), c.Ref)).
			Set("radius_m", policy.IntValue(c.RadiusM, c.Ref)).
			Set("dwell_min", number(c.Dwell, c.Ref)).
			Set("kinds", policy.TextsValue(c.Kinds, c.Ref))
	}
	for _, m := range pic.Mismatches {
		f.Add("mismatches", m.Ref).Set("at", policy.MomentValue(moment(m.At, zone), m.Ref)).
			Set("examined", policy.BoolValue(m.Examined, m.Ref)).
			Set("about", policy.TextValue(m.About, m.Ref))
	}
}

func registerFacts(f *policy.Facts, g *evidence.Register, zone *time.Location) {
	f.Record("findings").Set("case_open", claim(g.Case)).
		Set("discharged", claim(g.Discharged)).
		Set("discharged_at", policy.MomentValue(moment(g.DischargedAt, zone), g.Discharged.Refs...)).
		Set("observed", claim(g.Observed)).
		Set("observation_until", policy.MomentValue(moment(g.ObservedUntil, zone), g.Observed.Refs...)).
		Set("false_declaration", claim(g.FalseDeclaration)).
		Set("declared_at", policy.MomentValue(moment(g.DeclaredAt, zone), g.FalseDeclaration.Refs...))
}

func codeFacts(f *policy.Facts, pic *evidence.Picture, zone *time.Location) {
	s := &pic.Streak
	streak := policy.IntValue(s.Days, s.Known.Refs...)
	if s.Known.State == evidence.Open {
		streak = policy.NotKnown(policy.Statement(s.Known.Why), s.Known.Refs...)
	}
	excused := policy.IntValue(s.Excused, s.Excuse.Refs...)
	if s.Excuse.State == evidence.Open {
		excused = policy.NotKnown(policy.Statement(s.Excuse.Why), s.Excuse.Refs...)
	}
	f.Record("checkins").Set("streak_days", streak).Set("excused_days", excused).
		Set("missed", claim(s.Missed)).Set("missed_on", policy.MomentValue(moment(s.Gap, zone), s.Missed.Refs...)).
		Set("last", policy.MomentValue(moment(s.Last, zone)))
	c := &pic.Current
	refs := []string{}
	if c.Ref != "" {
		refs = append(refs, c.Ref)
	}
	f.Record("current").Set("colour", policy.TextValue(string(c.Colour), refs...)).
		Set("since", policy.MomentValue(moment(c.Since, zone), refs...))
}

// sheetForm numbers the form of sheets. It is raised whenever the facts made of
// the same file, or the way they are spelled out, are no longer the same.
const sheetForm = 1

// basis names what the facts on a sheet were made with, besides the file: the
// error models, the regions, and of a policy what is no rule. Policies with one
// basis see the same facts. The zero basis has none.
type basis [8]byte

func (l *Library) basisOf(p *policy.Pack) (b basis) {
	h := sha256.New()
	fmt.Fprintf(h, "%d %d %s %s %q %s %d", sheetForm, policy.FlatForm, l.models.Digest, l.regions.Digest, p.RiskTables, p.TimeZone, p.OffsetHours)
	for _, k := range p.KeyAreas {
		fmt.Fprintf(h, " %q %q %q", k.Division, k.From, k.To)
	}
	copy(b[:], h.Sum(nil))
	return b
}

// sheet spells out what a replay of the whole office needs of a file: which
// policy bound the code, what was issued, and the facts. Without a policy it
// ends behind the first.
func (l *Library) sheet(s *cases.Snapshot, p *policy.Program, f *policy.Facts) []byte {
	a := &s.Assignment
	b := append(make([]byte, 0, 256), sheetForm)
	for _, text := range []string{a.IssuingSystem, a.RuleSetID, a.RuleSetVer} {
		b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
	}
	b = policy.AppendMoment(b, policy.Instant(issuedAt(a).Earliest()))
	from := l.bases[p]
	if b = append(b, from[:]...); p == nil {
		return b
	}
	is := issuedCode(s, p)
	b = append(binary.AppendUvarint(b, uint64(len(is.Colour))), is.Colour...)
	for _, m := range []policy.Moment{is.At, is.Until, is.Basis} {
		b = policy.AppendMoment(b, m)
	}
	return f.AppendFlat(b)
}

// Sheet spells a file out for the replay of the whole office, with the policy
// in force when its code was issued.
func (l *Library) Sheet(s *cases.Snapshot) ([]byte, error) {
	p, f, err := l.Facts(s, Question{})
	if err != nil && !errors.Is(err, ErrNoPolicy) {
		return nil, err
	}
	return l.sheet(s, p, f), nil
}

// Sheets replays sheets as Verdict replays files. It remembers what people have
// in common and is for one goroutine.
type Sheets struct {
	library *Library
	named   *policy.Program // that the question names, nil for the one in force
	err     error
	other   bool // the question is about other facts than those on file
	runners map[*policy.Program]*replay.Runner
}

// Sheets prepares to answer one question for many files.
func (l *Library) Sheets(q Question) *Sheets {
	r := &Sheets{library: l, runners: map[*policy.Program]*replay.Runner{}}
	r.other = !q.AsOf.IsZero() || len(q.Set) > 0 || q.Hold != nil
	if q.Policy != "" {
		r.named, r.err = l.Program(q.Policy)
	}
	return r
}

// Verdict says of a sheet what Library.Verdict says of its file. It is not ok
// where the sheet cannot tell: made in another form, or with other models,
// regions or areas than the policy has.
func (r *Sheets) Verdict(sheet string) (v replay.Verdict, differs, ok bool, err error) {
	t := policy.NewFlatText(sheet)
	if r.other || t.Bytes(1) != string([]byte{sheetForm}) {
		return v, false, false, nil
	}
	if r.err != nil {
		return v, false, true, r.err
	}
	a := cases.CodeAssignment{IssuingSystem: t.Text(), RuleSetID: t.Text(), RuleSetVer: t.Text()}
	a.IssuedAt = cases.At(t.Moment(cases.Shanghai()).Earliest())
	p := r.named
	if _, sound := t.Rest(); sound && p == nil {
		if p, err = r.library.InForce(&a); err != nil {
			return v, false, true, err
		}
	}
	want := r.library.bases[p]
	if p == nil || t.Bytes(len(want)) != string(want[:]) {
		return v, false, false, nil
	}
	return r.facts(p, &t)
}

// facts replays what stands behind the basis.
func (r *Sheets) facts(p *policy.Program, t *policy.FlatText) (v replay.Verdict, differs, ok bool, err error) {
	zone := p.Pack().Zone()
	is := replay.Issued{Colour: policy.Colour(t.Text()), At: t.Moment(zone), Until: t.Moment(zone), Basis: t.Moment(zone)}
	run := r.runners[p]
	if run == nil {
		run = replay.NewRunner(p)
		r.runners[p] = run
	}
	if v, err = run.Verdict(t, zone); err != nil {
		return replay.Verdict{}, false, false, nil // unreadable: the file itself tells
	}
	return v, v.Differs(is, zone), true, nil
}
