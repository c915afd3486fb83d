package letter_test

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"recourse/cases"
	"recourse/importexport/letter"
)

// TestPicture paints the pages that the signatory reads. With
// RECOURSE_PICTURES set to a folder the pictures stay there.
func TestPicture(t *testing.T) {
	t.Parallel()
	p := open(t)
	notice := transit(t, "zh")
	notice.Office.Demo = true
	notice.File.Ending = &cases.Ending{State: cases.Withdrawn, Date: cases.Day(2020, 2, 17), At: at(17, 11, 0),
		Reason: "您于2020年2月17日10时20分来电撤回申诉。我们核对了您的姓名和证件号码后四位，并回拨您申诉时登记的号码确认。",
		By:     cases.Actor{ID: "reviewer", Roles: []cases.Role{cases.Reviewer}}}
	for name, c := range map[string]letter.Content{
		"decision-zh": p.Decision(transit(t, "zh")), "decision-en": p.Decision(transit(t, "en")), "notice": p.Notice(notice),
	} {
		l := p.Preview(c)
		for _, page := range l.Pages {
			img, err := p.Picture(page, 96)
			if err != nil {
				t.Fatal(err)
			}
			if dir := os.Getenv("RECOURSE_PICTURES"); dir != "" {
				f, err := os.Create(filepath.Join(dir, fmt.Sprintf("letter-%s-%d.png", name, page.Number)))
				if err != nil {
					t.Fatal(err)
				}
				if err := png.Encode(f, img); err != nil {
					t.Fatal(err)
				}
				f.Close()
			}
		}
	}
}
