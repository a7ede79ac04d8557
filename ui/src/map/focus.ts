// What is hovered and selected, and how it is told from the rest: a ring around a mark, a firm ribbon,
// a coloured step. Looks come from here; the scene is never edited.
import { upstream } from "../paths/upstream";
import { INKS, type Ink, OUTLINES, type Pick, type Scene, samePick, WIDTH } from "./scene";
import { addMark, type Rgb, Shapes } from "./shape-mesh";
import { lineStrokes, STYLES, type Stroke } from "./stroke-mesh";

/** Replaced, never changed, so that the renderer sees by identity whether it is new. */
export interface Focus {
	hovered: Pick;
	selected: Pick;
}

export const NOTHING: Pick = { is: "none" };
export const NO_FOCUS: Focus = { hovered: NOTHING, selected: NOTHING };

/** Whether a thing on the map is, or belongs to, what a pick stands for. */
export function concerns(thing: Pick, pick: Pick): boolean {
	if (pick.is === "none" || thing.is === "none") return false;
	if (samePick(thing, pick)) return true;
	if (thing.is === "nodes" && pick.is === "node") return thing.ids.includes(pick.id);
	if (thing.is === "ribbon") {
		return (pick.is === "group" && thing.group === pick.id) || (pick.is === "node" && thing.to === pick.id);
	}
	if (thing.is === "step" && pick.is === "node") return thing.from === pick.id || thing.to === pick.id;
	if (pick.is === "step" && thing.is === "nodes") return thing.ids.includes(pick.from) || thing.ids.includes(pick.to);
	if (pick.is === "step" && thing.is === "node") return thing.id === pick.from || thing.id === pick.to;
	return false;
}

/**
 * A step as the scene draws it: a node that is folded with others stands for the first of them, so
 * that the step of any of them finds the one line of all.
 */
export function unfolded(scene: Scene, pick: Pick): Pick {
	if (pick.is !== "step") return pick;
	const first = (id: string) => {
		const fold = scene.picks.find((p) => p.is === "nodes" && p.ids.includes(id));
		return fold?.is === "nodes" ? fold.ids[0] : id;
	};
	return { is: "step", from: first(pick.from), to: first(pick.to) };
}

/** For each pick of the scene, whether it concerns what is hovered (1) or selected (2). */
function weights(scene: Scene, focus: Focus): Uint8Array {
	return Uint8Array.from(scene.picks, (p) => (concerns(p, focus.selected) ? 2 : concerns(p, focus.hovered) ? 1 : 0));
}

export function emphasised(scene: Scene, focus: Focus, palette: Rgb[]): { strokes: Stroke[]; shapes: Shapes } {
	const strokes: Stroke[] = [];
	const { bands, lines, marks, countries } = scene;
	if (focus.hovered.is === "none" && focus.selected.is === "none") return { strokes, shapes: new Shapes(0) };
	const drawn: Focus = { hovered: unfolded(scene, focus.hovered), selected: unfolded(scene, focus.selected) };
	const weight = weights(scene, drawn);
	// Who depends on the step that is pointed at, or else on the one that is selected.
	const asked = drawn.hovered.is === "step" ? drawn.hovered : drawn.selected;
	if (scene.kind === "paths" && asked.is === "step")
		for (const [i, before] of upstream(scene, asked).entries()) weight[i] = Math.max(weight[i], before);
	const ink = (name: Ink): Rgb => palette[INKS.indexOf(name)];
	const unit = (c: Rgb): [number, number, number] => [c[0] / 255, c[1] / 255, c[2] / 255];
	for (let i = 0; i < bands.count; i++) {
		if (weight[bands.pick[i]] === 0) continue;
		const o = i * WIDTH.bands;
		strokes.push({
			points: bands.curve,
			at: o,
			from: bands.curve[o + 8],
			to: bands.curve[o + 9],
			colour: unit(palette[bands.codes[4 * i]]),
			alpha: 0.55,
			style: 0,
			arrow: false,
			upright: true,
		});
	}
	for (let i = 0; i < lines.count; i++) {
		if (weight[lines.pick[i]] === 0) continue;
		const pick = scene.picks[lines.pick[i]];
		const o = i * WIDTH.lines;
		// Only the step itself is coloured; steps that merely touch a selected node get darker.
		const own = samePick(pick, drawn.selected) || samePick(pick, drawn.hovered);
		const stroke: Stroke = {
			points: lines.curve,
			at: o,
			from: lines.curve[o + 8],
			to: lines.curve[o + 8],
			colour: unit(ink(own ? "exposed" : "muted")),
			alpha: 1,
			style: STYLES[OUTLINES[lines.codes[4 * i + 1]]],
			arrow: lines.codes[4 * i + 2] === 1,
			bars: unit(ink("ink")),
		};
		strokes.push(...lineStrokes(stroke));
	}
	const shapes = new Shapes(8);
	for (let i = 0; i < countries.count; i++) {
		const w = weight[countries.pick[i]];
		if (w === 0) continue;
		const [x, y, r] = countries.place.subarray(4 * i, 4 * i + 3);
		shapes.add(x, y, r, { shape: 0, outline: w === 2 ? 1 : 0 }, ink("accent"), 0, ink("accent"), w === 2 ? 1 : 0.6);
	}
	for (let i = 0; i < marks.count; i++) {
		const w = weight[marks.pick[i]];
		if (w === 0) continue;
		const [x, y, r] = marks.place.subarray(3 * i, 3 * i + 3);
		shapes.add(x, y, r * 1.6 + 1, { shape: 0, least: 7 }, ink("panel"), 0.35, ink("accent"), w === 2 ? 1 : 0.6);
		addMark(shapes, marks, i, palette, ink("panel"), 3);
	}
	return { strokes, shapes };
}
