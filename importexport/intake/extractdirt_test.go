package intake_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/simulate/deliver"
)

// rowID is a row of a delivery.
type rowID struct {
	file string
	row  int
}

// owners says whose case each row came to, and which rows made the case.
func owners(g got) (owner map[rowID]string, made map[string][]rowID) {
	names := map[string]string{}
	for _, f := range g.report.Files {
		names[f.SHA256] = f.Name
	}
	owner, made = map[rowID]string{}, map[string][]rowID{}
	for _, d := range g.drafts {
		s, no := d.Snapshot, d.Snapshot.Appeal.AppealNo
		at := func(p *cases.Provenance) rowID { return rowID{names[p.SourceFileSHA256], p.RowNo} }
		made[no] = []rowID{at(&s.Appeal.Provenance), at(&s.Assignment.Provenance)}
		for i := range s.Questionnaires {
			owner[at(&s.Questionnaires[i].Provenance)] = no
		}
		for i := range s.CheckIns {
			owner[at(&s.CheckIns[i].Provenance)] = no
		}
		for i := range s.Flags {
			owner[at(&s.Flags[i].Provenance)] = no
		}
	}
	return owner, made
}

// Of a delivery with spoilt rows exactly those are refused that ought to be:
// every ticket and every code, and of the records those that are somebody's.
func TestSpoiltExtracts(t *testing.T) {
	t.Parallel()
	o := synthetic(t)
	cleanDir, _ := written(t, o, deliver.Spec{Bare: true})
	dir, files := written(t, o, deliver.Spec{Dirt: 0.15})
	owner, made := owners(read(t, shipped(t), folder(t, cleanDir)...))
	spoilt := map[rowID]bool{}
	for line := range strings.Lines(files["dirt.ndjson"]) {
		var m deliver.Mark
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatal(err)
		}
		if m.Reaction == deliver.Refuses {
			spoilt[rowID{m.File, m.Row}] = true
		}
	}
	delete(files, "dirt.ndjson")
	delete(files, "truth.ndjson")
	var sources []*importexport.Source
	for _, s := range folder(t, dir) {
		if strings.HasPrefix(s.Name, "extract_") {
			sources = append(sources, s)
		}
	}
	g := read(t, shipped(t), sources...)
	refused := map[rowID]bool{}
	for _, p := range g.report.Problems {
		if p.Level == importexport.Refused && p.Code != "case_refused" {
			refused[rowID{p.File, p.Row}] = true
		}
	}
	held := map[rowID]bool{} // codes of cases whose ticket is refused: they wait for it
	for _, rows := range made {
		held[rows[1]] = spoilt[rows[0]]
	}
	must := map[rowID]bool{}
	for at := range spoilt {
		no, owned := owner[at]
		whole := owned && !slices.ContainsFunc(made[no], func(r rowID) bool { return spoilt[r] })
		if strings.Contains(at.file, "赋码") && !held[at] || strings.Contains(at.file, "工单") || whole {
			must[at] = true
		} else if refused[at] {
			must[at] = true // whose it is cannot be read at all
		}
	}
	if len(must) < 20 {
		t.Fatalf("only %d rows are to be refused", len(must))
	}
	if diff := cmp.Diff(listed(must), listed(refused)); diff != "" {
		t.Error(diff)
	}
}

func listed(rows map[rowID]bool) []string {
	var out []string
	for r := range maps.Keys(rows) {
		out = append(out, fmt.Sprintf("%s:%d", r.file, r.row))
	}
	slices.Sort(out)
	return out
}

// A delivery in which one row was set right changes the case of that row and
// no other.
func TestARowSetRightChangesItsCase(t *testing.T) {
	t.Parallel()
	o := synthetic(t)
	_, files := written(t, o, deliver.Spec{Bare: true})
	before := read(t, shipped(t), zipped(t, files))
	again := read(t, shipped(t), zipped(t, files))
	if diff := cmp.Diff(snapshots(before), snapshots(again)); diff != "" {
		t.Errorf("the same delivery says something else: %s", diff)
	}
	whose := before.drafts[3].Snapshot
	old := whose.Assignment.ReasonText
	lines := strings.SplitAfter(files["extract_赋码提取.csv"], "\n")
	lines[whose.Assignment.RowNo-1] = strings.Replace(lines[whose.Assignment.RowNo-1], old, "更正："+old, 1)
	files["extract_赋码提取.csv"] = strings.Join(lines, "")
	after := read(t, shipped(t), zipped(t, files))
	changed := 0
	for i, s := range snapshots(after) {
		was := snapshots(before)[i]
		if diff := cmp.Diff(was, s, cmp.FilterValues(func(a, b cases.Provenance) bool { return true }, cmp.Ignore())); diff == "" {
			continue
		}
		changed++
		if s.Appeal.AppealNo != whose.Appeal.AppealNo || s.Assignment.ReasonText != "更正："+old {
			t.Errorf("case %s changed", s.Appeal.AppealNo)
		}
	}
	if changed != 1 {
		t.Errorf("%d cases changed", changed)
	}
}
