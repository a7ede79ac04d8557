// The open workspace and everything that is shown of it. Acts are methods; each fetches what it makes
// stale. Answers of an older question never overwrite those of a newer one (`turn`).

import type {
	ChokeAnswer,
	ClustersAnswer,
	EscalationsAnswer,
	ExposureAnswer,
	Host,
	Inspected,
	InspectedGroup,
	KindRule,
	KindsAnswer,
	OutliersAnswer,
	PathRequest,
	PathsAnswer,
	StepAnswer,
	ViewSpec,
	Workspace,
} from "../ipc/host";
import { NOTHING } from "../map/focus";
import { inert } from "../map/label-layer";
import type { Pick, Scene } from "../map/scene";
import { Trials } from "../paths/trials.svelte";
import { Street } from "../street/street.svelte";
import { W } from "../words";
import {
	Address,
	ANY_PATH,
	matrixOf,
	type Place,
	questionOf,
	sameView,
	type Tab,
	type WorkspaceName,
	world,
} from "./address.svelte";
import { placeOf } from "./address-text";
import { Console } from "./console.svelte";
import { Exports } from "./exports.svelte";
import { Help } from "./help.svelte";
import { Jobs } from "./jobs.svelte";
import { Matrices } from "./matrix.svelte";
import { Databases } from "./neo4j.svelte";
import { Palette } from "./palette.svelte";
import { Review } from "./review.svelte";
import { SavedViews } from "./saved-views.svelte";
import { Settings } from "./settings.svelte";
import { Stories } from "./stories.svelte";
import { Undo } from "./undo.svelte";

export type Inspecting =
	| { is: "nothing" }
	| { is: "node"; of: Inspected }
	| { is: "group"; of: InspectedGroup }
	| { is: "nodes"; ids: string[] }
	| { is: "row"; place: string }
	| { is: "step"; of: StepAnswer | null; from: string; to: string };

/** What a kind rule would replace: the rule that was set by hand, or none. */
function kindRuleOf(rule: KindRule, kinds: KindsAnswer | null): KindRule {
	const { of, kind, level } = rule;
	const none: KindRule = { of, kind, level, class: null, lifecycle: null, walk: null, likelihood: null };
	if (of === "node") {
		const row = kinds?.nodes.find((k) => k.kind === kind);
		return row?.basis === "profile" ? { ...none, class: row.class, lifecycle: row.lifecycle } : none;
	}
	const row = kinds?.relations.find((k) => k.kind === kind && k.level === level);
	return row?.basis === "profile" ? { ...none, class: row.class, walk: row.walk, likelihood: row.likelihood } : none;
}

/** Asks the map to bring something into view; a new object each time. */
export interface Wanted {
	pick: Pick;
}

export class Atlas {
	readonly jobs: Jobs;
	readonly settings: Settings;
	readonly address = new Address();
	readonly databases: Databases;
	readonly console: Console;
	readonly undo: Undo;
	readonly street: Street;
	readonly trials: Trials;
	/** Files that leave the window. */
	readonly exports: Exports;
	/** Stories of slides. */
	readonly present: Stories;
	/** Views that one can come back to. */
	readonly saved: SavedViews;
	readonly palette: Palette;
	readonly help: Help;
	readonly review: Review;
	readonly matrices = new Matrices();
	workspace = $state.raw<Workspace | null>(null);
	recent = $state.raw<string[]>([]);
	started = $state(false);
	scene = $state.raw<Scene | null>(null);
	outliers = $state.raw<OutliersAnswer | null>(null);
	groups = $state.raw<ClustersAnswer | null>(null);
	exposure = $state.raw<ExposureAnswer | null>(null);
	stories = $state.raw<EscalationsAnswer | null>(null);
	kinds = $state.raw<KindsAnswer | null>(null);
	paths = $state.raw<PathsAnswer | null>(null);
	cuts = $state.raw<ChokeAnswer | null>(null);
	inspecting = $state.raw<Inspecting>({ is: "nothing" });
	hovered = $state.raw<Pick>(NOTHING);
	wanted = $state.raw<Wanted | null>(null);
	dropping = $state(false);
	/** The dialog that lies over the window, by its name. */
	dialog = $state<string | null>(null);
	private turn = { scene: 0, paths: 0, inspect: 0, lists: 0 };

	constructor(readonly host: Host) {
		this.jobs = new Jobs(host);
		this.settings = new Settings(host);
		this.databases = new Databases(this);
		this.console = new Console(this);
		this.undo = new Undo(this.jobs);
		this.street = new Street(this);
		this.trials = new Trials(this);
		this.exports = new Exports(this);
		this.present = new Stories(this);
		this.saved = new SavedViews(this);
		this.palette = new Palette(this);
		this.help = new Help(this);
		this.review = new Review(this);
	}

