// A host without an app: the whole window runs in any browser on a small made-up organisation. Long
// work takes a moment and tells its progress, so that cancelling can be tried. Never in a shipped build.
import type { Scene } from "../map/scene";
import type { AppError, Drop, Host, KindRule, PathsAnswer, Progress, Workspace } from "./host";
import * as answers from "./mock/answers";
import { mockDatabase } from "./mock/database";
import { groupScene, matrix, type Size } from "./mock/matrix";
import { JEWELS, MEMBERS } from "./mock/organisation";
import { ask, questions } from "./mock/questions";
import { mockReview } from "./mock/review";
import { pathsScene, worldScene } from "./mock/scenes";
import { type FrameHandle, mockFrame, remembers } from "./mock/shell";
import { firstStory, mockStories, tableScene } from "./mock/story";
import { street, streetScene } from "./mock/street";
import { step, trial } from "./mock/trials";

/** How long "long work" takes, in steps of this many milliseconds. */
const TICK_MS = 30;
const TICKS = 5;

/** What a test may do to the mock from outside. */
export interface MockHandle {
	/** Calls so far, by name. */
	calls: string[];
	drop(d: Drop): void;
	/** The next call of this name fails. */
	failNext(name: string, error: AppError): void;
	/** Work takes `n` ticks from now on. */
	slow(n: number): void;
	/** A newer revision of the data stands in the workspace, with one more exposed identity. */
	nextRevision(): void;
	frame: FrameHandle;
	/** Access matrices have this size from now on. */
	matrixSize(size: Size | null): void;
}

/** What is remembered survives a load of the page only where its address says `keep`. */
function storedSettings(): Record<string, string> {
	return JSON.parse((remembers() && sessionStorage.getItem("settings")) || "{}");
}

