package main

import (
	"context"
	"image"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"recourse/app/gui/caseview/work"
	"recourse/app/gui/queue"
	"recourse/app/session"
	"recourse/cases"
	"recourse/cases/roster"
	"recourse/importexport/letter"
	"recourse/review"
	"recourse/review/allot"
	"recourse/review/passage"
)

// letterDPI is the resolution in which letters are shown on screen: sharp at
// full width without filling memory.
const letterDPI = 110

// directory knows the names of the office's people. Names change rarely; they
// are read once and again when an unknown one turns up.
type directory struct {
	office *session.Session
	mu     sync.Mutex
	names  map[cases.UserID]string
}

func newDirectory(s *session.Session) *directory { return &directory{office: s} }

// Name is a person's name; an unknown id is shown as it is.
func (d *directory) Name(id cases.UserID) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n, ok := d.names[id]; ok || id == "" {
		return n
	}
	people, err := d.office.People(context.Background())
	if err == nil {
		d.names = make(map[cases.UserID]string, len(people))
		for _, p := range people {
			d.names[p.ID] = p.Name
		}
	}
	if n, ok := d.names[id]; ok {
		return n
	}
	return string(id)
}

// reader is what the case and sign-off screens read beside the file.
type reader struct {
	office *session.Session
	*directory
}

func (r reader) User() cases.User { return r.office.User() }

func (r reader) Assess(_ context.Context, f *cases.File) (*review.Assessment, error) {
	return r.office.Assess(f, review.Question{})
}

func (r reader) Shelf() *review.Library { return r.office.Rules() }

func (r reader) People(ctx context.Context) ([]cases.User, error) { return r.office.People(ctx) }

func (r reader) Passages(ctx context.Context) ([]passage.Passage, error) {
	return r.office.Passages(ctx)
}

func (r reader) Localise(args map[string]string, lang string) map[string]string {
	return r.office.Rules().Localise(args, lang)
}