	/** Whether the picture is one of paths, asked for or because there are too few identities for a world. */
	get showsPaths(): boolean {
		return this.address.place.view.kind === "paths" || this.scene?.kind === "paths";
	}

	/** What the picture on screen is called. */
	get pictureTitle(): string {
		return inert(this.scene?.crumbs.at(-1)?.text ?? W.world);
	}

	async start(): Promise<void> {
		await this.jobs.listen();
		void this.databases.load();
		await this.host.onDrop((d) => {
			this.dropping = d.is === "over";
			if (d.is === "dropped" && d.paths.length > 0) void this.takeDropped(d.paths);
		});
		const start = await this.jobs.run(W.busyOpen, (job) => this.host.start(job));
		if (start) {
			this.settings.load(start.settings);
			this.recent = start.recent;
			if (start.open) this.enter(start.open, await this.leftAt());
		}
		this.started = true;
	}

	async openWorkspace(path: string): Promise<void> {
		const ws = await this.jobs.run(W.busyOpen, (job) => this.host.openWorkspace(path, job));
		if (ws) this.enter(ws, await this.leftAt());
	}

	/** Workspaces open, the first here; everything else is imported. */
	private async takeDropped(paths: string[]): Promise<void> {
		const workspaces = paths.filter((p) => p.toLowerCase().endsWith(".atlas"));
		const files = paths.filter((p) => !workspaces.includes(p));
		const [first, ...others] = workspaces;
		if (first) await this.openWorkspace(first);
		for (const path of others) await this.host.newWindow(path).catch((e) => this.jobs.failed(e));
		if (files.length > 0) await this.importFiles(files);
	}

	/** Where the workspace that was just opened was left; a memory that does not hold is none. */
	private async leftAt(): Promise<Place | null> {
		const text = await this.host.place().catch(() => null);
		return text ? placeOf(text) : null;
	}

	/** Go to a place that was written down. */
	async goTo(place: Place): Promise<void> {
		const before = this.address.place.view;
		this.address.go(place);
		await this.arrive(before);
	}

	async openSample(): Promise<void> {
		const ws = await this.jobs.run(W.busySample, (job) => this.host.openSample(job));
		if (ws) this.enter(ws);
	}

	async chooseWorkspace(): Promise<void> {
		const path = await this.host.chooseWorkspace();
		if (path) await this.openWorkspace(path);
	}

	async chooseFiles(folder: boolean): Promise<void> {
		const paths = await this.host.chooseFiles(folder);
		if (paths.length > 0) await this.importFiles(paths);
	}

	async importFiles(paths: string[]): Promise<void> {
		const done = await this.jobs.run(W.busyImport, (job) => this.host.importFiles(paths, job));
		if (!done) return;
		this.jobs.say(done.sentence, {
			details: done.issues
				.slice(0, 50)
				.map((i) => `${i.file}${i.where ? `, ${i.where}` : ""}: ${i.reason}. ${i.remedy}`),
		});
		const ws = await this.host.workspace();
		if (ws) this.enter(ws);
	}

	openDialog(name: string): void {
		this.dialog = name;
	}

	closeDialog(): void {
		this.dialog = null;
	}

	enterWorkspace(workspace: WorkspaceName): void {
		this.address.go({ workspace });
	}

	/** Show a workspace from its first picture, or from where it was left. */
	enter(ws: Workspace, left: Place | null = null): void {
		if (ws.path !== this.workspace?.path) {
			this.console.forget();
			this.undo.forget();
			this.palette.forget();
			this.present.forget();
			this.saved.forget();
		}
		this.workspace = ws;
		this.address.reset(left ? { ...left, selected: NOTHING } : undefined);
		this.inspecting = { is: "nothing" };
		this.forget();
		if (!ws.revision) return;
		void this.saved.load();
		const { stops } = this.jobs;
		void this.refresh().then(() => {
			if (!left) return;
			// What was left may be gone: then one begins at the first picture.
			if (this.scene) void this.selectAgain(left.selected);
			else if (stops === this.jobs.stops) this.enter(ws);
		});
	}

	/** Select what was selected, if it is still there. */
	private async selectAgain(pick: Pick): Promise<void> {
		try {
			if (pick.is === "node") await this.host.inspect(pick.id);
			if (pick.is === "group") await this.host.inspectGroup(pick.id);
		} catch {
			return;
		}
		if (pick.is !== "none" && this.address.place.selected.is === "none") await this.select(pick);
	}

	/** The facts or the tiers changed: nothing that was computed holds. */
	private forget(): void {
		this.scene = null;
		this.street.answer = null;
		this.trials.answer = null;
		this.paths = null;
		this.cuts = null;
		this.outliers = null;
		this.groups = null;
		this.exposure = null;
		this.stories = null;
		this.kinds = null;
		this.review.forget();
		this.present.stale();
	}

