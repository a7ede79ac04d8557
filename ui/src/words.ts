// Every sentence that the window shows of its own. Sentences about data come from the session.

const whole = new Intl.NumberFormat("en-GB");

/** 1226 -> "1,226". */
export function count(n: number): string {
	return whole.format(n);
}

/** "1 person", "2 people". */
export function counted(n: number, one: string, many = `${one}s`): string {
	return `${count(n)} ${n === 1 ? one : many}`;
}

export function percent(share: number | null): string {
	return `${Math.round((share ?? 0) * 100)} %`;
}

export const LANES: Record<string, { title: string; one: string; many: string }> = {
	human: { title: "People", one: "person", many: "people" },
	machine: { title: "Machines", one: "machine", many: "machines" },
	unknown: { title: "Unknown", one: "identity of unknown lane", many: "identities of unknown lane" },
};

export const WORKSPACES = [
	{ workspace: "explore", title: "Explore" },
	{ workspace: "review", title: "Review" },
	{ workspace: "present", title: "Present" },
] as const;

export const OUTLIER_TYPES: Record<string, string> = {
	fitsNowhere: "fits nowhere",
	rareExtras: "rare extras",
	missingCommon: "missing what peers have",
	fits: "fits",
};

export const STATUSES: Record<string, string> = {
	verified: "The facts say so outright.",
	possible: "It depends on something the files do not say, or on a guess.",
	unknown: "An input that would tell is missing.",
	blocked: "Something known stands in the way.",
};

/** How a meaning is known. */
export const BASES: Record<string, string> = {
	profile: "set by hand",
	file: "stated by the files",
	table: "a known kind",
	guess: "a guess from its name and place",
};

export const WALKS: Record<string, string> = {
	along: "yes, from holder to what is gained",
	against: "yes, the other way round",
	no: "no",
};

export const NODE_CLASSES = ["identity", "entitlement", "resource", "credential", "container"];
export const LIFECYCLES = ["human", "stable", "ephemeral", "autonomous", "unknown"];
export const RELATION_CLASSES = [
	"membership",
	"grant",
	"control",
	"containment",
	"credentialUse",
	"ownership",
	"observation",
];

/** Where a fact stands, short: the file without its folders, and the record. */
export function placeOf(e: { source: string; record: string }): string {
	const file = e.source.split(/[/\\]/).at(-1);
	return `${file || e.source}, ${e.record}`;
}

export const FORMATS: { format: string; title: string; hint: string }[] = [
	{ format: "svg", title: "SVG", hint: "lines stay sharp, text stays text" },
	{ format: "png", title: "PNG", hint: "a picture for slides and mail" },
	{ format: "pdf", title: "PDF", hint: "for print" },
	{ format: "html", title: "HTML", hint: "one file that opens in a browser" },
];

