// An exported HTML file in headless Chromium without a network: it pans, zooms, finds, switches the
// theme and turns slides, and says nothing on the console.
//   npm run e2e:html -- FILE.html     (a file that `atlas export` made; CHROMIUM=/path where it is elsewhere)
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { check, until } from "./journey.mjs";

const file = process.argv[2];
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!file || !existsSync(executablePath)) {
	process.stderr.write(
		file ? `no browser at ${executablePath}; install chromium or set CHROMIUM\n` : "name an HTML file\n",
	);
	process.exit(file && !process.env.CI ? 0 : 1);
}
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.context().setOffline(true);
const troubles = [];
page.on("console", (m) => ["error", "warning"].includes(m.type()) && troubles.push(m.text()));
page.on("pageerror", (e) => troubles.push(e.message));
page.on("request", (r) => r.url().startsWith("file:") || troubles.push(`asked for ${r.url()}`));
page.on("dialog", (d) => {
	troubles.push(`a text became a program: ${d.message()}`);
	void d.dismiss();
});
await page.goto(pathToFileURL(resolve(file)).href);

const box = () =>
	page.evaluate(() => {
		const { x, y, width, height } = document.querySelector(".slide:not([hidden]) svg").viewBox.baseVal;
		return { x, y, width, height };
	});
/** Where the pointer is in the picture. */
const under = (x, y) =>
	page.evaluate(
		([px, py]) => {
			const svg = document.querySelector(".slide:not([hidden]) svg");
			const p = new DOMPoint(px, py).matrixTransform(svg.getScreenCTM().inverse());
			return [p.x, p.y];
		},
		[x, y],
	);
const home = await box();
const map = await page.locator(".slide:not([hidden]) .map").boundingBox();
const [cx, cy] = [map.x + map.width / 3, map.y + map.height / 2];

await page.mouse.move(cx, cy);
const before = await under(cx, cy);
await page.mouse.wheel(0, -600);
await until(async () => (await box()).width < home.width * 0.6, "the wheel zooms");
const after = await under(cx, cy);
check(Math.hypot(after[0] - before[0], after[1] - before[1]) < 1, "what was under the pointer stays under it");

let was = await box();
await page.mouse.down();
await page.mouse.move(cx + 120, cy + 40, { steps: 4 });
await page.mouse.up();
check((await box()).x < was.x && (await box()).y < was.y, "dragging moves the picture with the hand");

await page.locator(".slide:not([hidden]) .map").focus();
was = await box();
await page.keyboard.press("ArrowRight");
check((await box()).x > was.x, "arrow keys move");
await page.keyboard.press("+");
check((await box()).width < was.width, "+ zooms");
await page.keyboard.press("0");
check(Math.abs((await box()).width - home.width) < 0.01, "0 shows all");

const name = await page.evaluate(
	() => JSON.parse(document.getElementById("data").textContent)[0].find((t) => t[2] !== "step")[0],
);
await page.keyboard.press("/");
await page.keyboard.type(name.slice(0, 12));
await until(() => page.locator("#hits li").count(), "the search finds a name of the picture");
await page.keyboard.press("Enter");
await until(() => page.locator(".ring").count(), "and marks it");
check((await box()).width < home.width, "and goes there");
check((await page.locator("#about").innerText()).length > 0, "and says what it is");
await page.keyboard.press("Escape");
check((await page.locator(".ring").count()) === 0, "Escape takes the mark away");

const related = await page.evaluate(() =>
	JSON.parse(document.getElementById("data").textContent)[0].findIndex((t) => t[6].length > 0),
);
if (related >= 0) {
	await page.locator(`.slide:not([hidden]) [data-go="${related}"]`).focus();
	await until(() => page.locator(".near").count(), "what belongs to a thing lights up");
}
const dark = () => page.evaluate(() => document.documentElement.classList.contains("dark"));
const theme = await dark();
await page.locator("#theme").click();
check((await dark()) !== theme, "the theme switches");
const slides = await page.locator("section.slide").count();
if (slides > 1) {
	await page.keyboard.press("PageDown");
	await until(async () => (await page.locator("#place").innerText()) === `2 of ${slides}`, "the next slide");
}
await page.emulateMedia({ media: "print" });
check(await page.locator("header").isHidden(), "paper has no buttons");
await browser.close();
check(troubles.length === 0, `the console is silent: ${troubles.join("; ")}`);
process.stdout.write(`${file}: pans, zooms, finds, switches; nothing was asked of a network\n`);
