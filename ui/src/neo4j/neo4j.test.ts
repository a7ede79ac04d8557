import { describe, expect, it } from "vitest";
import { written } from "../app/copy";
import { isAddress, isLoopback, parse, write } from "./address";
import { asTable } from "./asked";
import { jsonOf, parametersOf } from "./parameters";
import { proposedIn, scopesOf } from "./scope";

describe("address", () => {
	it("reads and writes", () => {
		for (const text of [
			"bolt+s://ann@graph.corp:7000/access",
			"neo4j://neo4j@[::1]:7000",
			"bolt+ssc://a@corp@db:7687",
		]) {
			const parts = parse(text);
			expect(parts && write(parts), text).toBe(text);
		}
		expect(parse("bolt://db:7687")?.server, "the usual port goes without saying").toBe("db");
		expect(isAddress("/home/a.atlas") || isAddress("http://x"), "paths and other schemes are none").toBe(false);
	});

	it("never keeps a password", () => {
		const parts = parse("bolt://ann:secret@h/db");
		expect(parts && write(parts)).toBe("bolt://ann@h:7687/db");
	});

	it("knows which servers are this computer", () => {
		expect(["localhost", "127.0.0.1:7687", "[::1]:1", " LOCALHOST "].map(isLoopback)).toEqual([true, true, true, true]);
		expect(["127.0.0.1.evil.org", "graph.corp", "10.0.0.1"].map(isLoopback)).toEqual([false, false, false]);
	});
});

describe("copy", () => {
	const table = {
		columns: ["who", "n"],
		rows: [
			[{ text: "=cmd|' /C calc'!A0" }, { text: "-3" }],
			[{ text: "a\tb\n<b>" }, { text: "" }],
		],
	};

	it("keeps cells in their cells, and what a spreadsheet would run is a text", () => {
		expect(written(table, "TSV")).toBe("who\tn\n'=cmd|' /C calc'!A0\t-3\na b <b>\t");
	});
	it("escapes marks for Markdown", () => {
		expect(written(table, "Markdown").split("\n")).toEqual([
			"| who | n |",
			"| --- | --- |",
			"| =cmd\\|' /C calc'!A0 | -3 |",
			"| a b \\<b\\> |  |",
		]);
	});
	it("aligns text", () => {
		expect(written({ columns: ["a", "bb"], rows: [[{ text: "xxx" }, { text: "y" }]] }, "text")).toBe("a    bb\nxxx  y");
	});
});

describe("parameters", () => {
	it("are found outside of texts and comments, once each", () => {
		const text = "MATCH (n {id: $id}) WHERE n.name <> '$no' AND n.x IN $list // $never\nRETURN $id, `$odd`";
		expect(parametersOf(text)).toEqual(["id", "list"]);
	});
	it("are JSON where they read as JSON, else texts", () => {
		expect(["3", "[1,2]", "ann", '"3"', ""].map(jsonOf)).toEqual(["3", "[1,2]", '"ann"', '"3"', "null"]);
	});
});

describe("parts of a large graph", () => {
	it("are those that the refusal names, with their counts", () => {
		const remedy =
			"Look at a part with --scope: kind=User (1,204), kind=Odd, kind (7), platform=NAME, source=NAME or around=ID,steps=2; or allow more with --memory 7.";
		expect(proposedIn(remedy)).toEqual([
			{ kind: "User", count: 1204 },
			{ kind: "Odd, kind", count: 7 },
		]);
		expect(proposedIn("Look at a part with --scope: platform=NAME; or allow more."), "none is none").toEqual([]);
	});
	it("are alternatives, beside what was typed", () => {
		expect(scopesOf(["User", "Group"], " around=x,steps=2 ")).toEqual(["kind=User,kind=Group", "around=x,steps=2"]);
		expect(scopesOf([], " "), "without one everything is opened").toEqual([]);
	});
});

describe("an answer of the catalogue", () => {
	it("is a table whose nodes can be chosen", () => {
		const column = (name: string, kind: string) => ({ name, kind, meaning: "" });
		const columns = [column("who", "node"), column("what", "text"), column("on", "flag"), column("n", "count")];
		const table = asTable(
			{
				question: "q",
				title: "All",
				columns,
				rows: [
					["ann", "ann", false, 3],
					[null, null, true, null],
				],
			},
			5,
		);
		expect(table.columns).toEqual(["who", "what", "on", "n"]);
		expect(
			table.rows[0].map((c) => c.id),
			"only nodes have an id, not texts that read the same",
		).toEqual(["ann", null, null, null]);
		expect(table.rows.map((row) => row.map((c) => c.text))).toEqual([
			["ann", "ann", "no", "3"],
			["", "", "yes", ""],
		]);
	});
});
