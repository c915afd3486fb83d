package torture

import (
	"context"
	"fmt"
	"strings"
	"time"

	"recourse/app/session"
	"recourse/cases"
)

// Looking is done by this program, with the packages that the one under trial
// is made of: it looks at an office five times as often as it breaks one, and
// most of a start is not about the office. The second try, and with it the first
// opening after a kill, is always the real program's.

// seen is what a look at an office finds.
type seen struct {
	record []string // the record, one act an entry, told in a way that is the same in every run of a scene
	bad    string   // what verification says against it; "" when it is whole
}

// look reads the record of a place, and verifies it when it is asked to.
func (p *Place) look(ctx context.Context, verify bool) (out seen, err error) {
	at, err := time.Parse(time.RFC3339, officeTime)
	if err != nil {
		return out, err
	}
	shelf, err := p.rig.Shelf.library()
	if err != nil {
		return out, err
	}
	s, err := session.Open(ctx, session.Options{Office: p.address(), Wall: time.Now, SeenDir: p.path("home/recourse/seen"), Library: shelf})
	if err != nil {
		return out, err
	}
	defer func() {
		if cerr := s.Close(context.WithoutCancel(ctx)); err == nil {
			err = cerr
		}
	}()
	if err := s.InjectClock(cases.Fixed(at)); err != nil {
		return out, err
	}
	if err := s.SignIn(ctx, "auditor", passphrase); err != nil {
		return out, err
	}
	log, err := s.AuditLog(ctx, 0)
	if err != nil {
		return out, err
	}
	for e, err := range log {
		if err != nil {
			return out, err
		}
		out.record = append(out.record, strings.Join([]string{string(e.By), e.Action, e.AppealNo, string(e.From), string(e.To)}, " "))
	}
	if verify {
		out.bad, err = misfit(ctx, s)
	}
	return out, err
}

func misfit(ctx context.Context, s *session.Session) (string, error) {
	v, err := s.Verify(ctx, nil)
	if err != nil {
		return "", err
	}
	if v.Whole() {
		return "", nil
	}
	return fmt.Sprintf("%d findings, first %s: %s", len(v.Findings), v.Findings[0].Row, v.Findings[0].Why), nil
}

// record is the office's record.
func (p *Place) record(ctx context.Context) ([]string, error) {
	found, err := p.look(ctx, false)
	return found.record, err
}

// verified says what verification of the record says; "" when it is whole. An
// office that cannot be opened is not.
func (p *Place) verified(ctx context.Context) (string, error) {
	found, err := p.look(ctx, true)
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if err != nil {
		return err.Error(), nil
	}
	return found.bad, nil
}
