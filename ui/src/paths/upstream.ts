// Who depends on a step, as far as a picture of paths tells: everything from which its ways lead there.
import type { Pick, Scene } from "../map/scene";

/** For each pick of the scene whether it lies before the step: its starts, and the steps on the way. O(lines). */
export function upstream(scene: Scene, step: Pick): Uint8Array {
	const before = new Uint8Array(scene.picks.length);
	if (step.is !== "step") return before;
	// A mark that folds several nodes is the end of steps by the first of them.
	const into = new Map<string, number[]>();
	scene.picks.forEach((p, i) => {
		if (p.is === "step") into.set(p.to, [...(into.get(p.to) ?? []), i]);
	});
	const marks = new Map<string, number>();
	scene.picks.forEach((p, i) => {
		if (p.is === "node") marks.set(p.id, i);
		else if (p.is === "nodes" && p.ids[0] !== undefined) marks.set(p.ids[0], i);
	});
	const seen = new Set<string>();
	const open = [step.from];
	while (open.length > 0) {
		const id = open.pop() ?? "";
		if (seen.has(id)) continue;
		seen.add(id);
		const mark = marks.get(id);
		if (mark !== undefined) before[mark] = 1;
		for (const i of into.get(id) ?? []) {
			before[i] = 1;
			const p = scene.picks[i];
			if (p.is === "step") open.push(p.from);
		}
	}
	return before;
}
