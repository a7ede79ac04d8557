// The made-up organisation as the session would answer about it.
import type {
	ChokeAnswer,
	ClusterRow,
	ClustersAnswer,
	EscalationsAnswer,
	ExposureAnswer,
	ImportAnswer,
	Inspected,
	InspectedGroup,
	KindRule,
	KindsAnswer,
	NodeBrief,
	OutlierRow,
	OutliersAnswer,
	PathRequest,
	PathsAnswer,
	Relation,
	Step,
	Workspace,
} from "../host";
import { GROUPS, group, JEWELS, jewel, MEMBERS, type Member, member, REACH } from "./organisation";

const lanes = {
	human: MEMBERS.filter((m) => m.lane === "human").length,
	machine: MEMBERS.filter((m) => m.lane === "machine").length,
	unknown: 0,
};
const counts = { nodes: MEMBERS.length + 14, relations: 412, derived: 31, placeholders: 2, issues: 1 };

export function workspace(name: string): Workspace {
	return {
		name,
		path: `/home/someone/${name}`,
		revision: {
			id: "r1",
			number: 1,
			at: "2026-01-05T09:00:00Z",
			source: "made up",
			label: "January 2026",
			asOf: "2026-01-05",
			nodes: counts.nodes,
			relations: counts.relations,
			added: counts.relations,
			removed: 0,
		},
		revisions: 1,
		counts,
		sources: [{ name: "made up", relations: counts.relations, revision: 1 }],
		lanes,
		tier0: JEWELS.length,
		missing: [
			{ input: "sign-ins", weakens: "whether access is used cannot be told", source: "made up" },
			{ input: "sessions", weakens: "paths over signed-in accounts are not seen", source: "made up" },
		],
		partial: null,
	};
}

export function nameOf(id: string): string {
	return (member(id) ?? jewel(id))?.name ?? group(id)?.label ?? id.replace("team-", "team ");
}

export function brief(id: string): NodeBrief {
	const m = member(id);
	const base = { id, name: nameOf(id), placeholder: false, properties: {} };
	if (m)
		return {
			...base,
			kinds: [m.lane === "human" ? "User" : "ServiceAccount"],
			class: "identity",
			lane: m.lane,
			lifecycle: m.lane === "human" ? "human" : "stable",
			tier: null,
		};
	if (jewel(id)) return { ...base, kinds: ["Vault"], class: "resource", lane: null, lifecycle: null, tier: 0 };
	return { ...base, kinds: ["Group"], class: "entitlement", lane: null, lifecycle: null, tier: null };
}

function relation(from: string, to: string, kind: string, level: string | null = null): Relation {
	return {
		from,
		fromName: nameOf(from),
		to,
		toName: nameOf(to),
		kind,
		level,
		derived: false,
		rule: null,
		status: "verified",
		basis: "table",
		evidence: [{ source: "made up, people.csv", record: `line ${2 + from.length * 7}` }],
	};
}

export function relations(id: string): Relation[] {
	const m = member(id);
	if (m) {
		const team = `team-${m.group}`;
		return [relation(id, team, "MemberOf"), ...(m.score !== null ? [relation(id, "team-g5", "MemberOf")] : [])];
	}
	if (jewel(id))
		return REACH.filter((r) => r.to === id).map((r) =>
			relation(`team-${r.group}`, id, "Grants", jewel(id)?.level ?? null),
		);
	const g = id.replace("team-", "");
	return [
		...MEMBERS.filter((x) => x.group === g).map((x) => relation(x.id, id, "MemberOf")),
		...REACH.filter((r) => r.group === g).map((r) => relation(id, r.to, "Grants", jewel(r.to)?.level ?? null)),
	];
}

function reached(m: Member): { id: string; name: string }[] {
	const own = m.exposed ? REACH.filter((r) => r.group === m.group).map((r) => r.to) : [];
	return own.map((id) => ({ id, name: nameOf(id) }));
}

function outlierRow(m: Member): OutlierRow {
	const score = m.score ?? 0;
	const size = group(m.group)?.size ?? 1;
	const reasons = ["release keys", "build cluster", "audit archive"].map((name, i) => ({
		sentence: `${m.name} holds ${name}, which ${i + 1} of ${size} peers hold.`,
		entitlement: "team-g5",
		name,
		grants: [`${name} · admin`, `${name} · write`],
		holders: i + 1,
		peers: size,
		everywhere: 3 + i,
		missing: false,
	}));
	return {
		id: m.id,
		name: m.name,
		lane: m.lane,
		score,
		min: score,
		max: score,
		type: score > 0.9 ? "fitsNowhere" : "rareExtras",
		finding: m.score !== null,
		cluster: m.group,
		group: nameOf(m.group),
		baseline: `${size} peers in ${nameOf(m.group)}`,
		reasons: m.score === null ? [] : reasons,
		opens: m.score !== null && m.score > 0.9 ? [{ id: "tenant", name: "tenant" }] : [],
		alsoReaches: reached(m),
	};
}

