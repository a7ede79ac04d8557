// Two questions of a made-up catalogue: one asks nothing, one must be told which node.
import type { AppError, AskAnswer, AskQuestion, QuestionsAnswer } from "../host";
import { MEMBERS } from "./organisation";

const QUESTIONS: AskQuestion[] = [
	{
		id: "dormant",
		title: "Identities that were not used for long",
		why: "Access that nobody uses is access that nobody misses.",
		parameters: [
			{
				name: "as_of",
				kind: "day",
				required: true,
				default: "",
				meaning: "The day of the data, from which is counted.",
			},
			{ name: "days", kind: "count", required: false, default: "90", meaning: "Fewest days without use." },
		],
	},
	{
		id: "node-kinds",
		title: "Nodes by kind",
		why: "What the graph is made of.",
		parameters: [],
	},
];

export const questions = (): QuestionsAnswer => ({ questions: QUESTIONS });

export function ask(id: string, given: string[]): AskAnswer {
	const question = QUESTIONS.find((q) => q.id === id);
	const bad = given.find((g) => g.startsWith("as_of=") && !/^as_of=\d{4}-\d{2}-\d{2}$/.test(g));
	if (!question || bad)
		throw {
			code: "usage",
			message: `as_of must be a day, not ${JSON.stringify(bad?.slice("as_of=".length))}`,
			remedy: "Write it as 2026-01-31.",
		} satisfies AppError;
	const columns = [
		{ name: "node", kind: "node", meaning: "The identity." },
		{ name: "days", kind: "count", meaning: "Days without use." },
		{ name: "enabled", kind: "flag", meaning: "Whether it is enabled." },
	];
	const rows = MEMBERS.slice(0, 3).map((m, i) => [m.id, 200 - i, true]);
	return { question: id, title: question.title, columns, rows };
}