	/** Fetch what is not there: the picture first, then the lists, one after the other: they share the analysis. */
	async refresh(): Promise<void> {
		const turn = ++this.turn.lists;
		const { stops } = this.jobs;
		const goesOn = () => turn === this.turn.lists && stops === this.jobs.stops;
		const { view } = this.address.place;
		if (!this.scene) await this.loadScene();
		if (!goesOn()) return;
		if (view.kind === "street" && !this.street.answer) await this.street.load();
		if (view.kind === "paths" && !(this.paths && this.cuts)) await this.loadPaths(view.of);
		else if (this.showsPaths && !(this.paths && this.cuts)) {
			// Too few identities for a world: the first picture is their ways to the crown jewels.
			this.address.go({ tab: "steps" });
			await this.loadPaths(ANY_PATH);
		}
		const lists: (() => Promise<void>)[] = [
			async () =>
				this.keep(
					turn,
					await this.jobs.run(W.busyOutliers, (job) => this.host.outliers(null, job)),
					(a) => (this.outliers = a),
				),
			async () =>
				this.keep(
					turn,
					await this.jobs.run(W.busyExposure, (job) => this.host.exposure(job)),
					(a) => (this.exposure = a),
				),
			async () =>
				this.keep(
					turn,
					await this.jobs.run(W.busyStories, (job) => this.host.escalations(job)),
					(a) => (this.stories = a),
				),
			async () =>
				this.keep(turn, await this.jobs.run(W.busyGroups, (job) => this.host.clusters(job)), (a) => (this.groups = a)),
		];
		const there = [this.outliers, this.exposure, this.stories, this.groups];
		for (const [i, load] of lists.entries()) if (goesOn() && !there[i]) await load();
	}

	private keep<T>(turn: number, answer: T | undefined, set: (a: T) => void): void {
		if (answer !== undefined && turn === this.turn.lists) set(answer);
	}

	private async loadScene(): Promise<void> {
		const turn = ++this.turn.scene;
		const { view } = this.address.place;
		// The matrix is a widget of its own: the map beside it shows the country alone.
		const drawn: ViewSpec = view.kind === "matrix" ? { kind: "group", of: view.of } : view;
		const scene = await this.jobs.run(W.busyScene, (job) => this.host.scene(drawn, job));
		if (scene && turn === this.turn.scene) this.scene = scene;
	}

	/** Show another picture. */
	async show(view: ViewSpec, tab: Tab = this.address.place.tab, selected: Pick = NOTHING): Promise<void> {
		if (!sameView(view, this.address.place.view)) {
			this.scene = null;
			this.wanted = null;
		}
		this.address.go({ workspace: "explore", view, tab, selected });
		void this.inspect(selected);
		this.loadLists(view);
		if (!this.scene) await this.loadScene();
	}

	/** What stands beside a picture. */
	private loadLists(view: ViewSpec): void {
		if (view.kind === "paths") void this.loadPaths(view.of);
		if (view.kind === "street") void this.street.load();
	}

	/** The picture again, after its address changed in part; the last one stays until it is there. */
	redraw(): Promise<void> {
		return this.loadScene();
	}

	async back(): Promise<void> {
		const before = this.address.place.view;
		if (this.address.back()) await this.arrive(before);
	}

	async forward(): Promise<void> {
		const before = this.address.place.view;
		if (this.address.forward()) await this.arrive(before);
	}

	/** The address changed by itself: show what it says. */
	private async arrive(before: ViewSpec): Promise<void> {
		const { view, selected } = this.address.place;
		void this.inspect(selected);
		if (sameView(before, view)) return;
		this.scene = null;
		this.loadLists(view);
		await this.loadScene();
	}

	/** A group large, beside its access matrix. */
	async openGroup(group: string, selected: string | null = null): Promise<void> {
		const pick: Pick = selected === null ? { is: "group", id: group } : { is: "node", id: selected };
		await this.show(matrixOf(group, selected), undefined, pick);
	}

	async findPaths(from: string[], to: string[], more: Partial<PathRequest> = {}): Promise<void> {
		await this.show({ kind: "paths", of: { ...ANY_PATH, ...more, from, to } }, "steps");
	}

	async loadPaths(asked: PathRequest): Promise<void> {
		const request = questionOf(asked);
		const turn = ++this.turn.paths;
		const { stops } = this.jobs;
		this.paths = null;
		this.cuts = null;
		await this.trials.load(request);
		if (turn !== this.turn.paths) return;
		const paths = await this.jobs.run(W.busyPaths, (job) => this.host.paths(request, job));
		if (paths && turn === this.turn.paths) this.paths = paths;
		if (stops !== this.jobs.stops) return;
		const cuts = await this.jobs.run(W.busyCuts, (job) => this.host.chokePoints(request, job));
		if (cuts && turn === this.turn.paths) this.cuts = cuts;
	}

