package cases

import (
	"slices"
	"strings"
	"unicode"
)

// Source is the kind of evidence a flag is (domain table T9).
type Source string

// The evidence kinds an office accepts.
const (
	CarrierTower            Source = "CARRIER_TOWER"
	AppGPS                  Source = "APP_GPS"
	PurchaseRecord          Source = "PURCHASE_RECORD"
	TravelTicket            Source = "TRAVEL_TICKET"
	TollPlate               Source = "TOLL_PLATE"
	CheckpointScan          Source = "CHECKPOINT_SCAN"
	BuildingRegister        Source = "BUILDING_REGISTER"
	HotelRegister           Source = "HOTEL_REGISTER"
	ContactList             Source = "CONTACT_LIST"
	KeyAreaList             Source = "KEY_AREA_LIST"
	SelfReportInconsistency Source = "SELF_REPORT_INCONSISTENCY"
	DoorSensor              Source = "DOOR_SENSOR"
)

// Sources lists the evidence kinds in the order of table T9.
func Sources() []Source {
	return []Source{
		CarrierTower, AppGPS, PurchaseRecord, TravelTicket, TollPlate, CheckpointScan,
		BuildingRegister, HotelRegister, ContactList, KeyAreaList, SelfReportInconsistency, DoorSensor,
	}
}

// Valid reports whether s is one of the kinds of table T9.
func (s Source) Valid() bool {
	for _, k := range Sources() {
		if k == s {
			return true
		}
	}
	return false
}

// DefaultRadius is the position error in metres to assume when the source
// states none, and whether the kind gives positions at all. The carrier figure
// is the upper bound of the Financial Times report (domain S2); the others are
// reconstructions (domain table T9).
func (s Source) DefaultRadius() (metres int, positions bool) {
	switch s {
	case CarrierTower:
		return 2000, true
	case AppGPS:
		return 200, true
	case CheckpointScan:
		return 10, true
	}
	return 0, false
}

// Weak reports whether a colour resting on this kind of source alone needs a
// second look before it may be upheld: positions by mast, purchases, lists
// and registers say something about a phone, an account or a row, not about
// the person.
func (s Source) Weak() bool {
	switch s {
	case CarrierTower, PurchaseRecord, TollPlate, BuildingRegister, KeyAreaList, SelfReportInconsistency, DoorSensor:
		return true
	}
	return false
}

// Forbidden is a kind of data that no office may use, whoever sends it, as the
// key of its reason (import.forbidden.<ID>).
type Forbidden struct {
	ID    string
	Words []string // beginnings of words in the name of a kind
}

// ForbiddenKinds lists what people write and say to each other, pictures of
// them, and their bodies: none of it is in the minimum scope of the notice of
// the Cyberspace Administration of 4 February 2020 (domain section 1, rows 33
// to 35).
func ForbiddenKinds() []Forbidden {
	return []Forbidden{
		{"messages", []string{"MESSAGE", "CHAT", "SMS", "EMAIL", "聊天", "短信", "邮件"}},
		{"social", []string{"SOCIAL", "POST", "WEIBO", "MOMENTS", "社交", "朋友圈", "微博"}},
		{"calls", []string{"CALL", "VOICE", "AUDIO", "通话", "声纹", "录音"}},
		{"images", []string{"FACE", "FACIAL", "CAMERA", "VIDEO", "IMAGE", "PHOTO", "CCTV", "人脸", "摄像", "视频", "照片", "监控"}},
		{"biometrics", []string{"BIOMETRIC", "DNA", "GENETIC", "FINGERPRINT", "IRIS", "生物", "基因", "指纹", "虹膜"}},
	}
}

// ForbiddenKind says which forbidden kind a name of a kind of evidence means,
// "" for none.
func ForbiddenKind(name string) string {
	parts := strings.FieldsFunc(strings.ToUpper(name), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, f := range ForbiddenKinds() {
		for _, word := range f.Words {
			han := word[0] >= 0x80
			if slices.ContainsFunc(parts, func(p string) bool { return strings.HasPrefix(p, word) || han && strings.Contains(p, word) }) {
				return f.ID
			}
		}
	}
	return ""
}
