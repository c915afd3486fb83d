package roster

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unsafe"

	"recourse/cases"
)

// none stands for "no time" in a column of instants, which are microseconds
// since 1970 as in the store.
const none = math.MinInt64

// columns are the queue columns, one entry per slot. What lists filter, sort
// and count by has a column of its own; the rest shares one.
type columns struct {
	id                                 []int64
	state, colour, urgency             []uint8
	disposition, isolation             []uint8
	instruction, notice                []uint8
	signals, grounds, rules            []uint32
	officer, drafter, division, system []uint32
	filed, due, paused, ends, lease    []int64
	rest                               []rest
}

// rest is what lists only show.
type rest struct {
	version, seq       int64
	stateSince, issued int64
	ruleSet, allocator uint32
	snapshot           uint32
	returns            uint16
	newColour          uint8
	secondLook         bool
	turn               turn
}

// turn is where a case stands in the procedure: what it waits for and the
// rounds it has been through.
type turn struct {
	timerAt, holdUntil, merged    int64
	instructionSince, noticeSince int64
	pendingSince                  int64
	timer, pending                uint32
	past, barred                  uint16
	purge                         uint32
}

func turnOf(d *dicts, r *cases.Row) turn {
	return turn{
		timerAt: micros(r.TimerAt), holdUntil: micros(r.HoldUntil), merged: int64(r.MergedInto),
		instructionSince: micros(r.InstructionSince), noticeSince: micros(r.NoticeSince),
		pendingSince: micros(r.PendingSince),
		timer:        word(&d.users, r.Timer), pending: word(&d.users, r.Pending),
		past: uint16(min(r.Past, math.MaxUint16)), barred: uint16(min(r.Barred, math.MaxUint16)), purge: uint32(r.Purge),
	}
}

func (t *turn) into(r *cases.Row, n *names) {
	r.Timer, r.Pending, r.TimerAt, r.HoldUntil = n.users[t.timer], n.users[t.pending], instant(t.timerAt), instant(t.holdUntil)
	r.MergedInto, r.Past, r.Barred, r.Purge = cases.ID(t.merged), int(t.past), int(t.barred), int(t.purge)
	r.InstructionSince, r.NoticeSince, r.PendingSince = instant(t.instructionSince), instant(t.noticeSince), instant(t.pendingSince)
}

// names translate the numbers in the columns back.
type names struct {
	states, colours, urgencies, dispositions []string
	isolations, instructions, notices        []string
	users, divisions, systems, ruleSets      []string
	rules                                    [][]string
	grounds                                  [][]cases.Ground
}

// dicts number the values of the columns. Enumerations are numbered beforehand
// in the order in which lists sort them.
type dicts struct {
	states, colours, urgencies, dispositions dict[string]
	isolations, instructions, notices        dict[string]
	users, divisions, systems, ruleSets      dict[string]
	rules                                    dict[[]string]
	grounds                                  dict[[]cases.Ground]
}

func newDicts() *dicts {
	return &dicts{
		states:       seeded(cases.States()...),
		colours:      seeded(cases.Red, cases.Orange, cases.Yellow, cases.Grey, cases.Green, cases.NoColour, cases.Invalid, ""),
		urgencies:    seeded(cases.Critical, cases.Urgent, cases.Normal),
		dispositions: seeded(append([]cases.Disposition{""}, cases.Dispositions()...)...),
		isolations:   seeded("", cases.Running, cases.Ended, cases.Released),
		instructions: seeded("", cases.NotNeeded, cases.Queued, cases.Exported, cases.Acknowledged, cases.Rejected),
		notices:      seeded("", cases.Rendered, cases.Issued, cases.Delivered, cases.Failed),
		users:        seeded(""),
		divisions:    *newDict[string](), systems: *newDict[string](), ruleSets: *newDict[string](),
		rules: *newDict[[]string](), grounds: *newDict[[]cases.Ground](),
	}
}

