package i18n

import "recourse/cases"

// Colour is a colour's name: "Red", "红码".
func (w *Words) Colour(c cases.Colour) string { return w.T("colour." + string(c)) }

// ColourMark is a colour's shortest name, for places too small for its word,
// such as a span on the time axis.
func (w *Words) ColourMark(c cases.Colour) string {
	if c == "" {
		return "?"
	}
	return w.T("colourMark." + string(c))
}

// State is a case state's name.
func (w *Words) State(s cases.State) string { return w.T("state." + string(s)) }

// Ground is a ground's short name, without its code.
func (w *Words) Ground(g cases.Ground) string { return w.T("ground." + string(g)) }

// Role is a role's name.
func (w *Words) Role(r cases.Role) string { return w.T("role." + string(r)) }

// Disposition is a disposition's name.
func (w *Words) Disposition(d cases.Disposition) string { return w.T("disposition." + string(d)) }

// Finding is the name of a finding's result.
func (w *Words) Finding(f cases.FindingResult) string { return w.T("finding." + string(f)) }
