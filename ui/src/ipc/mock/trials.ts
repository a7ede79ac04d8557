// Tried cuts in the made-up organisation: paths with and without them, counted.
import type { PathRequest, Step, StepAnswer, TrialAnswer } from "../host";
import { nameOf, paths, relations } from "./answers";

function starts(request: PathRequest): string[] {
	return [...new Set(paths(request).paths.map((p) => p.steps[0].from))].sort();
}
const named = (ids: string[]) => ids.map((id) => ({ id, name: nameOf(id) }));

export function trial(request: PathRequest): TrialAnswer {
	const cuts = request.cuts ?? [];
	const before = starts({ ...request, cuts: [] });
	const after = starts(request);
	const through = before.filter((id) => after.includes(id));
	const stopped = before.filter((id) => !through.includes(id));
	const alone = (i: number) => {
		const left = starts({ ...request, cuts: [cuts[i]] });
		return before.filter((id) => !left.includes(id)).length;
	};
	return {
		before: before.length,
		after: through.length,
		cuts: cuts.map((c, i) => ({
			title: `${c.from.length === 1 ? nameOf(c.from[0]) : `${c.from.length} nodes`} → ${nameOf(c.to[0])}`,
			loses: alone(i),
		})),
		through: named(through),
		stopped: named(stopped),
		stoppedCount: stopped.length,
	};
}

export function step(question: PathRequest | null, from: string, to: string): StepAnswer {
	const asked = { ...(question ?? { from: [], to: [] }), cuts: [] } as unknown as PathRequest;
	const onPath = paths(asked)
		.paths.flatMap((p) => p.steps)
		.find((s) => s.from === from && s.to === to);
	const fact = relations(from).find((r) => r.from === from && r.to === to);
	const said = (kind: string) => `${nameOf(from)} · ${kind} · ${nameOf(to)}`;
	const known: Step | undefined =
		onPath ?? (fact && { ...fact, status: "verified", sentence: said(fact.kind), remedy: "", alternatives: [] });
	if (!known) throw { code: "notFound", message: `nothing leads from ${from} to ${to}`, remedy: "Choose two nodes." };
	if (!question) return { step: known, dependents: [], dependentCount: null };
	const { stopped } = trial({ ...question, cuts: [{ from: [from], to: [to] }] });
	return { step: known, dependents: stopped, dependentCount: stopped.length };
}