func (r reader) Record(ctx context.Context, id cases.ID) ([]work.Entry, error) {
	list, err := r.office.Record(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make([]work.Entry, len(list))
	for i, e := range list {
		out[i] = work.Entry{Seq: e.Seq, At: e.At, By: e.Name, Move: cases.Move(e.Action), From: e.From, To: e.To, Detail: e.Detail}
	}
	return out, nil
}

func (r reader) Snapshot(ctx context.Context, id cases.ID, version int) (*cases.Snapshot, error) {
	return r.office.Snapshot(ctx, id, version)
}

func (r reader) LetterPages(ctx context.Context, f *cases.File, d cases.Draft) ([]image.Image, error) {
	return r.office.PreviewPages(ctx, f, &d, letterDPI)
}

func (r reader) DuePages(ctx context.Context, f *cases.File, k letter.Kind) ([]image.Image, error) {
	return r.office.DuePages(ctx, f, k, letterDPI)
}

func (r reader) Issue(ctx context.Context, id cases.ID, o work.LetterOrder) (string, error) {
	if err := os.MkdirAll(o.Folder, 0o700); err != nil {
		return "", err
	}
	l, _, err := r.office.Issue(ctx, id, o.Folder, session.LetterOrder{Kind: o.Kind, Reason: o.Reason, Until: o.Until})
	return l.DocNo, err
}

// Waiting lists what waits for a second signature.
func (r reader) Waiting(ctx context.Context) ([]cases.Row, error) { return r.office.Waiting(ctx) }

// Twins lists the open cases that may be the same matter as one.
func (r reader) Twins(ctx context.Context, id cases.ID) ([]*cases.File, error) {
	pairs, err := r.office.Twins(ctx)
	if err != nil {
		return nil, err
	}
	var out []*cases.File
	for _, t := range pairs {
		other := t.Into
		if other == id {
			other = t.Other
		} else if t.Other != id {
			continue
		}
		f, err := r.office.Desk().Case(ctx, other)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func (r reader) ProposalPages(ctx context.Context, f *cases.File) ([]image.Image, error) {
	return r.office.ProposalPages(ctx, f, letterDPI)
}

// queueDesk is what the queue does with cases.
type queueDesk struct{ office *session.Session }

func (q queueDesk) TakeNext(ctx context.Context) (cases.ID, string, error) {
	f, err := q.office.TakeNext(ctx)
	if err != nil {
		return 0, "", err
	}
	return f.ID, f.AppealNo, nil
}

// Lot lists the cases of a delivery or an alert, named "delivery/7" or "alert/2", or those behind a
// figure, named "batch/YD-0213-A", "source/...", "rule/...", "district/..." or
// "officer/...".
func (q queueDesk) Lot(ctx context.Context, name string) ([]cases.ID, error) {
	kind, text, _ := strings.Cut(name, "/")
	switch kind {
	case "batch", "source", "rule":
		hits, err := q.office.Sharing(ctx, cases.Criterion{By: cases.GroupBy(kind), Value: text})
		ids := make([]cases.ID, len(hits))
		for i, h := range hits {
			ids[i] = h.Case
		}
		return ids, err
	case "district", "officer":
		f := roster.Filter{Division: text}
		if kind == "officer" {
			f = roster.Filter{Drafter: cases.UserID(text)}
		}
		v := q.office.Queue().Select(f, roster.Sort{}, q.office.Now())
		return v.IDs(0, v.Len()), nil
	}
	no, err := strconv.ParseInt(text, 10, 64)
	if kind == "alert" {
		a, err := q.office.Alert(ctx, int(no))
		return a.Cases, err
	}
	if err != nil || kind != "delivery" {
		return nil, cases.Refuse("no_delivery", "no", text)
	}
	return q.office.DeliveryCases(ctx, no)
}

// Alerts lists the open alerts, for who may see them.
func (q queueDesk) Alerts(ctx context.Context) ([]cases.Alert, error) {
	if q.office.User().Permit(cases.MayInsight) != nil {
		return nil, nil
	}
	list, err := q.office.Alerts(ctx)
	return slices.DeleteFunc(list, func(a cases.Alert) bool { return a.State != cases.AlertOpen }), err
}

func (q queueDesk) Acknowledge(ctx context.Context, no int, why string) error {
	return q.office.AcknowledgeAlert(ctx, no, why)
}

func (q queueDesk) SetWeights(ctx context.Context, to map[string]int, why string) error {
	return q.office.SetQueueWeights(ctx, to, why)
}

func (q queueDesk) PlanAllotment(ctx context.Context, ids []cases.ID, to []cases.UserID, most int) (allot.Plan, error) {
	return q.office.PlanAllotment(ctx, ids, to, most)
}

func (q queueDesk) Allot(ctx context.Context, p allot.Plan, tell func(done, total int64)) ([]allot.Outcome, error) {
	return q.office.Allot(ctx, p, tell)
}

func (q queueDesk) Views(ctx context.Context) ([]roster.Kept, error) { return q.office.Views(ctx) }

func (q queueDesk) KeepView(ctx context.Context, k roster.Kept, again bool) error {
	return q.office.KeepView(ctx, k, again)
}

func (q queueDesk) RenameView(ctx context.Context, name, to string) error {
	return q.office.RenameView(ctx, name, to)
}

func (q queueDesk) DropView(ctx context.Context, name string) error {
	return q.office.DropView(ctx, name)
}

func (q queueDesk) PlaceView(ctx context.Context, name string, place int) error {
	return q.office.PlaceView(ctx, name, place)
}

func (q queueDesk) ShareView(ctx context.Context, name string) error {
	return q.office.ShareView(ctx, name)
}

func (q queueDesk) UnshareView(ctx context.Context, name string) error {
	return q.office.UnshareView(ctx, name)
}

func (q queueDesk) Officers(ctx context.Context) ([]queue.Officer, error) {
	list, err := q.office.Officers(ctx)
	out := make([]queue.Officer, len(list))
	for i, o := range list {
		out[i] = queue.Officer{ID: o.User.ID, Name: o.User.Name, Open: o.Open, DueToday: o.DueToday}
	}
	return out, err
}
