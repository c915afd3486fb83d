package theme

// Mode is one of the three looks.
type Mode string

// The modes.
const (
	Light        Mode = "light"
	Dark         Mode = "dark"
	HighContrast Mode = "contrast"
)

// Modes lists the modes in the order of the menu.
func Modes() []Mode { return []Mode{Light, Dark, HighContrast} }

// rgb is a colour as 0xRRGGBB; the scrim alone is translucent.
type rgb uint32

func paletteOf(m Mode) map[Token]rgb {
	switch m {
	case Dark:
		return dark()
	case HighContrast:
		return contrast()
	}
	return light()
}

func light() map[Token]rgb {
	return map[Token]rgb{
		Canvas: 0xF3F4F6, Panel: 0xFFFFFF, Sunken: 0xF7F8FA, Line: 0xE1E5EA, Border: 0x848E9B,
		Ink: 0x18202B, InkMuted: 0x545F6D, Off: 0x545F6D, OffLine: 0xE1E5EA,
		Accent: 0x1F5A9E, AccentHover: 0x184A84, AccentSoft: 0xE4EDF7, OnAccent: 0xFFFFFF, Hover: 0xEEF2F6,
		Bar: 0x16243A, OnBar: 0xF4F7FB, OnBarMuted: 0xA9B8CC, BarField: 0x22344F, Scrim: 0x0B1420,
		InfoInk: 0x1F5A9E, InfoSoft: 0xE9F1FA, WarnInk: 0x7A4A00, WarnSoft: 0xFBF0DC,
		DangerInk: 0x9B2C3F, DangerSoft: 0xFAE9EC, OkInk: 0x1F6B5C, OkSoft: 0xE4F3EF, OnDanger: 0xFFFFFF,
		Unknown: 0x5B4B9A, UnkSoft: 0xEDEAF8,
		RedFill: 0xD0342C, RedEdge: 0xA3211B, RedInk: 0x9A1B16, RedSoft: 0xFCE8E6,
		YellowFill: 0xF7C948, YellowEdge: 0x8A6100, YellowInk: 0x6A4A00, YellowSoft: 0xFEF5D4,
		OrangeFill: 0xEF8B2C, OrangeEdge: 0x9A4E00, OrangeInk: 0x7E3F00, OrangeSoft: 0xFDEBDA,
		GreenFill: 0x2E9E62, GreenEdge: 0x1C7445, GreenInk: 0x15613A, GreenSoft: 0xE3F4EA,
		GreyFill: 0xA7AFBA, GreyEdge: 0x6A7480, GreyInk: 0x4C5663, GreySoft: 0xECEFF2,
	}
}

func dark() map[Token]rgb {
	return map[Token]rgb{
		Canvas: 0x11161D, Panel: 0x1A212B, Sunken: 0x161C25, Line: 0x2C3643, Border: 0x75818F,
		Ink: 0xE8EDF3, InkMuted: 0xA5B1BF, Off: 0xA5B1BF, OffLine: 0x2C3643,
		Accent: 0x74AEEC, AccentHover: 0x93C1F2, AccentSoft: 0x1F3550, OnAccent: 0x0B1622, Hover: 0x232D3A,
		Bar: 0x0B1017, OnBar: 0xE8EDF3, OnBarMuted: 0x95A4B6, BarField: 0x1A2431, Scrim: 0x000000,
		InfoInk: 0x8FC0F3, InfoSoft: 0x1B2E45, WarnInk: 0xEBC07A, WarnSoft: 0x382B14,
		DangerInk: 0xF0A3AF, DangerSoft: 0x40202A, OkInk: 0x85D0BF, OkSoft: 0x163530, OnDanger: 0x2A0B12,
		Unknown: 0xBDB0F2, UnkSoft: 0x2B2647,
		RedFill: 0xE5534B, RedEdge: 0xFF9088, RedInk: 0xFFA8A1, RedSoft: 0x451D1B,
		YellowFill: 0xF2C84B, YellowEdge: 0xFFDF85, YellowInk: 0xF6DA8C, YellowSoft: 0x3B300F,
		OrangeFill: 0xEE9440, OrangeEdge: 0xFFBC80, OrangeInk: 0xFBC595, OrangeSoft: 0x412A14,
		GreenFill: 0x3FA76E, GreenEdge: 0x7AD9A3, GreenInk: 0x8EDFB2, GreenSoft: 0x15382A,
		GreyFill: 0x7C8793, GreyEdge: 0xA9B3BE, GreyInk: 0xBAC4CF, GreySoft: 0x2A323C,
	}
}

func contrast() map[Token]rgb {
	p := light()
	for token, v := range map[Token]rgb{
		Canvas: 0xFFFFFF, Panel: 0xFFFFFF, Sunken: 0xF2F2F2, Line: 0x5A5A5A, Border: 0x000000,
		Ink: 0x000000, InkMuted: 0x262626, Off: 0x666666, OffLine: 0xDADADA,
		Accent: 0x003A8C, AccentHover: 0x001F52, AccentSoft: 0xD6E6FF, Hover: 0xE6E6E6,
		Bar: 0x000000, OnBar: 0xFFFFFF, OnBarMuted: 0xE0E0E0, BarField: 0x1C1C1C,
		InfoInk: 0x00306F, WarnInk: 0x4D2C00, DangerInk: 0x6B0A1C, OkInk: 0x00402F, Unknown: 0x31107A,
		RedEdge: 0x5E0500, RedInk: 0x5E0500, YellowEdge: 0x4A3300, YellowInk: 0x3D2A00,
		OrangeEdge: 0x5C2B00, OrangeInk: 0x4C2400, GreenEdge: 0x003F1E, GreenInk: 0x003F1E,
		GreyEdge: 0x2B2B2B, GreyInk: 0x2B2B2B,
	} {
		p[token] = v
	}
	return p
}
