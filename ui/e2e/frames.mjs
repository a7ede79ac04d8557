// Frame times of the map beside a bare PixiJS scene, in WebKitGTK as the window has it, with software GL.
//   node e2e/frames.mjs FRAME.atls NODES EDGES      prints one JSON line a measurement, two rounds in turn
// FRAME.atls is the first picture of a workspace (tests/benches/frame.rs); NODES and EDGES its size.
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { openWindow } from "./driver.mjs";
import { pageMemory } from "./processes.mjs";
import { serve, shippedCsp } from "./serve.mjs";

const [frame, nodes, edges] = process.argv.slice(2);
const BROWSER = process.env.ATLAS_MINIBROWSER ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
const root = join(import.meta.dirname, "..");
const ROUNDS = 2;

await copyFile(frame, join(root, "dist-bench/scene.atls"));
const csp = (await shippedCsp(root)).replace("connect-src", "connect-src 'self'");
const site = await serve(join(root, "dist-bench"), csp);

/** One measurement in a page of its own, so that memory is its own too. */
async function measure(what, call) {
	const w = await openWindow(BROWSER, ["--automation"]);
	try {
		await w.go(site.url);
		const before = await pageMemory(w.group);
		const got = await w.wait(call);
		const sorted = got.frames.toSorted((a, b) => a - b);
		const p = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
		const { frames: _, ...rest } = got;
		const line = { what, ...rest, p50: p(0.5), p95: p(0.95), before, after: await pageMemory(w.group) };
		process.stdout.write(`${JSON.stringify(line)}\n`);
		return line;
	} finally {
		await w.close();
	}
}

try {
	for (let round = 0; round < ROUNDS; round++) {
		const ours = await measure("ours", 'return frames.ours("scene.atls", 40)');
		await measure("bare, as many things", `return frames.bare(${ours.marks}, ${ours.lines}, 40)`);
		await measure("bare, whole graph", `return frames.bare(${nodes}, ${edges}, 6)`);
	}
} finally {
	site.close();
}
