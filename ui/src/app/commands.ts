// What the search box can do besides finding: each act by the words one would type.

import { databaseCommands } from "../neo4j/commands";
import { world } from "../state/address.svelte";
import type { Atlas } from "../state/atlas.svelte";
import { FORMATS, W } from "../words";

export interface Command {
	title: string;
	run: () => void;
}

const MOST = 6;

export function commandsFor(atlas: Atlas, text: string): Command[] {
	const all: Command[] = [
		{ title: W.pathsToJewels, run: () => void atlas.findPaths([], []) },
		{ title: W.world, run: () => void atlas.show(world()) },
		{ title: W.back, run: () => void atlas.back() },
		{ title: `${W.import}: ${W.startFiles.toLowerCase()}`, run: () => void atlas.chooseFiles(false) },
		{ title: `${W.import}: ${W.startFolder.toLowerCase()}`, run: () => void atlas.chooseFiles(true) },
		{ title: W.startOpen, run: () => void atlas.chooseWorkspace() },
		{ title: W.startSample, run: () => void atlas.openSample() },
		...databaseCommands(atlas),
		...FORMATS.map((f) => ({ title: `${W.export} ${f.title}`, run: () => void atlas.exportPicture(f.format) })),
		{ title: W.themeTo(atlas.settings.theme === "light" ? "dark" : "light"), run: () => atlas.settings.toggleTheme() },
	];
	const words = text.toLowerCase().split(/\s+/).filter(Boolean);
	return all.filter((c) => words.every((w) => c.title.toLowerCase().includes(w))).slice(0, MOST);
}