func seeded[T ~string](values ...T) dict[string] {
	d := newDict[string]()
	for _, v := range values {
		word(d, string(v))
	}
	return *d
}

func (d *dicts) names() names {
	return names{
		states: d.states.names, colours: d.colours.names, urgencies: d.urgencies.names,
		dispositions: d.dispositions.names, isolations: d.isolations.names,
		instructions: d.instructions.names, notices: d.notices.names,
		users: d.users.names, divisions: d.divisions.names, systems: d.systems.names,
		ruleSets: d.ruleSets.names, rules: d.rules.names, grounds: d.grounds.names,
	}
}

// short numbers an enumeration's value in one byte.
func short[T ~string](d *dict[string], v T, full *bool) uint8 {
	c := word(d, string(v))
	*full = *full || c > math.MaxUint8
	return uint8(c)
}

// add appends a row to the columns.
func (c *columns) add(r *cases.Row, d *dicts) error {
	full := false
	state, colour := short(&d.states, r.State, &full), short(&d.colours, r.Colour, &full)
	urgency, disposition := short(&d.urgencies, r.Urgency, &full), short(&d.dispositions, r.Disposition, &full)
	isolation, instruction := short(&d.isolations, r.Isolation, &full), short(&d.instructions, r.Instruction, &full)
	notice, newColour := short(&d.notices, r.Notice, &full), short(&d.colours, r.NewColour, &full)
	if full {
		return fmt.Errorf("case %d: a coded column has more than 256 different values", r.ID)
	}
	c.id = append(c.id, int64(r.ID))
	c.state, c.colour, c.urgency = append(c.state, state), append(c.colour, colour), append(c.urgency, urgency)
	c.disposition, c.isolation = append(c.disposition, disposition), append(c.isolation, isolation)
	c.instruction, c.notice = append(c.instruction, instruction), append(c.notice, notice)
	c.signals = append(c.signals, uint32(r.Signals))
	c.grounds = append(c.grounds, groundsCode(d, r.Grounds))
	c.rules = append(c.rules, d.rules.code(strings.Join(r.Rules, "\x00"), func() []string { return slices.Clone(r.Rules) }))
	c.officer, c.drafter = append(c.officer, word(&d.users, string(r.Officer))), append(c.drafter, word(&d.users, string(r.Drafter)))
	c.division, c.system = append(c.division, word(&d.divisions, r.Division)), append(c.system, word(&d.systems, r.System))
	c.filed, c.due, c.paused = append(c.filed, micros(r.FiledAt)), append(c.due, micros(r.DueAt)), append(c.paused, micros(r.PausedAt))
	c.ends, c.lease = append(c.ends, micros(r.IsolationEnd)), append(c.lease, micros(r.LeaseUntil))
	c.rest = append(c.rest, rest{
		version: r.Version, seq: r.Seq, stateSince: micros(r.StateSince), issued: micros(r.IssuedAt),
		ruleSet: word(&d.ruleSets, r.RuleSet), allocator: word(&d.users, string(r.Allocator)),
		snapshot: uint32(r.SnapshotVersion), returns: uint16(min(r.Returns, math.MaxUint16)),
		newColour: newColour, secondLook: r.SecondLook, turn: turnOf(d, r),
	})
	return nil
}

// reserve makes room for n rows in all.
func (c *columns) reserve(n int) {
	room(n, &c.id, &c.filed, &c.due, &c.paused, &c.ends, &c.lease)
	room(n, &c.state, &c.colour, &c.urgency, &c.disposition, &c.isolation, &c.instruction, &c.notice)
	room(n, &c.signals, &c.grounds, &c.rules, &c.officer, &c.drafter, &c.division, &c.system)
	room(n, &c.rest)
}

func room[T any](n int, cols ...*[]T) {
	for _, col := range cols {
		*col = slices.Grow(*col, max(0, n-len(*col)))
	}
}

func groundsCode(d *dicts, list []cases.Ground) uint32 {
	var key strings.Builder
	for _, g := range list {
		key.WriteString(string(g))
		key.WriteByte(0)
	}
	return d.grounds.code(key.String(), func() []cases.Ground { return slices.Clone(list) })
}

