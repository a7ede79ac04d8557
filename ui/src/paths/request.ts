// The address of a path question and how acts change it. Pure.
import type { PathRequest, TriedCut } from "../ipc/host";
import { ANY_PATH, type Question } from "../state/address.svelte";
import { selectWords } from "../state/select";

/** Whether two addresses ask the same, whatever is cut or open in the picture. */
export function sameQuestion(a: PathRequest, b: PathRequest): boolean {
	const bare = (r: PathRequest) => JSON.stringify({ ...r, cuts: [], open: [] });
	return bare(a) === bare(b);
}

/** Whether a step is cut. */
export function isCut(request: Question, from: string, to: string): boolean {
	return request.cuts.some((c) => c.from.includes(from) && c.to.includes(to));
}

export function withCut(request: Question, cut: TriedCut): Question {
	const known = request.cuts.some((c) => JSON.stringify(c) === JSON.stringify(cut));
	return known ? request : { ...request, cuts: [...request.cuts, cut] };
}

/** Without every cut that cuts this step. */
export function restored(request: Question, from: string, to: string): Question {
	return { ...request, cuts: request.cuts.filter((c) => !(c.from.includes(from) && c.to.includes(to))) };
}

/** Two neighbours of a list in the other order; the list itself where there is no such neighbour. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
	const to = at + by;
	if (to < 0 || to >= list.length) return [...list];
	const next = [...list];
	[next[at], next[to]] = [next[to], next[at]];
	return next;
}

/** A question as it can be asked: all shortest paths take no way-points. */
export function askable(request: Question): Question {
	return request.via.length > 0 && request.allShortest ? { ...request, allShortest: false } : request;
}

/** A term of a question that is not as at first, and the question without it. */
export interface Chip {
	key: string;
	text: string;
	without: Question;
}

/** What differs from the plain question, for chips that can be removed. */
export function chips(r: Question, nameOf: (select: string) => string = selectWords): Chip[] {
	const drop = <K extends "via" | "avoid" | "without">(list: K, value: string): Question => ({
		...r,
		[list]: r[list].filter((v) => v !== value),
	});
	const out: Chip[] = [
		...r.via.map((v, i) => ({ key: `via ${v}`, text: `${i + 1}. via ${nameOf(v)}`, without: drop("via", v) })),
		...r.avoid.map((v) => ({ key: `avoid ${v}`, text: `avoid ${nameOf(v)}`, without: drop("avoid", v) })),
		...r.without.map((k) => ({ key: `kind ${k}`, text: `without ${k}`, without: drop("without", k) })),
	];
	if (r.accept.length > 0)
		out.push({ key: "accept", text: `accept ${r.accept.join(", ")}`, without: { ...r, accept: [] } });
	if (r.maxSteps !== ANY_PATH.maxSteps)
		out.push({
			key: "steps",
			text: `at most ${r.maxSteps} steps`,
			without: { ...r, maxSteps: ANY_PATH.maxSteps },
		});
	return out;
}
