// Search as one types: the newest question wins, and none is asked for every key.
import type { Host, NodeBrief } from "../ipc/host";

const PAUSE_MS = 90;

export class Finder {
	hits = $state.raw<NodeBrief[]>([]);
	/** The text that `hits` answers. */
	answered = $state("");
	private timer: ReturnType<typeof setTimeout> | undefined;
	private turn = 0;

	constructor(private readonly host: Host) {}

	find(text: string): void {
		clearTimeout(this.timer);
		const turn = ++this.turn;
		if (text.trim() === "") {
			this.clear();
			return;
		}
		this.timer = setTimeout(async () => {
			const hits = await this.host.search(text).catch(() => []);
			if (turn !== this.turn) return;
			this.hits = hits;
			this.answered = text;
		}, PAUSE_MS);
	}

	clear(): void {
		this.turn++;
		clearTimeout(this.timer);
		this.hits = [];
		this.answered = "";
	}
}
