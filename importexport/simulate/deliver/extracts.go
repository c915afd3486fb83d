package deliver

import (
	"archive/zip"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"recourse/assets"
	"recourse/cases"
	"recourse/importexport"
	"recourse/importexport/csvfile"
	"recourse/importexport/xlsxfile"
)

// extract is one of the files that offices really receive (domain section
// 3.6), with the headers found there.
type extract struct {
	name    string
	profile string // that reads it
	headers string
	rows    func(*cases.Snapshot) [][]string
}

func extractTables() []extract {
	return []extract{
		{"赋码提取", "code-extract", "证件类型,证件号码,姓名,手机号,健康码颜色,变更时间,赋码原因,数据类型,区县,街道,社区,申领时间", codeRows},
		{"问卷", "questionnaire-extract", "申报编号,证件号码,提交时间,是否在杭,14天内到访地,是否接触确诊/疑似,当前症状,体温,承诺,定位地址", formRows},
		{"运营商名单", "carrier-list", "手机号,到访地,首次时间,末次时间,驻留分钟,基站小区,经度,纬度,误差米,名单批次,推送时间", carrierRows},
		{"客票", "ticket-list", "姓名,证件号码,开车时间,车次,始发地,目的地,车厢号,座位号,售票时间,票号,户籍地,票状态", ticketRows},
		{"卡点", "checkpoint-list", "卡点,扫码时间,姓名,证件后四位,颜色,体温,车牌,去向,操作员", gateRows},
		{"楼栋登记", "building-register", "小区,楼栋,房号,姓名,身份证,电话,14日内湖北旅居,体温,登记人,登记时间,备注", registerRows},
		{"网购", "purchase-list", "账号,下单时间,签收时间,收货地址,收货人,商品类别", purchaseRows},
		{"打卡", "checkin-extract", "证件号码,日期,体温,症状,所在地,状态", checkRows},
		{"热线工单", "hotline-tickets", "工单号,来电时间,号码,诉求类型,内容,承办单位,时限", hotlineRows},
	}
}

func (d *delivery) extracts() error {
	for _, e := range extractTables() {
		name := "extract_" + e.name + ".csv"
		if err := d.file(name, func(w io.Writer) error { return d.extractCSV(w, e, name, importexport.UTF8BOM) }); err != nil {
			return err
		}
	}
	return nil
}

// extractsZip writes the extracts as one archive, as they come from several
// bodies: workbooks from some, tables in the encoding of Chinese Windows from
// the others.
func (d *delivery) extractsZip() error {
	archive := d.name("extracts.zip")
	return d.file(archive, func(w io.Writer) error {
		out := zip.NewWriter(w)
		for _, e := range extractTables() {
			name, write := e.name+".csv", d.extractGB
			if e.profile == "code-extract" || e.profile == "building-register" {
				name, write = e.name+".xlsx", d.extractBook
			}
			member, err := out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(2020, 2, 17, 8, 0, 0, 0, cases.Shanghai())})
			if err != nil {
				return err
			}
			if err := write(member, e, archive+"/"+name); err != nil {
				return err
			}
		}
		return out.Close()
	})
}

func (d *delivery) extractGB(w io.Writer, e extract, file string) error {
	return d.extractCSV(w, e, file, importexport.GB18030)
}

func (d *delivery) extractCSV(w io.Writer, e extract, file string, enc importexport.Encoding) error {
	out, err := csvfile.NewWriter(w, csvfile.WriterOptions{Encoding: enc})
	if err != nil {
		return err
	}
	return d.extract(out, e, place{file: file})
}

func (d *delivery) extractBook(w io.Writer, e extract, file string) error {
	sheet := xlsxfile.Sheet{Name: e.name, Columns: strings.Count(e.headers, ",") + 1, Header: true}
	out, err := xlsxfile.NewWriter(w, sheet)
	if err != nil {
		return err
	}
	return d.extract(out, e, place{file: file, sheet: e.name})
}

