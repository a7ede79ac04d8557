// The decisions a person can take: their words, keys and what each needs. The session holds the same rules
// and has the last word.

export type Decision =
	| "certify"
	| "revoke"
	| "flag"
	| "abstain"
	| "certifyWithExpiry"
	| "modify"
	| "delegate"
	| "reclassify"
	| "acceptRisk";

/** What a decision cannot be without. */
export type Need = "expiry" | "to" | "code" | "things";

interface Row {
	decision: Decision;
	title: string;
	/** What it means, for the form and the tooltip. */
	means: string;
	keys: string;
	needs: Need[];
	/** May be taken for several items at once. */
	several: boolean;
}

/** In the order of the panel; no one of them stands out. */
export const DECISIONS: Row[] = [
	{
		decision: "certify",
		title: "Certify",
		means: "The access is right and stays.",
		keys: "C",
		needs: [],
		several: true,
	},
	{ decision: "revoke", title: "Revoke", means: "The access shall go.", keys: "R", needs: [], several: true },
	{ decision: "flag", title: "Flag", means: "Somebody has to look into it.", keys: "F", needs: [], several: true },
	{
		decision: "abstain",
		title: "Abstain",
		means: "I cannot judge. It counts as not reviewed.",
		keys: "A",
		needs: ["code"],
		several: true,
	},
	{
		decision: "certifyWithExpiry",
		title: "Certify until",
		means: "The access is right until a day.",
		keys: "E",
		needs: ["expiry"],
		several: true,
	},
	{
		decision: "modify",
		title: "Reduce",
		means: "The things that are ticked shall go, the rest stays.",
		keys: "M",
		needs: ["things"],
		several: false,
	},
	{
		decision: "delegate",
		title: "Delegate",
		means: "Somebody else shall decide. It counts as not reviewed.",
		keys: "D",
		needs: ["to"],
		several: false,
	},
	{
		decision: "reclassify",
		title: "Reclassify",
		means: "It is something else, or somebody else's.",
		keys: "L",
		needs: ["to"],
		several: false,
	},
	{
		decision: "acceptRisk",
		title: "Accept risk",
		means: "It is a risk and stays, for at most 180 days.",
		keys: "P",
		needs: ["expiry"],
		several: true,
	},
];

const BY = new Map(DECISIONS.map((d) => [d.decision as string, d]));

export function row(decision: Decision): Row {
	return BY.get(decision) ?? DECISIONS[0];
}

/** The title of a decision's word; the word itself where it is none of ours. */
export function titleOf(decision: string): string {
	return BY.get(decision)?.title ?? decision;
}

export function needs(decision: Decision): Need[] {
	return row(decision).needs;
}

/** Why, in codes: what each says, and for which decisions. */
export const CODES: { code: string; says: string; of: Decision[] }[] = [
	{ code: "workNeedsIt", says: "The work needs it", of: ["certify", "certifyWithExpiry", "acceptRisk"] },
	{ code: "newDuty", says: "It came with a new duty", of: ["certify", "certifyWithExpiry"] },
	{ code: "coversAbsence", says: "It covers somebody's absence", of: ["certifyWithExpiry"] },
	{ code: "otherControl", says: "Another control limits it", of: ["certify", "certifyWithExpiry", "acceptRisk"] },
	{ code: "notNeeded", says: "The work does not need it", of: ["revoke", "modify"] },
	{ code: "leftDuty", says: "The duty it came with has ended", of: ["revoke", "modify"] },
	{ code: "neverGranted", says: "Nobody knows who granted it", of: ["revoke", "modify", "flag"] },
	{ code: "looksWrong", says: "It looks wrong", of: ["flag"] },
	{ code: "notMyArea", says: "It is not my area", of: ["abstain"] },
	{ code: "notEnoughData", says: "There is not enough data", of: ["abstain"] },
	{ code: "conflictOfInterest", says: "I have a conflict of interest", of: ["abstain"] },
];

export function codesOf(decision: Decision): typeof CODES {
	return CODES.filter((c) => c.of.includes(decision));
}

export function codeSays(code: string): string {
	return CODES.find((c) => c.code === code)?.says ?? code;
}
