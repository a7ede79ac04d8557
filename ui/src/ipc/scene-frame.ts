// Bytes -> Scene: views on the buffer, nothing copied but texts. The layout stands at the head of
// crates/atlas-map/src/frame.rs; scene-frame.test.ts reads the same golden file as the Rust test.
import { INKS, OUTLINES, type Pick, SAMPLES, SCENE_KINDS, type Scene, SHAPES } from "../map/scene";

const MAGIC = 0x534c5441; // "ATLS", little-endian
const VERSION = 1;
const HEADER = 24;
const ENTRY = 16;

/** The bytes are not a frame of the version that this window reads. */
export class FrameError extends Error {}

interface Section {
	offset: number;
	length: number;
	rows: number;
}

function table(view: DataView): Map<number, Section> {
	if (view.byteLength < HEADER || view.getUint32(0, true) !== MAGIC)
		throw new FrameError("this is no picture of Access Atlas");
	const version = view.getUint16(4, true);
	if (version !== VERSION) throw new FrameError(`the picture has version ${version}, this window reads ${VERSION}`);
	if (view.getUint32(20, true) !== view.byteLength) throw new FrameError("the picture was cut off");
	const sections = new Map<number, Section>();
	const n = view.getUint32(16, true);
	if (HEADER + n * ENTRY > view.byteLength) throw new FrameError("the picture was cut off");
	for (let i = 0; i < n; i++) {
		const at = HEADER + i * ENTRY;
		const [offset, length, rows] = [4, 8, 12].map((o) => view.getUint32(at + o, true));
		if (offset + length > view.byteLength) throw new FrameError("a part of the picture lies outside it");
		sections.set(view.getUint32(at, true), { offset, length, rows });
	}
	return sections;
}

/** Read a frame. Throws {@link FrameError}; O(texts + picks), the rest are views. */
export function decodeScene(bytes: ArrayBuffer): Scene {
	const view = new DataView(bytes);
	const sections = table(view);
	const part = (id: number): Section => {
		const s = sections.get(id);
		if (!s) throw new FrameError(`the picture lacks part ${id.toString(16)}`);
		return s;
	};
	const u8 = (id: number) => new Uint8Array(bytes, part(id).offset, part(id).length);
	const u32 = (id: number) => new Uint32Array(bytes, part(id).offset, part(id).length / 4);
	const f32 = (id: number) => new Float32Array(bytes, part(id).offset, part(id).length / 4);

	const texts = textsOf(u32(0x0101), u8(0x0102));
	const picks = picksOf(u8(0x0201), u32(0x0202), u32(0x0203), texts);
	const [reading, shown, stamp] = Array.from(u32(0x0304), (t) => texts[t] ?? "");
	const crumbPicks = u32(0x0403);
	const legendCodes = u8(0x0b02);
	const list = (id: number) => ({ count: part(id + 1).rows, codes: u8(id + 2), pick: u32(id + 3), title: u32(id + 4) });
	return {
		kind: SCENE_KINDS[view.getUint8(6)] ?? "world",
		width: view.getFloat32(8, true),
		height: view.getFloat32(12, true),
		crumbs: Array.from(u32(0x0404), (t, i) => ({ text: texts[t], pick: picks[crumbPicks[i]] })),
		reading,
		shown,
		stamp,
		texts,
		picks,
		countries: { ...list(0x0500), place: f32(0x0501) },
		bands: { ...list(0x0600), curve: f32(0x0601) },
		lines: { ...list(0x0700), curve: f32(0x0701) },
		halos: { count: part(0x0801).rows, place: f32(0x0801) },
		marks: { ...list(0x0900), place: f32(0x0901) },
		labels: {
			count: part(0x0a01).rows,
			place: f32(0x0a01),
			codes: u8(0x0a02),
			pick: u32(0x0a03),
			text: u32(0x0a04),
			whole: u32(0x0a05),
		},
		legend: Array.from(u32(0x0b04), (t, i) => {
			const [sample, shape, ink, outline, filled] = legendCodes.subarray(8 * i, 8 * i + 5);
			return {
				sample: SAMPLES[sample] ?? "mark",
				shape: SHAPES[shape] ?? null,
				ink: INKS[ink] ?? "ink",
				outline: OUTLINES[outline] ?? "none",
				filled: filled === 1,
				text: texts[t],
			};
		}),
	};
}

function textsOf(starts: Uint32Array, bytes: Uint8Array): string[] {
	const utf8 = new TextDecoder();
	return Array.from({ length: starts.length - 1 }, (_, i) => utf8.decode(bytes.subarray(starts[i], starts[i + 1])));
}

/** A node is its native id; its namespace is named only where two nodes of the picture share the id. */
function picksOf(kinds: Uint8Array, starts: Uint32Array, parts: Uint32Array, texts: string[]): Pick[] {
	const spaces = new Map<number, number>();
	const shared = new Set<number>();
	kinds.forEach((kind, i) => {
		if (kind === 0 || kind === 3 || kind === 6) return;
		for (let k = starts[i] + (kind === 5 ? 1 : 0); k + 1 < starts[i + 1]; k += 2) {
			const known = spaces.get(parts[k + 1]);
			if (known === undefined) spaces.set(parts[k + 1], parts[k]);
			else if (known !== parts[k]) shared.add(parts[k + 1]);
		}
	});
	const node = (k: number): string =>
		shared.has(parts[k + 1]) ? `${texts[parts[k]]}:${texts[parts[k + 1]]}` : texts[parts[k + 1]];
	return Array.from(kinds, (kind, i): Pick => {
		const k = starts[i];
		switch (kind) {
			case 1:
				return { is: "node", id: node(k) };
			case 2:
				return { is: "nodes", ids: Array.from({ length: (starts[i + 1] - k) / 2 }, (_, j) => node(k + 2 * j)) };
			case 3:
				return { is: "group", id: texts[parts[k]] };
			case 4:
				return { is: "step", from: node(k), to: node(k + 2) };
			case 5:
				return { is: "ribbon", group: texts[parts[k]], to: node(k + 1) };
			case 6:
				return { is: "row", place: texts[parts[k]] };
			default:
				return { is: "none" };
		}
	});
}
