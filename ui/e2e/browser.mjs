// The whole window on the mock host in headless Chromium, under the CSP that is shipped.
//   npm run e2e:browser            (node e2e/browser.mjs PART... runs only browser/PART.mjs)
//                                  (CHROMIUM=/path/to/chromium where it is elsewhere)
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ARTIFACTS, check, run, until } from "./journey.mjs";
import { serve, shippedCsp } from "./serve.mjs";

const root = join(import.meta.dirname, "..");
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(executablePath)) {
	process.stderr.write(`no browser at ${executablePath}; install chromium or set CHROMIUM\n`);
	process.exit(process.env.CI ? 1 : 0);
}
const site = await serve(join(root, "dist-mock"), await shippedCsp(root));
const browser = await chromium.launch({
	executablePath,
	args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const troubles = [];
page.on("console", (m) => ["error", "warning"].includes(m.type()) && troubles.push(m.text()));
page.on("pageerror", (e) => troubles.push(e.message));
page.on("dialog", (d) => {
	troubles.push(`a text became a program: ${d.message()}`);
	void d.dismiss();
});

const text = (selector) => page.locator(selector).first().innerText();
const idle = () =>
	until(
		() =>
			page.evaluate(
				() => document.querySelector("[data-busy='0']") && Number(document.querySelector(".canvas")?.dataset.drawn) > 0,
			),
		"the window comes to rest",
	);
const drawn = () => page.evaluate(() => Number(document.querySelector(".canvas")?.dataset.drawn ?? 0));

/** Where a point of the mock's world (860 x 580) is on the page while everything is shown. */
async function onPage(x, y) {
	const box = await page.locator(".canvas canvas").first().boundingBox();
	const scale = Math.min((box.width - 24) / 860, (box.height - 24) / 580);
	return [box.x + box.width / 2 + (x - 430) * scale, box.y + box.height / 2 + (y - 290) * scale];
}

/** How many pixels of the map have about this colour. */
async function pixels(r, g, b) {
	const png = (await page.locator(".canvas").screenshot()).toString("base64");
	return page.evaluate(
		async ([data, colour]) => {
			const image = new Image();
			image.src = `data:image/png;base64,${data}`;
			await image.decode();
			const canvas = new OffscreenCanvas(image.width, image.height);
			const pen = canvas.getContext("2d");
			pen.drawImage(image, 0, 0);
			const { data: px } = pen.getImageData(0, 0, image.width, image.height);
			let n = 0;
			for (let i = 0; i < px.length; i += 4) if (colour.every((c, k) => Math.abs(px[i + k] - c) < 12)) n++;
			return n;
		},
		[png, [r, g, b]],
	);
}

/** Run the command of this name by the keyboard: hits of names that were typed before may come first. */
async function command(title) {
	await page.keyboard.press("Control+k");
	await page.keyboard.type(title);
	const first = page.locator("#search-hits li").first();
	await until(async () => (await first.innerText()).includes(title), `${title} is found by its words`);
	await page.keyboard.press("Enter");
}

const journeys = {
	"start teaches": async () => {
		await page.goto(site.url);
		await until(() => text("h1"), "a first sentence");
		check((await page.locator("button.primary").innerText()).includes("sample"), "one click opens the sample");
	},
	world: async () => {
		await page.click("button.primary");
		await idle();
		await until(
			async () => (await text("[data-shown]")) === "204 of 204 identities shown",
			"how much of how much is shown",
		);
		await until(
			async () => (await page.locator("[role=tab]").first().innerText()).includes("4"),
			"the drawer counts the outliers",
		);
		await until(async () => (await pixels(0xc2, 0x30, 0x4a)) > 300, "members that reach a crown jewel are drawn");
		await until(async () => (await pixels(0xe0, 0x8e, 0x0b)) > 20, "outliers have a halo");
	},
	"an idle map draws nothing": async () => {
		await page.mouse.move(700, 20);
		const before = await until(async () => {
			const n = await drawn();
			await new Promise((r) => setTimeout(r, 250));
			return n === (await drawn()) && n;
		}, "drawing stops");
		await new Promise((r) => setTimeout(r, 400));
		check((await drawn()) === before, "no frame without a reason");
	},
	"outlier from the list": async () => {
		await page.locator("[role=option]").nth(1).click();
		await until(async () => (await text(".right h1")) === "ada.g4", "the inspector shows whom the row named");
		check((await text(".right")).includes("1 of 30"), "with reasons about things");
		await until(async () => (await pixels(0x0b, 0x6b, 0xcb)) > 30, "and a ring on the map");
	},
	"outlier from the map": async () => {
		await page.keyboard.press("Escape");
		await page.locator(".canvas").focus();
		await page.keyboard.press("0");
		await page.waitForTimeout(300);
		await page.mouse.click(...(await onPage(480 + 42 * 0.97, 120)));
		await until(async () => (await text(".right h1")) === "ada.g2", "the inspector shows what was clicked");
		check(
			(await page.locator("[role=option][aria-selected=true]").innerText()).startsWith("ada.g2"),
			"and its row is selected",
		);
	},
	group: async () => {
		await page.mouse.click(...(await onPage(630 + 20, 420 + 28)));
		await until(async () => (await text(".right h1")) === "operations", "a country is a group");
		check((await text(".right")).includes("10"), "with how many reach");
	},
	"search by keyboard": async () => {
		await page.keyboard.press("Control+k");
		await page.keyboard.type("secrets");
		await until(() => page.locator("#search-hits li").count(), "a hit");
		await page.keyboard.press("Enter");
		await until(async () => (await text(".right h1")) === "secrets vault", "Enter selects it");
		check((await text(".right")).includes("15 identities reach"), "a crown jewel says how many reach it");
	},
	path: async () => {
		await page.keyboard.press("Escape");
		await page.getByRole("button", { name: "Find paths" }).click();
		await until(async () => (await text(".steps")).includes("is a member of"), "each step is a sentence");
		await until(async () => (await text(".right h1")) === "Best cuts", "with what stops it");
		await idle();
		await page.locator(".steps button").nth(1).click();
		await until(async () => (await text(".right")).includes("STOP IT"), "a step has a remedy");
		await until(async () => (await pixels(0xc2, 0x30, 0x4a)) > 60, "the step in question is coloured");
		await page.keyboard.press("Escape");
		await page.keyboard.press("Escape");
		await until(async () => (await text("[data-shown]")).includes("identities"), "Escape leads back");
		await idle();
	},
	"the worst paths are told before anybody asks": async () => {
		await page.locator("#tab-steps").click();
		const first = page.locator(".story").first();
		await until(async () => (await first.innerText()).includes("others reach"), "who reaches what through what");
		await first.click();
		await until(async () => (await text(".steps")).includes("is a member of"), "a story opens its ways");
		await idle();
		await page.keyboard.press("Escape");
		await idle();
		await page.locator("#tab-outliers").click();
	},
	"a kind is corrected in the inspector": async () => {
		await page.keyboard.press("Control+k");
		await page.keyboard.type("secrets");
		await until(() => page.locator("#search-hits li").count(), "a hit");
		await page.keyboard.press("Enter");
		await page.getByText("How this kind is understood").click();
		await until(async () => (await text(".kind-form")).includes("a guess"), "how the meaning is known");
		await page.locator("#kind-class").selectOption("credential");
		await until(async () => (await text(".kind-form")).includes("set by hand"), "the correction holds");
		await idle();
		await page.getByRole("button", { name: "As it was at first" }).click();
		await until(async () => (await text(".kind-form")).includes("a guess"), "and can be taken back");
		await idle();
		await page.keyboard.press("Escape");
	},
	lane: async () => {
		await page.getByLabel("Machines").check();
		await until(async () => (await text("[data-shown]")).startsWith("40 of"), "a lane narrows the map");
		await page.getByLabel("Everyone").check();
		await idle();
	},
	"import by drop, cancelled": async () => {
		await page.evaluate(() => {
			accessAtlasMock.slow(60);
			accessAtlasMock.drop({ is: "over" });
		});
		await until(async () => (await text(".drop")).includes("Drop"), "the window says that it takes files");
		await page.evaluate(() => accessAtlasMock.drop({ is: "dropped", paths: ["/x/people.csv"] }));
		await until(() => page.locator(".working progress").count(), "progress");
		await page.getByRole("button", { name: "Cancel" }).click();
		await until(
			async () => (await page.locator(".notice").allInnerTexts()).some((t) => t.includes("Nothing was changed")),
			"cancelled work says so",
		);
		await page.evaluate(() => accessAtlasMock.slow(2));
	},
	"import with a closing sentence": async () => {
		await page.getByRole("button", { name: "Import", exact: true }).click();
		await until(
			async () => (await page.locator(".notice").allInnerTexts()).some((t) => t.includes("412 relations")),
			"what was read and what points outside",
		);
		await idle();
	},
	"an error has a next step": async () => {
		await page.evaluate(() =>
			accessAtlasMock.failNext("paths", {
				code: "input",
				message: "people.csv, line 3: no target",
				remedy: "Name the column.",
			}),
		);
		await page.getByRole("button", { name: "Find paths" }).click();
		await until(
			async () => (await page.locator(".notice.bad").innerText()).includes("Name the column."),
			"the remedy stands with the message",
		);
		await page.locator(".notice.bad button").click();
		// Escape stops work before it goes back, so the picture has to be there first.
		await idle();
		await page.keyboard.press("Escape");
		await until(async () => (await text("[data-shown]")).includes("identities"), "Escape leads back");
		await idle();
	},
	export: async () => {
		await page.getByRole("button", { name: "Export" }).click();
		await page.getByRole("button", { name: "PDF" }).click();
		await until(
			async () => (await page.locator(".notice").allInnerTexts()).some((t) => t.includes(".pdf")),
			"the file is named",
		);
	},
	dark: async () => {
		await page.getByRole("button", { name: "Use the dark theme" }).click();
		await until(async () => (await pixels(0x11, 0x16, 0x1c)) > 50000, "page and map change together");
		await until(async () => (await pixels(0xff, 0x7a, 0x85)) > 300, "with the dark colours");
	},
	"hostile names are texts": async () => {
		await page.keyboard.press("Control+k");
		await page.keyboard.type("onerror");
		await until(() => page.locator("#search-hits li").count(), "it can be found");
		await page.keyboard.press("Enter");
		await until(async () => (await text(".right h1")).includes("<img src=x"), "it is shown as it is written");
		check((await page.locator("img").count()) === 0, "and made nothing");
	},
	"a database is tested before it is opened": async () => {
		await page.keyboard.press("Escape");
		await command("Connect to Neo4j");
		const dialog = page.getByRole("dialog", { name: "Connect to Neo4j" });
		await dialog.waitFor();
		for (const name of ["Server", "Database", "User", "Password", "Encryption"])
			check((await dialog.getByLabel(name, { exact: true }).count()) === 1, `a reader is told which field is ${name}`);
		check(
			await page.evaluate(() => document.activeElement?.closest("dialog") !== null),
			"the keyboard is in the dialog at once",
		);
		await dialog.getByLabel("Server").fill("bolt://eve:secret@graph.example:7000/hr");
		await page.keyboard.press("Tab");
		check((await dialog.getByLabel("Server").inputValue()) === "graph.example:7000", "a whole address fills its parts");
		check((await dialog.getByLabel("User").inputValue()) === "eve", "the user too");
		check(!(await dialog.innerHTML()).includes("secret"), "a password in an address is dropped");
		check((await dialog.innerText()).includes("can be read on the way"), "plain text to elsewhere is warned of");
		await dialog.getByLabel("Encryption").selectOption("+s");
		check(!(await dialog.innerText()).includes("can be read on the way"), "encrypted is not");
		await dialog.getByRole("button", { name: "Choose…" }).click();
		await until(
			async () => (await dialog.getByLabel("Certificate of the authority").inputValue()).endsWith("corp-ca.pem"),
			"a certificate is chosen",
		);
		await dialog.getByLabel("Password", { exact: true }).fill("wrong");
		await dialog.getByRole("button", { name: "Test" }).click();
		await dialog.getByRole("alert").waitFor();
		check((await dialog.getByRole("alert").innerText()).includes("does not let eve in"), "a refusal stands in place");
		check((await dialog.innerText()).includes("Use the password of that user."), "with what to do");
		await dialog.getByLabel("Password", { exact: true }).fill("let me in");
		await dialog.getByRole("button", { name: "Test" }).click();
		await until(async () => (await dialog.innerText()).includes("5.26.30"), "who answers, and what it holds");
	},
	"the dialog keeps the keyboard": async () => {
		const dialog = page.getByRole("dialog");
		for (let i = 0; i < 24; i++) {
			await page.keyboard.press("Tab");
			const outside = await page.evaluate(
				() => document.activeElement !== document.body && !document.activeElement?.closest("dialog"),
			);
			check(!outside, "Tab never leaves the dialog for the page behind it");
		}
		await page.evaluate(() => accessAtlasMock.slow(60));
		await dialog.getByRole("button", { name: "Test" }).click();
		await dialog.getByRole("progressbar").waitFor();
		await page.keyboard.press("Escape");
		await until(async () => (await dialog.innerText()).includes("cancelled"), "Escape stops what runs");
		await page.evaluate(() => accessAtlasMock.slow(2));
		await page.keyboard.press("Escape");
		await until(async () => (await page.getByRole("dialog").count()) === 0, "and closes when nothing does");
	},
	"a workspace is pushed": async () => {
		await command("Push to Neo4j");
		const dialog = page.getByRole("dialog", { name: "Push to Neo4j" });
		await dialog.getByRole("button", { name: "Use Corporate graph" }).click();
		await dialog.getByRole("button", { name: "Push" }).click();
		await until(
			async () => (await page.locator(".notice").allInnerTexts()).some((t) => t.includes("204 nodes made")),
			"what was written is said",
		);
		check((await page.getByRole("dialog").count()) === 0, "and the dialog is gone");
	},
	"a database opens like a file": async () => {
		await command("Connect to Neo4j");
		const dialog = page.getByRole("dialog");
		await dialog.getByRole("button", { name: "Use Corporate graph" }).click();
		check((await dialog.getByLabel("Server").inputValue()) === "graph.corp", "a known one fills the fields");
		await dialog.getByLabel("Server").press("Enter");
		await until(async () => (await page.getByRole("dialog").count()) === 0, "Enter connects");
		await idle();
		check(
			(await text(".left")).includes("encrypted and verified"),
			"how safely it is reached stands beside its sources",
		);
		check((await page.getByRole("tab", { name: "Cypher" }).count()) === 1, "and it can be asked in Cypher");
	},
	"findings are written only where that is switched on": async () => {
		const write = page.getByRole("button", { name: "Write findings" });
		check((await write.count()) === 0, "off until somebody switches it on");
		await page.getByRole("switch", { name: "Findings may be written back" }).check();
		await until(async () => (await text(".left")).includes("atlas_wb_"), "what would be written is said first");
		await write.click();
		const said = async (part) => (await page.locator(".notice").allInnerTexts()).some((t) => t.includes(part));
		await until(() => said("carries findings on 204 nodes"), "and what was written");
		await page.getByRole("button", { name: "Take all findings" }).click();
		await until(() => said("none are left"), "it can be undone");
		await page.getByRole("switch", { name: "Findings may be written back" }).uncheck();
		await until(async () => (await write.count()) === 0, "and switched off again");
	},
	"the console reads": async () => {
		await page.getByRole("tab", { name: "Cypher" }).click();
		const editor = page.getByLabel("Question in Cypher");
		await editor.fill("MATCH (n) WHERE n.name = $who RETURN n");
		check((await page.getByLabel("Value of $who").count()) === 1, "a name that wants a value gets a field");
		await editor.fill("MATCH (n) RETURN n, n.name AS name, 1 AS count");
		await editor.press("Control+Enter");
		await until(async () => (await text("[data-told]")).includes("204 of 204 rows shown"), "x of y shown");
		const rows = await page.locator(".table .body .row").count();
		check(rows > 3 && rows < 60, `only rows in sight exist: ${rows}`);
		await page.locator(".table .body .row").first().getByRole("button").click();
		await until(async () => (await text(".right h1")).length > 0, "what the map knows is selected from a cell");
		await page.getByRole("button", { name: /^Draw/ }).click();
		await until(async () => (await text("[data-shown]")).includes("40 of 40 nodes"), "and drawn");
		await idle();
	},
	"the console does not write": async () => {
		const editor = page.getByLabel("Question in Cypher");
		await editor.fill("CREATE (n)");
		await editor.press("Control+Enter");
		const alert = page.locator(".told [role=alert]");
		await alert.waitFor();
		check((await alert.innerText()).includes("only reads"), "a refusal says why");
		await editor.press("Control+ArrowUp");
		await editor.press("Control+ArrowUp");
		check((await editor.inputValue()).startsWith("MATCH (n) RETURN n,"), "an earlier question comes back");
		await page.evaluate(() => accessAtlasMock.slow(60));
		await editor.press("Control+Enter");
		await page.getByRole("button", { name: "Stop" }).waitFor();
		await editor.press("Escape");
		await until(async () => (await text(".told")).includes("cancelled"), "Escape stops it");
		await page.evaluate(() => accessAtlasMock.slow(2));
	},
	"a question is saved, deleted and brought back": async () => {
		await page.getByLabel("Save as").fill("everyone");
		await page.getByLabel("Save as").press("Enter");
		const saved = page.getByRole("list", { name: "Saved questions" });
		await until(async () => (await saved.innerText()).includes("everyone"), "it stands in the list");
		await page.getByLabel("Question in Cypher").fill("");
		await saved.getByRole("button", { name: "everyone", exact: true }).click();
		check((await page.getByLabel("Question in Cypher").inputValue()).startsWith("MATCH"), "and comes back as it was");
		await saved.getByRole("button", { name: "Delete everyone" }).click();
		await until(async () => !(await saved.innerText()).includes("everyone"), "it goes");
		await page.getByRole("button", { name: "Undo" }).click();
		await until(async () => (await saved.innerText()).includes("everyone"), "and comes back");
	},
	"a question of the catalogue is asked by filling in a form": async () => {
		const catalogue = page.getByRole("list", { name: "Catalogue" });
		await catalogue.getByRole("button", { name: "Identities that were not used for long" }).click();
		const form = page.getByRole("form", { name: "Identities that were not used for long" });
		check((await form.innerText()).includes("nobody misses"), "why one asks it");
		const run = form.getByRole("button", { name: "Run" });
		check(await run.isDisabled(), "what must be given is waited for");
		check((await form.getByLabel("days").getAttribute("placeholder")) === "90", "what stands where nothing is given");
		await form.getByLabel("as_of").fill("yesterday");
		await run.click();
		const alert = page.locator(".told [role=alert]");
		await alert.waitFor();
		check((await alert.innerText()).includes("Write it as 2026-01-31."), "a refusal says what to do");
		await form.getByLabel("as_of").fill("2026-01-31");
		await form.getByLabel("as_of").press("Enter");
		await until(async () => (await text("[data-told]")).startsWith("3 rows"), "Enter asks it");
		check((await page.locator(".table .body .row").count()) === 3, "the answer is a table");
		await page.locator(".table .body .row").nth(1).getByRole("button").click();
		await until(async () => (await text(".right h1")).length > 0, "a node in it can be chosen");
		await page
			.getByRole("list", { name: "Saved questions" })
			.getByRole("button", { name: "everyone", exact: true })
			.click();
		await until(async () => (await page.getByLabel("Question in Cypher").count()) === 1, "a saved one leads back");
	},
	"of a database that is too large a part is opened": async () => {
		await command("Connect to Neo4j");
		const dialog = page.getByRole("dialog");
		await dialog.getByRole("button", { name: "Use Corporate graph" }).click();
		await page.evaluate(() =>
			accessAtlasMock.failNext("openConnection", {
				code: "tooLarge",
				message: "graph.corp holds 9,000,204 nodes, which take about 9.1 GiB of memory, and 4.0 GiB are allowed",
				remedy:
					"Look at a part with --scope: kind=User (120,004), kind=Group (8,100), platform=NAME; or allow more with --memory 10.",
			}),
		);
		await dialog.getByRole("button", { name: "Connect" }).click();
		const part = dialog.getByRole("group", { name: "Part to look at" });
		await part.waitFor();
		check((await dialog.getByRole("alert").innerText()).includes("9.1 GiB"), "why not all of it");
		check(!(await dialog.innerText()).includes("--scope"), "without words of the command line");
		const open = dialog.getByRole("button", { name: "Open this part" });
		check(await open.isDisabled(), "a part has to be named");
		await part.getByLabel("Group (8,100)").check();
		await part.getByLabel("User (120,004)").check();
		await part.getByLabel("Scope").fill("around=ann,steps=2");
		await open.click();
		await until(async () => (await page.getByRole("dialog").count()) === 0, "it opens");
		await idle();
		await until(
			async () => (await text(".left")).includes("partial: only kind=User,kind=Group or around=ann,steps=2"),
			"and the window says that it is a part",
		);
	},
	"a known database is forgotten": async () => {
		await page.goto(site.url);
		await page.getByRole("button", { name: "Forget Corporate graph" }).click();
		await until(async () => (await page.getByRole("button", { name: /Corporate graph/ }).count()) === 0, "it is gone");
	},
};

// Parts of the window bring their own journeys: each gets the page and what the others use.
const tools = { page, site, text, idle, drawn, command, onPage, pixels, troubles };
const parts = (await readdir(join(import.meta.dirname, "browser"))).filter((f) => f.endsWith(".mjs")).sort();
const wanted = process.argv.slice(2);
if (wanted.length > 0) for (const name of Object.keys(journeys)) delete journeys[name];
for (const part of parts.filter((p) => wanted.length === 0 || wanted.includes(p.replace(".mjs", ""))))
	Object.assign(journeys, (await import(`./browser/${part}`)).default(tools));
Object.assign(journeys, {
	"nothing went wrong": async () => {
		check(troubles.length === 0, troubles.join("\n"));
	},
});

const failed = await run(journeys, (name) => page.screenshot({ path: join(ARTIFACTS, `browser-${name}.png`) }));
await browser.close();
site.close();
process.exit(failed > 0 ? 1 : 0);