// extract writes the header and every row of an extract.
func (d *delivery) extract(out importexport.Writer, e extract, at place) error {
	columns, err := e.columns()
	if err != nil {
		return err
	}
	if err := out.Write(textCells(strings.Split(e.headers, ","))); err != nil {
		return err
	}
	at.row = 1
	err = d.people(func(s *cases.Snapshot) error {
		for _, row := range e.rows(s) {
			at.row++
			if err := out.Write(d.dirt.spoil(at, columns, textCells(row))); err != nil {
				return err
			}
			if at.sheet == "" {
				at.row += lineBreaks(row)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return out.Close()
}

// lineBreaks counts the further lines of a text file that a row takes: its
// rows are known by the line on which they begin.
func lineBreaks(cells []string) int {
	n := 0
	for _, c := range cells {
		n += strings.Count(c, "\n")
	}
	return n
}

// columns says what the columns of an extract mean, by the profile that reads
// it; what they mean decides how they can be spoilt.
func (e extract) columns() ([]Column, error) {
	dir, err := assets.Profiles()
	if err != nil {
		return nil, err
	}
	text, err := fs.ReadFile(dir, e.profile+".yaml")
	if err != nil {
		return nil, fmt.Errorf("extract %s: %w", e.name, err)
	}
	p, err := importexport.ParseProfile(text)
	if err != nil {
		return nil, fmt.Errorf("extract %s: %w", e.name, err)
	}
	var out []Column
	for _, spec := range p.Tables {
		fields := spec.Fields()
		for h := range strings.SplitSeq(e.headers, ",") {
			out = append(out, Column{Field: fields[importexport.NormalHeader(h)], Header: h})
		}
	}
	return out, nil
}

// local spells a time as the systems of the city export it: no zone.
func local(s cases.Stamp) string {
	if s.IsZero() {
		return ""
	}
	if s.WholeDay() {
		return s.String()
	}
	return s.Earliest().In(cases.Shanghai()).Format(time.DateTime)
}

func codeRows(s *cases.Snapshot) [][]string {
	me, a := &s.Resident, &s.Assignment
	kind := "01"
	if a.Origin == "SELF_REPORT" {
		kind = "02"
	}
	district := string([]rune(me.Address)[:3]) // every division of the city has a name of three characters
	return [][]string{{"身份证", me.DocNo, me.Name, me.Phone, strings.TrimSuffix(a.ColourRaw, "色"), local(a.IssuedAt), a.ReasonText, kind,
		district, me.ResidenceStreet, "", local(s.Questionnaires[0].SubmittedAt)}}
}

func formRows(s *cases.Snapshot) [][]string {
	var out [][]string
	for _, q := range s.Questionnaires {
		a := map[string]cases.Answer{}
		for _, item := range q.Items {
			a[item.ItemCode] = item
		}
		where, symptoms := "无", []string{}
		if a["KEY_AREA_14D"].AnswerNorm == "true" {
			where = "湖北"
		}
		if a["SYMPTOM_COUGH"].AnswerNorm == "true" {
			symptoms = append(symptoms, "咳嗽")
		}
		if a["SYMPTOM_NASAL"].AnswerNorm == "true" {
			symptoms = append(symptoms, "鼻塞")
		}
		if len(symptoms) == 0 {
			symptoms = []string{"无"}
		}
		out = append(out, []string{q.SubmissionID, s.Resident.DocNo, local(q.SubmittedAt), a["IN_CITY"].AnswerRaw, where, a["CONTACT_14D"].AnswerRaw,
			strings.Join(symptoms, "、"), a["TEMP"].AnswerNorm, "是", q.DeclaredLocation})
	}
	return out
}

// sourced lists the rows of the flags of one kind.
func sourced(s *cases.Snapshot, kind cases.Source, row func(*cases.Flag) []string) [][]string {
	var out [][]string
	for i := range s.Flags {
		if s.Flags[i].SourceType == kind {
			out = append(out, row(&s.Flags[i]))
		}
	}
	return out
}

func carrierRows(s *cases.Snapshot) [][]string {
	return sourced(s, cases.CarrierTower, func(f *cases.Flag) []string {
		radius := ""
		if !f.RadiusAssumed {
			radius = strconv.Itoa(f.AccuracyRadiusM)
		}
		return []string{f.Phone, f.PlaceText, local(f.ObservedFrom), local(f.ObservedTo), strconv.Itoa(*f.DwellMin), f.RawRef,
			strconv.FormatFloat(*f.Lon, 'f', -1, 64), strconv.FormatFloat(*f.Lat, 'f', -1, 64), radius, f.Batch, local(f.RecordedAt)}
	})
}

func ticketRows(s *cases.Snapshot) [][]string {
	return sourced(s, cases.TravelTicket, func(f *cases.Flag) []string {
		from, to, _ := strings.Cut(f.PlaceText, "→")
		train, rest, _ := strings.Cut(f.Note, "次，")
		seat, state, _ := strings.Cut(rest, "，票状态：")
		coach, place, _ := strings.Cut(seat, "车")
		return []string{f.LinkedName, f.LinkedDocNo, local(f.ObservedFrom), train, from, to, coach, strings.TrimSuffix(place, "号"),
			local(f.RecordedAt), "E" + f.FlagID[2:10], s.Resident.HouseholdDivision, state}
	})
}

func gateRows(s *cases.Snapshot) [][]string {
	return sourced(s, cases.CheckpointScan, func(f *cases.Flag) []string {
		_, temp, _ := strings.Cut(f.Note, "体温")
		temp, _, _ = strings.Cut(temp, "℃")
		return []string{f.PlaceText, local(f.ObservedFrom), s.Resident.Name, s.Resident.DocNo[14:], "绿", temp, "", "入", "值守" + f.FlagID[8:10]}
	})
}

func registerRows(s *cases.Snapshot) [][]string {
	return sourced(s, cases.BuildingRegister, func(f *cases.Flag) []string {
		no := f.LinkedDocNo
		if no == "" {
			no = s.Resident.DocNo
		}
		hubei := "否"
		if strings.Contains(f.Note, "湖北") {
			hubei = "是"
		}
		street, flat, _ := strings.Cut(f.PlaceText, "幢")
		estate := strings.TrimRight(street, "0123456789")
		building := strings.TrimPrefix(street, estate) + "幢"
		return []string{estate, building, flat, f.LinkedName, no, s.Resident.Phone, hubei, "", f.SetBy, local(f.RecordedAt), f.Note}
	})
}

func purchaseRows(s *cases.Snapshot) [][]string {
	return sourced(s, cases.PurchaseRecord, func(f *cases.Flag) []string {
		return []string{f.Phone, local(f.ObservedFrom), local(f.ObservedTo), f.PlaceText, "他人", "食品、日用品"}
	})
}

func checkRows(s *cases.Snapshot) [][]string {
	var out [][]string
	for _, c := range s.CheckIns {
		temp, symptoms, state := "", "无", map[string]string{"normal": "正常", "abnormal": "异常", "missed": "未打卡"}[c.Status]
		if c.TempC != nil {
			temp = strconv.FormatFloat(*c.TempC, 'f', 1, 64)
		}
		if len(c.Symptoms) > 0 {
			symptoms = "咳嗽、乏力"
		}
		out = append(out, []string{s.Resident.DocNo, c.Date.String(), temp, symptoms, c.Place, state})
	}
	return out
}

// matter words the grounds of an appeal as the types of the hotline's tickets.
func matter(grounds []cases.Ground) string {
	types := map[cases.Ground]string{
		"G01": "未到过重点地区", "G02": "途经换乘", "G03": "14天前已离开", "G04": "边界定位误差", "G05": "手机号非本人使用", "G06": "退票未乘车",
		"G07": "身份信息有误", "G08": "申报填写有误", "G09": "慢性病误判", "G10": "家庭成员码不一致", "G11": "隔离已期满", "G12": "打卡未计入",
		"G13": "非密切接触者", "G14": "变码原因不明", "G15": "外地码不一致", "G16": "就医生活困难", "G17": "被指瞒报", "G18": "数据使用异议",
	}
	words := make([]string, len(grounds))
	for i, g := range grounds {
		words[i] = types[g]
	}
	return strings.Join(words, "、")
}

func hotlineRows(s *cases.Snapshot) [][]string {
	if s.Appeal.Channel != "12345" {
		return nil
	}
	return [][]string{{fmt.Sprintf("RX%s", s.Appeal.AppealID[2:]), local(s.Appeal.FiledAt), s.Resident.Phone, matter(s.Appeal.Grounds),
		s.Appeal.Statement, "健康码复核办公室", local(cases.At(s.Appeal.FiledAt.Earliest().Add(72 * time.Hour)))}}
}
