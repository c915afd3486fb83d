package letter

import (
	"slices"
	"strings"

	"recourse/cases"
)

// maxRows is how many sources a letter lists one by one; more are grouped.
const maxRows = 12

// sources lists what was examined: the data sources, then the codes that count,
// then what the resident declared. Each has a row of its own, except everyday local records that
// nobody cited or weighed: those have a row together for each kind.
func (p *Press) sources(in Case, d *cases.Decision) Sources {
	f, s := in.File, &in.File.Snapshot
	var out Sources
	var routine []Source
	named := relied(f, d)
	for i, flag := range s.Flags {
		row := p.source(flag, "F"+itoa(i+1))
		if !named[row.Ref] && everyday(flag, s.Appeal.HandlingDivision) {
			routine = append(routine, row)
			continue
		}
		out.List = append(out.List, row)
	}
	if len(out.List) > maxRows {
		out.List = p.group("source.many", out.List)
	}
	out.List = append(append(out.List, p.group("source.local", routine)...), p.codes(in, named)...)
	out.List = append(out.List, p.declared(s, named)...)
	for i := range out.List {
		if out.List[i].Provider.IsZero() {
			out.List[i].Provider = p.text("provider.self")
		}
	}
	out.None = len(out.List) == 0
	return out
}

// relied are the references that a finding cites or the officer weighed.
func relied(f *cases.File, d *cases.Decision) map[string]bool {
	named := map[string]bool{}
	for _, fd := range d.Findings {
		for _, ref := range fd.Evidence {
			named[shortRef(ref)] = true
		}
	}
	for _, w := range f.Weighings {
		named[shortRef(w.Ref)] = true
	}
	return named
}

// everyday reports whether a record only shows a person going about in the
// city that handles the appeal, and contradicts nothing the person said.
func everyday(f cases.Flag, home string) bool {
	const city = 4 // leading digits of a division that name it
	if len(home) < city || !strings.HasPrefix(f.Division, home[:city]) || len(f.Contradicts) > 0 {
		return false
	}
	return slices.Contains([]cases.Source{cases.CheckpointScan, cases.AppGPS, cases.PurchaseRecord, cases.DoorSensor}, f.SourceType)
}

// declared lists health declarations and daily check-ins. Declarations that no
// finding cites have one row together.
func (p *Press) declared(s *cases.Snapshot, named map[string]bool) []Source {
	var out, plain []Source
	for i, q := range s.Questionnaires {
		row := Source{Ref: "Q" + itoa(i+1), Kind: p.text("evidence.answer"), From: q.SubmittedAt, Provider: Same(s.Assignment.Platform)}
		if named[row.Ref] {
			out = append(out, row)
		} else {
			plain = append(plain, row)
		}
	}
	out = append(out, p.group("source.many", plain)...)
	if n := len(s.CheckIns); n > 0 {
		row := Source{Ref: "C1", Kind: p.text("evidence.checkin"), From: s.CheckIns[0].Date, To: s.CheckIns[n-1].Date}
		if n > 1 {
			row.Ref += "–C" + itoa(n)
		}
		out = append(out, row)
	}
	return out
}

func (p *Press) source(f cases.Flag, ref string) Source {
	usual, position := f.SourceType.DefaultRadius()
	out := Source{Ref: ref, Kind: p.known("source.", string(f.SourceType)), From: f.ObservedFrom, To: f.ObservedTo,
		Position: position || f.AccuracyRadiusM > 0, RadiusM: f.AccuracyRadiusM, Assumed: f.RadiusAssumed, Provider: Same(f.Provider)}
	if position && out.RadiusM == 0 {
		out.RadiusM, out.Assumed = usual, true
	}
	return out
}

// group joins sources of one kind and provider in the order of their first,
// with the whole period, the largest error and all references. The key words
// kind and number.
func (p *Press) group(key string, list []Source) []Source {
	type origin struct{ kind, provider Text }
	at := map[origin]int{}
	var out []Source
	var refs [][]string
	for _, s := range list {
		k := origin{s.Kind, s.Provider}
		n, known := at[k]
		if !known {
			at[k] = len(out)
			out, refs = append(out, s), append(refs, []string{s.Ref})
			continue
		}
		out[n].widen(s)
		refs[n] = append(refs[n], s.Ref)
	}
	for n, r := range refs {
		if len(r) > 1 {
			k := out[n].Kind
			out[n].Ref = strings.Join(r, ", ")
			out[n].Kind = Text{p.words[ZH].fill(key, "kind", k.ZH, "count", itoa(len(r))),
				p.words[EN].fill(key, "kind", k.EN, "count", itoa(len(r)))}
		}
	}
	return out
}

func (s *Source) widen(o Source) {
	if o.From.Earliest().Before(s.From.Earliest()) {
		s.From = o.From
	}
	end := o.To
	if end.IsZero() {
		end = o.From
	}
	if s.To.IsZero() || end.Latest().After(s.To.Latest()) {
		s.To = end
	}
	if o.RadiusM > s.RadiusM {
		s.RadiusM, s.Assumed = o.RadiusM, o.Assumed
	}
}
