// What both suites share: named journeys run one after the other, with a picture of each.
import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** Where pictures are kept: `ATLAS_ARTIFACTS`, else `target/e2e` at the root. */
export const ARTIFACTS = resolve(process.env.ATLAS_ARTIFACTS ?? join(import.meta.dirname, "../../target/e2e"));

export function check(holds, why) {
	if (!holds) throw new Error(why);
}

/**
 * The Neo4j of these journeys: `ATLAS_TEST_NEO4J`, else the one that `./x neo4j start` has started.
 * Without one they say what they skip; on a build server that is a failure.
 */
export async function realDatabase() {
	if (process.env.ATLAS_TEST_NEO4J)
		return { address: process.env.ATLAS_TEST_NEO4J, password: process.env.ATLAS_NEO4J_PASSWORD ?? "" };
	const ours = (name) => readFile(join(import.meta.dirname, "../../out/neo4j/5.26", name), "utf8");
	try {
		return { address: (await ours("address")).trim(), password: (await ours("password")).trim() };
	} catch {
		check(!process.env.CI, "a build server has a Neo4j: ./x neo4j start");
		process.stdout.write("skipped: no Neo4j runs; ./x neo4j start\n");
		return undefined;
	}
}

/** Wait until `ask` answers something true; never sleeps longer than it must. */
export async function until(ask, why, patience = 15000) {
	const end = Date.now() + patience;
	let last;
	while (Date.now() < end) {
		try {
			const answer = await ask();
			if (answer) return answer;
		} catch (e) {
			last = e;
		}
		await new Promise((r) => setTimeout(r, 50));
	}
	throw new Error(`waited ${patience} ms in vain: ${why}${last ? ` (${last.message})` : ""}`);
}

/** Runs journeys; returns how many failed. `picture(name)` is called after each. */
export async function run(journeys, picture) {
	await mkdir(ARTIFACTS, { recursive: true });
	let failed = 0;
	for (const [name, journey] of Object.entries(journeys)) {
		const began = Date.now();
		try {
			await journey();
			process.stdout.write(`ok    ${name} (${Date.now() - began} ms)\n`);
		} catch (e) {
			failed++;
			process.stdout.write(`FAIL  ${name}: ${e.message}\n`);
		}
		await picture(name.replaceAll(/[^a-z0-9]+/gi, "-")).catch((e) =>
			process.stdout.write(`      no picture: ${e.message}\n`),
		);
	}
	return failed;
}
