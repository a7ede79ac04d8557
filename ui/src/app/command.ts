// What a command is. The palette, the shortcuts, their sheet and the native menus all come from one list
// of these, so that nothing can be done in one of them and not in another.

export const GROUPS = ["File", "Edit", "View", "Go", "Explore", "Review", "Present", "Help"] as const;
export type Group = (typeof GROUPS)[number];

export interface Command {
	/** Stable name, kebab-case: menus and tests call it by this. */
	id: string;
	/** What it does, as it stands in a menu: "Open a workspace". */
	title: string;
	/** The menu it stands in. */
	group: Group;
	/** A chord such as "Mod+K", "Alt+ArrowLeft", "?" ; Mod is Ctrl, or ⌘ on a Mac. */
	keys?: string;
	/** Other words by which the palette finds it: "dark light colours". */
	also?: string;
	/** A line is drawn above it in its menu. */
	apart?: boolean;
	/** Whether it can be run now; always where absent. */
	when?: () => boolean;
	run: () => void;
}

/** Whether a command can be run now. */
export function ready(c: Command): boolean {
	return c.when?.() ?? true;
}

interface Chord {
	mod: boolean;
	alt: boolean;
	shift: boolean;
	key: string;
	/** A single character names itself, whatever keys make it. */
	sign: boolean;
}

function parsed(keys: string): Chord {
	const parts = keys.split("+");
	const key = parts.pop() || "+";
	const has = (m: string) => parts.includes(m);
	const sign = key.length === 1 && key.toLowerCase() === key.toUpperCase() && !/\d/.test(key);
	return { mod: has("Mod"), alt: has("Alt"), shift: has("Shift"), key, sign };
}

/** Whether a key event is the chord. */
export function isChord(e: KeyboardEvent, keys: string): boolean {
	const c = parsed(keys);
	if (c.mod !== (e.ctrlKey || e.metaKey) || c.alt !== e.altKey) return false;
	if (c.sign) return e.key === c.key;
	return c.shift === e.shiftKey && e.key.toLowerCase() === c.key.toLowerCase();
}

const NAMES: Record<string, string> = {
	ArrowLeft: "←",
	ArrowRight: "→",
	ArrowUp: "↑",
	ArrowDown: "↓",
	Escape: "Esc",
	" ": "Space",
};

/** A chord as people read it: "Ctrl+Shift+P", or "⇧⌘P" on a Mac. */
export function chordText(keys: string, mac: boolean): string {
	const c = parsed(keys);
	const key = NAMES[c.key] ?? (c.key.length === 1 ? c.key.toUpperCase() : c.key);
	if (mac) return `${c.alt ? "⌥" : ""}${c.shift ? "⇧" : ""}${c.mod ? "⌘" : ""}${key}`;
	return [c.mod && "Ctrl", c.alt && "Alt", c.shift && "Shift", key].filter(Boolean).join("+");
}

/** What every platform gives to whoever writes in a field; there the field has it, not the window. */
const OF_TEXT = [
	"Mod+C",
	"Mod+X",
	"Mod+V",
	"Mod+A",
	"Mod+Z",
	"Mod+Shift+Z",
	"Mod+Y",
	// Word by word, on a Mac.
	"Alt+ArrowLeft",
	"Alt+ArrowRight",
];

/** Whether a chord edits text wherever text is edited. */
export function editsText(keys: string): boolean {
	return OF_TEXT.includes(keys) || !keys.match(/Mod\+|Alt\+|^F\d/);
}

export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");
