// Everything that can be done, in one list; each part of the window adds its own.
import { tick } from "svelte";
import { TOPICS } from "../help/topics";
import { H } from "../help/words";
import { matrixCommands } from "../matrix/commands";
import { databaseCommands } from "../neo4j/commands";
import { pathCommands } from "../paths/commands";
import { presentCommands } from "../present/commands";
import { reviewCommands } from "../review/commands";
import { ANY_PATH, TABS, type Tab, type WorkspaceName, world } from "../state/address.svelte";
import type { Atlas } from "../state/atlas.svelte";
import type { Panel } from "../state/settings.svelte";
import { streetCommands } from "../street/commands";
import { FORMATS, W, WORKSPACES } from "../words";
import { type Command, ready } from "./command";
import { copyCommands } from "./copy-commands";
import { A } from "./words";

/** All commands, in the order of the menus. */
export function commands(atlas: Atlas): Command[] {
	return [
		...fileCommands(atlas),
		...editCommands(atlas),
		...viewCommands(atlas),
		...goCommands(atlas),
		...exploreCommands(atlas),
		...within("explore", atlas, [...streetCommands(atlas), ...pathCommands(atlas)]),
		...matrixCommands(atlas),
		...databaseCommands(atlas),
		...reviewCommands(atlas),
		...presentCommands(atlas),
		...helpCommands(atlas),
	];
}

/** What can be done in one workspace only: its letters mean other things in the others. */
function within(workspace: WorkspaceName, atlas: Atlas, list: Command[]): Command[] {
	return list.map((c) => ({ ...c, when: () => atlas.address.place.workspace === workspace && ready(c) }));
}

/** The end of a path, which tells one workspace from another; a menu has no room for more. */
function shortPath(path: string): string {
	const parts = path.split(/[/\\]/);
	return parts.slice(-2).join("/");
}

function fileCommands(atlas: Atlas): Command[] {
	const open = () => atlas.workspace?.revision != null;
	const newWindow = (path: string | null) => void atlas.host.newWindow(path).catch((e) => atlas.jobs.failed(e));
	return [
		{ id: "new-window", title: A.newWindow, group: "File", keys: "Mod+N", run: () => newWindow(null) },
		{
			id: "same-in-window",
			title: A.openInWindow,
			group: "File",
			when: open,
			run: () => newWindow(atlas.workspace?.path ?? null),
		},
		{
			id: "open-workspace",
			title: W.startOpen,
			group: "File",
			keys: "Mod+O",
			apart: true,
			run: () => void atlas.chooseWorkspace(),
		},
		{ id: "open-sample", title: W.startSample, group: "File", run: () => void atlas.openSample() },
		...atlas.recent.map(
			(path, i): Command => ({
				id: `recent-${i + 1}`,
				title: A.openRecent(shortPath(path)),
				group: "File",
				also: "recent",
				apart: i === 0,
				run: () => void atlas.openWorkspace(path),
			}),
		),
		{
			id: "clear-recent",
			title: A.clearRecent,
			group: "File",
			when: () => atlas.recent.length > 0,
			run: () => void atlas.forgetRecent(null),
		},
		{
			id: "import-files",
			title: `${W.import}: ${W.startFiles.toLowerCase()}`,
			group: "File",
			keys: "Mod+I",
			apart: true,
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
				apart: f === FORMATS[0],
				when: open,
				run: () => void atlas.exports.picture(f.format),
			}),
		),
	];
}

function editCommands(atlas: Atlas): Command[] {
	const { undo } = atlas;
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
		...copyCommands(atlas),
		{
			id: "settings",
			title: A.settings,
			group: "Edit",
			keys: "Mod+,",
			also: "preferences options theme motion size",
			apart: true,
			run: () => atlas.openDialog("settings"),
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
			apart: true,
			run: () => atlas.settings.toggleTheme(),
		},
		{
			id: "theme-system",
			title: A.systemTheme,
			group: "View",
			when: () => atlas.settings.themeChoice !== "system",
			run: () => atlas.settings.setTheme("system"),
		},
		{
			id: "larger",
			title: A.larger,
			group: "View",
			keys: "Mod++",
			also: "zoom font size",
			apart: true,
			when: () => atlas.settings.size < 200,
			run: () => atlas.settings.stepSize(1),
		},
		{
			id: "smaller",
			title: A.smaller,
			group: "View",
			keys: "Mod+-",
			also: "zoom font size",
			when: () => atlas.settings.size > 100,
			run: () => atlas.settings.stepSize(-1),
		},
		{
			id: "usual-size",
			title: A.usual,
			group: "View",
			keys: "Mod+0",
			when: () => atlas.settings.size !== 100,
			run: () => atlas.settings.setSize(100),
		},
		...PANELS.map(
			({ panel, keys }, i): Command => ({
				id: `panel-${panel}`,
				title: A.showPanel(A.panels[panel], atlas.settings.isHidden(panel)),
				group: "View",
				keys,
				apart: i === 0,
				when: open,
				run: () => atlas.settings.toggle(panel),
			}),
		),
	];
}

const PANELS: { panel: Panel; keys: string }[] = [
	{ panel: "left", keys: "Mod+B" },
	{ panel: "right", keys: "Mod+Shift+B" },
	{ panel: "drawer", keys: "Mod+J" },
];

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
		{
			id: "go-to-address",
			title: `${A.goTo} …`,
			group: "Go",
			keys: "Mod+L",
			also: "paste link",
			apart: true,
			when: open,
			run: () => atlas.openDialog("go-to"),
		},
		...TABS.filter((tab) => tab !== "console" && tab !== "street").map(
			(tab, i): Command => ({
				id: `list-${tab}`,
				title: W.listOf(W.tabs[tab]),
				group: "Go",
				keys: `Alt+${i + 1}`,
				apart: i === 0,
				when: open,
				run: () => showList(atlas, tab),
			}),
		),
	];
}

/** Open a list below the map and give it the keyboard. */
function showList(atlas: Atlas, tab: Tab): void {
	atlas.enterWorkspace("explore");
	if (atlas.settings.isHidden("drawer")) atlas.settings.toggle("drawer");
	atlas.address.go({ tab });
	void tick().then(() => document.getElementById(`tab-${tab}`)?.focus());
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
		{ id: "tour", title: H.tour, group: "Help", also: "introduction tutorial", run: () => void atlas.help.begin() },
		{
			id: "messages",
			title: A.messages,
			group: "Help",
			also: "log history errors notices",
			run: () => atlas.openDialog("messages"),
		},
		...TOPICS.map(
			(topic, i): Command => ({
				id: `help-${topic}`,
				title: H.how(H.topics[topic].title),
				group: "Help",
				also: "score explain",
				apart: i === 0,
				run: () => atlas.help.show(topic),
			}),
		),
	];
}
