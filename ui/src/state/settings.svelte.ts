// What the window remembers between starts: theme, size of what is written, motion, and its panels.
import type { Host } from "../ipc/host";
import type { Theme } from "../theme/palette";

export const THEMES = ["system", "light", "dark"] as const;
export const MOTIONS = ["system", "on", "off"] as const;
export type Motion = (typeof MOTIONS)[number];
export type Panel = "left" | "right" | "drawer";

/** Percent of the size that the window is designed for. */
export const SIZES = [100, 110, 125, 150, 175, 200] as const;

/** Pixels: what a panel has at first, at least and at most. */
const PANELS: Record<Panel, { first: number; least: number; most: number }> = {
	left: { first: 232, least: 160, most: 480 },
	right: { first: 300, least: 220, most: 640 },
	drawer: { first: 194, least: 96, most: 1200 },
};
const RECENT_COMMANDS = 5;
/** Least share of the middle that a country or its matrix keeps. */
const BESIDE_LEAST = 0.2;

/** A wish of the system, followed as it changes. */
class Wish {
	now = $state(false);

	constructor(query: string) {
		const media = globalThis.matchMedia?.(query);
		if (!media) return;
		this.now = media.matches;
		media.addEventListener("change", (e) => {
			this.now = e.matches;
		});
	}
}

export class Settings {
	themeChoice = $state<(typeof THEMES)[number]>("system");
	motion = $state<Motion>("system");
	/** Percent. */
	size = $state<number>(100);
	private sizes = $state<Record<Panel, number>>({
		left: PANELS.left.first,
		right: PANELS.right.first,
		drawer: PANELS.drawer.first,
	});
	private hidden = $state<Record<Panel, boolean>>({ left: false, right: false, drawer: false });
	/** Whether the tour was seen to its end, or sent away. */
	toured = $state(false);
	/** Ids of the commands that were chosen last, newest first. */
	recentCommands = $state.raw<string[]>([]);
	/** The name under which decisions are recorded. */
	reviewer = $state("");
	/** Share of the middle that a country keeps beside its matrix, 0..=1. */
	beside = $state(0.4);
	private readonly dark = new Wish("(prefers-color-scheme: dark)");
	private readonly still = new Wish("(prefers-reduced-motion: reduce)");

	constructor(private readonly host: Host) {}

	/** The theme that is shown. */
	get theme(): Theme {
		if (this.themeChoice !== "system") return this.themeChoice;
		return this.dark.now ? "dark" : "light";
	}

	/** Whether nothing may glide. */
	get calm(): boolean {
		return this.motion === "system" ? this.still.now : this.motion === "off";
	}

	/** Height of the drawer, in pixels. */
	get drawer(): number {
		return this.sizeOf("drawer");
	}

	load(stored: Partial<Record<string, string>>): void {
		const one = <T extends string>(of: readonly T[], name: string, otherwise: T): T =>
			of.find((v) => v === stored[name]) ?? otherwise;
		this.themeChoice = one(THEMES, "theme", "system");
		this.motion = one(MOTIONS, "motion", "system");
		this.size = SIZES.find((s) => String(s) === stored.size) ?? 100;
		for (const panel of ["left", "right", "drawer"] as const) {
			const size = Number(stored[panel]);
			if (size > 0) this.sizes[panel] = within(panel, size);
			this.hidden[panel] = stored[`${panel}Hidden`] === "1";
		}
		this.reviewer = stored.reviewer ?? "";
		this.resizeBeside(Number(stored.beside) || this.beside);
		this.toured = stored.toured === "1";
		this.recentCommands = (stored.commands ?? "").split(" ").filter(Boolean).slice(0, RECENT_COMMANDS);
	}

	setTheme(choice: (typeof THEMES)[number]): void {
		this.themeChoice = choice;
		this.save("theme", choice);
	}

	/** The other one of light and dark. */
	toggleTheme(): void {
		this.setTheme(this.theme === "light" ? "dark" : "light");
	}

	setMotion(choice: Motion): void {
		this.motion = choice;
		this.save("motion", choice);
	}

	setSize(percent: number): void {
		this.size = percent;
		this.save("size", String(percent));
	}

	/** The next larger (1) or smaller (-1) size. */
	stepSize(by: 1 | -1): void {
		const next = SIZES[SIZES.indexOf(this.size as (typeof SIZES)[number]) + by];
		if (next !== undefined) this.setSize(next);
	}

	sizeOf(panel: Panel): number {
		return this.sizes[panel];
	}

	isHidden(panel: Panel): boolean {
		return this.hidden[panel];
	}

	/** Set the size of a panel, in pixels; `room` is what there is for it. */
	resize(panel: Panel, size: number, room: number = Number.POSITIVE_INFINITY): void {
		this.sizes[panel] = within(panel, Math.min(size, room));
	}

	/** A size that was found is kept. */
	keep(panel: Panel): void {
		this.save(panel, String(this.sizes[panel]));
	}

	toggle(panel: Panel): void {
		this.hidden[panel] = !this.hidden[panel];
		this.save(`${panel}Hidden`, this.hidden[panel] ? "1" : "0");
	}

	resizeDrawer(height: number, most: number): void {
		this.resize("drawer", height, most);
	}

	keepDrawer(): void {
		this.keep("drawer");
	}

	resizeBeside(share: number): void {
		this.beside = Math.min(1 - BESIDE_LEAST, Math.max(BESIDE_LEAST, share));
	}

	keepBeside(): void {
		this.save("beside", this.beside.toFixed(3));
	}

	setReviewer(name: string): void {
		this.reviewer = name.trim();
		this.save("reviewer", this.reviewer);
	}

	usedCommand(id: string): void {
		this.recentCommands = [id, ...this.recentCommands.filter((c) => c !== id)].slice(0, RECENT_COMMANDS);
		this.save("commands", this.recentCommands.join(" "));
	}

	endTour(): void {
		this.toured = true;
		this.save("toured", "1");
	}

	/** A setting that cannot be kept is not worth a word. */
	private save(name: string, value: string): void {
		this.host.setSetting(name, value).catch(() => {});
	}
}

function within(panel: Panel, size: number): number {
	const { least, most } = PANELS[panel];
	return Math.round(Math.min(most, Math.max(least, size)));
}