export function mockHost(): Host {
	let open: Workspace | null = null;
	let ticks = TICKS;
	let size: Size | null = null;
	let rules: KindRule[] = [];
	const database = mockDatabase();
	const stories = mockStories();
	const cancelled = new Set<number>();
	const failures = new Map<string, AppError>();
	const progress = new Set<(p: Progress) => void>();
	const drops = new Set<(d: Drop) => void>();
	const frame = mockFrame(called, () => open?.path ?? null);
	const handle: MockHandle = {
		frame: frame.handle,
		calls: [],
		drop: (d) => {
			for (const l of drops) l(d);
		},
		failNext: (name, error) => failures.set(name, error),
		slow: (n) => {
			ticks = n;
		},
		nextRevision: () => stories.nextRevision(),
		matrixSize: (s) => {
			size = s;
		},
	};
	Object.assign(globalThis, { accessAtlasMock: handle });

	function called(name: string): void {
		handle.calls.push(name);
		const error = failures.get(name);
		failures.delete(name);
		if (error) throw error;
	}
	async function long<T>(name: string, job: number, make: () => T): Promise<T> {
		called(name);
		for (let i = 0; i < ticks; i++) {
			await new Promise((r) => setTimeout(r, TICK_MS));
			if (cancelled.has(job))
				throw { code: "cancelled", message: "cancelled", remedy: "Nothing was changed." } satisfies AppError;
			for (const l of progress) l({ job, phase: "working", fraction: (i + 1) / ticks });
		}
		return make();
	}
	const sample = (): Workspace => {
		open = answers.workspace("sample.atlas");
		return open;
	};
	const scene = (view: Parameters<Host["scene"]>[0]): Scene => {
		if (view.kind === "world") return worldScene(view.of.lane);
		if (view.kind === "paths") return pathsScene(answers.paths({ ...view.of, cuts: [] }), view.of.cuts);
		if (view.kind === "table") return tableScene(view.of);
		if (view.kind === "query") return database.scene(view.of);
		if (view.kind === "matrix" || view.kind === "group") return groupScene(view.of.group);
		return streetScene(view.of);
	};

	return {
		...frame.host,
		start: async () => {
			called("start");
			const wanted = new URLSearchParams(location.search).has("open");
			return { recent: ["/home/someone/earlier.atlas"], open: wanted ? sample() : null, settings: storedSettings() };
		},
		workspace: async () => open,
		openWorkspace: (path, job) =>
			long("openWorkspace", job, () => {
				open = answers.workspace(path.split("/").at(-1) ?? path);
				return open;
			}),
		openSample: (job) => long("openSample", job, sample),
		importFiles: (paths, job) =>
			long("importFiles", job, () => {
				open ??= answers.workspace("import.atlas");
				return answers.imported(paths, open);
			}),
		scene: (view, job) => long("scene", job, () => scene(view)),
		search: async (text) => {
			called("search");
			const t = text.toLowerCase();
			return [...JEWELS, ...MEMBERS]
				.filter((n) => n.name.toLowerCase().includes(t))
				.slice(0, 12)
				.map((n) => answers.brief(n.id));
		},
		inspect: async (id) => {
			called("inspect");
			return answers.inspected(id);
		},
		inspectGroup: async (id) => {
			called("inspectGroup");
			return answers.inspectedGroup(id);
		},
		paths: (request, job) => long("paths", job, (): PathsAnswer => answers.paths(request)),
		chokePoints: (request, job) => long("chokePoints", job, () => answers.cuts(request)),
		street: (view, job) => long("street", job, () => street(view)),
		step: async (question, from, to) => {
			called("step");
			return step(question, from, to);
		},
		tryCuts: (request, job) => long("tryCuts", job, () => trial(request)),
		outliers: (lane, job) => long("outliers", job, () => answers.outliers(lane)),
		clusters: (job) => long("clusters", job, answers.clusters),
		exposure: (job) => long("exposure", job, answers.exposure),
		escalations: (job) => long("escalations", job, answers.escalations),
		kinds: async () => {
			called("kinds");
			return answers.kinds(rules);
		},
		matrix: (group, selected, job) => long("matrix", job, () => matrix(group, selected, size)),
		connections: async () => {
			called("connections");
			return database.connections();
		},
		testConnection: (request, job) => long("testConnection", job, () => database.test(request)),
		openConnection: (request, scopes, job) =>
			long("openConnection", job, () => {
				open = database.open(request, scopes);
				return { workspace: open, sentence: `${request.address} is remembered.` };
			}),
		forgetConnection: async (address) => {
			called("forgetConnection");
			return database.forget(address);
		},
		push: (request, job) => long("push", job, () => database.push(request)),
		pull: (request, job) =>
			long("pull", job, () => {
				open ??= answers.workspace("pulled.atlas");
				return { answer: answers.imported(["pulled"], open), remembered: `${request.address} is remembered.` };
			}),
		writeBackSwitch: async (allow) => {
			called("writeBackSwitch");
			return database.allow(allow);
		},
		writeBack: (undo, job) => long("writeBack", job, () => database.writeBack(undo)),
		console: (request, job) => long("console", job, () => database.console(request)),
		questions: async () => {
			called("questions");
			return questions();
		},
		ask: (id, given, job) => long("ask", job, () => ask(id, given)),
		views: async () => database.views(),
		saveView: async (name, view) => {
			called("saveView");
			return database.save(name, view);
		},
		stories: async () => stories.all(),
		saveStory: async (story, was) => {
			called("saveStory");
			return stories.save(story, was);
		},
		deleteStory: async (name) => {
			called("deleteStory");
			return stories.remove(name);
		},
		firstStory: (name, job) => long("firstStory", job, () => firstStory(name)),
		caption: (slide, job) => long("caption", job, () => stories.caption(slide)),
		freezeCaption: (slide, job) => long("freezeCaption", job, () => stories.freeze(slide)),
		exportStory: (request, job) =>
			long("exportStory", job, () => ({ out: request.out, bytes: 54_321, sentence: `Wrote ${request.out}.` })),
		evidencePack: (request, job) => long("evidencePack", job, () => stories.pack(request)),
		verifyPack: (path, job) => long("verifyPack", job, () => stories.verify(path)),
		choosePack: async () => {
			called("choosePack");
			return "/home/someone/older.zip";
		},
		exportScene: (request, job) =>
			long("exportScene", job, () => ({ out: request.out, bytes: 4321, sentence: `Wrote ${request.out}.` })),
		...mockReview(called, long),
		setTier: (_id, _tier, _reason, job) => long("setTier", job, () => open ?? sample()),
		setKind: (rule, job) =>
			long("setKind", job, () => {
				const same = (r: KindRule) => r.of === rule.of && r.kind === rule.kind && r.level === rule.level;
				rules = [...rules.filter((r) => !same(r)), rule];
				return open ?? sample();
			}),
		setSetting: async (name, value) => {
			called("setSetting");
			sessionStorage.setItem("settings", JSON.stringify({ ...storedSettings(), [name]: value }));
		},
		cancel: async (job) => {
			called("cancel");
			cancelled.add(job);
		},
		chooseFiles: async () => {
			called("chooseFiles");
			return ["/home/someone/people.csv"];
		},
		chooseWorkspace: async () => {
			called("chooseWorkspace");
			return "/home/someone/other.atlas";
		},
		chooseAuthority: async () => {
			called("chooseAuthority");
			return "/home/someone/corp-ca.pem";
		},
		chooseTarget: async (name, format) => {
			called("chooseTarget");
			return `/home/someone/${name}.${format}`;
		},
		onProgress: async (l) => {
			progress.add(l);
			return () => progress.delete(l);
		},
		onDrop: async (l) => {
			drops.add(l);
			return () => drops.delete(l);
		},
	};
}
