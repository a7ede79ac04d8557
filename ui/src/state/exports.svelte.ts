// What leaves the window as files: a picture, a story, an evidence pack; and whether a pack is whole.
import { type AppError, type Host, isAppError, type PackVerdict } from "../ipc/host";
import { E } from "../present/words";
import type { Theme } from "../theme/palette";
import { W } from "../words";
import type { Atlas } from "./atlas.svelte";

/** How a dialog's work ended. */
export type Outcome =
	| { is: "nothing" }
	| { is: "done"; sentence: string; out: string }
	| { is: "verdict"; verdict: PackVerdict; path: string }
	| { is: "failed"; error: AppError };

/** Pixels for each map unit, or a width in pixels. */
export type Resolution = "1" | "2" | "4" | "width";

const LEAST_PIXELS = 100;
const MOST_PIXELS = 16000;

export class Exports {
	/** Null: as the window is. */
	theme = $state<Theme | null>(null);
	resolution = $state<Resolution>("2");
	pixels = $state(1920);
	pseudonyms = $state(false);
	/** The work that a dialog waits for. */
	job = $state<number | null>(null);
	outcome = $state.raw<Outcome>({ is: "nothing" });

	constructor(private readonly atlas: Atlas) {}

	private get host(): Host {
		return this.atlas.host;
	}

	/** What every file is made with. */
	private get look(): { theme: Theme; pseudonyms: boolean } {
		return { theme: this.theme ?? this.atlas.settings.theme, pseudonyms: this.pseudonyms };
	}

	/** Pixels for each map unit of a picture that is so wide. */
	scaleOf(width: number): number {
		if (this.resolution !== "width") return Number(this.resolution);
		return Math.min(MOST_PIXELS, Math.max(LEAST_PIXELS, this.pixels)) / Math.max(1, width);
	}

	private stem(what: string): string {
		return `${(this.atlas.workspace?.name ?? "atlas").replace(/\.atlas$/, "")}-${what}`;
	}

	/** Write the picture on screen; the notice says where. */
	async picture(format: string): Promise<void> {
		const { view } = this.atlas.address.place;
		const out = await this.host.chooseTarget(this.stem(view.kind), format);
		if (!out) return;
		const scale = format === "png" ? this.scaleOf(this.atlas.scene?.width ?? 1) : null;
		const done = await this.atlas.jobs.run(W.busyExport, (job) =>
			this.host.exportScene({ view, format, out, scale, ...this.look }, job),
		);
		if (done) this.atlas.jobs.say(done.sentence);
	}

	/** Open one of the dialogs, with nothing left of what it did last. */
	open(dialog: "story-export" | "evidence-pack" | "verify-pack"): void {
		if (this.job !== null) return;
		this.outcome = { is: "nothing" };
		if (this.atlas.workspace?.revision) void this.atlas.present.load();
		this.atlas.openDialog(dialog);
	}

	/** Close the dialog; what runs is stopped first, and only then. */
	close(): void {
		if (this.job !== null) void this.atlas.jobs.cancel(this.job);
		else this.atlas.closeDialog();
	}

	async story(story: string, format: string): Promise<void> {
		const pictures = format === "png" || format === "svg";
		const out = await this.host.chooseTarget(this.stem(story), pictures ? "zip" : format);
		if (!out) return;
		const scale = format === "png" && this.resolution !== "width" ? Number(this.resolution) : null;
		await this.tell(E.busyStory, async (job) => {
			const done = await this.host.exportStory({ story, format, out, scale, ...this.look }, job);
			return { is: "done", sentence: done.sentence, out: done.out };
		});
	}

	async pack(title: string, scope: string, story: string | null): Promise<void> {
		const out = await this.host.chooseTarget(this.stem(E.packStem), "zip");
		if (!out) return;
		await this.tell(E.busyPack, async (job) => {
			const done = await this.host.evidencePack({ title, scope, story, out, ...this.look }, job);
			return { is: "done", sentence: done.sentence, out: done.out };
		});
	}

	/** Check a pack; without a path one is chosen. */
	async verify(path?: string): Promise<void> {
		const pack = path ?? (await this.host.choosePack());
		if (!pack) return;
		await this.tell(E.busyVerify, async (job) => ({
			is: "verdict",
			verdict: await this.host.verifyPack(pack, job),
			path: pack,
		}));
	}

	/** Work whose end stands in the dialog. */
	private async tell(title: string, work: (job: number) => Promise<Outcome>): Promise<void> {
		if (this.job !== null) return;
		this.outcome = { is: "nothing" };
		try {
			this.outcome = await this.atlas.jobs.attempt(title, (job) => {
				this.job = job;
				return work(job);
			});
		} catch (e) {
			if (isAppError(e)) this.outcome = { is: "failed", error: e };
			else this.atlas.jobs.failed(e);
		} finally {
			this.job = null;
		}
	}
}
