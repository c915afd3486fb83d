package work

import (
	"context"

	"recourse/app/gui/task"
	"recourse/cases"
)

// Amended reports whether the facts changed after the draft was written or
// confirmed.
func (m *Model) Amended() bool {
	return m.file != nil && m.Editable() && m.draft.SnapshotVersion != m.file.SnapshotVersion
}

// Written is the version of the facts on which the draft was written.
func (m *Model) Written() int { return m.draft.SnapshotVersion }

// Changes lists what a later delivery changed since the draft was written, as
// far as it was loaded, and why it was not.
func (m *Model) Changes() ([]Change, error) { return m.changes, m.changeErr }

// loadChanges compares the facts with those the draft was written on.
func (m *Model) loadChanges(ctx context.Context) {
	m.changes, m.changeErr = nil, nil
	if !m.Amended() || m.Written() < 1 {
		return
	}
	after, version := m.file, m.Written()
	task.Go(m.runner, ctx, func(ctx context.Context) (*cases.Snapshot, error) {
		return m.reader.Snapshot(ctx, m.id, version)
	}, func(before *cases.Snapshot, err error) {
		if m.file.SnapshotVersion != after.SnapshotVersion {
			return // a still later delivery came meanwhile
		}
		if m.changeErr = err; err == nil {
			m.changes = Changes(before, &after.Snapshot)
		}
		m.tell(Amendment)
	})
}

// Confirm confirms the draft on the facts as they are now.
func (m *Model) Confirm() {
	m.draft.SnapshotVersion = m.file.SnapshotVersion
	m.changes, m.changeErr = nil, nil
	m.edited()
	m.tell(All)
}
