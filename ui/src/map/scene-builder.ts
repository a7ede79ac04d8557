// Makes a scene from plain rows: for the mock host and for tests, which have no bytes to read.
import {
	ANCHORS,
	type Anchor,
	type Crumb,
	INKS,
	type Ink,
	type LegendEntry,
	OUTLINES,
	type Outline,
	type Pick,
	type Scene,
	type SceneKind,
	SHAPES,
	type Shape,
	WIDTH,
} from "./scene";

type Curve = [number, number, number, number, number, number, number, number];

export class SceneBuilder {
	private readonly texts = new Map<string, number>([["", 0]]);
	private readonly picks = new Map<string, number>([[JSON.stringify({ is: "none" }), 0]]);
	private readonly rows = {
		countries: [] as number[][],
		bands: [] as number[][],
		lines: [] as number[][],
		halos: [] as number[][],
		marks: [] as number[][],
		labels: [] as number[][],
	};

	constructor(
		readonly kind: SceneKind,
		readonly width: number,
		readonly height: number,
	) {}

	private text(t: string): number {
		return intern(this.texts, t);
	}
	private pick(p: Pick | undefined): number {
		return p ? intern(this.picks, JSON.stringify(p)) : 0;
	}

	/** Rows are: numbers of `place` or `curve`, four codes, pick, title or text, whole. */
	country(x: number, y: number, r: number, share: number, outline: Outline, pick: Pick, title = ""): this {
		this.rows.countries.push([x, y, r, share, OUTLINES.indexOf(outline), 0, 0, 0, this.pick(pick), this.text(title)]);
		return this;
	}
	band(curve: Curve, from: number, to: number, opacity: number, ink: Ink, pick: Pick, title = ""): this {
		this.rows.bands.push([...curve, from, to, opacity, INKS.indexOf(ink), 0, 0, 0, this.pick(pick), this.text(title)]);
		return this;
	}
	line(curve: Curve, width: number, ink: Ink, outline: Outline, arrow: boolean, pick: Pick, title = ""): this {
		this.rows.lines.push([
			...curve,
			width,
			INKS.indexOf(ink),
			OUTLINES.indexOf(outline),
			arrow ? 1 : 0,
			0,
			this.pick(pick),
			this.text(title),
		]);
		return this;
	}
	halo(x: number, y: number, r: number): this {
		this.rows.halos.push([x, y, r, 0, 0, 0, 0, 0, 0]);
		return this;
	}
	mark(x: number, y: number, r: number, shape: Shape, ink: Ink, filled: boolean, pick: Pick, title = ""): this {
		this.rows.marks.push([
			x,
			y,
			r,
			SHAPES.indexOf(shape),
			INKS.indexOf(ink),
			filled ? 1 : 0,
			0,
			this.pick(pick),
			this.text(title),
		]);
		return this;
	}
	label(
		text: string,
		x: number,
		y: number,
		look: {
			size?: number;
			importance?: number;
			ink?: Ink;
			anchor?: Anchor;
			bold?: boolean;
			pick?: Pick;
			whole?: string;
		} = {},
	): this {
		const codes = [INKS.indexOf(look.ink ?? "ink"), ANCHORS.indexOf(look.anchor ?? "middle"), look.bold ? 1 : 0, 0];
		this.rows.labels.push([
			x,
			y,
			look.size ?? 12,
			look.importance ?? 1,
			...codes,
			this.pick(look.pick),
			this.text(text),
			this.text(look.whole ?? ""),
		]);
		return this;
	}

	build(
		words: { crumbs?: Crumb[]; reading?: string; shown?: string; stamp?: string; legend?: LegendEntry[] } = {},
	): Scene {
		const list = (name: keyof typeof WIDTH) => {
			const rows = this.rows[name];
			const w = WIDTH[name];
			return {
				count: rows.length,
				place: Float32Array.from(rows.flatMap((r) => r.slice(0, w))),
				codes: Uint8Array.from(rows.flatMap((r) => r.slice(w, w + 4))),
				pick: Uint32Array.from(rows, (r) => r[w + 4]),
				title: Uint32Array.from(rows, (r) => r[w + 5]),
				whole: Uint32Array.from(rows, (r) => r[w + 6] ?? 0),
			};
		};
		const curved = (name: "bands" | "lines") => {
			const { place, ...rest } = list(name);
			return { ...rest, curve: place };
		};
		const { title, ...labels } = list("labels");
		return {
			kind: this.kind,
			width: this.width,
			height: this.height,
			crumbs: words.crumbs ?? [],
			reading: words.reading ?? "",
			shown: words.shown ?? "",
			stamp: words.stamp ?? "",
			legend: words.legend ?? [],
			countries: list("countries"),
			bands: curved("bands"),
			lines: curved("lines"),
			halos: list("halos"),
			marks: list("marks"),
			labels: { ...labels, text: title },
			texts: [...this.texts.keys()],
			picks: [...this.picks.keys()].map((p) => JSON.parse(p) as Pick),
		};
	}
}

function intern(map: Map<string, number>, key: string): number {
	const known = map.get(key);
	if (known !== undefined) return known;
	map.set(key, map.size);
	return map.size - 1;
}
