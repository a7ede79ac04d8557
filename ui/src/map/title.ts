// The words of the tooltip for a thing on the map.
import { inert } from "./label-layer";
import type { Hit } from "./picking";
import type { Scene } from "./scene";

export function titleOf(scene: Scene, hit: Hit): string {
	const lists = { mark: scene.marks, country: scene.countries, line: scene.lines, band: scene.bands };
	const own = scene.texts[lists[hit.layer].title[hit.index]];
	if (own) return own.split("\n").map(inert).join("\n");
	const pick = scene.picks[hit.pick];
	return pick.is === "node" ? inert(pick.id) : "";
}
