// The host of the app: generated commands, raw bytes for pictures, window events.
import { invoke } from "@tauri-apps/api/core";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { commands, events } from "./bindings";
import type { AppError, Host } from "./host";
import { decodeScene } from "./scene-frame";

type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: AppError };

async function unwrap<T>(answer: Promise<Answer<T>>): Promise<T> {
	const a = await answer;
	if (a.status === "error") throw a.error;
	return a.data;
}

export const tauriHost: Host = {
	start: (job) => unwrap(commands.start(job)),
	workspace: () => unwrap(commands.workspace()),
	openWorkspace: (path, job) => unwrap(commands.openWorkspace(path, job)),
	openSample: (job) => unwrap(commands.openSample(job)),
	importFiles: (paths, job) => unwrap(commands.importFiles(paths, job)),
	// Bytes have no generated wrapper: tauri answers a raw Response as an ArrayBuffer.
	scene: async (view, job) => decodeScene(await invoke<ArrayBuffer>("scene", { view, job })),
	search: (text) => unwrap(commands.search(text)),
	inspect: (id) => unwrap(commands.inspect(id)),
	inspectGroup: (id) => unwrap(commands.inspectGroup(id)),
	paths: (request, job) => unwrap(commands.paths(request, job)),
	chokePoints: (request, job) => unwrap(commands.chokePoints(request, job)),
	street: (view, job) => unwrap(commands.street(view, job)),
	step: (question, from, to) => unwrap(commands.step(question, from, to)),
	tryCuts: (request, job) => unwrap(commands.tryCuts(request, job)),
	outliers: (lane, job) => unwrap(commands.outliers(lane, job)),
	clusters: (job) => unwrap(commands.clusters(job)),
	exposure: (job) => unwrap(commands.exposure(job)),
	escalations: (job) => unwrap(commands.escalations(job)),
	kinds: () => unwrap(commands.kinds()),
	matrix: (group, selected, job) => unwrap(commands.matrix(group, selected, job)),
	connections: () => unwrap(commands.connections()),
	testConnection: (request, job) => unwrap(commands.testConnection(request, job)),
	openConnection: (request, scopes, job) => unwrap(commands.openConnection(request, scopes, job)),
	forgetConnection: (address) => unwrap(commands.forgetConnection(address)),
	push: (request, job) => unwrap(commands.push(request, job)),
	pull: (request, job) => unwrap(commands.pull(request, job)),
	writeBackSwitch: (allow) => unwrap(commands.writeBackSwitch(allow)),
	writeBack: (undo, job) => unwrap(commands.writeBack(undo, job)),
	console: (request, job) => unwrap(commands.console(request, job)),
	questions: () => unwrap(commands.questions()),
	ask: (id, given, job) => unwrap(commands.ask(id, given, job)),
	views: () => unwrap(commands.views()),
	saveView: (name, view) => unwrap(commands.saveView(name, view)),
	stories: () => unwrap(commands.stories()),
	saveStory: (story, was) => unwrap(commands.saveStory(story, was)),
	deleteStory: (name) => unwrap(commands.deleteStory(name)),
	firstStory: (name, job) => unwrap(commands.firstStory(name, job)),
	caption: (slide, job) => unwrap(commands.caption(slide, job)),
	freezeCaption: (slide, job) => unwrap(commands.freezeCaption(slide, job)),
	exportStory: (request, job) => unwrap(commands.exportStory(request, job)),
	evidencePack: (request, job) => unwrap(commands.evidencePack(request, job)),
	verifyPack: (path, job) => unwrap(commands.verifyPack(path, job)),
	choosePack: () => unwrap(commands.choosePack()),
	exportScene: (request, job) => unwrap(commands.exportScene(request, job)),
	reviewQueue: (lane, job) => unwrap(commands.reviewQueue(lane, job)),
	reviewItem: (id, job) => unwrap(commands.reviewItem(id, job)),
	reviewProgress: (reviewer, job) => unwrap(commands.reviewProgress(reviewer, job)),
	reviewDecide: (request, job) => unwrap(commands.reviewDecide(request, job)),
	reviewPreview: (ids, decision, job) => unwrap(commands.reviewPreview(ids, decision, job)),
	reviewDecideBulk: (request, job) => unwrap(commands.reviewDecideBulk(request, job)),
	reviewUndo: (reviewer, id, job) => unwrap(commands.reviewUndo(reviewer, id, job)),
	reviewClose: (reviewer, statement, job) => unwrap(commands.reviewClose(reviewer, statement, job)),
	reviewLog: () => unwrap(commands.reviewLog()),
	reviewVerify: () => unwrap(commands.reviewVerify()),
	reviewCapacity: async (capacity) => void (await unwrap(commands.reviewCapacity(capacity))),
	setTier: (id, tier, reason, job) => unwrap(commands.setTier(id, tier, reason, job)),
	setKind: (rule, job) => unwrap(commands.setKind(rule, job)),
	setSetting: async (name, value) => void (await unwrap(commands.setSetting(name, value))),
	cancel: async (job) => void (await unwrap(commands.cancel(job))),
	chooseFiles: (folder) => unwrap(commands.chooseFiles(folder)),
	chooseWorkspace: () => unwrap(commands.chooseWorkspace()),
	chooseAuthority: () => unwrap(commands.chooseAuthority()),
	chooseTarget: (name, format) => unwrap(commands.chooseTarget(name, format)),
	setMenu: async (rows) => void (await unwrap(commands.setMenu(rows))),
	onMenu: (listener) => events.menuChosen.listen((e) => listener(e.payload)),
	newWindow: async (path) => void (await unwrap(commands.newWindow(path))),
	setTitle: async (title) => void (await unwrap(commands.setTitle(title))),
	setZoom: async (factor) => void (await unwrap(commands.setZoom(factor))),
	place: () => unwrap(commands.place()),
	keepPlace: async (path, address) => void (await unwrap(commands.keepPlace(path, address))),
	forgetRecent: (path) => unwrap(commands.forgetRecent(path)),
	notify: (title, body) => unwrap(commands.notify(title, body)),
	scenePng: async (request, job) =>
		new Blob([await invoke<ArrayBuffer>("scene_png", { request, job })], { type: "image/png" }),
	onProgress: (listener) => events.progressEvent.listen((e) => listener(e.payload)),
	onDrop: (listener) =>
		getCurrentWebview().onDragDropEvent(({ payload }) => {
			if (payload.type === "drop") listener({ is: "dropped", paths: payload.paths });
			else listener({ is: payload.type === "leave" ? "left" : "over" });
		}),
};
