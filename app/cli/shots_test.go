package cli_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"recourse/app/cli"
	"recourse/app/gui/i18n"
)

func TestShotsPassOnWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	var got cli.ShotOptions
	host := cli.Host{Shots: func(_ context.Context, o cli.ShotOptions) (int, error) {
		got = o
		return 41, nil
	}}
	out, errs, code := say(t, host, "shots", "pictures", "--lang", "en", "--theme", "dark", "--size", "1920x1080", "--scale", "1.3", "--office", "a.recourse")
	if code != cli.ExitDone || !strings.Contains(out, "41 pictures written to pictures") {
		t.Errorf("shots: %d, %s%s", code, out, errs)
	}
	want := cli.ShotOptions{Dir: "pictures", Office: "a.recourse", Lang: i18n.EN, Theme: "dark", Width: 1920, Height: 1080, Scale: 1.3}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("options (-want +got):\n%s", diff)
	}
}

func TestShotsRefuseWhatTheyDoNotKnow(t *testing.T) {
	t.Parallel()
	none := func(context.Context, cli.ShotOptions) (int, error) { return 0, errors.New("not to be called") }
	for name, c := range map[string]struct {
		host cli.Host
		args []string
		says string
	}{
		"an unknown look":            {cli.Host{Shots: none}, []string{"pictures", "--theme", "pink"}, "pink"},
		"a size that is none":        {cli.Host{Shots: none}, []string{"pictures", "--size", "big"}, "big"},
		"a size with something more": {cli.Host{Shots: none}, []string{"pictures", "--size", "1280x800x24"}, "1280x800x24"},
		"a window too small":         {cli.Host{Shots: none}, []string{"pictures", "--size", "639x800"}, "640"},
		"a window too large":         {cli.Host{Shots: none}, []string{"pictures", "--size", "1280x99999"}, "7,680"},
		"text too large":             {cli.Host{Shots: none}, []string{"pictures", "--scale", "2"}, "1.6"},
		"no folder":                  {cli.Host{Shots: none}, nil, "a folder"},
		"a build without pictures":   {cli.Host{}, []string{"pictures"}, "no pictures"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, errs, code := say(t, c.host, append(append([]string{"shots"}, c.args...), "--lang", "en")...)
			if code != cli.ExitUsage || !strings.Contains(errs, c.says) {
				t.Errorf("ended with %d and %q, want %q in it", code, errs, c.says)
			}
		})
	}
}
