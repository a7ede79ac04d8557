// How the inside of the window is built: one page, no inlined scripts, so that a strict CSP holds.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
	plugins: [svelte()],
	clearScreen: false,
	build: {
		target: ["es2022", "safari16"],
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		chunkSizeWarningLimit: 900,
	},
	server: { port: 5173, strictPort: true },
	test: { include: ["src/**/*.test.ts"], environment: "node" },
});
