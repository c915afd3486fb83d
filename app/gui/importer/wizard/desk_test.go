package wizard_test

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"slices"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"recourse/app/gui/importer/wizard"
	"recourse/assets"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/guess"
	"recourse/importexport/intake"
)

// street is a table as a street office keeps it: a title, headings of two rows
// with merged cells, dates in every form, broken numbers. It is read in GBK.
const street = `翠苑街道健康码申诉登记表（2020年2月）,,,,,,,,,,
填报单位：翠苑街道,,,,,,,,,,
编号,申诉人,,,登记时间,健康码,,诉求内容,所属区,住址,登记人
,姓名,身份证号,手机,,颜色,判定时间,,,,
翠苑2020021500,王伟,330199197001102005,13810000000,2020-02-15,红码,2020-02-13 21:06,从未到过湖北，只在杭州上班,西湖区,翠苑街道一号,老陈
翠苑2020021501,李娜,330199197102102012,13810000137,2020/2/16 9:30,黄码,2020/2/12 8:00,只是在武汉站换乘,西湖区,翠苑街道二号,老陈
翠苑2020021502,张敏,33019919720310202X,13810000274,2020年2月15日,红码,2020-02-13 21:06,从未到过湖北,西湖区,翠苑街道三号,老陈
翠苑2020021503,刘洋,330199197304103039,13810000411,20200216,红码,2020/2/12 8:00,从未到过湖北,西湖区,翠苑街道四号,老陈
翠苑2020021504,陈静,3.30199E+17,13810000548,2020-02-14,黄码,2020-02-13 21:06,从未到过湖北,西湖区,翠苑街道五号,小李
翠苑2020021505,杨柳,330199197506104073,13810000685,15/02/2020,红码,2020/2/12 8:00,从未到过湖北,西湖区,翠苑街道六号,小李
翠苑2020021506,黄磊,330199197607104080,13810000822,02-15-20,红码,2020-02-13 21:06,从未到过湖北,西湖区,翠苑街道七号,小李
翠苑2020021507,赵敏,330199197708104098,13810000959,2020-02-16 8:05,紫码,2020/2/12 8:00,从未到过湖北,西湖区,翠苑街道八号,小李
`

// desk reads a table that stands in memory by the product's own reader.
type desk struct {
	t       *testing.T
	name    string
	content []byte
	err     error // of Tables

	files map[string][]byte       // further files of the delivery
	known []*importexport.Profile // by which tables are recognised
	tried []*importexport.Profile
	left  []string

	saved   [][]byte
	again   bool
	taken   bool // an own profile has the id already
	written map[string][]byte
	tries   int
}

func streetDesk(t *testing.T) *desk {
	t.Helper()
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(street))
	if err != nil {
		t.Fatal(err)
	}
	return &desk{t: t, name: "翠苑街道申诉登记.csv", content: gbk, written: map[string][]byte{}}
}

func (d *desk) sources() []*importexport.Source {
	out := []*importexport.Source{importexport.BytesSource(d.name, bytes.Clone(d.content))}
	for _, name := range slices.Sorted(maps.Keys(d.files)) {
		out = append(out, importexport.BytesSource(name, bytes.Clone(d.files[name])))
	}
	return out
}

func (d *desk) profiles() []*importexport.Profile {
	dir, err := assets.Profiles()
	if err != nil {
		d.t.Fatal(err)
	}
	names, err := fs.Glob(dir, "*.yaml")
	if err != nil {
		d.t.Fatal(err)
	}
	var out []*importexport.Profile
	for _, n := range names {
		raw, err := fs.ReadFile(dir, n)
		if err != nil {
			d.t.Fatal(err)
		}
		p, err := importexport.ParseProfile(raw)
		if err != nil {
			d.t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

func (d *desk) Bundles(ctx context.Context) ([]*guess.Bundle, error) {
	if d.err != nil {
		return nil, d.err
	}
	tables, err := guess.Read(ctx, d.sources(), "", importexport.Limits{})
	return guess.Bundles(tables, guess.Learn(d.profiles()), d.known, 0), err
}

func (d *desk) Try(ctx context.Context, list []*importexport.Profile, leaveOut []string) (*importexport.Report, error) {
	d.tries++
	d.tried, d.left = list, leaveOut
	got, err := intake.DryRun(ctx, d.sources(), intake.Options{Profiles: slices.Concat(list, d.known), Own: len(list), LeaveOut: leaveOut}, nil)
	if err != nil {
		return nil, err
	}
	return got.Report(), nil
}

func (d *desk) Save(_ context.Context, texts [][]byte, again bool) error {
	if d.taken && !again {
		return cases.Refuse("profile_taken", "profile", "x")
	}
	d.saved, d.again = texts, again
	return nil
}

func (d *desk) Write(path string, text []byte) error { d.written[path] = text; return nil }

var _ wizard.Desk = (*desk)(nil)
