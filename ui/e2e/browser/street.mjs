// The street: one node with its neighbours, opened step by step, by keys and by pointer.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { check, until } from "../journey.mjs";

/** What axe finds wrong with the page as it stands. */
export async function violations(page) {
	const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
	await page.evaluate(source);
	const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
	return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join("; ")}`);
}

export default ({ page, site, idle, text }) => {
	const items = () => page.locator("[role=treeitem]").count();
	const at = () => page.locator("[role=treeitem][tabindex='0']");
	const find = async (name) => {
		await page.keyboard.press("Control+k");
		await page.keyboard.type(name);
		await until(
			async () => (await page.locator("#search-hits li").first().innerText()).includes(name),
			`${name} is found`,
		);
		await page.keyboard.press("Enter");
		await until(async () => (await text(".right h1")) === name, `${name} is selected`);
	};
	return {
		"a street from the inspector": async () => {
			await page.goto(`${site.url}?open`);
			await idle();
			await find("secrets vault");
			await page.locator(".right").getByRole("button", { name: "Street", exact: true }).click();
			await idle();
			await until(async () => (await text("[data-shown]")).includes("neighbours shown"), "x of y neighbours");
			await until(items, "the same things stand in a list");
			check((await page.locator("[role=tab][aria-selected=true]").innerText()).startsWith("Street"), "its tab is open");
		},
		"a street is walked by keys": async () => {
			const before = await items();
			await at().focus();
			await page.keyboard.press("Home");
			check((await at().getAttribute("aria-expanded")) === "false", "a row is closed at first");
			await page.keyboard.press("ArrowRight");
			await until(async () => (await items()) > before, "→ opens it into its members");
			await until(async () => (await at().getAttribute("aria-expanded")) === "true", "and says so");
			const level = async (n) =>
				until(async () => (await at().getAttribute("aria-level")) === n, `level ${n} has the keyboard`);
			await page.keyboard.press("ArrowRight");
			await level("2");
			await page.keyboard.press("Enter");
			await until(
				async () => (await at().getAttribute("aria-expanded")) === "true",
				"Enter opens a member into its rows",
			);
			await page.keyboard.press("ArrowRight");
			await level("3");
			await page.keyboard.press("Enter");
			await until(async () => (await items()) > before + 9, "and so on");
			const more = page.locator("[role=treeitem]").filter({ hasText: "more in this list" });
			check((await more.count()) > 0, "a long list says how much more there is");
			const open = await items();
			await more.first().dblclick();
			await until(async () => (await items()) > open, "and shows it");
		},
		"what is pinned stays": async () => {
			const member = page.locator("[role=treeitem][aria-level='4']").first();
			const name = await member.locator(".name").innerText();
			await member.click();
			await until(async () => (await text(".right h1")) === name, "a member is selected in the inspector too");
			await page.keyboard.press("p");
			await until(async () => (await text(".right")).includes("Unpin"), "P pins");
			await page.locator("[role=treeitem][aria-level='3']").first().click();
			await page.keyboard.press("ArrowLeft");
			const left = page.locator("[role=treeitem][aria-level='4']");
			await until(async () => (await left.count()) === 1, "the row closes");
			check((await left.innerText()).includes(name), "around what is pinned");
			await page.locator("[role=treeitem][aria-level='1']").first().click();
			await page.keyboard.press("ArrowLeft");
			await page.waitForTimeout(200);
			await idle();
			check(
				(await page.locator("[role=treeitem]").filter({ hasText: name }).count()) > 0,
				"also when all around it is closed",
			);
		},
		"a street and its list are accessible": async () => {
			const wrong = await violations(page);
			check(wrong.length === 0, wrong.join("\n"));
		},
		"back leaves a street at once": async () => {
			await page.keyboard.press("Alt+ArrowLeft");
			await idle();
			await until(async () => (await text("[data-shown]")).includes("identities"), "whatever was opened in it");
		},
		"a command leads into a street": async () => {
			await find("tenant");
			await page.keyboard.press("Alt+s");
			await until(async () => (await text(".here")) === "tenant", "the breadcrumb says where one is");
			await idle();
			await page.keyboard.press("Alt+ArrowLeft");
			await idle();
		},
	};
};
