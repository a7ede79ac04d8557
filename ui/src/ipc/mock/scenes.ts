// The made-up organisation as pictures, laid out by hand where the session would compute.
import type { Pick, Scene } from "../../map/scene";
import { SceneBuilder } from "../../map/scene-builder";
import type { PathsAnswer, TriedCut } from "../host";
import { GROUPS, JEWELS, MEMBERS, REACH } from "./organisation";

const WIDTH = 860;
const HEIGHT = 580;
const COAST = 720;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

type Curve = [number, number, number, number, number, number, number, number];
function across(x0: number, y0: number, x1: number, y1: number): Curve {
	const m = (x0 + x1) / 2;
	return [x0, y0, m, y0, m, y1, x1, y1];
}

export function worldScene(lane: string | null): Scene {
	const b = new SceneBuilder("world", WIDTH, HEIGHT);
	const groups = GROUPS.filter((g) => lane === null || g.lane === lane);
	for (const g of groups) {
		const pick: Pick = { is: "group", id: g.id };
		b.country(
			g.x,
			g.y,
			g.r,
			-1,
			g.peer ? "solid" : "dashed",
			pick,
			`${g.label}\n${g.exposed} of ${g.size} reach a crown jewel`,
		);
		b.label(g.kind === "base" ? `${g.label}, ${g.size}` : g.label, g.x, g.y - g.r - (g.exposed ? 19 : 7), {
			bold: true,
			importance: 10 + g.exposed,
			pick,
		});
		if (g.exposed > 0)
			b.label(`${g.exposed} of ${g.size} reach`, g.x, g.y - g.r - 6, { ink: "exposed", size: 11, importance: 9, pick });
	}
	for (const j of JEWELS) {
		const pick: Pick = { is: "node", id: j.id };
		b.mark(COAST + 22, j.y, 8, "crown", "ink", true, pick, j.name);
		b.label(j.name, COAST + 38, j.y + 1, { anchor: "start", bold: true, importance: 20, pick });
		b.label(
			`${REACH.filter((r) => r.to === j.id).reduce((n, r) => n + r.n, 0)} identities · ${j.level}`,
			COAST + 38,
			j.y + 15,
			{ anchor: "start", ink: "muted", size: 11, importance: 8, pick },
		);
	}
	for (const r of REACH) {
		const g = groups.find((x) => x.id === r.group);
		const j = JEWELS.find((x) => x.id === r.to);
		if (g && j)
			b.band(
				across(g.x + g.r, g.y, COAST, j.y),
				r.n * 1.6,
				r.n * 2.4,
				0.17,
				"exposed",
				{ is: "ribbon", group: g.id, to: j.id },
				`${r.n} of ${g.label} reach ${j.name}`,
			);
	}
	const shown = MEMBERS.filter((m) => groups.some((g) => g.id === m.group));
	for (const m of shown) {
		const g = groups.find((x) => x.id === m.group);
		if (!g) continue;
		const i = Number(m.id.split("/")[1]);
		const far = m.score === null ? Math.sqrt((i + 0.5) / g.size) * 0.8 : 0.97;
		const x = g.x + g.r * far * Math.cos(i * GOLDEN);
		const y = g.y + g.r * far * Math.sin(i * GOLDEN);
		const pick: Pick = { is: "node", id: m.id };
		if (m.score !== null) {
			b.halo(x, y, 4 + 5 * m.score);
			b.label(m.name, x, y - 12, { size: 8, importance: 3, pick });
		} else b.label(m.name, x, y - 6, { size: 3, importance: 0.5, ink: "muted", pick });
		b.mark(
			x,
			y,
			g.kind === "base" ? 2 : 3.2,
			m.lane === "human" ? "circle" : "square",
			m.exposed ? "exposed" : "pale",
			true,
			pick,
			m.name,
		);
	}
	return b.build({
		crumbs: [{ text: "World", pick: { is: "none" } }],
		reading: `${shown.length} identities in ${groups.length} groups; right: what matters. Dashed: loosely related, not peers.`,
		shown: `${shown.length} of ${shown.length} identities shown`,
		stamp: "revision 1",
		legend: [
			{ sample: "mark", shape: "circle", ink: "pale", outline: "none", filled: true, text: "person" },
			{ sample: "mark", shape: "square", ink: "pale", outline: "none", filled: true, text: "machine" },
			{ sample: "mark", shape: "circle", ink: "exposed", outline: "none", filled: true, text: "reaches a crown jewel" },
			{ sample: "halo", shape: null, ink: "outlier", outline: "solid", filled: true, text: "outlier, size = score" },
			{
				sample: "band",
				shape: null,
				ink: "exposed",
				outline: "none",
				filled: true,
				text: "width = exposed identities",
			},
		],
	});
}

