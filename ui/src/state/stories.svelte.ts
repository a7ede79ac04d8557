// Stories and the slide in hand. Every change is one step that can be taken back; changes wait for each
// other, so that two quick keys never overwrite what the first did.
import { type AppError, type CaptionAnswer, isAppError, type Placeholder, type Slide, type Story } from "../ipc/host";
import type { Scene } from "../map/scene";
import { P } from "../present/words";
import type { Atlas } from "./atlas.svelte";

/** Rows of a list on a slide: what one reads from the back of a room. */
const LIST_ROWS = 10;
/** Pictures that are kept while one moves through a story. */
const KEPT = 24;

export class Stories {
	all = $state.raw<Story[]>([]);
	placeholders = $state.raw<Placeholder[]>([]);
	loaded = $state(false);
	/** The slide that is shown. */
	slideId = $state<string | null>(null);
	picture = $state.raw<Scene | null>(null);
	/** Why there is no picture. */
	problem = $state.raw<AppError | null>(null);
	caption = $state.raw<CaptionAnswer | null>(null);
	/** Presenter mode. */
	showing = $state(false);
	/** Its screen is black. */
	black = $state(false);
	private name = $state<string | null>(null);
	private readonly pictures = new Map<string, Scene>();
	private queue: Promise<void> = Promise.resolve();
	private turn = 0;

	constructor(private readonly atlas: Atlas) {}

	get story(): Story | null {
		return this.all.find((s) => s.name === this.name) ?? this.all[0] ?? null;
	}

	get slides(): Slide[] {
		return this.story?.slides ?? [];
	}

	/** Position of the slide in hand; -1 in a story without slides. */
	get at(): number {
		const at = this.slides.findIndex((s) => s.id === this.slideId);
		return at < 0 ? Math.min(0, this.slides.length - 1) : at;
	}

	get slide(): Slide | null {
		return this.slides[this.at] ?? null;
	}

	/** Another workspace is open. */
	forget(): void {
		this.all = [];
		this.loaded = false;
		this.name = null;
		this.slideId = null;
		this.showing = false;
		this.stale();
	}

	/** The data changed: pictures and captions are made anew. */
	stale(): void {
		this.pictures.clear();
		this.picture = null;
		this.caption = null;
		this.problem = null;
	}

	async load(): Promise<void> {
		const ws = this.atlas.workspace;
		try {
			const answer = await this.atlas.host.stories();
			if (ws !== this.atlas.workspace) return;
			this.all = answer.stories;
			this.placeholders = answer.placeholders;
			this.loaded = true;
		} catch (e) {
			this.atlas.jobs.failed(e);
		}
	}

	choose(name: string): void {
		this.name = name;
		this.slideId = null;
	}

	/** Show the slide at a position; beyond the ends is the end. */
	go(to: number): void {
		this.slideId = this.slides[Math.max(0, Math.min(this.slides.length - 1, to))]?.id ?? null;
	}

	present(from: number): void {
		if (this.slides.length === 0) return;
		this.go(from);
		this.black = false;
		this.showing = true;
	}

	/** Fetch the picture and the caption of the slide in hand; in presenter mode the next one too. */
	async look(): Promise<void> {
		const { slide } = this;
		const turn = ++this.turn;
		this.picture = slide ? (this.pictures.get(keyOf(slide)) ?? null) : null;
		this.problem = null;
		if (!slide) {
			this.caption = null;
			return;
		}
		const current = () => turn === this.turn;
		try {
			const caption = await this.atlas.jobs.attempt(P.busyCaption, (job) => this.atlas.host.caption(slide, job));
			if (!current()) return;
			this.caption = caption;
			const picture = this.picture ?? (await this.draw(slide));
			if (!current()) return;
			this.picture = picture;
			const next = this.slides[this.at + 1];
			if (this.showing && next && !this.pictures.has(keyOf(next))) await this.draw(next);
		} catch (e) {
			if (!current()) return;
			if (isAppError(e)) this.problem = e;
			else this.atlas.jobs.failed(e);
		}
	}

	private async draw(slide: Slide): Promise<Scene> {
		const scene = await this.atlas.jobs.attempt(P.busyPicture, (job) => this.atlas.host.scene(slide.view, job));
		this.pictures.set(keyOf(slide), scene);
		const oldest = this.pictures.keys().next().value;
		if (this.pictures.size > KEPT && oldest !== undefined) this.pictures.delete(oldest);
		return scene;
	}

	/** Begin with four slides that the data itself proposes. */
	async start(): Promise<void> {
		const name = this.freeName();
		const first = await this.atlas.jobs.run(P.busyFirst, (job) => this.atlas.host.firstStory(name, job));
		if (first) await this.change(P.did.begin(name), null, () => first);
	}

	async create(): Promise<void> {
		const name = this.freeName();
		await this.change(P.did.begin(name), null, () => ({ name, slides: [] }));
	}

	async rename(name: string): Promise<void> {
		const to = name.trim();
		const { story } = this;
		if (story && to !== "" && to !== story.name)
			await this.change(P.did.rename, story.name, (s) => ({ ...s, name: to }));
	}

	/** Delete the story; the notice says how to take that back. */
	async drop(): Promise<void> {
		const { story } = this;
		if (!story) return;
		await this.change(P.did.drop(story.name), story.name, () => null);
		this.atlas.jobs.say(P.removed(story.name));
	}

