// The real window: CSP, permissions, WebKit and the session, on the sample organisation.
//   npm run e2e:window         (ATLAS_WINDOW=/path/to/access-atlas where it is elsewhere)
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { atRest, builtWindow, openWindow } from "./driver.mjs";
import { ARTIFACTS, check, realDatabase, run, until } from "./journey.mjs";

const binary = builtWindow();
if (!binary || !existsSync(binary)) {
	process.stderr.write(
		"no access-atlas program: build it with `cargo build -p access-atlas --features custom-protocol`\n",
	);
	process.exit(1);
}

const PATIENCE = 90000;
const database = await realDatabase();
const w = await openWindow(binary, [], { ATLAS_ANSWER_SAVE: ARTIFACTS, ATLAS_NEO4J_PASSWORD: "" });
const says = (css, part, why, patience = PATIENCE) =>
	until(async () => (await w.text(css)).includes(part), why, patience);
/** Neither work nor a frame under way. */
const rest = () => atRest(w, PATIENCE);

/** A picture shows what is there: the web view paints a moment after the page has changed. */
const painted = () => new Promise((done) => setTimeout(done, 300));
/** Run the command of this name as a person does, by its words. */
async function command(title) {
	await w.type("input[type=search]", title);
	await until(
		() => w.script("return document.querySelector('#search-hits li')?.textContent.includes(arguments[0])", title),
		`${title} is found`,
	);
	await w.type("input[type=search]", "\uE007");
}

