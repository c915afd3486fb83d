package theme

import "fyne.io/fyne/v2"

// Token names a colour by what it is for.
type Token = fyne.ThemeColorName

// The tokens of the frame and of text.
const (
	Canvas      Token = "rc.canvas"      // behind everything
	Panel       Token = "rc.panel"       // cards, tables, the work itself
	Sunken      Token = "rc.sunken"      // table heads, wells, disabled fields
	Line        Token = "rc.line"        // hairlines between things
	Border      Token = "rc.border"      // edges of controls, at least 3:1
	Ink         Token = "rc.ink"         // text
	InkMuted    Token = "rc.inkMuted"    // second text, at least 4.5:1 everywhere
	Off         Token = "rc.off"         // text of a control that is off, still 4.5:1
	OffLine     Token = "rc.offLine"     // its edge, which must not look like that of one that is on
	Accent      Token = "rc.accent"      // the one accent: primary action, focus, links
	AccentHover Token = "rc.accentHover" // primary action under the pointer
	AccentSoft  Token = "rc.accentSoft"  // selected row, active rail entry
	OnAccent    Token = "rc.onAccent"    // text on Accent
	Hover       Token = "rc.hover"       // row or control under the pointer
	Bar         Token = "rc.bar"         // the header
	OnBar       Token = "rc.onBar"       // text on the header
	OnBarMuted  Token = "rc.onBarMuted"  // second text on the header
	BarField    Token = "rc.barField"    // the search box in the header
	Scrim       Token = "rc.scrim"       // over the window behind a dialog
)

// The tokens of messages. They are no code colours.
const (
	InfoInk    Token = "rc.infoInk"
	InfoSoft   Token = "rc.infoSoft"
	WarnInk    Token = "rc.warnInk"
	WarnSoft   Token = "rc.warnSoft"
	DangerInk  Token = "rc.dangerInk"
	DangerSoft Token = "rc.dangerSoft"
	OkInk      Token = "rc.okInk"
	OkSoft     Token = "rc.okSoft"
	OnDanger   Token = "rc.onDanger"
	Unknown    Token = "rc.unknown" // UNKNOWN has its own ink, violet in both modes
	UnkSoft    Token = "rc.unknownSoft"
)

// The tokens of codes: the shape's filling and edge, the word, and the chip
// behind both.
const (
	RedFill    Token = "rc.redFill"
	RedEdge    Token = "rc.redEdge"
	RedInk     Token = "rc.redInk"
	RedSoft    Token = "rc.redSoft"
	YellowFill Token = "rc.yellowFill"
	YellowEdge Token = "rc.yellowEdge"
	YellowInk  Token = "rc.yellowInk"
	YellowSoft Token = "rc.yellowSoft"
	OrangeFill Token = "rc.orangeFill"
	OrangeEdge Token = "rc.orangeEdge"
	OrangeInk  Token = "rc.orangeInk"
	OrangeSoft Token = "rc.orangeSoft"
	GreenFill  Token = "rc.greenFill"
	GreenEdge  Token = "rc.greenEdge"
	GreenInk   Token = "rc.greenInk"
	GreenSoft  Token = "rc.greenSoft"
	GreyFill   Token = "rc.greyFill"
	GreyEdge   Token = "rc.greyEdge"
	GreyInk    Token = "rc.greyInk"
	GreySoft   Token = "rc.greySoft"
)
