package xlsxfile

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// numberStyle is what a number format makes of a number.
type numberStyle uint8

const (
	styleNumber numberStyle = iota
	styleDate
	styleDateTime
	styleTime
)

// builtinStyles are the number formats that a workbook need not spell out,
// those of Chinese installations among them (ECMA-376 part 1, 18.8.30).
func builtinStyle(id int) numberStyle {
	switch {
	case id == 22:
		return styleDateTime
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return styleDate
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47, id == 55, id == 56:
		return styleTime
	}
	return styleNumber
}

// formatStyle reads a number format: letters for days and hours outside quoted
// text make it a date, a time or both. An elapsed time such as [h]:mm is a
// number.
func formatStyle(format string) numberStyle {
	format, _, _ = strings.Cut(format, ";")
	var day, clock bool
	for i := 0; i < len(format); i++ {
		switch c := format[i]; c {
		case '\\', '_', '*':
			i++
		case '"':
			end := strings.IndexByte(format[i+1:], '"')
			if end < 0 {
				return styleNumber
			}
			i += end + 1
		case '[':
			end := strings.IndexByte(format[i:], ']')
			if end < 0 {
				return styleNumber
			}
			if inside := strings.ToLower(format[i+1 : i+end]); inside != "" && strings.Trim(inside, "hms") == "" {
				return styleNumber
			}
			i += end
		case 'y', 'Y', 'd', 'D', 'e':
			day = day || c != 'e' || strings.HasPrefix(format[i:], "e") && !strings.ContainsAny(format, "0#?")
		case 'h', 'H', 's', 'S':
			clock = true
		case 'G', 'g':
			if strings.HasPrefix(strings.ToLower(format[i:]), "general") {
				return styleNumber
			}
		}
	}
	switch {
	case day && clock:
		return styleDateTime
	case day:
		return styleDate
	case clock:
		return styleTime
	case strings.ContainsAny(format, "mM") && !strings.ContainsAny(format, "0#?@") && monthOnly(format):
		return styleDate
	}
	return styleNumber
}

// monthOnly reports whether the m of a format stands outside quoted text.
func monthOnly(format string) bool {
	quoted := false
	for _, r := range format {
		if r == '"' {
			quoted = !quoted
		} else if !quoted && (r == 'm' || r == 'M') {
			return true
		}
	}
	return false
}

// maxSerial is 31 December 9999 in the 1900 system.
const maxSerial = 2958466

// formatSerial spells a serial number as a date or time. ok is false for what
// is no date in this epoch, such as the 29 February 1900 that never was.
func formatSerial(number string, style numberStyle, epoch1904 bool) (string, bool) {
	serial, err := strconv.ParseFloat(number, 64)
	if err != nil || serial < 0 || serial >= maxSerial {
		return "", false
	}
	days := math.Floor(serial)
	seconds := math.Round((serial - days) * 86400)
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case style == styleTime && serial < 1:
		return time.Date(2000, 1, 1, 0, 0, int(seconds), 0, time.UTC).Format("15:04:05"), true
	case epoch1904:
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days == 60 || days == 0:
		return "", false
	case days < 60:
		base = base.AddDate(0, 0, 1)
	}
	at := base.AddDate(0, 0, int(days)).Add(time.Duration(seconds) * time.Second)
	if style == styleDate && seconds == 0 {
		return at.Format(time.DateOnly), true
	}
	return at.Format("2006-01-02T15:04:05"), true
}
