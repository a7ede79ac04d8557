// Where a thing stands in a scene, for bringing it into view.
import { pointAt } from "./curve";
import { type Pick, type Scene, samePick, WIDTH } from "./scene";

/**
 * Map point of a pick and whether it is a single mark (worth zooming to). A member that is not drawn
 * singly is found by its group, `group`; null where the scene does not show it at all.
 */
export function locate(scene: Scene, pick: Pick, group: string | null = null): [number, number, boolean] | null {
	const is = (p: Pick) => samePick(p, pick) || (p.is === "nodes" && pick.is === "node" && p.ids.includes(pick.id));
	const wanted = new Set(scene.picks.flatMap((p, i) => (i > 0 && is(p) ? [i] : [])));
	const { marks, countries, lines } = scene;
	for (let i = 0; i < marks.count; i++) {
		if (wanted.has(marks.pick[i])) return [marks.place[3 * i], marks.place[3 * i + 1], true];
	}
	for (let i = 0; i < countries.count; i++) {
		if (wanted.has(countries.pick[i])) return [countries.place[4 * i], countries.place[4 * i + 1], false];
	}
	for (let i = 0; i < lines.count; i++) {
		if (!wanted.has(lines.pick[i])) continue;
		const at = [0, 0];
		pointAt(lines.curve, i * WIDTH.lines, 0.5, at);
		return [at[0], at[1], false];
	}
	return group === null ? null : locate(scene, { is: "group", id: group });
}
