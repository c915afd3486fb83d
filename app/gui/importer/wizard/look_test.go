package wizard_test

import (
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"recourse/app/gui/importer/wizard"
	"recourse/app/gui/kit/kittest"
	"recourse/app/gui/task"
	"recourse/cases"
	"recourse/importexport"
)

// show puts a wizard over a desk into a window.
func show(t *testing.T, d *desk) (*kittest.Host, *wizard.Model, *wizard.Screen) {
	t.Helper()
	h := kittest.New(t, cases.Intake)
	m := wizard.NewModel(d, task.Inline{})
	s := wizard.New(h, m, func() { h.Backs++ }, func(err error) (string, string) {
		var p *importexport.Problem
		if errors.As(err, &p) {
			return string(p.Code), ""
		}
		return h.Words().Problem(err), ""
	})
	m.Load("")
	h.Show(s)
	return h, m, s
}

func TestPictures(t *testing.T) {
	dir := os.Getenv("WIZARD_PICTURES")
	if dir == "" {
		t.Skip("no folder")
	}
	h, m, _ := show(t, streetDesk(t))
	for _, lang := range []string{"en", "zh"} {
		if lang == "zh" {
			h.Look.SetLang("zh")
		}
		for _, step := range wizard.Steps() {
			m.Go(step)
			f, err := os.Create(filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", lang, step, step.Name())))
			if err != nil {
				t.Fatal(err)
			}
			png.Encode(f, h.Window().Canvas().Capture())
			f.Close()
		}
	}
}
