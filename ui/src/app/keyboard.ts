// Keys that work everywhere: those of the command list, search, and Escape. Those inside a list or the
// map live with it.
import { NOTHING } from "../map/focus";
import type { Atlas } from "../state/atlas.svelte";
import { isChord, ready } from "./command";
import { commands } from "./commands";

/** Whether a key event writes into a field: then a single character is a text and no shortcut. */
function writes(e: KeyboardEvent): boolean {
	const at = e.target;
	const field = at instanceof HTMLElement && (at.isContentEditable || at.matches("input, textarea, select"));
	return field && !(e.ctrlKey || e.metaKey || e.altKey);
}

export function windowKeys(e: KeyboardEvent, atlas: Atlas, search: HTMLInputElement | undefined): void {
	if (e.defaultPrevented) return;
	if (isChord(e, "Mod+K")) {
		e.preventDefault();
		search?.focus();
		search?.select();
	} else if (e.key === "Escape") {
		// One thing at a time: stop work, then let go of the selection, then go back.
		if (atlas.jobs.running.length > 0) void atlas.jobs.cancelAll();
		else if (atlas.address.place.selected.is !== "none") void atlas.select(NOTHING);
		else void atlas.back();
	} else if (!writes(e)) {
		const command = commands(atlas).find((c) => c.keys !== undefined && isChord(e, c.keys) && ready(c));
		if (!command) return;
		e.preventDefault();
		command.run();
	}
}