	/** Select something; `centre` also brings it into view, and back to the world where it is not drawn. */
	async select(pick: Pick, centre = false): Promise<void> {
		this.address.go({ selected: pick });
		void this.inspect(pick);
		if (centre) {
			const { view } = this.address.place;
			const listed = view.kind === "matrix" && pick.is === "node" && this.matrices.hold(pick.id);
			if (view.kind !== "world" && !listed && (pick.is === "node" || pick.is === "group") && !this.draws(pick))
				await this.show(world(), undefined, pick);
			// Beside its matrix a country is shown whole: nobody has to be brought closer.
			if (this.address.place.view.kind !== "matrix") this.wanted = { pick };
		}
	}

	private draws(pick: Pick): boolean {
		return (
			this.scene?.picks.some(
				(p) =>
					(p.is === "node" && pick.is === "node" && p.id === pick.id) ||
					(p.is === "group" && pick.is === "group" && p.id === pick.id) ||
					(p.is === "nodes" && pick.is === "node" && p.ids.includes(pick.id)),
			) ?? false
		);
	}

	private async inspect(pick: Pick): Promise<void> {
		const turn = ++this.turn.inspect;
		const set = (it: Inspecting) => {
			if (turn === this.turn.inspect) this.inspecting = it;
		};
		try {
			switch (pick.is) {
				case "node":
					return set({ is: "node", of: await this.host.inspect(pick.id) });
				case "group":
					return set({ is: "group", of: await this.host.inspectGroup(pick.id) });
				case "ribbon":
					return set({ is: "group", of: await this.host.inspectGroup(pick.group) });
				case "nodes":
					return set({ is: "nodes", ids: pick.ids });
				case "row":
					return set({ is: "row", place: pick.place });
				case "step":
					return set(await this.stepOf(pick.from, pick.to));
				default:
					return set({ is: "nothing" });
			}
		} catch (e) {
			if (turn === this.turn.inspect) this.jobs.failed(e);
		}
	}

	private async stepOf(from: string, to: string): Promise<Inspecting> {
		return { is: "step", of: await this.host.step(this.trials.question, from, to), from, to };
	}

	/** Fetch how kinds are understood, for the inspector. */
	async loadKinds(): Promise<void> {
		const ws = this.workspace;
		try {
			const kinds = await this.host.kinds();
			if (ws === this.workspace) this.kinds = kinds;
		} catch (e) {
			this.jobs.failed(e);
		}
	}

	/** Correct how a kind is understood; it can be taken back. */
	async setKind(rule: KindRule): Promise<void> {
		const set = async (r: KindRule) =>
			this.changed(await this.jobs.attempt(W.busyKind, (job) => this.host.setKind(r, job)));
		const before = kindRuleOf(rule, this.kinds);
		try {
			await set(rule);
			this.undo.did(
				W.didKind(rule.kind),
				() => set(before),
				() => set(rule),
			);
		} catch (e) {
			this.jobs.failed(e);
		}
	}

	/** Set a tier by hand, or take it away; it can be taken back. */
	async setTier(id: string, tier: number | null): Promise<void> {
		const set = async (to: number | null, reason: string) =>
			this.changed(await this.jobs.attempt(W.busyTier, (job) => this.host.setTier(id, to, reason, job)));
		try {
			const before = await this.host.inspect(id);
			await set(tier, W.byHand);
			const did = tier === null ? W.didClearJewel : W.didMakeJewel;
			this.undo.did(
				did(before.node.name),
				() => set(before.node.tier, before.tierReason ?? W.byHand),
				() => set(tier, W.byHand),
			);
		} catch (e) {
			this.jobs.failed(e);
		}
	}

	/** What is known about the facts changed: everything is computed anew, the selection stays. */
	private async changed(ws: Workspace): Promise<void> {
		this.workspace = ws;
		this.forget();
		void this.inspect(this.address.place.selected);
		await this.refresh();
		// Scores are known only now.
		void this.inspect(this.address.place.selected);
	}

	/** Forget a recent workspace, or all of them; the files stay. */
	async forgetRecent(path: string | null): Promise<void> {
		try {
			this.recent = await this.host.forgetRecent(path);
		} catch (e) {
			this.jobs.failed(e);
		}
	}

	async exportPicture(format: string): Promise<void> {
		const { view } = this.address.place;
		const out = await this.host.chooseTarget(
			`${(this.workspace?.name ?? "atlas").replace(/\.atlas$/, "")}-${view.kind}`,
			format,
		);
		if (!out) return;
		const done = await this.jobs.run(W.busyExport, (job) =>
			this.host.exportScene({ view, format, theme: this.settings.theme, out }, job),
		);
		if (done) this.jobs.say(done.sentence);
	}
}
