package session

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"recourse/cases"
	"recourse/cases/store"
	"recourse/review"
)

// Entry is one line of the record with the name of whoever acted.
type Entry struct {
	Seq      int64             `json:"seq"`
	At       time.Time         `json:"at"`
	By       cases.UserID      `json:"by"`
	Name     string            `json:"name"`
	Action   string            `json:"action"`
	AppealNo string            `json:"appeal_no,omitempty"`
	From     cases.State       `json:"from,omitempty"`
	To       cases.State       `json:"to,omitempty"`
	Detail   map[string]string `json:"detail,omitempty"`
	Hash     string            `json:"hash"`

	names map[cases.UserID]string
}

// NameOf is the name of a person among the details; an unknown id is shown as
// it is.
func (e *Entry) NameOf(id cases.UserID) string { return cmp.Or(e.names[id], string(id)) }

// Words lists the details as "key: value", in a fixed order.
func (e Entry) Words() string {
	parts := make([]string, 0, len(e.Detail))
	for _, k := range slices.Sorted(maps.Keys(e.Detail)) {
		if v := e.Detail[k]; v != "" {
			parts = append(parts, k+": "+v)
		}
	}
	return strings.Join(parts, "; ")
}

// Record lists what was done in a case, in order. A blind reader is not told
// how it was decided.
func (s *Session) Record(ctx context.Context, id cases.ID) ([]Entry, error) {
	list, err := s.store.Record(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("record of case %d: %w", id, err)
	}
	names, err := s.names(ctx)
	if err != nil {
		return nil, err
	}
	blind, err := s.blindTo(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make([]Entry, len(list))
	for i := range list {
		out[i] = entryOf(&list[i], names)
		if blind {
			out[i].veil()
		}
	}
	return out, nil
}

// veil leaves out of an entry what a blind reader may not know yet.
func (e *Entry) veil() { e.Detail = cases.VeilDetail(cases.Move(e.Action), e.Detail) }

func (s *Session) blindTo(ctx context.Context, id cases.ID) (bool, error) {
	if s.keys == nil {
		return false, nil // nothing is unlocked
	}
	f, err := s.store.Case(ctx, id)
	if err != nil {
		return false, err
	}
	return f.Blind(s.User()), nil
}

// Snapshot is one version of what deliveries said about a case the person
// signed in may read, so that a later version can be compared with it.
func (s *Session) Snapshot(ctx context.Context, id cases.ID, version int) (*cases.Snapshot, error) {
	if _, err := s.desk.Case(ctx, id); err != nil {
		return nil, err
	}
	return s.store.SnapshotVersion(ctx, id, version)
}

func entryOf(e *store.Entry, names map[cases.UserID]string) Entry {
	return Entry{
		names: names, Seq: e.Seq, At: e.At, By: e.By, Name: cmp.Or(names[e.By], string(e.By)), Action: e.Action, AppealNo: e.AppealNo,
		From: e.From, To: e.To, Detail: e.Detail, Hash: fmt.Sprintf("%x", e.Hash[:]),
	}
}

func (s *Session) names(ctx context.Context) (map[cases.UserID]string, error) {
	people, err := s.store.Users(ctx)
	if err != nil {
		return nil, err
	}
	names := make(map[cases.UserID]string, len(people))
	for _, u := range people {
		names[u.ID] = u.Name
	}
	return names, nil
}

// AuditLog hands over the entries of the whole office after a sequence number.
// It is for auditors, supervisors and administrators.
func (s *Session) AuditLog(ctx context.Context, after int64) (iter.Seq2[Entry, error], error) {
	if err := s.User().Permit(cases.MayAudit); err != nil {
		return nil, err
	}
	names, err := s.names(ctx)
	if err != nil {
		return nil, err
	}
	blind, err := s.blindNos(ctx)
	if err != nil {
		return nil, err
	}
	return func(yield func(Entry, error) bool) {
		for e, err := range s.store.AuditLog(ctx, after) {
			entry := entryOf(&e, names)
			if blind[e.AppealNo] {
				entry.veil()
			}
			if !yield(entry, err) {
				return
			}
		}
	}, nil
}

// Verify replays the record against the tables, and holds what figures and the
// replay of the office are read from to the files of a sample. Anybody may ask
// whether the record is whole.
func (s *Session) Verify(ctx context.Context, progress func(entries int64)) (*store.Verification, error) {
	v, err := s.store.Verify(ctx, progress)
	if err != nil {
		return v, err
	}
	own := s.rules.Sheets(review.Question{})
	misfits, err := s.store.CheckSheets(ctx, func(snap *cases.Snapshot, kept string) ([]byte, error) {
		if _, _, ok, _ := own.Verdict(kept); !ok {
			return nil, nil // made by another program, or with other tables
		}
		return s.rules.Sheet(snap)
	})
	if err == nil {
		v.Findings = append(v.Findings, misfits...)
	}
	return v, err
}

// Checkpoint signs the record as it stands.
func (s *Session) Checkpoint(ctx context.Context) (string, error) {
	if err := s.User().Permit(cases.MayAudit); err != nil {
		return "", err
	}
	return s.store.SignCheckpoint(ctx)
}

// Height is how many entries the record has; it grows with every write of
// every program on the office.
func (s *Session) Height(ctx context.Context) (int64, error) { return s.store.Seq(ctx) }

// Acts names the kinds of acts that were written after a sequence number,
// without saying who did them or in which case. Anybody may read them.
func (s *Session) Acts(ctx context.Context, after int64) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for e, err := range s.store.AuditLog(ctx, after) {
			if !yield(e.Action, err) {
				return
			}
		}
	}
}
