import { describe, expect, it } from "vitest";
import { isAddress, isLoopback, parse, write } from "./address";
import { written } from "./copy";
import { jsonOf, parametersOf } from "./parameters";

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