export const W = {
	app: "Access Atlas",
	explore: "Explore",
	search: "Search people, access, commands",
	savedView: "saved view",
	noHit: (text: string) => `Nothing is called “${text}”. Try a part of the name or an id.`,
	busyScene: "Drawing the map",
	busyOpen: "Opening the workspace",
	busySample: "Making the sample organisation",
	busyImport: "Importing",
	busyPaths: "Looking for paths",
	busyOutliers: "Looking for outliers",
	busyGroups: "Looking for groups",
	busyExposure: "Counting who reaches what",
	busyCuts: "Weighing cuts",
	busyExport: "Writing the picture",
	busyTier: "Setting the tier",
	busyStories: "Looking for the worst paths",
	busyKind: "Correcting the kind",
	notMade: "Not made yet.",
	again: "Try again",
	copy: "Copy",
	thePicture: "The picture",
	drawn: "On the map",
	tabs: {
		outliers: "outliers",
		steps: "paths",
		groups: "groups",
		jewels: "crown jewels",
		drawn: "what is on the map",
		street: "neighbours",
		console: "questions",
	},
	listOf: (what: string) => `List ${what}`,
	noDrawn: "Nothing is drawn yet. Import files, or go to the world by its name above the map.",
	drawnAs: {
		country: "group",
		line: "step",
		circle: "person",
		square: "machine",
		hexagon: "agent",
		diamond: "identity of unknown lane",
		doubleRing: "group of a directory",
		tag: "role or policy",
		folder: "resource",
		key: "credential",
		frame: "container",
		crown: "crown jewel",
	} as Record<string, string>,
	cancel: "Cancel",
	cancelled: "Cancelled. Nothing was changed.",
	finished: "It is done.",
	close: "Close",
	startTitle: "See who can reach what matters",
	startText:
		"Drop files here: exports of identities, groups, roles and what they may touch. They become a map of who can reach what, who does not fit, and how someone could climb.",
	startSample: "Open the sample organisation",
	startFiles: "Choose files",
	startFolder: "Choose a folder",
	startOpen: "Open a workspace",
	startFormats: "OpenGraph JSON (also zipped) and CSV of nodes and edges. Nothing leaves this computer.",
	recent: "Recent workspaces",
	dropHere: "Drop to import",
	dropSafe: "Files are only read, never changed.",
	emptyTitle: "This workspace is empty",
	emptyText: "Import files to draw its first map: drop them anywhere, or choose them.",
	sources: "Sources",
	inspector: "Inspector",
	lanes: "Lanes",
	everyone: "Everyone",
	paths: "Paths",
	from: "From",
	to: "To",
	anyIdentity: "Any identity",
	crownJewels: "Crown jewels",
	modeShortest: "All shortest",
	modeLikely: "10 most likely",
	modeTen: "10 shortest",
	accept: "Accept steps that are",
	findPaths: "Find paths",
	missing: "What is missing",
	nothingMissing: "Every input that an analysis asks for is here.",
	outliers: "Outliers",
	steps: "Steps",
	groups: "Groups",
	jewels: "Crown jewels",
	tableIs: "The list behind the picture",
	noOutliers: "Nobody stands out: everyone's access fits their peers'.",
	worst: "Worst paths",
	worstIs: "The likeliest way that most people come by, for each last step into a crown jewel.",
	noWorst: "Nobody reaches a crown jewel, or nothing is one yet.",
	starts: (n: number) => `${counted(n, "identity", "identities")} this way`,
	kind: "How this kind is understood",
	kindClass: "Class",
	kindLifecycle: "Lifecycle",
	kindWalk: "Can be walked",
	kindLikelihood: "Likelihood",
	kindReset: "As it was at first",
	noPathsYet: "No question yet. Choose From and To on the left, or select someone and press “Paths to crown jewels”.",
	noPath: "There is no path. With the steps that are accepted, none of the starts reaches a target.",
	noPathHint: "Accept more kinds of step on the left to see what is merely possible or unknown.",
	noJewelsShort: "No crown jewels are set yet: nothing can be said to reach them.",
	setJewels: "See candidates",
	noJewels: "No crown jewels are set, so nothing can be said to reach them. Candidates:",
	noCandidates: "Select a node that must be protected and press “Make it a crown jewel”.",
	noGroups: "There are no groups: too few identities share access.",
	nothingSelected: "Nothing is selected",
	nothingSelectedText: "Point at something on the map, or choose a row below.",
	bestCuts: "Best cuts",
	reachNow: (n: number) => `${counted(n, "identity", "identities")} reach a target now`,
	goesRound: "others go round it",
	minimumCut: (value: number) => `Minimum cut: ${counted(value, "relation")} would stop all of them.`,
	noCut: "Nothing to cut: nobody reaches a target.",
	openRegion: "Open group",
	pathsToJewels: "Paths to crown jewels",
	whoReaches: "Who reaches it",
	neighbourhood: "Neighbours",
	makeJewel: "Make it a crown jewel",
	clearJewel: "No longer a crown jewel",
	byHand: "Set in the window",
	didMakeJewel: (name: string) => `mark ${name} as a crown jewel`,
	didClearJewel: (name: string) => `unmark ${name} as a crown jewel`,
	didKind: (kind: string) => `correct ${kind}`,
	world: "World",
	workspaces: "Workspaces",
	export: "Export",
	exportTitle: "Export this picture",
	themeTo: (t: string) => `Use the ${t} theme`,
	back: "Back",
	zoomIn: "Zoom in",
	zoomOut: "Zoom out",
	zoomFit: "Show everything",
	import: "Import",
	mapLabel: (reading: string) =>
		`Map. ${reading} The lists below hold the same things. Arrow keys move, plus and minus zoom, 0 shows everything.`,
	noMap: "The map cannot be drawn: this system's web view has no WebGL 2. The lists below hold the same things.",
	lostMap: "The graphics system was reset. The map is drawn again.",
	evidence: "Evidence",
	holds: "What it has",
	heldBy: "Who has it",
	properties: "Properties",
	distinguishes: "What distinguishes it",
	barIs: "bar: in the group · mark: everywhere",
	unlike: "Unlike the rest",
	reachesTitle: "Reaches",
	reachesNothing: "Reaches nothing critical.",
	opens: "Opens",
	opensNothing: "Nothing critical through the rare access alone.",
	alsoReaches: (names: string) => `Also reached by its usual access: ${names}.`,
	why: "Why it does not fit",
	score: "Score",
	comparedWith: (b: string) => `Compared with ${b}.`,
	guessed: "how this kind works is a guess",
	derived: (rule: string | null) => (rule ? `derived by ${rule}` : "derived"),
	heldInAll: (n: number) => `held by ${count(n)}`,
	more: (n: number) => `and ${count(n)} more`,
	folded: (n: number) => `${counted(n, "node")} folded into one mark`,
	sameWay: "They have the same next steps.",
	placeholder: "Only named by others; no file describes it.",
	disabled: "disabled",
	remedy: "Stop it",
	alternatives: (a: string) => `or by ${a}`,
	likelihood: (p: number) => `relative likelihood ${p.toPrecision(2)}`,
	total: (n: number, exact: boolean) => `${exact ? "" : "at least "}${counted(n, "path")} in all`,
	alreadyThere: (names: string) => `Already a target: ${names}.`,
	revisionOf: (n: number) => `revision ${n}`,
	unexpected: "Something went wrong in the window",
	unexpectedRemedy: "Try again. If it happens again, report it with the text above.",
	filter: "Filter",
	listHas: (shown: number, all: number) => `${count(shown)} of ${count(all)} shown`,
} as const;
