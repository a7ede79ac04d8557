// Stories of the made-up organisation: kept in memory, captions filled from a handful of counts.
import type { Scene } from "../../map/scene";
import { SceneBuilder } from "../../map/scene-builder";
import type {
	AppError,
	CaptionAnswer,
	FrozenCaption,
	PackAnswer,
	PackRequest,
	PackVerdict,
	Slide,
	StoriesAnswer,
	Story,
	TableView,
} from "../host";
import * as answers from "./answers";
import { GROUPS, MEMBERS } from "./organisation";

const MEANINGS: Record<string, string> = {
	exposed: "how many identities reach a crown jewel",
	identities: "how many identities the slide is about",
	target: "the crown jewel that most identities reach",
	groups: "how many groups of similar access the world shows",
	outliers: "how many identities do not fit",
	cut: "the step whose removal takes most ways away",
	revision: "the number of the revision",
	date: "the date of the data",
};

function refuse(error: AppError): never {
	throw error;
}

export function mockStories() {
	let all: Story[] = [];
	let revision = 3;
	const packs = new Set<string>();
	const placeholders = Object.entries(MEANINGS).map(([word, meaning]) => ({ word, meaning }));
	const answer = (): StoriesAnswer => ({ stories: all, placeholders });
	const values = (): Record<string, string> => ({
		exposed: String(MEMBERS.filter((m) => m.exposed).length + revision - 3),
		identities: String(MEMBERS.length),
		target: "ledger",
		groups: String(GROUPS.filter((g) => g.kind === "region").length),
		outliers: String(MEMBERS.filter((m) => m.score !== null).length),
		cut: "operations to tenant (Owns)",
		revision: String(revision),
		date: "2026-11-01",
	});
	const filled = (caption: string) => caption.replaceAll(/\{([a-z]+)\}/g, (whole, w: string) => values()[w] ?? whole);

	return {
		all: answer,
		save(story: Story, was: string | null): StoriesAnswer {
			const rest = all.filter((s) => s.name !== was);
			if (story.name.trim() === "") refuse({ code: "usage", message: "the story has no name", remedy: "Name it." });
			if (rest.some((s) => s.name === story.name))
				refuse({
					code: "usage",
					message: `a story is already called "${story.name}"`,
					remedy: "Choose another name.",
				});
			all = [...rest, story].sort((a, b) => (a.name < b.name ? -1 : 1));
			return answer();
		},
		remove(name: string): StoriesAnswer {
			all = all.filter((s) => s.name !== name);
			return answer();
		},
		caption(slide: Slide): CaptionAnswer {
			const text = filled(slide.caption);
			const plain = { text, mark: null, moved: null, unfilled: [], problem: null };
			if (!slide.frozen) {
				const words = [...slide.caption.matchAll(/\{([a-z]+)\}/g)].map((m) => m[1]);
				return { ...plain, unfilled: words.filter((w) => !(w in MEANINGS)) };
			}
			const moved = slide.frozen.text === text ? null : `The data has moved on; revision ${revision} reads: ${text}`;
			return { ...plain, text: slide.frozen.text, mark: `frozen at revision ${slide.frozen.revision}`, moved };
		},
		freeze: (slide: Slide): FrozenCaption => ({
			revision,
			at: "2026-11-02T08:00:00Z",
			text: filled(slide.caption),
		}),
		pack(request: PackRequest): PackAnswer {
			packs.add(request.out);
			return { out: request.out, bytes: 87_654, files: 12, sentence: `Packed 12 files into ${request.out}.` };
		},
		/** Whole where it was packed here; any other was changed since. */
		verify(path: string): PackVerdict {
			if (packs.has(path)) return { ok: true, files: 12, problems: [], sentence: "Every file is as it was packed." };
			const problems = ["tables/outliers.csv is not what the manifest says."];
			return { ok: false, files: 12, problems, sentence: "1 of 12 files is not as it was packed." };
		},
		nextRevision(): void {
			revision++;
		},
	};
}

/** The four slides that one begins with. */
export function firstStory(name: string): Story {
	const slide = (id: string, title: string, view: Slide["view"], caption: string): Slide => ({
		id,
		title,
		view,
		caption,
		frozen: null,
		note: "",
	});
	const ways = { from: [], to: ["id=ledger"], via: [], k: 10, allShortest: false, weighted: false };
	return {
		name,
		slides: [
			slide(
				"s1",
				"Who reaches what matters",
				{ kind: "world", of: { lane: null, open: [] } },
				"{exposed} of {identities} people can reach a crown jewel. Most of them reach {target}.",
			),
			slide(
				"s2",
				"The worst way in",
				{ kind: "paths", of: { ...ways, maxSteps: 12, without: [], accept: [] } },
				"Without the step {cut} most of them would not get there.",
			),
			slide(
				"s3",
				"Where access does not fit",
				{ kind: "world", of: { lane: null, open: ["g4"] } },
				"{outliers} identities do not fit; most of them are in support.",
			),
			slide(
				"s4",
				"Who does not fit, and why",
				{ kind: "table", of: { table: "outliers", lane: null, rows: 10 } },
				"First of all ada.g4.",
			),
		],
	};
}

/** A ranked list: whatever is asked for, the outliers are listed. */
export function tableScene(view: TableView): Scene {
	const rows = answers.outliers(view.lane).outliers.filter((o) => o.finding);
	const shown = rows.slice(0, view.rows);
	const b = new SceneBuilder("table", 1100, 420);
	const line = (y: number, ink: "border" | "line") =>
		b.line([32, y, 32, y, 1068, y, 1068, y], 1, ink, "solid", false, { is: "none" });
	const head = { ink: "muted", size: 11, importance: 5 } as const;
	b.label("Identity", 54, 52, { ...head, anchor: "start" })
		.label("Score", 420, 52, { ...head, anchor: "end" })
		.label("Rarest", 460, 52, { ...head, anchor: "start" });
	line(66, "border");
	shown.forEach((o, i) => {
		const y = 66 + 30 * i;
		const pick = { is: "node", id: o.id } as const;
		if (i > 0) line(y, "line");
		b.mark(40, y + 15, 6, o.lane === "human" ? "circle" : "square", "exposed", true, pick, o.name);
		b.label(o.name.replaceAll("\u202e", "‹U+202E›"), 54, y + 20, { anchor: "start", bold: true, importance: 5, pick });
		b.label((o.score ?? 0).toFixed(2), 420, y + 20, { anchor: "end", importance: 5, pick });
		b.label(o.reasons[0]?.sentence ?? "", 460, y + 20, { anchor: "start", importance: 5, pick });
	});
	return b.build({
		crumbs: [{ text: "Outliers", pick: { is: "none" } }],
		reading: "whose access does not fit, least fitting first",
		shown: `${shown.length} of ${rows.length} outliers shown`,
		stamp: "revision 3",
	});
}
