// What a command is. The palette, the shortcuts, their sheet and the native menus all come from one list
// of these, so that nothing can be done in one of them and not in another.

export const GROUPS = ["File", "Edit", "View", "Go", "Explore", "Review", "Present", "Help"] as const;
export type Group = (typeof GROUPS)[number];

export interface Command {
	/** Stable name, kebab-case: menus and tests call it by this. */
	id: string;
	title: string;
	/** The menu it stands in. */
	group: Group;
	/** A chord such as "Mod+K", "Alt+ArrowLeft", "?" ; Mod is Ctrl, or ⌘ on a Mac. */
	keys?: string;
	/** Whether it can be run now; always where absent. */
	when?: () => boolean;
	run: () => void;
}

/** Whether a command can be run now. */
export function ready(c: Command): boolean {
	return c.when?.() ?? true;
}

/** Whether a key event is the chord. A single character names itself, whatever keys make it. */
export function isChord(e: KeyboardEvent, keys: string): boolean {
	const parts = keys.split("+");
	const key = parts.pop() || "+";
	const has = (m: string) => parts.includes(m);
	if (has("Mod") !== (e.ctrlKey || e.metaKey) || has("Alt") !== e.altKey) return false;
	if (key.length === 1 && key.toLowerCase() === key.toUpperCase()) return e.key === key;
	return has("Shift") === e.shiftKey && e.key.toLowerCase() === key.toLowerCase();
}