export function outliers(lane: string | null): OutliersAnswer {
	const rows = MEMBERS.filter((m) => lane === null || m.lane === lane).map(outlierRow);
	rows.sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.id.localeCompare(b.id));
	return { outliers: rows, thresholds: { human: 0.6, machine: 0.6 }, falseDiscoveryRate: 0.05 };
}

export function inspected(id: string): Inspected {
	const m = member(id);
	const all = relations(id);
	return {
		node: brief(id),
		tierReason: jewel(id) ? "set by hand: holds every key" : null,
		enabled: m ? true : null,
		properties: { department: '"made up"', note: "\"=cmd|' /C calc'!A0\"" },
		evidence: [{ source: "made up, people.csv", record: "line 7" }],
		relations: all,
		relationCount: all.length,
		reaches: m ? reached(m) : [],
		exposed: jewel(id) ? REACH.filter((r) => r.to === id).reduce((n, r) => n + r.n, 0) : null,
		group: m ? { id: m.group, name: nameOf(m.group) } : null,
		outlier: m ? outlierRow(m) : null,
	};
}

function row(id: string): ClusterRow {
	const g = group(id) ?? GROUPS[0];
	return {
		id: g.id,
		label: g.label,
		kind: g.kind,
		lane: g.lane,
		size: g.size,
		quality: 0.62,
		peer: g.peer,
		level: 0,
		parent: null,
		exposed: g.exposed,
		distinguishing:
			g.kind === "base"
				? []
				: [
						{ entitlement: `team-${g.id}`, name: `${g.label} · member`, inGroup: 0.96, everywhere: 0.11 },
						{ entitlement: "team-g5", name: "dashboards · write", inGroup: 0.54, everywhere: 0.2 },
					],
		core: [`${g.label} · member`],
	};
}

export function clusters(): ClustersAnswer {
	const rows = GROUPS.map((g) => row(g.id)).sort((a, b) => b.size - a.size);
	return {
		clusters: rows,
		assignments: Object.fromEntries(MEMBERS.map((m) => [m.id, m.group])),
		levels: [],
		modularity: 0.61,
		base: { human: ["mail"] },
	};
}

export function inspectedGroup(id: string): InspectedGroup {
	const mine = MEMBERS.filter((m) => m.group === id);
	return {
		group: row(id),
		reaches: REACH.filter((r) => r.group === id).map((r) => ({ id: r.to, name: nameOf(r.to), loses: r.n })),
		outliers: mine.filter((m) => m.score !== null).map(outlierRow),
		members: mine.map((m) => ({ id: m.id, name: m.name })),
	};
}

export function exposure(): ExposureAnswer {
	const of = (to: string, lane: string) =>
		REACH.filter((r) => r.to === to && group(r.group)?.lane === lane).reduce((n, r) => n + r.n, 0);
	const targets = JEWELS.map((j) => ({
		id: j.id,
		name: j.name,
		kind: "Vault",
		exposed: of(j.id, "human") + of(j.id, "machine"),
		byLane: { human: of(j.id, "human"), machine: of(j.id, "machine"), unknown: 0 },
		disabled: 0,
		tier0Identities: 0,
	}));
	targets.sort((a, b) => b.exposed - a.exposed);
	const n = (lane: string) => MEMBERS.filter((m) => m.exposed && m.lane === lane).length;
	return {
		targets,
		exposedIdentities: n("human") + n("machine"),
		byLane: { human: n("human"), machine: n("machine"), unknown: 0 },
		proposals: [],
	};
}

/** Kinds as the made-up organisation has them, with what a person said about them. */
export function kinds(rules: KindRule[]): KindsAnswer {
	const said = (of: string, kind: string) => rules.find((r) => r.of === of && r.kind === kind && (r.class || r.walk));
	const node = (kind: string, cls: string, lifecycle: string, basis: string) => {
		const r = said("node", kind);
		return {
			kind,
			count: 7,
			class: r?.class ?? cls,
			lifecycle: r?.lifecycle ?? lifecycle,
			tier: null,
			basis: r ? "profile" : basis,
		};
	};
	const relation = (kind: string, cls: string, walk: string, basis: string) => {
		const r = said("relation", kind);
		const understood = { class: r?.class ?? cls, walk: r?.walk ?? walk, likelihood: r?.likelihood ?? 0.9 };
		return { kind, level: null, count: 9, status: "verified", ...understood, basis: r ? "profile" : basis };
	};
	return {
		nodes: [
			node("User", "identity", "human", "table"),
			node("ServiceAccount", "identity", "stable", "guess"),
			node("Vault", "resource", "unknown", "guess"),
		],
		relations: [relation("MemberOf", "membership", "along", "table"), relation("Grants", "grant", "along", "guess")],
	};
}

