// Everything that can be done, in one list; each part of the window adds its own.
import { matrixCommands } from "../matrix/commands";
import { databaseCommands } from "../neo4j/commands";
import { presentCommands } from "../present/commands";
import { ANY_PATH, world } from "../state/address.svelte";
import type { Atlas } from "../state/atlas.svelte";
import { FORMATS, W, WORKSPACES } from "../words";
import type { Command } from "./command";
import { A } from "./words";

/** All commands, in the order of the menus. */
export function commands(atlas: Atlas): Command[] {
	return [
		...fileCommands(atlas),
		...editCommands(atlas),
		...viewCommands(atlas),
		...goCommands(atlas),
		...exploreCommands(atlas),
		...matrixCommands(atlas),
		...databaseCommands(atlas),
		...presentCommands(atlas),
		...helpCommands(atlas),
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
				run: () => void atlas.exports.picture(f.format),
			}),
		),
	];
}

function editCommands({ undo }: Atlas): Command[] {
	return [
		{
			id: "undo",
			title: A.undo(undo.undoes),
			group: "Edit",
			keys: "Mod+Z",
			when: () => undo.undoes !== null && !undo.busy,
			run: () => void undo.undo(),
		},
		{
			id: "redo",
			title: A.redo(undo.redoes),
			group: "Edit",
			keys: "Mod+Shift+Z",
			when: () => undo.redoes !== null && !undo.busy,
			run: () => void undo.redo(),
		},
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

function goCommands(atlas: Atlas): Command[] {
	const open = () => atlas.workspace?.revision != null;
	return [
		{ id: "search", title: A.search, group: "Go", keys: "Mod+K", run: () => atlas.palette.show() },
		{
			id: "search-commands",
			title: A.commandsOnly,
			group: "Go",
			keys: "Mod+Shift+P",
			run: () => atlas.palette.show(true),
		},
		{
			id: "back",
			title: W.back,
			group: "Go",
			keys: "Alt+ArrowLeft",
			apart: true,
			when: () => atlas.address.canGoBack,
			run: () => void atlas.back(),
		},
		{
			id: "forward",
			title: A.forward,
			group: "Go",
			keys: "Alt+ArrowRight",
			when: () => atlas.address.canGoForward,
			run: () => void atlas.forward(),
		},
		{ id: "world", title: W.world, group: "Go", keys: "Alt+Home", when: open, run: () => void atlas.show(world()) },
	];
}

function exploreCommands(atlas: Atlas): Command[] {
	const open = () => atlas.workspace?.revision != null;
	return [
		{
			id: "paths-to-jewels",
			title: W.pathsToJewels,
			group: "Explore",
			when: open,
			run: () => void atlas.findPaths(ANY_PATH.from, ANY_PATH.to),
		},
	];
}

function helpCommands(atlas: Atlas): Command[] {
	return [
		{
			id: "sheet",
			title: A.sheet,
			group: "Help",
			keys: "?",
			also: "shortcuts hotkeys keyboard",
			run: () => atlas.openDialog("sheet"),
		},
	];
}
