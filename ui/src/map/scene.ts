// One picture as the map sees it: parallel typed arrays in drawing order, and what each thing stands
// for. The window gets it as bytes (ipc/scene-frame.ts); nothing here knows where it came from.
// Units are map units, x to the right, y down.

/** What a thing on the map stands for. */
export type Pick =
	| { is: "none" }
	| { is: "node"; id: string }
	| { is: "nodes"; ids: string[] }
	| { is: "group"; id: string }
	| { is: "step"; from: string; to: string }
	| { is: "ribbon"; group: string; to: string };

export const SCENE_KINDS = ["world", "paths", "street", "answer", "matrix"] as const;
export type SceneKind = (typeof SCENE_KINDS)[number];

/** Colour tokens; the theme decides the RGB (theme/palette.ts). The order is the code in the frame. */
export const INKS = [
	"ink",
	"muted",
	"line",
	"border",
	"pale",
	"exposed",
	"outlier",
	"accent",
	"panel",
	"sea",
	"ground",
] as const;
export type Ink = (typeof INKS)[number];

/** Shapes tell lane and class, never colour alone. The order is the code in the frame. */
export const SHAPES = [
	"circle",
	"square",
	"hexagon",
	"diamond",
	"doubleRing",
	"tag",
	"folder",
	"key",
	"frame",
	"crown",
] as const;
export type Shape = (typeof SHAPES)[number];

export const OUTLINES = ["solid", "dashed", "dotted", "none"] as const;
export type Outline = (typeof OUTLINES)[number];

export const ANCHORS = ["middle", "start", "end", "slant"] as const;
/** Degrees by which a slanted text climbs: the head of a column. */
export const SLANT = 52;
export type Anchor = (typeof ANCHORS)[number];

/** Groups: circles. */
export interface Countries {
	count: number;
	/** x, y, r, exposed share drawn from below (negative where members are drawn singly). */
	place: Float32Array;
	/** outline, 0, 0, 0. */
	codes: Uint8Array;
	pick: Uint32Array;
	title: Uint32Array;
}

/** Ribbons. */
export interface Bands {
	count: number;
	/** Cubic (8), width at start and at end, opacity when nothing is hovered. */
	curve: Float32Array;
	/** ink, 0, 0, 0. */
	codes: Uint8Array;
	pick: Uint32Array;
	title: Uint32Array;
}

/** Lines. */
export interface Lines {
	count: number;
	/** Cubic (8), width. */
	curve: Float32Array;
	/** ink, outline, end (0 plain, 1 arrow), 0. */
	codes: Uint8Array;
	pick: Uint32Array;
	title: Uint32Array;
}

/** Halos of outliers, under their marks. */
export interface Halos {
	count: number;
	/** x, y, r. */
	place: Float32Array;
}

/** Nodes, or several folded into one. */
export interface Marks {
	count: number;
	/** x, y, r. */
	place: Float32Array;
	/** shape, ink, filled, 0. */
	codes: Uint8Array;
	pick: Uint32Array;
	title: Uint32Array;
}

/** Texts, as they came from the files: hostile, only ever drawn as text. */
export interface Labels {
	count: number;
	/** x of the anchor, y of the baseline, size, importance. */
	place: Float32Array;
	/** ink, anchor, bold, 0. */
	codes: Uint8Array;
	pick: Uint32Array;
	text: Uint32Array;
	/** The whole text where it had to be cut, else text 0. */
	whole: Uint32Array;
}

/** Numbers a row of `place` or `curve` holds. */
export const WIDTH = { countries: 4, bands: 11, lines: 9, halos: 3, marks: 3, labels: 4 } as const;

export const SAMPLES = ["mark", "line", "band", "halo", "country", "fill"] as const;
export type Sample = (typeof SAMPLES)[number];

export interface LegendEntry {
	sample: Sample;
	filled: boolean;
	shape: Shape | null;
	ink: Ink;
	outline: Outline;
	text: string;
}

export interface Crumb {
	text: string;
	pick: Pick;
}

export interface Scene {
	kind: SceneKind;
	width: number;
	height: number;
	crumbs: Crumb[];
	/** One line that says how to read the picture. */
	reading: string;
	/** "1,226 of 1,226 people shown". */
	shown: string;
	stamp: string;
	/** Different strings; 0 is empty. `title`, `text` and `whole` point into it. */
	texts: string[];
	/** Different picks; 0 is "nothing". */
	picks: Pick[];
	countries: Countries;
	bands: Bands;
	lines: Lines;
	halos: Halos;
	marks: Marks;
	labels: Labels;
	legend: LegendEntry[];
}

/** Whether two picks stand for the same thing. */
export function samePick(a: Pick, b: Pick): boolean {
	if (a.is !== b.is) return false;
	switch (a.is) {
		case "none":
			return true;
		case "node":
		case "group":
			return a.id === (b as typeof a).id;
		case "nodes":
			return a.ids.join("\n") === (b as typeof a).ids.join("\n");
		case "step":
			return a.from === (b as typeof a).from && a.to === (b as typeof a).to;
		case "ribbon":
			return a.group === (b as typeof a).group && a.to === (b as typeof a).to;
	}
}