// gather returns the columns of the given slots only.
func (c *columns) gather(keep []uint32) columns {
	return columns{
		id: pick(c.id, keep), state: pick(c.state, keep), colour: pick(c.colour, keep), urgency: pick(c.urgency, keep),
		disposition: pick(c.disposition, keep), isolation: pick(c.isolation, keep),
		instruction: pick(c.instruction, keep), notice: pick(c.notice, keep),
		signals: pick(c.signals, keep), grounds: pick(c.grounds, keep), rules: pick(c.rules, keep),
		officer: pick(c.officer, keep), drafter: pick(c.drafter, keep), division: pick(c.division, keep), system: pick(c.system, keep),
		filed: pick(c.filed, keep), due: pick(c.due, keep), paused: pick(c.paused, keep), ends: pick(c.ends, keep),
		lease: pick(c.lease, keep), rest: pick(c.rest, keep),
	}
}

func pick[T any](col []T, keep []uint32) []T {
	out := make([]T, len(keep), len(keep)+len(keep)/8)
	for i, s := range keep {
		out[i] = col[s]
	}
	return out
}

// row puts a case together again; the appeal number is not in the columns.
func (c *columns) row(s uint32, n *names) cases.Row {
	r := &c.rest[s]
	row := cases.Row{
		ID: cases.ID(c.id[s]), Version: r.version, Seq: r.seq,
		State: cases.State(n.states[c.state[s]]), StateSince: instant(r.stateSince),
		Colour: cases.Colour(n.colours[c.colour[s]]), IssuedAt: instant(r.issued), IsolationEnd: instant(c.ends[s]),
		FiledAt: instant(c.filed[s]), DueAt: instant(c.due[s]), PausedAt: instant(c.paused[s]),
		Division: n.divisions[c.division[s]], System: n.systems[c.system[s]], RuleSet: n.ruleSets[r.ruleSet],
		Rules: slices.Clone(n.rules[c.rules[s]]), Grounds: slices.Clone(n.grounds[c.grounds[s]]),
		Urgency: cases.Urgency(n.urgencies[c.urgency[s]]), Signals: cases.Signals(c.signals[s]),
		Officer: cases.UserID(n.users[c.officer[s]]), Allocator: cases.UserID(n.users[r.allocator]), LeaseUntil: instant(c.lease[s]),
		Drafter: cases.UserID(n.users[c.drafter[s]]), Returns: int(r.returns),
		Disposition: cases.Disposition(n.dispositions[c.disposition[s]]), NewColour: cases.Colour(n.colours[r.newColour]),
		SecondLook: r.secondLook, Isolation: cases.Isolation(n.isolations[c.isolation[s]]),
		Instruction: cases.Instruction(n.instructions[c.instruction[s]]), Notice: cases.Notice(n.notices[c.notice[s]]),
		SnapshotVersion: int(r.snapshot),
	}
	r.turn.into(&row, n)
	return row
}

func micros(t time.Time) int64 {
	if t.IsZero() {
		return none
	}
	return t.UnixMicro()
}

func instant(s int64) time.Time {
	if s == none {
		return time.Time{}
	}
	return time.UnixMicro(s).UTC()
}

// memory is what the columns occupy, in bytes.
func (c *columns) memory() int {
	bytes := cap(c.state) + cap(c.colour) + cap(c.urgency) + cap(c.disposition) + cap(c.isolation) + cap(c.instruction) + cap(c.notice)
	words := cap(c.signals) + cap(c.grounds) + cap(c.rules) + cap(c.officer) + cap(c.drafter) + cap(c.division) + cap(c.system)
	longs := cap(c.id) + cap(c.filed) + cap(c.due) + cap(c.paused) + cap(c.ends) + cap(c.lease)
	return bytes + 4*words + 8*longs + int(unsafe.Sizeof(rest{}))*cap(c.rest)
}
