// The audit log as the window shows it, and whether it is whole.
import type { LogRecord, VerifyAnswer } from "../ipc/host";
import type { Atlas } from "./atlas.svelte";

export class AuditLog {
	records = $state.raw<LogRecord[] | null>(null);
	verified = $state.raw<VerifyAnswer | null>(null);

	constructor(private readonly atlas: Atlas) {}

	/** Something was written, or another workspace is open. */
	forget(): void {
		this.records = null;
		this.verified = null;
	}

	/** Newest first. */
	async load(): Promise<void> {
		try {
			this.records = (await this.atlas.host.reviewLog()).records.toReversed();
		} catch (e) {
			this.atlas.jobs.failed(e);
		}
	}

	async verify(): Promise<void> {
		try {
			this.verified = await this.atlas.host.reviewVerify();
		} catch (e) {
			this.atlas.jobs.failed(e);
		}
	}
}
