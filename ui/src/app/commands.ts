// Everything that can be done, in one list; each part of the window adds its own.
import { matrixCommands } from "../matrix/commands";
import { databaseCommands } from "../neo4j/commands";
import { ANY_PATH, world } from "../state/address.svelte";
import type { Atlas } from "../state/atlas.svelte";
import { FORMATS, W, WORKSPACES } from "../words";
import { type Command, ready } from "./command";

const MOST_HITS = 6;

/** All commands, in the order of the menus. */
export function commands(atlas: Atlas): Command[] {
	return [
		...fileCommands(atlas),
		...viewCommands(atlas),
		...exploreCommands(atlas),
		...matrixCommands(atlas),
		...databaseCommands(atlas),
	];
}

function fileCommands(atlas: Atlas): Command[] {
	const open = () => atlas.workspace?.revision != null;
	return [
		{ id: "open-sample", title: W.startSample, group: "File", run: () => void atlas.openSample() },
		{ id: "open-workspace", title: W.startOpen, group: "File", keys: "Mod+O", run: () => void atlas.chooseWorkspace() },
		{
			id: "import-files",
			title: `${W.import}: ${W.startFiles.toLowerCase()}`,
			group: "File",
			keys: "Mod+I",
			run: () => void atlas.chooseFiles(false),
		},
		{
			id: "import-folder",
			title: `${W.import}: ${W.startFolder.toLowerCase()}`,
			group: "File",
			keys: "Mod+Shift+I",
			run: () => void atlas.chooseFiles(true),
		},
		...FORMATS.map(
			(f): Command => ({
				id: `export-${f.format}`,
				title: `${W.export} ${f.title}`,
				group: "File",
				when: open,
				run: () => void atlas.exportPicture(f.format),
			}),
		),
	];
}

function viewCommands(atlas: Atlas): Command[] {
	const open = () => atlas.workspace?.revision != null;
	return [
		...WORKSPACES.map(
			(w, i): Command => ({
				id: `workspace-${w.workspace}`,
				title: w.title,
				group: "View",
				keys: `Mod+${i + 1}`,
				when: open,
				run: () => atlas.enterWorkspace(w.workspace),
			}),
		),
		{
			id: "theme",
			title: W.themeTo(atlas.settings.theme === "light" ? "dark" : "light"),
			group: "View",
			run: () => atlas.settings.toggleTheme(),
		},
	];
}

function exploreCommands(atlas: Atlas): Command[] {
	const open = () => atlas.workspace?.revision != null;
	return [
		{ id: "world", title: W.world, group: "Go", when: open, run: () => void atlas.show(world()) },
		{
			id: "back",
			title: W.back,
			group: "Go",
			keys: "Alt+ArrowLeft",
			when: () => atlas.address.canGoBack,
			run: () => void atlas.back(),
		},
		{
			id: "paths-to-jewels",
			title: W.pathsToJewels,
			group: "Explore",
			when: open,
			run: () => void atlas.findPaths(ANY_PATH.from, ANY_PATH.to),
		},
	];
}

/** The commands that can be run now and whose words hold what was typed. */
export function commandsFor(atlas: Atlas, text: string): Command[] {
	const words = text.toLowerCase().split(/\s+/).filter(Boolean);
	const holds = (c: Command) => words.every((w) => c.title.toLowerCase().includes(w));
	return commands(atlas)
		.filter((c) => ready(c) && holds(c))
		.slice(0, MOST_HITS);
}
