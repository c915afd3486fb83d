package guess

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"recourse/cases"
	"recourse/importexport"
)

// shape counts what the values of one column look like. One value may look
// like several things.
type shape struct {
	filled, distinct             int
	ids, goodIDs, lostIDs        int // of 18 characters; with a right check character; digits lost
	phones, dates, oddDates      int // odd: in an order that could mean another day
	colours, yesNo, names        int
	divisions, temps, lats, lons int
	numbers, longTexts           int
	lowest, highest              float64 // of the numbers
	dateOrder                    Order
	values                       map[string]int
	order                        []string // values as they came first
}

// mostValues is how many distinct values of a column are listed.
const mostValues = 200

func newShape(cells []importexport.Cell) *shape {
	s := &shape{values: map[string]int{}}
	for _, c := range cells {
		text := strings.TrimSpace(importexport.Fold(c.Text))
		if text == "" || c.Kind == importexport.Empty || c.Kind == importexport.Error {
			continue
		}
		s.filled++
		if s.values[text] == 0 && len(s.order) < mostValues {
			s.order = append(s.order, text)
		}
		s.values[text]++
		s.look(c, text)
	}
	s.distinct = len(s.values)
	return s
}

func (s *shape) look(c importexport.Cell, text string) {
	s.identity(c, text)
	s.time(c, text)
	s.number(text)
	upper := strings.ToUpper(text)
	if colourWord(upper) {
		s.colours++
	}
	if yesWord(strings.ToLower(text)) {
		s.yesNo++
	}
	if personName(text) {
		s.names++
	}
	if divisionName(text) {
		s.divisions++
	}
	if utf8.RuneCountInString(text) > 12 {
		s.longTexts++
	}
}

func (s *shape) identity(c importexport.Cell, text string) {
	no := cases.NormaliseDocNo(text)
	switch {
	case len(no) == 18 && digits(no[:17]):
		s.ids++
		if cases.CheckDocNo("01", no) == cases.DocOK {
			s.goodIDs++
		}
		if strings.HasSuffix(no, "000") {
			s.lostIDs++
		}
	case importexport.Scientific(text) && c.Kind != importexport.Date:
		if n, err := strconv.ParseFloat(text, 64); err == nil && n > 1e16 && n < 1e18 {
			s.ids++
			s.lostIDs++
		}
	}
	if _, mobile := cases.NormalisePhone(text); mobile {
		s.phones++
	}
}

func (s *shape) time(c importexport.Cell, text string) {
	s.dateOrder.look(c, text)
	switch {
	case c.Kind == importexport.Date || writtenDate(text):
		s.dates++
	case otherOrder(text):
		s.dates++
		s.oddDates++
	}
}

func (s *shape) number(text string) {
	n, err := strconv.ParseFloat(strings.TrimRight(text, "℃°C度米m"), 64)
	if err != nil {
		return
	}
	if s.numbers == 0 || n < s.lowest {
		s.lowest = n
	}
	if s.numbers == 0 || n > s.highest {
		s.highest = n
	}
	s.numbers++
	fraction := strings.Contains(text, ".")
	switch {
	case (n >= 35 && n <= 42 || n >= 95 && n <= 107) && fraction && decimals(text) <= 2: // in °C or °F; which, is asked
		s.temps++
	case n >= 3 && n <= 54 && decimals(text) >= 3:
		s.lats++
	case n >= 73 && n <= 136 && decimals(text) >= 3:
		s.lons++
	}
	if len(text) == 6 && digits(text) && text[:2] >= "11" && text[:2] <= "82" {
		s.divisions++
	}
}

func decimals(text string) int {
	_, after, _ := strings.Cut(text, ".")
	return len(after)
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// writtenDate reports whether a text begins with a year, a month and a day.
func writtenDate(text string) bool {
	if n := len(text); digits(text) && (n == 8 || n == 12 || n == 14) {
		return (text[:2] == "19" || text[:2] == "20") && text[4:6] <= "12" && text[6:8] <= "31"
	}
	if len(text) < 8 || !digits(text[:4]) || text[:2] != "19" && text[:2] != "20" {
		return false
	}
	return strings.ContainsAny(text[4:5], "-/.") || strings.HasPrefix(text[4:], "年")
}

// otherOrder reports whether a text is a date with the year last or with a
// year of two digits: 15/02/2020, 2-15-20.
func otherOrder(text string) bool {
	day, _, _ := strings.Cut(text, " ")
	for _, mark := range []string{"/", "-", "."} {
		parts := strings.Split(day, mark)
		if len(parts) != 3 {
			continue
		}
		for _, p := range parts {
			if !digits(p) {
				return false
			}
		}
		year := len(parts[2])
		return len(parts[0]) <= 2 && len(parts[1]) <= 2 && (year == 2 || year == 4)
	}
	return false
}

func colourWord(text string) bool {
	for _, end := range []string{"码", "色", "CODE"} {
		text = strings.TrimSpace(strings.TrimSuffix(text, end))
	}
	switch text {
	case "红", "黄", "绿", "橙", "灰", "RED", "YELLOW", "GREEN", "ORANGE", "GREY", "GRAY":
		return true
	}
	return false
}

func yesWord(text string) bool {
	switch text {
	case "是", "否", "有", "无", "没有", "yes", "no", "y", "n", "true", "false", "√", "×":
		return true
	}
	return false
}

// surnames are the first characters of most names of persons.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤俞章鲁葛柳季应楼钮骆诸裘詹倪施虞鲍费岳齐康伍卜傅皮卞安常乐时穆伏成祝米"

func personName(text string) bool {
	text = strings.ReplaceAll(text, "·", "")
	n := utf8.RuneCountInString(text)
	if n < 2 || n > 4 {
		return false
	}
	for _, r := range text {
		if r < 0x3400 || r > 0x9fff {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune(surnames, first) || strings.HasPrefix(text, "欧阳") || strings.HasPrefix(text, "诸葛")
}

func divisionName(text string) bool {
	n := utf8.RuneCountInString(text)
	if n < 2 || n > 12 {
		return false
	}
	for _, end := range []string{"区", "县", "市", "省"} {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	return false
}
