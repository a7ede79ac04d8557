// How alive the real window is while files are dropped on it: from the drop to the first picture, how late
// the page answers meanwhile, whether progress moves, how fast a cancel ends it and what it leaves, and
// what an idle map costs.
//   npm run e2e:alive -- FILE[,FILE]...     prints one JSON line a drop; build access-atlas first (release)
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { builtWindow, openWindow } from "./driver.mjs";
import { dropFiles } from "./drop.mjs";
import { until } from "./journey.mjs";
import { cpuOf, processes } from "./processes.mjs";

const binary = builtWindow();
const drops = process.argv.slice(2).map((d) => d.split(",").map((f) => resolve(f)));
if (!binary || drops.length === 0 || !drops.flat().every(existsSync)) {
	process.stderr.write("usage: npm run e2e:alive -- FILE[,FILE]..., after building access-atlas\n");
	process.exit(2);
}
const PATIENCE = 300000;
const IDLE_MS = 10000;

/** Runs in the page: how late a timer of 10 ms fires, what progress is shown, when the first picture stood. */
const PROBE = `
	const probe = (window.probe = { late: [], progress: new Set(), drawn: 0 });
	let last = performance.now();
	probe.timer = setInterval(() => {
		const now = performance.now();
		probe.late.push(Math.max(0, now - last - 10));
		last = now;
		for (const p of document.querySelectorAll("progress")) probe.progress.add(p.value);
		if (!probe.drawn && Number(document.querySelector(".canvas")?.dataset.drawn) > 0) probe.drawn = now;
	}, 10);
`;
const busy = (w) => w.script('return document.querySelector(".window").dataset.busy !== "0"');
const frames = (w) => w.script('return Number(document.querySelector(".canvas")?.dataset.drawn ?? 0)');

async function whole(files) {
	const w = await openWindow(binary);
	try {
		await until(() => w.count("button.primary"), "the start page");
		await w.script(PROBE);
		await dropFiles(w.display, files);
		await until(() => busy(w), "the drop begins something");
		const dropped = await w.script("return performance.now()");
		await until(async () => !(await busy(w)) && (await frames(w)) > 0, "all lists are there", PATIENCE);
		const [late, progress, drawn, settled] = await w.script(
			"clearInterval(window.probe.timer); return [window.probe.late, window.probe.progress.size, window.probe.drawn, performance.now()]",
		);
		late.sort((a, b) => a - b);
		await new Promise((r) => setTimeout(r, 1000));
		const before = [await frames(w), await cpuOf(w.group)];
		await new Promise((r) => setTimeout(r, IDLE_MS));
		const after = [await frames(w), await cpuOf(w.group)];
		return {
			firstPicture: Math.round(drawn - dropped),
			allLists: Math.round(settled - dropped),
			lateP95: Math.round(late[Math.floor(late.length * 0.95)]),
			lateMost: Math.round(late.at(-1)),
			progressSteps: progress,
			idleFrames: after[0] - before[0],
			idleCpuPercent: (100 * (after[1] - before[1])) / (IDLE_MS / 1000),
			mb: Object.fromEntries((await processes(w.group)).map((p) => [p.name, Math.round(p.mb)])),
		};
	} finally {
		await w.close();
	}
}

async function cancelled(files) {
	const w = await openWindow(binary);
	try {
		await until(() => w.count("button.primary"), "the start page");
		await dropFiles(w.display, files);
		await until(() => busy(w), "the drop begins something");
		await new Promise((r) => setTimeout(r, 400));
		if (!(await busy(w))) return { cancel: "over before it could be cancelled" };
		const began = Date.now();
		await w.script('window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))');
		await until(async () => !(await busy(w)), "the work ends", PATIENCE);
		const cancel = Date.now() - began;
		const asBefore = (await w.count("button.primary")) > 0 && (await w.count(".canvas")) === 0;
		return { cancel, asBefore };
	} finally {
		await w.close();
	}
}

for (const files of drops) {
	const figures = { files, ...(await whole(files)), ...(await cancelled(files)) };
	process.stdout.write(`${JSON.stringify(figures)}\n`);
}
