// What a program costs: its processes as the kernel counts them (Linux).
import { readdir, readFile } from "node:fs/promises";

/** Clock ticks a second, as /proc counts CPU time. */
const TICKS = 100;
const PAGE = 4096;

/** The processes of a group: name, CPU seconds so far, resident MB. */
export async function processes(group) {
	const all = [];
	for (const pid of await readdir("/proc")) {
		if (!/^\d+$/.test(pid)) continue;
		const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
		const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
		const rest = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		if (Number(rest[2]) !== group) continue;
		all.push({ name, cpu: (Number(rest[11]) + Number(rest[12])) / TICKS, mb: (Number(rest[21]) * PAGE) / 1e6 });
	}
	return all;
}

/** CPU seconds of all processes of a group. */
export async function cpuOf(group) {
	return (await processes(group)).reduce((sum, p) => sum + p.cpu, 0);
}

/** Resident MB of the process that draws. */
export async function pageMemory(group) {
	return Math.max(0, ...(await processes(group)).filter((p) => p.name.startsWith("WebKitWebProc")).map((p) => p.mb));
}
