// What the frame of the window says: its commands, the sheet of keys, settings, messages.

export const A = {
	search: "Search everything",
	commandsOnly: "Search commands",
	sheet: "Keys and commands",
	sheetFind: "Find a command",
	sheetNone: (text: string) => `No command is called “${text}”.`,
	forward: "Forward",
	undo: (what: string | null) => (what ? `Undo: ${what}` : "Undo"),
	redo: (what: string | null) => (what ? `Redo: ${what}` : "Redo"),
	/** Keys that belong to a part of the window and hold while it has the keyboard. */
	widgetKeys: [
		{
			in: "Everywhere",
			rows: [
				{ does: "Stop work, else let go of the selection, else go back", keys: "Esc" },
				{ does: "Next part of the window", keys: "Tab" },
			],
		},
		{
			in: "On the map",
			rows: [
				{ does: "Move", keys: "← → ↑ ↓" },
				{ does: "Zoom in, zoom out", keys: "+  −" },
				{ does: "Show everything", keys: "0" },
			],
		},
		{
			in: "In a list",
			rows: [
				{ does: "Next and last row", keys: "↓ ↑" },
				{ does: "A page, the first, the last", keys: "PageDown PageUp Home End" },
				{ does: "Select it on the map", keys: "Enter" },
			],
		},
	],
} as const;
