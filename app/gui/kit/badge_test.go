package kit_test

import (
	"strings"
	"testing"

	"recourse/app/gui/kit"
	"recourse/app/gui/theme"
	"recourse/cases"
)

func TestCodeBadgeSaysTheColourInWords(t *testing.T) {
	b := kit.NewCodeBadge(cases.Red, "红码")
	h := show(t, kit.Row(0, b))
	if !strings.Contains(h.Text(), "红码") {
		t.Error("the word is missing")
	}
	b.Set(cases.Green, "Green")
	if !strings.Contains(h.Text(), "Green") || strings.Contains(h.Text(), "红码") {
		t.Error("the badge still shows the old code")
	}
	if got := b.MinSize().Height; got < 24 {
		t.Errorf("the badge is %v high", got)
	}
}

func TestTraceStepTellsADifferenceByWord(t *testing.T) {
	labels := kit.StepLabels{Issued: "Issued", Replayed: "Replay", Differs: "differs", Outcome: func(o kit.Outcome) string { return string(o) }}
	step := kit.Step{Rule: "R40", Sentence: "last stay 20 Jan, 24 days before", Issued: kit.True, Replayed: kit.False, Labels: labels}
	h := show(t, kit.TraceStep(step))
	for _, want := range []string{"R40", "differs", "TRUE", "FALSE"} {
		if !strings.Contains(h.Text(), want) {
			t.Errorf("%q is missing", want)
		}
	}
	step.Replayed = kit.True
	h.Show(screen{kit.TraceStep(step)})
	if strings.Contains(h.Text(), "differs") {
		t.Error("equal outcomes differ")
	}
}

func TestEllipsis(t *testing.T) {
	show(t, kit.Body(""))
	for _, s := range []string{"杭州市西湖区健康码复核办公室", "an office with a long name"} {
		full := kit.Body(s).MinSize().Width
		if got := kit.Ellipsis(s, full, theme.Body, kit.Body(s).Style); got != s {
			t.Errorf("%q was cut to %q though it fits", s, got)
		}
		got := kit.Ellipsis(s, full/2, theme.Body, kit.Body(s).Style)
		if !strings.HasSuffix(got, "…") || kit.Body(got).MinSize().Width > full/2+1 {
			t.Errorf("%q was cut to %q", s, got)
		}
	}
	if got := kit.Ellipsis("abc", 1, theme.Body, kit.Body("").Style); got != "…" {
		t.Errorf("without room: %q", got)
	}
}

func TestEmptyStateAndBannerSayWhatToDoNext(t *testing.T) {
	h := show(t, kit.Column(8,
		kit.Banner(kit.Failure, "The file is damaged.", "Ask for a new copy.", kit.NewButton("Choose another", nil)),
		kit.EmptyState("import", "No cases yet", "Import a delivery.", kit.NewButton("Go to import", nil))))
	for _, want := range []string{"The file is damaged.", "Ask for a new copy.", "Choose another", "Import a delivery.", "Go to import"} {
		if !strings.Contains(h.Text(), want) {
			t.Errorf("%q is missing", want)
		}
	}
	if got := h.Clipped(); len(got) > 0 {
		t.Error(got)
	}
}
