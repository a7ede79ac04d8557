// What the window remembers between starts: theme and the sizes of panels.
import type { Host } from "../ipc/host";
import type { Theme } from "../theme/palette";

const DRAWER_LEAST = 96;
const RECENT_COMMANDS = 5;
/** Least share of the middle that a country or its matrix keeps. */
const BESIDE_LEAST = 0.2;

export class Settings {
	theme = $state<Theme>("light");
	drawer = $state(194);
	/** Ids of the commands that were chosen last, newest first. */
	recentCommands = $state.raw<string[]>([]);
	/** Share of the middle that a country keeps beside its matrix, 0..=1. */
	beside = $state(0.4);

	constructor(private readonly host: Host) {
		if (globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches) this.theme = "dark";
	}

	load(stored: Partial<Record<string, string>>): void {
		if (stored.theme === "light" || stored.theme === "dark") this.theme = stored.theme;
		const drawer = Number(stored.drawer);
		if (drawer >= DRAWER_LEAST) this.drawer = drawer;
		this.recentCommands = (stored.commands ?? "").split(" ").filter(Boolean).slice(0, RECENT_COMMANDS);
		this.resizeBeside(Number(stored.beside) || this.beside);
		this.apply();
	}

	usedCommand(id: string): void {
		this.recentCommands = [id, ...this.recentCommands.filter((c) => c !== id)].slice(0, RECENT_COMMANDS);
		this.save("commands", this.recentCommands.join(" "));
	}

	toggleTheme(): void {
		this.theme = this.theme === "light" ? "dark" : "light";
		this.apply();
		this.save("theme", this.theme);
	}

	resizeDrawer(height: number, most: number): void {
		this.drawer = Math.round(Math.min(most, Math.max(DRAWER_LEAST, height)));
	}

	keepDrawer(): void {
		this.save("drawer", String(this.drawer));
	}

	resizeBeside(share: number): void {
		this.beside = Math.min(1 - BESIDE_LEAST, Math.max(BESIDE_LEAST, share));
	}

	keepBeside(): void {
		this.save("beside", this.beside.toFixed(3));
	}

	private apply(): void {
		document.documentElement.dataset.theme = this.theme;
	}

	/** A setting that cannot be kept is not worth a word. */
	private save(name: string, value: string): void {
		this.host.setSetting(name, value).catch(() => {});
	}
}
