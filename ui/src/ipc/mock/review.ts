// Review on the made-up organisation: the queue, the rails that a journey meets, a log with a chain that is
// only numbered. The real rails and hashes are those of the session.
import type {
	AppError,
	BulkPreview,
	DecisionRequest,
	DecisionRow,
	Host,
	LogRecord,
	OutlierRow,
	QueueAnswer,
	ReviewItem,
	ReviewPage,
	ReviewProgress,
} from "../host";
import { brief, nameOf, outliers, paths } from "./answers";
import { GROUPS, MEMBERS } from "./organisation";

const DRAWN = ["g1/3", "g3/12", "g6/9"];
const AT = "2026-01-06T10:00:00Z";
const KEEPS = ["certify", "certifyWithExpiry", "acceptRisk"];

type Reviewing = Pick<
	Host,
	| "reviewQueue"
	| "reviewItem"
	| "reviewProgress"
	| "reviewDecide"
	| "reviewPreview"
	| "reviewDecideBulk"
	| "reviewUndo"
	| "reviewClose"
	| "reviewLog"
	| "reviewVerify"
	| "reviewCapacity"
>;

function refuse(message: string, remedy: string): never {
	throw { code: "usage", message, remedy } satisfies AppError;
}

/** `called` counts calls and may fail; `long` also takes its time. */
export function mockReview(
	called: (name: string) => void,
	long: <T>(name: string, job: number, make: () => T) => Promise<T>,
): Reviewing {
	let capacity = 25;
	let review = 1;
	let log: LogRecord[] = [];
	let taken: (DecisionRow & { subject: string })[] = [];

	const score = (o: OutlierRow) => o.score ?? 0;
	const all = () => outliers(null).outliers;
	const rowOf = (id: string) => all().find((o) => o.id === id) ?? refuse(`nothing has the id ${id}`, "Look it up.");
	const standing = (id: string) => taken.filter((d) => d.subject === id && d.state === "stands");
	const reaches = (o: OutlierRow) => new Set([...o.opens, ...o.alsoReaches].map((n) => n.id)).size;

	function stateOf(o: OutlierRow): { state: string; standing: string; decided: string | null } {
		const whole = standing(o.id).filter((d) => d.things.length === 0);
		const last = whole.at(-1);
		if (!last) {
			const some = standing(o.id).length;
			return some > 0
				? { state: "partly", standing: `${some} things decided.`, decided: null }
				: { state: "open", standing: "Nobody has decided.", decided: null };
		}
		const said = `${last.reviewer}: ${last.decision}, ${last.at.slice(0, 10)}.`;
		const decided = last.decision;
		if (last.decision === "abstain") return { state: "abstained", standing: said, decided };
		if (last.decision === "delegate") return { state: "delegated", standing: said, decided };
		const others = whole.filter((d) => d.reviewer !== last.reviewer);
		if (reaches(o) > 0 && last.decision !== "flag" && others.length === 0)
			return { state: "waitsForSecond", standing: `${said} Tier 0 waits for a second reviewer.`, decided };
		return { state: "decided", standing: said, decided };
	}

	function item(o: OutlierRow, picked: "score" | "sample" | "lookup"): ReviewItem {
		const first = o.reasons[0]?.sentence ?? "nothing about it is rare";
		return {
			item: `outlier:${o.id}`,
			id: o.id,
			name: o.name,
			lane: o.lane,
			group: o.group,
			why: picked === "sample" ? `drawn at random: ${first}` : first,
			picked,
			type: o.type,
			score: o.score,
			min: o.min,
			max: o.max,
			reasons: o.reasons,
			opens: o.opens.length,
			reaches: reaches(o),
			...stateOf(o),
		};
	}

	function queue(lane: string): QueueAnswer {
		const rows = outliers(lane).outliers;
		const findings = rows.filter((o) => o.finding).slice(0, capacity);
		const drawn = rows.filter((o) => DRAWN.includes(o.id));
		const closed = (i: ReviewItem) => i.state === "decided" && standing(i.id).every((d) => d.closed);
		const asked = [...findings.map((o) => item(o, "score")), ...drawn.map((o) => item(o, "sample"))];
		const items = asked.filter((i) => !closed(i));
		return {
			items,
			decided: items.filter((i) => i.state === "decided").length,
			lane,
			note: null,
			review,
			capacity,
			beyond: rows.filter((o) => o.finding).length - findings.length,
			sampled: items.filter((i) => i.picked === "sample").length,
			settled: asked.length - items.length,
		};
	}

	function progress(reviewer: string | null): ReviewProgress {
		const lanes = ["human", "machine", "unknown"].map((lane) => {
			const q = queue(lane);
			const identities = MEMBERS.filter((m) => m.lane === lane).length;
			return { lane, identities, items: q.items.length, decided: q.decided };
		});
		const items = lanes.reduce((n, l) => n + l.items, 0);
		const decided = lanes.reduce((n, l) => n + l.decided, 0);
		const waits = lanes.flatMap((l) => queue(l.lane).items).filter((i) => i.state === "waitsForSecond").length;
		const byDecision: Record<string, number> = {};
		for (const d of taken)
			if (!d.closed && d.state === "stands") byDecision[d.decision] = (byDecision[d.decision] ?? 0) + 1;
		const last = taken
			.filter((d) => !d.closed && d.state !== "undone" && (!reviewer || d.reviewer === reviewer))
			.at(-1);
		return {
			review,
			lanes,
			items,
			decided,
			notReviewed: items - decided,
			waitsForSecond: waits,
			byDecision,
			undoes: last ? `${last.reviewer}: ${last.decision} ${nameOf(last.subject)}` : null,
			nudges: [],
			sentence: `Review ${review}: ${decided} of ${items} reviewed, ${items - decided} not reviewed.`,
		};
	}

	function page(id: string): ReviewPage {
		const o = rowOf(id);
		const picked = DRAWN.includes(id) ? "sample" : o.finding ? "score" : "lookup";
		const size = GROUPS.find((g) => g.id === o.cluster)?.size ?? 0;
		const peers = MEMBERS.filter((m) => m.group === o.cluster && m.id !== id);
		const decided = (thing: string) =>
			standing(id).findLast((d) => d.things.some((t) => t.id === thing))?.decision ?? null;
		const rare = o.reasons.map((r, i) => {
			const thing = `${r.entitlement}/${i}`;
			return {
				...r,
				id: thing,
				tier: null,
				also: peers.slice(0, i).map((m) => ({ id: m.id, name: m.name })),
				decided: decided(thing),
			};
		});
		const lacks = o.finding
			? [
					{
						id: `team-${o.cluster}/wiki`,
						name: "wiki",
						tier: null,
						grants: ["wiki · write"],
						sentence: `lacks wiki, which ${size - 1} of ${size} hold`,
						holders: size - 1,
						peers: size,
						everywhere: size + 9,
						missing: true,
						also: [],
						decided: decided(`team-${o.cluster}/wiki`),
					},
				]
			: [];
		const opened = new Set(o.opens.map((n) => n.id));
		const way = paths({ from: ["id=g5/0"], to: ["id=tenant"] }).paths[0] ?? null;
		const rename = (text: string) => text.replaceAll(nameOf("g5/0"), o.name);
		return {
			item: item(o, picked),
			node: brief(id),
			enabled: true,
			asked: [
				picked === "sample" ? "Drawn at random among 160 that scored low." : "Ranked among 3 that stand out of 164.",
			],
			peers: {
				sentence: `Compared with its peer group ${o.group}: ${size} with it.`,
				size,
				group: o.cluster ? { id: o.cluster, name: o.group } : null,
				cluster: o.cluster ? { id: o.cluster, name: o.group } : null,
			},
			things: [...rare, ...lacks],
			opens: o.opens.map((target) => ({
				target,
				path: way && {
					...way,
					steps: way.steps.map((s) => ({ ...s, from: id, fromName: o.name, sentence: rename(s.sentence) })),
				},
			})),
			usual: o.alsoReaches.filter((n) => !opened.has(n.id)),
			unknown: [
				{ input: "sign-ins", weakens: "whether access is used cannot be told" },
				{ input: "sessions", weakens: "paths over signed-in accounts are not seen" },
			],
			freshness: {
				asOf: "2026-01-05",
				imported: "2026-01-05T09:00:00Z",
				days: 1,
				stale: false,
				sentence: "The data is of 2026-01-05, 1 day old.",
			},
			decisions: taken.filter((d) => d.subject === id).toReversed(),
			rails: { twoPersons: reaches(o) > 0, reasonToKeep: score(o) >= 0.6, ageToKeep: false, notInBulk: alone(o) },
			factsHash: `facts-${id}`,
		};
	}

	function alone(o: OutlierRow): string | null {
		if (o.opens.length > 0) return `its rare access opens ${o.opens[0].name}, a crown jewel`;
		if (o.alsoReaches.length > 0) return `it reaches tier 0: ${o.alsoReaches[0].name}`;
		return score(o) >= 0.4 ? `it scores ${score(o).toFixed(2)}, and from 0.40 on each is judged on its own` : null;
	}

	function append(sentence: string, record: object): LogRecord {
		const number = log.length + 1;
		const hash = number.toString(16).padStart(64, "0");
		const written = { number, at: AT, sentence, record: JSON.stringify(record), hash };
		log = [...log, written];
		return written;
	}

	function decide(r: DecisionRequest, mode = "single"): LogRecord {
		const o = rowOf(r.id);
		if (r.reviewer === o.name) refuse("nobody reviews their own access", "Let somebody else decide.");
		if (KEEPS.includes(r.decision) && score(o) >= 0.6 && r.codes.length === 0 && r.rationale.trim().length < 20)
			refuse(
				`${o.name} scores ${score(o).toFixed(2)}: keeping its access needs a reason`,
				"Write at least 20 characters, or choose a code.",
			);
		const things = page(r.id).things.filter((t) => r.things.includes(t.id));
		const written = append(`${r.reviewer} ${r.decision} ${r.id}`, {
			act: "decide",
			subject: r.id,
			decision: r.decision,
		});
		const same = (d: DecisionRow) => d.things.map((t) => t.id).join() === things.map((t) => t.id).join();
		taken = taken.map((d) =>
			d.subject === r.id && d.state === "stands" && d.reviewer === r.reviewer && same(d)
				? { ...d, state: "superseded" }
				: d,
		);
		taken.push({
			subject: r.id,
			id: `d${written.number}`,
			number: written.number,
			review,
			at: AT,
			reviewer: r.reviewer,
			decision: r.decision,
			things: things.map((t) => ({ id: t.id, name: t.name })),
			rationale: r.rationale,
			codes: r.codes,
			expiry: r.expiry,
			to: r.to,
			ticket: r.ticket,
			mode,
			dwellSeconds: 12,
			stale: false,
			state: "stands",
			closed: false,
		});
		return written;
	}

	function preview(ids: string[], decision: string): BulkPreview {
		const rows = ids.map(rowOf);
		const items = rows.map((o) => ({
			id: o.id,
			name: o.name,
			score: o.score,
			refused: KEEPS.includes(decision) ? alone(o) : null,
		}));
		const first = items.find((i) => i.refused);
		const relations = rows.reduce((n, o) => n + o.reasons.length, 0);
		return {
			items,
			refused: first ? `${first.name} cannot be kept together with others: ${first.refused}` : null,
			remedy: first ? "Take it out of the selection and judge it on its own." : "",
			relations,
			indirect: 0,
			before: 26,
			after: 25,
			loses: rows.filter((o) => o.opens.length > 0).map((o) => ({ id: o.id, name: o.name })),
			targets: [{ id: "tenant", name: "tenant", before: 12, after: 11 }],
			token: [...ids].sort().join(),
			sentence: `Revoking the rare access of ${ids.length} identities would take away ${relations} relations; 1 identity would reach less of tier 0.`,
		};
	}

	function undo(reviewer: string, id: string | null): LogRecord[] {
		const last = id
			? taken.find((d) => d.id === id)
			: taken.filter((d) => !d.closed && d.state !== "undone" && d.reviewer === reviewer).at(-1);
		if (!last) refuse(`${reviewer} decided nothing that can be taken back`, "Decide anew instead.");
		taken = taken.map((d) => (d.id === last.id ? { ...d, state: "undone" } : d));
		return [append(`${reviewer} took back ${last.id} about ${last.subject}`, { act: "undo", subject: last.subject })];
	}

	return {
		reviewQueue: (lane, job) => long("reviewQueue", job, () => queue(lane)),
		reviewItem: (id, job) => long("reviewItem", job, () => page(id)),
		reviewProgress: (reviewer, job) => long("reviewProgress", job, () => progress(reviewer)),
		reviewDecide: (request, job) => long("reviewDecide", job, () => decide(request)),
		reviewPreview: (ids, decision, job) => long("reviewPreview", job, () => preview(ids, decision)),
		reviewDecideBulk: (r, job) =>
			long("reviewDecideBulk", job, () => {
				const { refused, remedy } = preview(r.ids, r.decision);
				if (refused) refuse(refused, remedy);
				if (r.decision === "revoke" && r.previewed !== [...r.ids].sort().join())
					refuse("what these revocations would change was not looked at", "Look at the preview of these items first.");
				const one = { things: [], to: null, ticket: null, shownAt: null, factsHash: null, evidence: [] };
				return { records: r.ids.map((id) => decide({ ...r, ...one, id }, `bulk of ${r.ids.length}`)) };
			}),
		reviewUndo: (reviewer, id, job) => long("reviewUndo", job, () => ({ records: undo(reviewer, id) })),
		reviewClose: (reviewer, statement, job) =>
			long("reviewClose", job, () => {
				if (!taken.some((d) => !d.closed && d.state !== "undone"))
					refuse(`nothing was decided in review ${review}`, "There is nothing to sign off yet.");
				const written = append(`${reviewer} signed off review ${review}`, { act: "close", statement });
				taken = taken.map((d) => ({ ...d, closed: true }));
				review += 1;
				return written;
			}),
		reviewLog: async () => {
			called("reviewLog");
			return { records: log };
		},
		reviewVerify: async () => {
			called("reviewVerify");
			return { ok: true, records: log.length, head: log.at(-1)?.hash ?? "", broken: null };
		},
		reviewCapacity: async (n) => {
			called("reviewCapacity");
			capacity = n;
		},
	};
}
