// Times the map and a bare PixiJS scene in the engine that the window runs in. The driver
// (e2e/frames.mjs) calls `frames.ours` and `frames.bare` in turn. A frame ends when its pixels were read:
// without that a driver only queues it.
import { decodeScene } from "../src/ipc/scene-frame";
import { overview, pan } from "../src/map/camera";
import { NOTHING } from "../src/map/focus";
import { pickerOf } from "../src/map/picking";
import { createRenderer } from "../src/map/renderer";
import { bare } from "./bare";

interface Timed {
	/** Milliseconds from data in memory to the first finished frame. */
	first: number;
	/** Milliseconds of each further frame, the camera moving a little each time. */
	frames: number[];
	/** What is drawn. */
	marks: number;
	lines: number;
}

interface Ours extends Timed {
	labels: number;
	/** Milliseconds to index for pointing, and of one look-up. */
	index: number;
	pick: number;
}

const screen = { width: innerWidth, height: innerHeight };

function canvas(): HTMLCanvasElement {
	return document.body.appendChild(document.createElement("canvas"));
}

function finish(of: HTMLCanvasElement): void {
	const gl = of.getContext("webgl2");
	gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
}

function timed(draw: (step: number) => void, frames: number): number[] {
	return Array.from({ length: frames }, (_, i) => {
		const began = performance.now();
		draw(i);
		return performance.now() - began;
	});
}

/** The seeded generator of the peer's scene (mulberry32). */
function random(seed: number): () => number {
	let s = seed;
	return () => {
		s = (s + 0x6d2b79f5) | 0;
		let t = Math.imul(s ^ (s >>> 15), 1 | s);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const frames = {
	async ours(url: string, count: number): Promise<Ours> {
		const bytes = await (await fetch(url)).arrayBuffer();
		const [gl, texts] = [canvas(), canvas()];
		await document.fonts.ready;
		const began = performance.now();
		const scene = decodeScene(bytes);
		const map = await createRenderer(gl, texts);
		map.resize(screen, 1);
		map.show(scene, "light");
		const whole = overview(scene, screen);
		const focus = { hovered: NOTHING, selected: NOTHING };
		map.draw(whole, focus);
		finish(gl);
		const first = performance.now() - began;
		const all = timed((i) => {
			map.draw(pan(whole, 3 * (i % 7), 2 * (i % 5)), focus);
			finish(gl);
		}, count);
		const indexing = performance.now();
		const picker = pickerOf(scene);
		const index = performance.now() - indexing;
		const next = random(7);
		const looks = 400;
		const looking = performance.now();
		for (let i = 0; i < looks; i++) picker.at(next() * scene.width, next() * scene.height, 5 / whole.scale);
		const pick = (performance.now() - looking) / looks;
		map.destroy();
		gl.remove();
		texts.remove();
		const lines = scene.lines.count + scene.bands.count;
		return {
			first,
			frames: all,
			marks: scene.marks.count + scene.countries.count,
			lines,
			labels: scene.labels.count,
			index,
			pick,
		};
	},

	/** A clustered scene of the same size, as seeded as the peer's own figures were. */
	async bare(points: number, lines: number, count: number): Promise<Timed> {
		const next = random(1);
		const clusters = Array.from({ length: 40 }, () => [next() * 1000, next() * 700]);
		const at = new Float32Array(points * 2);
		for (let i = 0; i < points; i++) {
			const [x, y] = clusters[i % clusters.length];
			at[2 * i] = x + (next() + next() - 1) * 60;
			at[2 * i + 1] = y + (next() + next() - 1) * 60;
		}
		const ends = new Uint32Array(lines * 2);
		for (let i = 0; i < ends.length; i++) ends[i] = Math.floor(next() * points);
		const gl = canvas();
		const began = performance.now();
		const scene = await bare(gl, at, ends);
		scene.draw(0, 0, 1.2);
		finish(gl);
		const first = performance.now() - began;
		const all = timed((i) => {
			scene.draw(3 * (i % 7), 2 * (i % 5), 1.2);
			finish(gl);
		}, count);
		scene.destroy();
		gl.remove();
		return { first, frames: all, marks: points, lines };
	},
};

Object.assign(globalThis, { frames });
export type Frames = typeof frames;
