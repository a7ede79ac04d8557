// Serves a built page with the window's own CSP, on a free port of this machine only.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
	".html": "text/html",
	".js": "text/javascript",
	".css": "text/css",
	".woff2": "font/woff2",
	".atls": "application/octet-stream",
};

/** The CSP that the window is shipped with; a page in a browser has no `ipc:`. */
export async function shippedCsp(root) {
	const conf = JSON.parse(await readFile(join(root, "../src-tauri/tauri.conf.json"), "utf8"));
	return conf.app.security.csp;
}

export async function serve(folder, csp) {
	const server = createServer(async (req, res) => {
		const path = normalize(new URL(req.url, "http://x").pathname).replace(/^(\.\.[/\\])+/, "");
		try {
			const bytes = await readFile(join(folder, path === "/" ? "index.html" : path));
			res.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/html", "content-security-policy": csp });
			res.end(bytes);
		} catch {
			res.writeHead(404).end();
		}
	});
	await new Promise((done) => server.listen(0, "127.0.0.1", done));
	return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
