// A made-up Neo4j: it knows one password, and answers one question with the people of the organisation.
import { isLoopback, parse } from "../../neo4j/address";
import type {
	AppError,
	ConnectionRequest,
	ConnectionRow,
	ConnectionsAnswer,
	ConnectionTest,
	ConsoleAnswer,
	ConsoleCell,
	ConsoleRequest,
	PartOfGraph,
	Pushed,
	ViewRow,
	ViewSpec,
	ViewsAnswer,
	Workspace,
	WriteBackAnswer,
} from "../host";
import * as answers from "./answers";
import { MEMBERS } from "./organisation";
import { answerScene } from "./scenes";

const PASSWORD = "let me in";

export function mockDatabase() {
	let known: ConnectionRow[] = [
		{ address: "bolt+s://ann@graph.corp:7687/access", name: "Corporate graph", authority: null, inKeychain: true },
	];
	let views: ViewRow[] = [];
	let allowed = false;
	const refuse = (error: AppError): never => {
		throw error;
	};

	function signIn(r: ConnectionRequest): void {
		const kept = known.some((k) => k.address === r.address && k.inKeychain);
		if (r.password === PASSWORD || (r.password === null && kept)) return;
		refuse({
			code: "store",
			message: `${r.address}: the server does not let ${parse(r.address)?.user} in`,
			remedy: "Use the password of that user.",
		});
	}
	const cell = (is: string, text: string, id: string | null = null): ConsoleCell => ({
		is,
		text,
		brief: null,
		id,
		to: null,
	});

	const part = (scopes: string[]): PartOfGraph => ({
		scope: scopes,
		nodes: 204,
		allNodes: 9_000_204,
		relations: 412,
		allRelations: 70_000_000,
		leadOut: 7,
		sentence: `partial: only ${scopes.join(" or ")}, 204 of 9,000,204 nodes; 7 relations lead out of it`,
	});

	return {
		connections: (): ConnectionsAnswer => ({ connections: known, sentence: "" }),
		test(r: ConnectionRequest): ConnectionTest {
			signIn(r);
			const parts = parse(r.address);
			const encrypted = parts?.suffix !== "";
			return {
				address: r.address,
				version: "5.26.30",
				edition: "community",
				holds: "ours",
				nodes: 204,
				encrypted,
				verified: parts?.suffix === "+s",
				milliseconds: 3,
				sentence: "Neo4j 5.26.30 community answers in 3 ms. It holds revision 1 of Access Atlas: 204 nodes.",
				warning: encrypted || isLoopback(parts?.server ?? "") ? "" : "Not encrypted: choose encryption.",
			};
		},
		open(r: ConnectionRequest, scopes: string[]): Workspace {
			signIn(r);
			known = [
				{ address: r.address, name: r.name, authority: r.authority, inKeychain: r.keep },
				...known.filter((k) => k.address !== r.address),
			];
			const whole = answers.workspace("access on graph.corp");
			return { ...whole, path: r.address, partial: scopes.length > 0 ? part(scopes) : null };
		},
		forget(address: string): ConnectionsAnswer {
			known = known.filter((k) => k.address !== address);
			return { connections: known, sentence: `${address} is forgotten.` };
		},
		push(r: ConnectionRequest): Pushed {
			signIn(r);
			const done = { nodesMade: 204, nodesRewritten: 0, nodesGone: 0, relationsMade: 412, relationsGone: 0 };
			const sentence = `${r.address} now holds revision r1: 204 nodes made, 412 relations made.`;
			return {
				answer: { address: r.address, revision: "r1", unchanged: false, sentence, ...done },
				remembered: `${r.address} is remembered.`,
			};
		},
		allow(allow: boolean | null): boolean {
			allowed = allow ?? allowed;
			return allowed;
		},
		writeBack(undo: boolean): WriteBackAnswer {
			const address = known[0]?.address ?? "";
			const sentence = undo
				? `${address}: findings were taken away from 204 nodes and 3 relations; none are left.`
				: `${address} carries findings on 204 nodes and 3 relations.`;
			return { address, allowed, nodes: 204, relations: 3, changed: 207, missing: 0, sentence };
		},
		console(r: ConsoleRequest): ConsoleAnswer {
			if (/create|delete|set|merge/i.test(r.text))
				refuse({
					code: "store",
					message: "the console only reads, and this would write; the server refused it and nothing was changed",
					remedy: "Ask with MATCH and RETURN.",
				});
			const rows = MEMBERS.slice(0, r.rows).map((m, i) => [
				cell("node", `(:User {name: "${m.name}"})`, m.id),
				cell("text", m.name),
				cell("number", String(i)),
			]);
			return {
				columns: ["n", "name", "count"],
				rows,
				counted: MEMBERS.length,
				whole: true,
				milliseconds: 12,
				drawable: rows.length,
				sentence: `${rows.length} of ${MEMBERS.length} rows shown, 12 ms.`,
			};
		},
		scene: (r: ConsoleRequest) =>
			answerScene(MEMBERS.slice(0, Math.min(r.rows, 40)).map((m) => ({ id: m.id, name: m.name }))),
		views: (): ViewsAnswer => ({ views }),
		save(name: string, view: ViewSpec | null): ViewsAnswer {
			views = views.filter((v) => v.name !== name);
			if (view) views = [...views, { name, view }].sort((a, b) => (a.name < b.name ? -1 : 1));
			return { views };
		},
	};
}
