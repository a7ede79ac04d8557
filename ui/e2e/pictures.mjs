// Pictures of the real window on any workspace, light and dark, for the guide.
//   npm run e2e:pictures -- WORKSPACE.atlas OUT [TAB [paths]]      writes OUT_light.png and OUT_dark.png
// TAB is the list in the drawer: outliers, steps, groups, jewels (default: groups, which names no person);
// "paths" draws all shortest paths to the crown jewels instead of the first picture.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { openWindow } from "./driver.mjs";
import { until } from "./journey.mjs";

const root = join(import.meta.dirname, "../..");
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const binary =
	process.env.ATLAS_WINDOW ?? ["release", "debug"].map((p) => join(target, p, "access-atlas")).find(existsSync);
const [workspace, out, tab = "groups", view = "first"] = process.argv.slice(2);
if (!binary || !workspace || !out) {
	process.stderr.write(
		"usage: npm run e2e:pictures -- WORKSPACE.atlas OUT [TAB [paths]], after building access-atlas\n",
	);
	process.exit(2);
}
const w = await openWindow(binary, [resolve(workspace)]);
const rest = () =>
	until(
		() =>
			w.script(
				`return !!document.querySelector("[data-busy='0']") && Number(document.querySelector(".canvas")?.dataset.drawn) > 0`,
			),
		"the window comes to rest",
		120000,
	);
try {
	await rest();
	if (view === "paths") await w.clickText("button", "Find paths");
	await rest();
	await w.click(`#tab-${tab}`);
	for (const theme of ["light", "dark"]) {
		if ((await w.script("return document.documentElement.dataset.theme")) !== theme) await w.click("header .icon");
		await rest();
		await new Promise((r) => setTimeout(r, 500));
		await writeFile(`${out}_${theme}.png`, await w.picture());
	}
} finally {
	await w.close();
}
