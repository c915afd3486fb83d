package work

import "recourse/cases"

// Bases lists the keys of the legal and policy bases officers usually name;
// their sentences stand in the locale files (basis.<key>). Anything else is
// written freely.
func Bases() []string {
	return []string{"hz_notice", "prov_17feb", "idl_39", "erl_11", "cac_notice", "arl_28", "arl_regs_51", "csl_41"}
}

// Passages lists the keys of the passages that can be put into the reasons
// (passage.<key>). They are beginnings with gaps to fill: the counter and the
// check for the reasons do not know them, the officer's words do the work.
func Passages() []string {
	return []string{"system_said", "mast_record", "documents", "transit", "window", "not_identified", "unknown", "basis_date", "contact_row", "no_rule", "upheld", "next"}
}

// Gap marks a place in a passage that the officer has to fill.
const Gap = cases.Gap