const journeys = {
	"open the sample": async () => {
		await until(() => w.count("button.primary"), "the start page", PATIENCE);
		await w.click("button.primary");
		await says("[data-shown]", "shown", "the map says how much of how much it shows");
		await until(() => w.count("[role=option]"), "the outliers are listed", PATIENCE);
		await rest();
		check((await w.count(".legend li")) > 1, "the legend names what is on screen");
	},
	"the worst paths are named": async () => {
		await w.click("#tab-steps");
		await until(async () => (await w.count(".story")) === 3, "three stories", PATIENCE);
		check(/reach/.test(await w.text(".story")), "who reaches what");
		await w.click(".story");
		await until(() => w.count(".steps li"), "a story opens its ways", PATIENCE);
		await rest();
		await w.clickText("nav button", "World");
		await rest();
	},
	"find a path": async () => {
		await w.clickText("button", "Find paths");
		await until(() => w.count(".steps li"), "steps are explained", PATIENCE);
		check((await w.text(".steps li")).trim().length > 10, "in a sentence");
		await says(".right h1", "Best cuts", "with what stops them");
	},
	"see it drawn": async () => {
		await rest();
		await w.click(".steps li button");
		await until(() => w.count(".steps .current"), "the step is selected");
		await rest();
		check(Number(await w.script("return document.querySelector('.canvas').dataset.drawn")) > 1, "frames were drawn");
	},
	"open an outlier": async () => {
		await w.clickText("nav button", "World");
		await rest();
		await w.clickText("[role=tab]", "Outliers");
		await until(() => w.count("[role=option]"), "rows");
		const name = await w.script("return document.querySelector('[role=option] .strong').textContent");
		await w.click("[role=option]");
		await says(".right h1", name, "the inspector shows whom the row names");
		await until(async () => /evidence|why it does not fit/i.test(await w.text(".right")), "with reasons and evidence");
	},
	"a kind is corrected in the inspector": async () => {
		await w.clickText("summary", "How this kind is understood");
		await says(".kind-form", "a known kind", "how the meaning is known");
		await w.script(
			"const s = document.querySelector('#kind-lifecycle'); s.value = 'autonomous'; s.dispatchEvent(new Event('change', { bubbles: true }))",
		);
		await says(".kind-form", "set by hand", "the workspace keeps the correction");
		await rest();
		await w.clickText(".right button", "As it was at first");
		await says(".kind-form", "a known kind", "and gives it back");
		await rest();
		await until(() => w.count("[role=option]"), "rows");
	},
	search: async () => {
		const name = await w.script("return document.querySelectorAll('[role=option] .strong')[1].textContent");
		await w.type("input[type=search]", name);
		await until(() => w.count("#search-hits li"), "hits");
		await w.type("input[type=search]", "\uE007");
		await says(".right h1", name, "Enter selects the hit");
	},
	export: async () => {
		await w.clickText("header button", "Export");
		await w.clickText(".menu button", "SVG");
		await until(() => w.count(".notice"), "a closing sentence", PATIENCE);
		const file = join(ARTIFACTS, "sample-world.svg");
		const svg = await until(() => readFile(file, "utf8"), "the file is there");
		check(svg.startsWith("<svg") || svg.startsWith("<?xml"), "and it is a picture");
	},
	"a lost graphics context is drawn again": async () => {
		await rest();
		const before = await w.picture();
		const drawn = () => w.script("return Number(document.querySelector('.canvas').dataset.drawn)");
		const frames = await drawn();
		await w.script(
			"document.querySelector('.canvas canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()",
		);
		await until(async () => (await drawn()) > frames, "a frame is drawn");
		await rest();
		// A map that is not there packs much smaller; this needs no decoder of pictures.
		await until(async () => (await w.picture()).length > 0.95 * before.length, "with the map in it");
		check((await w.count(".failed")) === 0, "and nothing is given up");
	},
	"a workspace is pushed into a real database": async () => {
		if (!database) return;
		await command("Push to Neo4j");
		await until(() => w.count("dialog[open]"), "the dialog");
		await w.type("dialog input[type=text]", database.address);
		await w.type("dialog input[type=password]", "not it");
		await w.clickText("dialog button", "Test");
		await says("dialog [data-outcome=failed]", "does not let", "a wrong password is refused in place");
		await w.script(
			"const e = document.querySelector('dialog input[type=password]'); e.value = ''; e.dispatchEvent(new Event('input', { bubbles: true }))",
		);
		await w.type("dialog input[type=password]", database.password);
		await w.clickText("dialog button", "Test");
		await says("dialog [data-outcome=found]", "answers in", "who answers, how fast and how safely");
		await w.click("dialog button.primary");
		await until(async () => (await w.count("dialog[open]")) === 0, "the push ends", PATIENCE);
		await says(".notice", "now holds revision", "what was written is said");
	},
	"the database opens like a file": async () => {
		if (!database) return;
		await command("Connect to Neo4j");
		await until(() => w.count("dialog .known button.link"), "the database is known");
		await w.click("dialog .known button.link");
		await w.clickText("dialog button", "Test");
		await says("dialog [data-outcome=found]", "It holds revision 1 of Access Atlas", "typed once, the password holds");
		await painted();
	},
	"its graph is drawn": async () => {
		if (!database) return;
		await w.click("dialog button.primary");
		await until(async () => (await w.count("dialog[open]")) === 0, "the database opens", PATIENCE);
		await until(() => w.count("#tab-console"), "it can be asked in Cypher", PATIENCE);
		await rest();
		await says("[data-shown]", "identities", "the same map as of the file");
	},
	"findings are written back and taken away": async () => {
		if (!database) return;
		check((await w.count(".left .switch input:checked")) === 0, "off until somebody switches it on");
		await w.click(".left .switch input");
		await until(() => w.count(".left .acts button"), "what can be done once it is on");
		await w.clickText(".left .acts button", "Write findings");
		await until(
			() =>
				w.script(
					"return [...document.querySelectorAll('.notice')].some((n) => n.textContent.includes('carries findings on'))",
				),
			"what was written is said",
			PATIENCE,
		);
		await w.clickText(".left .acts button", "Undo");
		await until(
			() =>
				w.script(
					"return [...document.querySelectorAll('.notice')].some((n) => n.textContent.includes('none are left'))",
				),
			"and that it is gone",
			PATIENCE,
		);
		await w.click(".left .switch input");
		await until(async () => (await w.count(".left .acts button")) === 0, "off again");
	},
	"it is asked in Cypher": async () => {
		if (!database) return;
		await w.click("#tab-console");
		await w.type(
			"textarea",
			"MATCH (p:User)-[m:MemberOf]->(g:Group) RETURN p, m, g, p.name AS person ORDER BY person LIMIT 12",
		);
		await w.clickText(".ask button", "Run");
		await says("[data-told]", "12 of 12 rows shown", "the answer as a table");
		await w.clickText(".told button", "Draw");
		await until(async () => (await w.text("[data-shown]")).includes("nodes shown"), "and as a picture", PATIENCE);
		await rest();
		await w.click(".table .body button");
		await until(async () => /evidence/i.test(await w.text(".right")), "a cell of ours opens in the inspector");
		await rest();
	},
	"a question of the catalogue is asked": async () => {
		if (!database) return;
		await w.clickText(".catalogue button", "Nodes by kind");
		await w.clickText(".question button", "Run");
		await says("[data-told]", "Nodes by kind", "the answer as a table");
		check((await w.count(".table .body .row")) > 3, "with a row for each kind");
		await painted();
		await w.clickText(".question button", "Back to Cypher");
	},
	"it is not written to": async () => {
		if (!database) return;
		await w.script(
			"const e = document.querySelector('textarea'); e.value = 'MATCH (n) DETACH DELETE n'; e.dispatchEvent(new Event('input', { bubbles: true }))",
		);
		await w.clickText(".ask button", "Run");
		await says(".told [role=alert]", "only reads", "the server refuses, in words");
	},
	dark: async () => {
		await w.click("header .icon");
		await until(() => w.script("return document.documentElement.dataset.theme === 'dark'"), "the page is dark");
		await rest();
	},
	"the dialog in the dark": async () => {
		if (!database) return;
		await command("Connect to Neo4j");
		await until(() => w.count("dialog[open]"), "the dialog");
		await w.clickText("dialog button", "Test");
		await says("dialog [data-outcome=found]", "answers in", "the test");
		await painted();
	},
	"the page may do nothing else": async () => {
		const denied = await w.script(
			"return Promise.allSettled([window.__TAURI_INTERNALS__.invoke('plugin:window|set_title', { value: 'x' }), fetch('https://example.org/'), Promise.resolve().then(() => (0, eval)('1'))]).then((all) => all.map((a) => a.status))",
		);
		check(
			denied.every((s) => s === "rejected"),
			`a command that is not granted, the network and eval are refused: ${denied}`,
		);
	},
};

const failed = await run(journeys, async (name) => writeFile(join(ARTIFACTS, `window-${name}.png`), await w.picture()));
await w.close();
process.exit(failed > 0 ? 1 : 0);
