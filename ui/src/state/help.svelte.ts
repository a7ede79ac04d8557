// What is explained now, and how far the tour is.
import type { Topic } from "../help/topics";
import { H } from "../help/words";
import type { Atlas } from "./atlas.svelte";

export class Help {
	topic = $state<Topic | null>(null);
	/** The step of the tour that is shown, from 0; null while there is none. */
	step = $state<number | null>(null);

	constructor(private readonly atlas: Atlas) {}

	/** Explain how a score is computed, beside whatever is shown. */
	show(topic: Topic): void {
		this.topic = topic;
	}

	close(): void {
		this.topic = null;
	}

	/** Begin the tour; it is given on the sample, unless something is open already. */
	async begin(): Promise<void> {
		if (!this.atlas.workspace?.revision) await this.atlas.openSample();
		if (!this.atlas.workspace?.revision) return;
		this.atlas.enterWorkspace("explore");
		for (const panel of ["left", "right", "drawer"] as const)
			if (this.atlas.settings.isHidden(panel)) this.atlas.settings.toggle(panel);
		this.step = 0;
	}

	go(by: 1 | -1): void {
		if (this.step === null) return;
		const next = this.step + by;
		if (next >= H.steps.length) this.end();
		else this.step = Math.max(0, next);
	}

	/** To its end, or sent away: it is not offered again. */
	end(): void {
		this.step = null;
		this.atlas.settings.endTour();
	}
}
