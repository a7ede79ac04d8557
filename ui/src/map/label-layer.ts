// Texts over the map, on a 2D canvas: text from files can only ever become glyphs here.
import { PALETTE, type Theme } from "../theme/palette";
import type { Camera, Extent } from "./camera";
import { concerns, type Focus } from "./focus";
import { type Measure, orderOf, type Placed, place } from "./labels";
import { ANCHORS, INKS, type Labels, type Scene, SLANT } from "./scene";

const FAMILY = '"Inter Variable", Inter, system-ui, "Segoe UI", sans-serif';

/** Control and direction characters can turn a line round: each is shown as a mark. Joiners belong to scripts. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

export function inert(text: string): string {
	return text.replace(UNSEEN, "\ufffd");
}

interface Known {
	order: Uint32Array;
	texts: string[];
	/** Width at one pixel; NaN until it is measured. Glyphs are vectors, so widths scale. */
	widths: Float32Array;
}
const known = new WeakMap<Labels, Known>();

function about(scene: Scene): Known {
	const { labels } = scene;
	let it = known.get(labels);
	if (!it) {
		it = {
			order: orderOf(labels),
			texts: Array.from(labels.text, (t) => inert(scene.texts[t])),
			widths: new Float32Array(labels.count).fill(Number.NaN),
		};
		known.set(labels, it);
	}
	return it;
}

function font(size: number, bold: boolean): string {
	return `${bold ? 650 : 450} ${size}px ${FAMILY}`;
}

function important(scene: Scene, focus: Focus): Set<number> {
	const first = new Set<number>();
	if (focus.selected.is === "none" && focus.hovered.is === "none") return first;
	for (let i = 0; i < scene.labels.count && first.size < 24; i++) {
		const pick = scene.picks[scene.labels.pick[i]];
		if (concerns(pick, focus.selected) || concerns(pick, focus.hovered)) first.add(i);
	}
	return first;
}

/** Place and draw the texts of a frame. */
export function drawLabels(
	canvas: HTMLCanvasElement,
	scene: Scene,
	camera: Camera,
	screen: Extent,
	density: number,
	theme: Theme,
	focus: Focus,
): Placed[] {
	const pen = canvas.getContext("2d");
	if (!pen) return [];
	const { order, texts, widths } = about(scene);
	const { codes } = scene.labels;
	const measure: Measure = (i, size, bold) => {
		if (Number.isNaN(widths[i])) {
			pen.font = font(20, bold);
			widths[i] = pen.measureText(texts[i]).width / 20;
		}
		return widths[i] * size;
	};
	pen.setTransform(density, 0, 0, density, 0, 0);
	pen.clearRect(0, 0, screen.width, screen.height);
	const placed = place(
		scene.labels,
		order,
		camera,
		screen,
		measure,
		important(scene, focus),
		scene.kind === "matrix" ? [] : obstaclesOf(scene, camera),
		scene.kind === "matrix",
	);
	pen.lineJoin = "round";
	pen.lineWidth = 3;
	pen.strokeStyle = PALETTE[theme].ground;
	for (const p of placed) {
		pen.font = font(p.size, codes[4 * p.index + 2] === 1);
		pen.fillStyle = PALETTE[theme][INKS[codes[4 * p.index]]];
		if (ANCHORS[codes[4 * p.index + 1]] === "slant") {
			pen.save();
			pen.translate(p.x, p.y);
			pen.rotate((-SLANT * Math.PI) / 180);
			write(pen, texts[p.index], 0, 0);
			pen.restore();
		} else write(pen, texts[p.index], p.x, p.y);
	}
	nameSelected(pen, scene, camera, theme, focus, placed);
	return placed;
}

/** A text that is set off from what lies under it. */
function write(pen: CanvasRenderingContext2D, text: string, x: number, y: number): void {
	pen.globalAlpha = 0.85;
	pen.strokeText(text, x, y);
	pen.globalAlpha = 1;
	pen.fillText(text, x, y);
}

/** In drawings of paths no text stands on a mark; the members of a country are too many for that. */
function obstaclesOf(scene: Scene, camera: Camera): [number, number, number, number][] {
	if (scene.kind === "world") return [];
	const { marks } = scene;
	return Array.from({ length: marks.count }, (_, i) => {
		const [x, y, r] = marks.place.subarray(3 * i, 3 * i + 3);
		const half = Math.max(3, r * camera.scale);
		const px = (x - camera.x) * camera.scale;
		const py = (y - camera.y) * camera.scale;
		return [px - half, py - half, px + half, py + half];
	});
}

/** What is selected has its name beside it, also where the scene has no text for it. */
function nameSelected(
	pen: CanvasRenderingContext2D,
	scene: Scene,
	camera: Camera,
	theme: Theme,
	focus: Focus,
	placed: Placed[],
): void {
	const { selected } = focus;
	if (selected.is !== "node" || placed.some((p) => concerns(scene.picks[scene.labels.pick[p.index]], selected))) return;
	const { marks } = scene;
	for (let i = 0; i < marks.count; i++) {
		if (!concerns(scene.picks[marks.pick[i]], selected)) continue;
		const [x, y, r] = marks.place.subarray(3 * i, 3 * i + 3);
		const text = inert(scene.texts[marks.title[i]].split("\n")[0] || selected.id);
		pen.font = font(12, true);
		const px = (x - camera.x) * camera.scale + Math.max(r * camera.scale * 1.6, 7) + 5;
		const py = (y - camera.y) * camera.scale + 4;
		pen.strokeText(text, px, py);
		pen.fillStyle = PALETTE[theme].ink;
		pen.fillText(text, px, py);
		return;
	}
}