export function escalations(): EscalationsAnswer {
	const all = paths({ from: [], to: [] }).paths;
	const stories = all.slice(0, 3).map((path, i) => {
		const first = path.steps[0];
		const last = path.steps[path.steps.length - 1];
		const target = { id: last.to, name: last.toName };
		const sentence = `${first.fromName} and ${11 - 3 * i} others reach ${target.name} through ${last.fromName}`;
		return { sentence, target, tier: 0, starts: 12 - 3 * i, score: 9 - i, path };
	});
	return { stories };
}

function step(from: string, to: string, kind: string, sentence: string, remedy: string, status = "verified"): Step {
	return {
		from,
		fromName: nameOf(from),
		to,
		toName: nameOf(to),
		kind,
		level: null,
		status,
		rule: null,
		sentence,
		evidence: [{ source: "made up, people.csv", record: "line 12" }],
		remedy,
		alternatives: [],
	};
}

/** One path for each exposed member that the question starts from, over its team. */
export function paths(request: Pick<PathRequest, "from" | "to"> & Partial<PathRequest>): PathsAnswer {
	const cut = (s: Step) => request.cuts?.some((c) => c.from.includes(s.from) && c.to.includes(s.to)) ?? false;
	const avoided = (s: Step) =>
		(request.avoid?.some((a) => [`id=${s.from}`, `id=${s.to}`].includes(a)) ?? false) ||
		(request.without?.includes(s.kind) ?? false);
	const ids = (selects: string[]) =>
		selects.flatMap((s) =>
			s.startsWith("cluster=")
				? MEMBERS.filter((m) => m.group === s.slice(8)).map((m) => m.id)
				: [s.replace(/^id=/, "")],
		);
	const from = ids(request.from);
	const to = ids(request.to);
	const starts = MEMBERS.filter((m) => m.exposed && (from.length === 0 || from.includes(m.id)));
	const all = starts.flatMap((m) =>
		REACH.filter((r) => r.group === m.group && (to.length === 0 || to.includes(r.to)))
			.slice(0, 1)
			.map((r) => ({
				cost: 0.2,
				likelihood: 0.82,
				status: r.to === "vault" ? "possible" : "verified",
				steps: [
					step(
						m.id,
						`team-${m.group}`,
						"MemberOf",
						`${m.name} is a member of ${nameOf(m.group)}.`,
						`Take ${m.name} out of ${nameOf(m.group)}.`,
					),
					step(
						`team-${m.group}`,
						r.to,
						"Grants",
						`${nameOf(m.group)} may administer the ${nameOf(r.to)}.`,
						`Lower what ${nameOf(m.group)} may do there.`,
						r.to === "vault" ? "possible" : "verified",
					),
				],
			})),
	);
	const left = all.filter((p) => !p.steps.some((s) => cut(s) || avoided(s)));
	return { paths: left.slice(0, 24), total: left.length, totalIsExact: true, alreadyThere: [], notes: [] };
}

export function cuts(request: PathRequest): ChokeAnswer {
	const all = paths(request).paths;
	const loses = new Map<string, { s: Step; n: number }>();
	for (const s of all.flatMap((p) => p.steps.slice(1))) {
		const key = s.from + s.to;
		loses.set(key, { s, n: (loses.get(key)?.n ?? 0) + 1 });
	}
	const edges = [...loses.values()]
		.map(({ s, n }) => ({ from: s.from, fromName: s.fromName, to: s.to, toName: s.toName, kind: s.kind, loses: n }))
		.sort((a, b) => b.loses - a.loses);
	return { exposed: all.length, nodes: [], edges, cut: { value: edges.length, edges } };
}

export function imported(paths: string[], ws: Workspace): ImportAnswer {
	const name = paths[0]?.split("/").at(-1) ?? "files";
	return {
		revision: "r2",
		sources: ["people"],
		replaced: false,
		records: 420,
		repeated: 8,
		nodesAdded: 12,
		nodesRemoved: 0,
		relationsAdded: 412,
		relationsRemoved: 0,
		counts: ws.counts,
		outside: 2,
		skipped: [],
		issues: [
			{
				severity: "note",
				file: name,
				where: "line 14",
				reason: "the end “zed” is described by no file",
				remedy: "Import the file that describes it.",
			},
		],
		lost: false,
		sentence: `Added people: 412 relations, 2 of them point outside the file.`,
	};
}
