// Answers about files for others: a story, an evidence pack, and a pack that was changed.
import type { ExportAnswer, PackAnswer, PackRequest, PackVerdict, StoryExportRequest } from "../host";

const SUM = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

export function exportStory(request: StoryExportRequest): ExportAnswer {
	return { out: request.out, bytes: 54_321, sentence: `Wrote ${request.out} (55 kB).` };
}

export function evidencePack(request: PackRequest): PackAnswer {
	return {
		out: request.out,
		bytes: 432_100,
		files: 18,
		sentence: `Packed 18 files into ${request.out} (433 kB). The SHA-256 of its manifest is ${SUM}: keep it elsewhere, it is what proves later that the pack is this one.`,
	};
}

/** A pack with "changed" in its name was changed. */
export function verifyPack(path: string): PackVerdict {
	if (path.includes("changed")) {
		const problem = '"tables/decisions.csv" was changed: its sum is another than in the manifest';
		return { ok: false, files: 18, problems: [problem], sentence: `${path} is damaged: ${problem}.` };
	}
	return {
		ok: true,
		files: 18,
		problems: [],
		sentence: `${path} is whole: 18 files, SHA-256 of its manifest ${SUM}.`,
	};
}
