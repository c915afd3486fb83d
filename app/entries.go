package main

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"recourse/app/gui/caseview"
	"recourse/app/gui/exporter"
	"recourse/app/gui/importer"
	"recourse/app/gui/insight"
	"recourse/app/gui/kit"
	officescreen "recourse/app/gui/office"
	"recourse/app/gui/queue"
	"recourse/app/gui/shell"
	"recourse/app/gui/signoff"
	"recourse/cases"
	"recourse/cases/roster"
)

// counts are the figures of the rail.
type counts = roster.Counts

// entries lists the screens, those of the rail in its order.
func (d *desktop) entries() []shell.Entry {
	office, r := d.office, reader{d.office, d.names}
	clerks := []cases.Role{cases.Intake, cases.Supervisor}
	readers := []cases.Role{cases.Intake, cases.Reviewer, cases.Supervisor, cases.Auditor}
	figures := d.figures()
	count := func(pick func(c counts) int) func() int { return func() int { return pick(figures()) } }
	return []shell.Entry{
		{Name: kit.ScreenQueue, Icon: "queue", Rail: true, Roles: readers, Count: count(func(c counts) int { return c.Open }),
			Make: func(h kit.Host) shell.Screen { return queue.New(h, office.Queue(), queueDesk{office}, kit.ScreenQueue) }},
		{Name: kit.ScreenMine, Icon: "mine", Rail: true, Roles: []cases.Role{cases.Reviewer, cases.Supervisor}, Count: count(func(c counts) int { return c.Mine }),
			Make: func(h kit.Host) shell.Screen { return queue.New(h, office.Queue(), queueDesk{office}, kit.ScreenMine) }},
		{Name: kit.ScreenSignoff, Icon: "signoff", Rail: true, Roles: []cases.Role{cases.Supervisor}, Count: count(func(c counts) int { return c.ToSign }),
			Make: func(h kit.Host) shell.Screen { return signoff.New(h, office.Desk(), r) }},
		{Name: kit.ScreenImport, Icon: "import", Rail: true, Roles: clerks,
			Make: func(h kit.Host) shell.Screen {
				d.importer = importer.New(h, importDesk{office, d.names, d.words, d.note})
				return d.importer
			}},
		{Name: kit.ScreenExport, Icon: "export", Rail: true, Roles: clerks, Count: count(func(c counts) int { return c.ToExport }),
			Make: func(h kit.Host) shell.Screen { return exporter.New(h, exportDesk{office, d.names, d.words}) }},
		{Name: kit.ScreenInsights, Icon: "insights", Rail: true, Roles: []cases.Role{cases.Supervisor, cases.Auditor},
			Make: func(h kit.Host) shell.Screen { return insight.New(h, insightDesk{office}) }},
		{Name: kit.ScreenOffice, Icon: "office", Rail: true,
			Make: func(h kit.Host) shell.Screen { return officescreen.New(h, officeDesk{office, d.seat.Last}, d.look) }},
		{Name: kit.ScreenCase, Roles: readers,
			Make: func(h kit.Host) shell.Screen { return d.caseScreen(h, r) }},
	}
}

// figures are the counts of the queue as it stands for the person signed in. The
// rail asks for each of its figures on every way somebody goes, and none of them
// changes while the queue does not: those that do with time are not the rail's.
func (d *desktop) figures() func() counts {
	office := d.office
	type state struct {
		queue      *roster.Roster
		generation int64
		user       cases.UserID
	}
	var of state
	var kept counts
	return func() counts {
		now := state{office.Queue(), office.Queue().Generation(), office.User().ID}
		if now != of {
			of, kept = now, now.queue.Counts(now.user, office.Now())
		}
		return kept
	}
}

func (d *desktop) caseScreen(h kit.Host, r reader) *caseview.Screen {
	s := caseview.New(h, d.office.Desk(), r)
	s.After = d.later
	return s
}

// home is the screen a person starts on.
func (d *desktop) home() string {
	u := d.office.User()
	switch {
	case u.Has(cases.Intake, cases.Reviewer, cases.Supervisor, cases.Auditor):
		return kit.ScreenQueue
	}
	return kit.ScreenOffice
}

// dropped hands files that were dropped onto the window to the import screen.
func (d *desktop) dropped(_ fyne.Position, uris []fyne.URI) {
	if d.frame == nil || d.stop == nil || !d.office.User().Has(cases.Intake, cases.Supervisor) {
		return
	}
	paths := make([]string, len(uris))
	for i, u := range uris {
		paths[i] = u.Path()
	}
	d.frame.Open(kit.Route{Screen: kit.ScreenImport})
	if d.importer != nil {
		d.importer.Dropped(paths)
	}
}

func isCancelled(err error) bool { return errors.Is(err, context.Canceled) }
