package importer

import (
	"errors"
	"path/filepath"
	"strings"

	"recourse/app/gui/importer/wizard"
	"recourse/app/gui/kit"
	"recourse/importexport"
)

// unknown reports whether what failed last was that no profile knows the
// headings of a file, or that they fit it badly.
func (s *Screen) unknown() bool {
	return errors.Is(s.model.Failed(), &importexport.Problem{Code: "unknown_table"}) ||
		errors.Is(s.model.Failed(), &importexport.Problem{Code: "duplicate_column"})
}

// meaningButton leads to the wizard.
func (s *Screen) meaningButton() *kit.Button {
	b := kit.NewButton(s.t("importer.meaning"), s.askMeaning).WithIcon("edit")
	if s.unknown() {
		s.first = b
	}
	return b
}

// askMeaning lets the person say what the columns of the delivery mean. The
// profile that comes of it is used at once.
func (s *Screen) askMeaning() {
	var failed *importexport.Problem
	prefer := ""
	if errors.As(s.model.Failed(), &failed) {
		prefer = failed.File
	}
	m := wizard.NewModel(s.desk.Meanings(s.model.Order()), s.host.Runner())
	m.Done = func(ids, leaveOut []string) {
		s.wizard = nil
		if len(ids) > 0 {
			s.host.Toast(s.t("wizard.kept", "id", strings.Join(ids, s.t("importer.and"))))
		}
		s.model.SetMeaning(s.t("importer.job.read", "name", s.name()), s.after(m, ids), leaveOut)
	}
	s.wizard = wizard.New(s.host, m, func() { m.Stop(); s.leaveMeaning() }, s.problem)
	s.build()
	s.focusFirst()
	if paths := s.model.Order().Paths; len(paths) == 1 {
		name := filepath.Base(paths[0])
		m.SetName(strings.TrimSuffix(name, filepath.Ext(name)))
	}
	m.Load(prefer)
}

// after is the profile the delivery is read by from then on. One with several
// sorts of tables may need others as well, so that the headings choose.
func (s *Screen) after(m *wizard.Model, ids []string) string {
	if m.Several() || len(ids) != 1 {
		return ""
	}
	return ids[0]
}

func (s *Screen) leaveMeaning() {
	s.wizard = nil
	s.build()
	s.focusFirst()
}
