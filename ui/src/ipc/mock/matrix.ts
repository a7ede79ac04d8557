// The access matrix of the made-up organisation, and one of any size to scroll in.
import type { Scene } from "../../map/scene";
import { SceneBuilder } from "../../map/scene-builder";
import type { AppError, MatrixAnswer, MatrixColumn, MatrixRow } from "../host";
import { group, HOSTILE, MEMBERS, type Member, member } from "./organisation";

export interface Size {
	rows: number;
	columns: number;
}

/** What members hold: who of them, and the names of the grants. */
const THINGS: { names: string[]; holds: (m: Member, i: number) => boolean }[] = [
	{ names: ["team", "handbook · read", "calendar · write"], holds: () => true },
	{ names: ["wiki · write"], holds: (m, i) => i % 9 !== 4 && m.score === null },
	{ names: ["tickets · triage", "tickets archive · read"], holds: (_, i) => i % 5 !== 0 },
	{ names: ["dashboards · read"], holds: (_, i) => i % 3 === 0 },
	{ names: ["staging · deploy", "staging logs · read"], holds: (_, i) => i % 4 === 1 },
	{ names: ["release keys · admin", "release keys · write", "release signing"], holds: (m) => m.score !== null },
	{ names: ["build cluster · write"], holds: (m, i) => m.score !== null && i === 0 },
	{ names: ["audit archive · read", "audit archive · export"], holds: (m, i) => m.score !== null || i === 7 },
	{ names: [HOSTILE], holds: (_, i) => i === 1 },
	{ names: ["=HYPERLINK(“x”) · read"], holds: (_, i) => i === 2 },
];

function column(names: string[], holders: number, of: number): MatrixColumn {
	const held = holders * 2 >= of ? "usual" : holders * 4 >= of ? "some" : "rare";
	return {
		grants: names.map((name) => ({ id: name === "team" ? "team-g5" : name.split(" · ")[0], name })),
		holders,
		held,
		missed: holders * 4 >= of * 3,
	};
}

function row(m: Member): MatrixRow {
	return {
		id: m.id,
		name: m.name,
		lane: m.lane,
		shape: m.lane === "human" ? "circle" : "square",
		exposed: m.exposed,
		score: m.score ?? 0.05,
		finding: m.score !== null,
	};
}

function none(name: string): AppError {
	return { code: "notFound", message: `no group is called "${name}"`, remedy: "`atlas clusters` lists them." };
}

export function matrix(id: string, selected: string | null, size: Size | null): MatrixAnswer {
	if (size) return large(size);
	const of = group(id !== "" ? id : (member(selected ?? "")?.group ?? ""));
	if (!of) throw none(id);
	const members = MEMBERS.filter((m) => m.group === of.id);
	// Those with most beside the usual first, as the session orders them.
	const order = members.map((m, i) => ({ m, i })).sort((a, b) => (b.m.score ?? 0) - (a.m.score ?? 0) || a.i - b.i);
	const things = of.kind === "base" ? [] : THINGS;
	const columns = things
		.map((t) => ({ t, holders: order.filter(({ m, i }) => t.holds(m, i)).length }))
		.filter((c) => c.holders > 0)
		.sort((a, b) => Number(b.holders * 2 >= order.length) - Number(a.holders * 2 >= order.length));
	return {
		group: of.id,
		label: of.label,
		sentence: `peer group of ${of.size} people`,
		selected: selected !== null && members.some((m) => m.id === selected) ? selected : null,
		base: ["directory · read"],
		rows: order.map(({ m }) => row(m)),
		columns: columns.map((c) => column(c.t.names, c.holders, order.length)),
		usual: columns.filter((c) => c.holders * 2 >= order.length).length,
		held: order.map(({ m, i }) => columns.flatMap((c, at) => (c.t.holds(m, i) ? [at] : []))),
	};
}

/** Blocks along the diagonal under columns that nearly everyone holds. */
function large({ rows, columns }: Size): MatrixAnswer {
	const usual = Math.min(8, columns);
	const holds = (r: number, c: number) =>
		c < usual
			? (r * 7 + c) % 11 !== 0
			: Math.abs(r / rows - (c - usual) / (columns - usual)) < 0.02 || (r * 31 + c * 17) % 97 === 0;
	const held = Array.from({ length: rows }, (_, r) =>
		Array.from({ length: columns }, (_, c) => c).filter((c) => holds(r, c)),
	);
	const counts = new Array<number>(columns).fill(0);
	for (const list of held) for (const c of list) counts[c]++;
	return {
		group: "large",
		label: "large",
		sentence: `region of ${rows} people`,
		selected: null,
		base: [],
		rows: held.map((_, r) => ({
			id: `large/${r}`,
			name: `person-${r}`,
			lane: "human",
			shape: "circle",
			exposed: r % 17 === 0,
			score: (r % 100) / 100,
			finding: r % 100 > 96,
		})),
		columns: counts.map((n, c) => column([`entitlement-${c} · write`], n, rows)),
		usual,
		held,
	};
}

/** The country of a group, large. */
export function groupScene(id: string): Scene {
	const g = group(id);
	const b = new SceneBuilder("world", 520, 440);
	const members = MEMBERS.filter((m) => m.group === (g?.id ?? ""));
	b.country(260, 210, 150, -1, g?.peer ? "solid" : "dashed", { is: "group", id }, g?.label ?? "");
	b.label("toward operations", 420, 210, {
		anchor: "start",
		ink: "muted",
		size: 10.5,
		importance: 20,
		pick: { is: "group", id: "g5" },
	});
	for (const [i, m] of members.entries()) {
		const far = m.score === null ? Math.sqrt((i + 0.5) / members.length) * 0.85 : 0.9;
		const angle = m.score === null ? i * 2.39996 : 0.4 * i - 0.2;
		const [x, y] = [260 + 150 * far * Math.cos(angle), 210 + 150 * far * Math.sin(angle)];
		const pick = { is: "node" as const, id: m.id };
		if (m.score !== null) {
			b.halo(x, y, 7 + 7 * m.score);
			b.label(m.name, x, y - 18, { size: 11.5, bold: true, importance: 10 + m.score, pick });
		}
		b.mark(x, y, 5, m.lane === "human" ? "circle" : "square", m.exposed ? "exposed" : "pale", true, pick, m.name);
	}
	return b.build({
		crumbs: [
			{ text: "World", pick: { is: "none" } },
			{ text: g?.label ?? id, pick: { is: "group", id } },
		],
		reading: g ? `peer group of ${g.size}` : "",
		shown: `${members.length} of ${members.length} shown`,
		legend: [],
	});
}
