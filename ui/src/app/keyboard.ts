// Keys that work everywhere. Those of the map and of lists live with them.
import { NOTHING } from "../map/focus";
import type { Atlas } from "../state/atlas.svelte";

export function windowKeys(e: KeyboardEvent, atlas: Atlas, search: HTMLInputElement | undefined): void {
	if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") {
		e.preventDefault();
		search?.focus();
		search?.select();
	} else if (e.key === "Escape" && !e.defaultPrevented) {
		// One thing at a time: stop work, then let go of the selection, then go back.
		if (atlas.jobs.running.length > 0) void atlas.jobs.cancelAll();
		else if (atlas.address.place.selected.is !== "none") void atlas.select(NOTHING);
		else void atlas.back();
	} else if (e.altKey && e.key === "ArrowLeft") {
		e.preventDefault();
		void atlas.back();
	}
}
