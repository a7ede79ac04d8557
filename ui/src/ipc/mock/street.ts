// Streets of the made-up organisation: the same places, lists and pictures as the session makes, laid out
// simply where it would keep everything in its place.
import type { Pick, Scene } from "../../map/scene";
import { SceneBuilder } from "../../map/scene-builder";
import type { StreetAnswer, StreetItem, StreetView } from "../host";
import { brief, nameOf, relations } from "./answers";
import { JEWELS, MEMBERS } from "./organisation";

const PAGE = 10;
const FURTHER = 40;

interface Row {
	place: string;
	kind: string;
	relation: string;
	ids: string[];
}

function rowsOf(id: string, left: boolean, above: string): Row[] {
	const rows = new Map<string, Row>();
	for (const r of relations(id)) {
		if (left ? r.to !== id : r.from !== id) continue;
		const other = left ? r.from : r.to;
		const kind = brief(other).kinds[0] ?? "";
		const relation = r.level ? `${r.kind} · ${r.level}` : r.kind;
		const place = `${above}${above.length === 1 ? "" : "/"}${kind}~${relation}`;
		const row = rows.get(place) ?? { place, kind, relation, ids: [] };
		row.ids.push(other);
		rows.set(place, row);
	}
	return [...rows.values()].sort((a, b) => b.ids.length - a.ids.length);
}

export function street(asked: StreetView): StreetAnswer {
	const view: Required<StreetView> = { ...{ expanded: [], pinned: [] }, ...asked };
	const items: StreetItem[] = [];
	const kept = (place: string) => view.pinned.some((p) => p === place || p.startsWith(`${place}/`));
	const add = (row: Row, what: string, id: string | null, place: string, left: boolean, depth: number): void => {
		const times = view.expanded.filter((e) => e === place).length;
		const base = { place, opens: place, depth, left, what, kind: row.kind, relation: row.relation, status: "verified" };
		const inside =
			id === null ? row.ids.length : relations(id).filter((r) => (left ? r.to === id : r.from === id)).length;
		const name = id === null ? `${row.ids.length} ${row.kind.toLowerCase()}s` : nameOf(id);
		items.push({ ...base, id, name, inside, open: times > 0, pinned: view.pinned.includes(place) });
		if (id !== null) {
			if (depth < 6)
				list(
					rowsOf(id, left, place).filter((r) => times > 0 || kept(r.place)),
					left,
					depth + 1,
				);
			return;
		}
		const shown = times === 0 ? 0 : PAGE + FURTHER * (times - 1);
		row.ids.forEach((one, i) => {
			const own = `${place}/@${one}`;
			if (i < shown || kept(own)) add(row, "node", one, own, left, depth + 1);
		});
		const rest = row.ids.length - shown;
		if (times > 0 && rest > 0)
			items.push({
				...base,
				place: `${place}/+`,
				depth: depth + 1,
				what: "more",
				id: null,
				name: `${rest} more`,
				inside: rest,
				open: false,
				pinned: false,
			});
	};
	const list = (rows: Row[], left: boolean, depth: number): void => {
		for (const row of rows) {
			const [one] = row.ids;
			if (row.ids.length === 1) add(row, "node", one, `${row.place}/@${one}`, left, depth);
			else add(row, "row", null, row.place, left, depth);
		}
	};
	for (const left of [true, false]) list(rowsOf(view.id, left, left ? "<" : ">"), left, 1);
	const n = relations(view.id).length;
	return { items, shown: n, neighbours: n };
}

export function streetScene(view: StreetView): Scene {
	const { items, shown, neighbours } = street(view);
	const sides = [items.filter((i) => i.left), items.filter((i) => !i.left)];
	const height = Math.max(320, 46 * (Math.max(...sides.map((s) => s.length)) + 2));
	const reach = sides.map((s) => (s.length === 0 ? 170 : 480 + 300 * (Math.max(...s.map((i) => i.depth)) - 1)));
	const b = new SceneBuilder("street", reach[0] + reach[1], height);
	const own: Pick = { is: "node", id: view.id };
	const shape = (id: string | null, kind: string) =>
		JEWELS.some((j) => j.id === id)
			? "folder"
			: kind === "User"
				? "circle"
				: kind === "Group"
					? "doubleRing"
					: "square";
	b.mark(reach[0], height / 2, 17, shape(view.id, brief(view.id).kinds[0] ?? ""), "ink", false, own, nameOf(view.id));
	b.label(nameOf(view.id), reach[0], height / 2 + 36, { bold: true, size: 14, importance: 20, pick: own });
	for (const [k, side] of sides.entries()) {
		const sign = k === 0 ? -1 : 1;
		const at: [number, number][] = [];
		side.forEach((item, i) => {
			const x = reach[0] + sign * (240 + 300 * (item.depth - 1));
			const y = height / 2 + 46 * (i - (side.length - 1) / 2);
			at.push([x, y]);
			let up = i - 1;
			while (up >= 0 && side[up].depth >= item.depth) up--;
			const from = up < 0 ? [reach[0] + sign * 28, height / 2] : [at[up][0] + sign * 150, at[up][1]];
			const pick: Pick = item.id === null ? { is: "row", place: item.place } : { is: "node", id: item.id };
			const [x0, y0, x1, y1] = k === 0 ? [x + 12, y, from[0], from[1]] : [from[0], from[1], x - 12, y];
			const m = (x0 + x1) / 2;
			const owner = up < 0 ? view.id : side[up].id;
			const step: Pick =
				item.id === null || owner === null
					? pick
					: k === 0
						? { is: "step", from: item.id, to: owner }
						: { is: "step", from: owner, to: item.id };
			b.line([x0, y0, m, y0, m, y1, x1, y1], 1.4, "border", "solid", true, step, item.relation);
			b.mark(x, y, 9.5, shape(item.id, item.kind), "ink", false, pick, item.name);
			b.label(item.name, x + sign * 18, y - 2, {
				bold: true,
				anchor: k === 0 ? "end" : "start",
				importance: MEMBERS.length - i,
				pick,
			});
		});
	}
	return b.build({
		crumbs: [
			{ text: "World", pick: { is: "none" } },
			{ text: nameOf(view.id), pick: own },
		],
		reading: "left: what leads to it, right: what it leads to",
		shown: `${shown} of ${neighbours} neighbours shown`,
		legend: [{ sample: "line", shape: null, ink: "border", outline: "solid", filled: true, text: "verified step" }],
	});
}
