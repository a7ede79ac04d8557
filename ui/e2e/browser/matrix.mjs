// The access matrix: blocks show, it sorts, filters, unfolds and copies, is linked both ways with map and
// lists, can be used by keys alone, and stays quick when it is large.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { check, until } from "../journey.mjs";

const axe = join(import.meta.dirname, "../../node_modules/axe-core/axe.min.js");

export default ({ page, site, text, idle, command, troubles }) => {
	const grid = () => page.getByRole("grid");
	const shown = () => text("[data-matrix-shown]");
	const heads = () => page.locator(".rowhead").allInnerTexts();
	const painted = () => page.evaluate(() => Number(document.querySelector(".matrix canvas").dataset.drawn));
	const active = () =>
		page.evaluate(() => {
			const id = document.querySelector("[role=grid]").getAttribute("aria-activedescendant");
			return id && document.getElementById(id)?.getAttribute("aria-label");
		});
	/** How many pixels of the cells have about this colour. */
	const cells = (colour) =>
		page.evaluate((c) => {
			const canvas = document.querySelector(".matrix canvas");
			// A copy is read: reading from the canvas itself would make it slow for good.
			const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
			copy.drawImage(canvas, 0, 0);
			const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
			let n = 0;
			for (let i = 0; i < data.length; i += 4)
				if (data[i + 3] > 200 && c.every((v, k) => Math.abs(data[i + k] - v) < 10)) n++;
			return n;
		}, colour);
	const openGroup = async (name) => {
		await page.getByRole("tab", { name: /Groups/ }).click();
		await page.getByRole("option", { name }).click();
		await page.getByRole("button", { name: "Access matrix" }).click();
		await until(async () => (await grid().count()) === 1 && (await heads()).length > 3, "the matrix is there");
		await idle();
	};

	return {
		"a group opens beside its access matrix": async () => {
			await page.goto(`${site.url}?open`);
			await idle();
			await openGroup(/support/);
			check((await shown()) === "30 of 30 members, 10 of 10 columns shown, equal columns folded (+n)", await shown());
			check((await text("nav[aria-label=Breadcrumb]")).includes("support"), "one knows where one is");
			await until(async () => (await cells([0x5c, 0x68, 0x75])) > 2000, "usual cells make blocks");
			check((await cells([0xe0, 0x8e, 0x0b])) > 200, "rare ones are marked");
			check((await cells([0x0b, 0x6b, 0xcb])) > 30, "missing ones are hollow");
			check((await page.locator("img").count()) === 0, "a hostile head stays a text");
		},
		"the matrix has no barriers": async () => {
			await page.evaluate(await readFile(axe, "utf8"));
			const found = await page.evaluate(() =>
				globalThis.axe.run(".matrix", {
					runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
				}),
			);
			const said = found.violations.map((v) => `${v.id}: ${v.nodes[0].html}`);
			check(said.length === 0, said.join("\n"));
		},
		"the matrix sorts": async () => {
			const before = await heads();
			await page.getByLabel("Order").selectOption("name");
			await until(async () => (await heads())[0] !== before[0], "by name");
			const names = await heads();
			check(names.indexOf("ben.g4") < 0 || names.indexOf("cleo.g4") > names.indexOf("ada.g4"), "in their order");
			await page
				.getByRole("columnheader", { name: /staging/ })
				.getByTitle(/^Sort by/)
				.click();
			await until(
				async () =>
					(await page.getByRole("columnheader", { name: /staging/ }).getAttribute("aria-sort")) === "descending",
				"by a column",
			);
			await page.getByLabel("Order").selectOption("seriated");
			await until(async () => (await heads()).join() === before.join(), "and back to like beside like");
		},
		"the matrix filters rows and columns": async () => {
			const filter = page.getByLabel("Filter members and entitlements");
			await filter.fill("release");
			await until(async () => (await shown()).startsWith("30 of 30 members, 1 of"), "columns");
			await filter.fill("ada");
			await until(async () => (await shown()).startsWith("2 of 30 members, 10 of"), "rows");
			await filter.fill("nobody at all");
			await until(async () => (await text(".matrix")).includes("“nobody at all”"), "what names nothing says so");
			await filter.press("Escape");
			check((await filter.inputValue()) === "", "Escape lets go of it");
		},
		"a folded column unfolds": async () => {
			const columns = () => page.getByRole("columnheader").count();
			const before = await columns();
			await page.getByRole("button", { name: "+2", exact: true }).first().click();
			await until(async () => (await columns()) === before + 2, "one column becomes three");
			await page.getByRole("button", { name: "Fold all columns" }).click();
			await until(async () => (await columns()) === before, "and folds again");
		},
		"the matrix is linked both ways": async () => {
			await page.locator(".rowhead").nth(4).click();
			const name = (await heads())[4];
			await until(async () => (await text(".right h1")) === name, "a row is whom the inspector shows");
			await page.getByRole("tab", { name: /Outliers/ }).click();
			await page.getByRole("option", { name: /ada\.g4/ }).click();
			await until(
				async () => (await page.locator(".matrix [role=row][aria-selected=true]").innerText()) === "ada.g4",
				"who is chosen in the list is marked here",
			);
			check((await grid().count()) === 1, "without leaving the matrix");
			await page
				.getByRole("columnheader", { name: /release keys/ })
				.getByRole("button", { name: /release/ })
				.click();
			await until(async () => (await text(".right h1")).includes("release keys"), "a column is an entitlement");
		},
		"the matrix by keys alone": async () => {
			await page.keyboard.press("Escape");
			await grid().focus();
			await until(async () => (await active())?.length > 0, "a row has the keyboard");
			await page.keyboard.press("Control+Home");
			await page.keyboard.press("ArrowRight");
			const said = await active();
			check(/, held by 30 of 30$/.test(said), `a cell says what it is: ${said}`);
			await page.keyboard.press("End");
			check((await active()) !== said, "End is another cell");
			await page.keyboard.press("ArrowUp");
			await page.keyboard.press("s");
			await until(
				async () => (await page.locator("[role=columnheader][aria-sort=descending]").count()) === 1,
				"S on a head sorts by it",
			);
			await page.keyboard.press("s");
			await page.keyboard.press("Control+Home");
			await page.keyboard.press("ArrowDown");
			await page.keyboard.press("ArrowDown");
			await page.keyboard.press("Enter");
			await until(async () => (await text(".right h1")) === (await heads())[2], "Enter inspects");
		},
		"the matrix is copied as a table": async () => {
			await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
			await page.getByRole("button", { name: "TSV" }).click();
			const copied = () => page.evaluate(() => navigator.clipboard.readText());
			await until(async () => (await copied()).startsWith("Member\tScore"), "heads first");
			const rows = (await copied()).split("\n");
			check(rows.length === 31, "all rows that are shown");
			check(rows[0].includes("\t'=HYPERLINK"), "no formula comes alive");
			await command("Copy the access matrix as Markdown");
			await until(async () => (await copied()).startsWith("| Member | Score |"), "as Markdown too");
			check(!/(^|[^\\])<img/.test(await copied()), "and no mark-up");
		},
		"the matrix is where it was left": async () => {
			await page.getByRole("separator", { name: /Width of the map/ }).focus();
			const wide = () => page.locator(".canvas").evaluate((e) => e.clientWidth);
			const before = await wide();
			await page.keyboard.press("ArrowRight");
			await until(async () => (await wide()) > before + 10, "the bar moves by keys");
			await page.locator("nav[aria-label=Breadcrumb]").getByRole("button", { name: "World", exact: true }).click();
			await until(async () => (await grid().count()) === 0, "the world has no matrix");
			await page.keyboard.press("Alt+ArrowLeft");
			await until(async () => (await grid().count()) === 1, "and back is an address");
			await idle();
		},
		"nobody is compared with nothing": async () => {
			await openGroup(/base access only/);
			check((await text(".matrix")).includes("nothing to compare"), "an empty matrix says why");
			check((await text(".matrix")).includes("directory · read"), "and what everyone has");
			await page.evaluate(() =>
				accessAtlasMock.failNext("matrix", { code: "notFound", message: "no such group", remedy: "Look again." }),
			);
			await page.getByRole("option", { name: /payments/ }).click();
			await page.getByRole("button", { name: "Access matrix" }).click();
			await until(
				async () => (await page.locator(".matrix [role=alert]").innerText()).includes("Look again."),
				"a failure says what to do",
			);
			await idle();
		},
		"a matrix of 5,000 x 300 scrolls": async () => {
			await page.evaluate(() => accessAtlasMock.matrixSize({ rows: 5000, columns: 300 }));
			await openGroup(/operations/);
			await until(async () => (await shown()).startsWith("5,000 of 5,000 members, 300 of 300"), "all of it is there");
			check((await page.locator(".rowhead").count()) < 80, "of which only what is in sight exists");
			// Time of the page's own thread, so that a busy machine does not make it slow.
			const devtools = await page.context().newCDPSession(page);
			await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
			const worked = async () =>
				(await devtools.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration").value;
			const began = await worked();
			await page.evaluate(async () => {
				const box = document.querySelector(".matrix .scroll");
				for (let i = 0; i < 60; i++) {
					box.scrollTop += 1100;
					box.scrollLeft += 60;
					await new Promise(requestAnimationFrame);
				}
			});
			const each = ((await worked()) - began) * (1000 / 60);
			await devtools.detach();
			process.stdout.write(`      ${each.toFixed(1)} ms of work a frame while scrolling\n`);
			check(each < 33, `no long frames: ${each.toFixed(1)} ms of work each`);
			await page.waitForTimeout(200);
			const before = await painted();
			await page.waitForTimeout(400);
			check((await painted()) === before, "and at rest it draws nothing");
			await page.evaluate(() => accessAtlasMock.matrixSize(null));
			check(troubles.length === 0, troubles.join("\n"));
		},
	};
};
