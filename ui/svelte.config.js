// Svelte reads this file; the preprocessor lets components be written in TypeScript.
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default { preprocess: vitePreprocess() };
