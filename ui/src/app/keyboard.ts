// Keys that work everywhere: those of the command list, and Escape. Those inside a list or the map live
// with it.
import { NOTHING } from "../map/focus";
import type { Atlas } from "../state/atlas.svelte";
import { editsText, isChord, ready } from "./command";
import { commands } from "./commands";

/** Whether what is pressed goes into a field. */
function inField(e: Event): boolean {
	const at = e.target;
	return at instanceof HTMLElement && (at.isContentEditable || at.matches("input, textarea, select"));
}

/** A dialog that lies over the window has the keyboard. */
function isCovered(): boolean {
	return document.querySelector("dialog:modal") !== null;
}

export function windowKeys(e: KeyboardEvent, atlas: Atlas): void {
	if (e.defaultPrevented || isCovered()) return;
	if (e.key === "Escape") {
		// One thing at a time: stop work, then let go of the selection, then go back.
		if (atlas.jobs.running.length > 0) void atlas.jobs.cancelAll();
		else if (atlas.address.place.selected.is !== "none") void atlas.select(NOTHING);
		else void atlas.back();
		return;
	}
	const field = inField(e);
	const command = commands(atlas).find(
		(c) => c.keys !== undefined && isChord(e, c.keys) && !(field && editsText(c.keys)) && ready(c),
	);
	if (!command) return;
	e.preventDefault();
	command.run();
}

const BACK = 3;
const FORWARD = 4;

/** The thumb buttons of a mouse. */
export function windowButtons(e: MouseEvent, atlas: Atlas): void {
	if (isCovered() || (e.button !== BACK && e.button !== FORWARD)) return;
	e.preventDefault();
	void (e.button === BACK ? atlas.back() : atlas.forward());
}

/** Run a command by its name, as a native menu does; one that cannot be run now is none. */
export function runById(id: string, atlas: Atlas): void {
	if (isCovered()) return;
	const command = commands(atlas).find((c) => c.id === id);
	if (command && ready(command)) command.run();
}