	/** Put a picture at the end of the story in hand; a story is begun where there is none. */
	async add(view: Slide["view"], title: string, caption = ""): Promise<void> {
		if (!this.loaded) await this.load();
		const was = this.story?.name ?? null;
		const name = was ?? this.freeName();
		await this.change(P.did.add, was, (s) => {
			const slides = s?.slides ?? [];
			const slide = { id: freeId(slides), title, view, caption, frozen: null, note: "" };
			return { name, slides: [...slides, slide] };
		});
		this.go(this.slides.length - 1);
		this.atlas.jobs.say(P.added(name, this.slides.length));
	}

	async addList(table: string, title: string): Promise<void> {
		await this.add({ kind: "table", of: { table, lane: null, rows: LIST_ROWS } }, title);
	}

	async duplicate(): Promise<void> {
		const { slide } = this;
		if (!slide) return;
		await this.slidesTo(P.did.duplicate, (slides) => {
			const at = slides.findIndex((s) => s.id === slide.id);
			const copy = { ...slide, id: freeId(slides), title: P.copyOf(slide.title || P.untitled) };
			return at < 0 ? slides : slides.toSpliced(at + 1, 0, copy);
		});
		this.go(this.at + 1);
	}

	async remove(): Promise<void> {
		const { slide, at } = this;
		if (!slide) return;
		await this.slidesTo(P.did.remove, (slides) => slides.filter((s) => s.id !== slide.id));
		this.go(at);
		this.atlas.jobs.say(P.removed(slide.title || P.untitled));
	}

	/** Move a slide to a position. */
	async move(id: string, to: number): Promise<void> {
		this.slideId = id;
		await this.slidesTo(P.did.move, (slides) => {
			const slide = slides.find((s) => s.id === id);
			const rest = slides.filter((s) => s.id !== id);
			return slide ? rest.toSpliced(Math.max(0, Math.min(rest.length, to)), 0, slide) : slides;
		});
	}

	/** Move the slide in hand by some positions, counted when its turn comes. */
	async moveBy(by: number): Promise<void> {
		const { slide } = this;
		if (!slide) return;
		this.slideId = slide.id;
		await this.slidesTo(P.did.move, (slides) => {
			const at = slides.findIndex((s) => s.id === slide.id);
			const to = at + by;
			if (at < 0 || to < 0 || to >= slides.length) return slides;
			return slides.toSpliced(at, 1).toSpliced(to, 0, slides[at]);
		});
	}

	/** Change words of a slide. */
	async edit(id: string, patch: Partial<Slide>, title: string = P.did.edit): Promise<void> {
		const is = this.slides.find((s) => s.id === id);
		if (!is || Object.entries(patch).every(([k, v]) => is[k as keyof Slide] === v)) return;
		await this.slidesTo(title, (slides) => slides.map((s) => (s.id === id ? { ...s, ...patch } : s)));
	}

	/** Freeze the caption as it reads now, or let it follow the data again. */
	async toggleFrozen(): Promise<void> {
		const { slide } = this;
		if (!slide) return;
		if (slide.frozen) return this.edit(slide.id, { frozen: null }, P.did.thaw);
		const frozen = await this.atlas.jobs.run(P.busyCaption, (job) => this.atlas.host.freezeCaption(slide, job));
		if (frozen) await this.edit(slide.id, { frozen }, P.did.freeze);
	}

	private async slidesTo(title: string, change: (slides: Slide[]) => Slide[]): Promise<void> {
		const { story } = this;
		if (!story) return;
		await this.change(title, story.name, (s) => {
			if (!s) return null;
			const slides = change(s.slides);
			return slides === s.slides ? s : { ...s, slides };
		});
	}

	/** One step: from the story called `was`, or from none, to what `next` makes of it. */
	private change(title: string, was: string | null, next: (s: Story) => Story | null): Promise<void>;
	private change(title: string, was: null, next: (s: null) => Story): Promise<void>;
	private change(title: string, was: string | null, next: (s: never) => Story | null): Promise<void> {
		const step = async () => {
			const from = this.all.find((s) => s.name === was) ?? null;
			const to = next(from as never);
			if (to === from) return;
			await this.put(from, to);
			this.atlas.undo.did(
				title,
				() => this.put(to, from),
				() => this.put(from, to),
			);
		};
		this.queue = this.queue.then(step).catch((e) => this.atlas.jobs.failed(e));
		return this.queue;
	}

	/** Keep one story in the place of another; null is none. */
	private async put(from: Story | null, to: Story | null): Promise<void> {
		const { host } = this.atlas;
		const answer = to
			? await host.saveStory($state.snapshot(to), from?.name ?? null)
			: await host.deleteStory(from?.name ?? "");
		this.all = answer.stories;
		this.placeholders = answer.placeholders;
		this.name = to?.name ?? null;
	}

	private freeName(): string {
		const taken = new Set(this.all.map((s) => s.name));
		if (!taken.has(P.firstName)) return P.firstName;
		let n = 2;
		while (taken.has(P.nameOf(n))) n++;
		return P.nameOf(n);
	}
}

function keyOf(slide: Slide): string {
	return JSON.stringify(slide.view);
}

function freeId(slides: Slide[]): string {
	let n = 1;
	while (slides.some((s) => s.id === `s${n}`)) n++;
	return `s${n}`;
}