/** All answered paths merged: columns by distance to the target, equal nodes once. */
export function pathsScene(answer: PathsAnswer, cuts: TriedCut[] = []): Scene {
	const isCut = (from: string, to: string) => cuts.some((c) => c.from.includes(from) && c.to.includes(to));
	const column = new Map<string, number>();
	for (const p of answer.paths) {
		p.steps.forEach((s, i) => {
			column.set(s.from, Math.max(column.get(s.from) ?? 0, p.steps.length - i));
			column.set(s.to, Math.max(column.get(s.to) ?? 0, p.steps.length - i - 1));
		});
	}
	const most = Math.max(1, ...column.values());
	const rows = new Map<number, string[]>();
	for (const [id, c] of column) rows.set(c, [...(rows.get(c) ?? []), id]);
	const at = (id: string): [number, number] => {
		const c = column.get(id) ?? 0;
		const row = rows.get(c) ?? [];
		return [90 + ((most - c) * (WIDTH - 200)) / most, ((row.indexOf(id) + 1) * HEIGHT) / (row.length + 1)];
	};
	const b = new SceneBuilder("paths", WIDTH, HEIGHT);
	const names = new Map<string, string>();
	const seen = new Map<string, number>();
	for (const s of answer.paths.flatMap((p) => p.steps)) {
		names.set(s.from, s.fromName);
		names.set(s.to, s.toName);
		seen.set(`${s.from}\n${s.to}`, (seen.get(`${s.from}\n${s.to}`) ?? 0) + 1);
	}
	const drawn = new Set<string>();
	for (const s of answer.paths.flatMap((p) => p.steps)) {
		const key = `${s.from}\n${s.to}`;
		if (drawn.has(key)) continue;
		drawn.add(key);
		const [x0, y0] = at(s.from);
		const [x1, y1] = at(s.to);
		const pick: Pick = { is: "step", from: s.from, to: s.to };
		b.line(
			across(x0 + 12, y0, x1 - 13, y1),
			1 + 1.5 * (seen.get(key) ?? 1),
			"border",
			isCut(s.from, s.to) ? "struck" : s.status === "verified" ? "solid" : "dashed",
			true,
			pick,
			s.sentence,
		);
		b.label(s.kind, (x0 + x1) / 2, (y0 + y1) / 2 - 4, { size: 11, ink: "muted", importance: 2, pick });
	}
	for (const [id, name] of names) {
		const [x, y] = at(id);
		const pick: Pick = { is: "node", id };
		const shape = JEWELS.some((j) => j.id === id)
			? "crown"
			: MEMBERS.some((m) => m.id === id)
				? "circle"
				: "doubleRing";
		b.mark(x, y, 9, shape, "ink", false, pick, name);
		b.label(name, x, y + 24, { bold: true, importance: 5, pick });
	}
	return b.build({
		crumbs: [{ text: "Paths", pick: { is: "none" } }],
		reading: `${answer.paths.length} paths merged, line width = paths that pass`,
		shown: `${answer.paths.length} of ${answer.total} paths shown`,
		legend: [
			{ sample: "line", shape: null, ink: "border", outline: "solid", filled: true, text: "verified step" },
			{ sample: "line", shape: null, ink: "border", outline: "dashed", filled: true, text: "possible step" },
		],
	});
}

export function answerScene(nodes: { id: string; name: string }[]): Scene {
	const b = new SceneBuilder("answer", WIDTH, HEIGHT);
	nodes.forEach((n, i) => {
		const [x, y] = [60 + (i % 8) * 100, 60 + Math.floor(i / 8) * 90];
		b.mark(x, y, 9, "circle", "ink", false, { is: "node", id: n.id }, n.name);
		b.label(n.name, x, y + 24, { bold: true, importance: 3, pick: { is: "node", id: n.id } });
	});
	return b.build({
		crumbs: [{ text: "Answer", pick: { is: "none" } }],
		reading: "The nodes of the answer",
		shown: `${nodes.length} of ${nodes.length} nodes shown`,
	});
}
