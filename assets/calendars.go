package assets

import _ "embed"

//go:embed calendars/2020.json
var calendar2020 []byte

// Calendar is the working calendar of 2020 with its public holidays, the
// extended Spring Festival and the make-up working days, as JSON for
// cases.ParseCalendar.
func Calendar() []byte { return calendar2020 }
