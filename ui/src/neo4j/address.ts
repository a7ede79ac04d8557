// The address of a database in its parts, as the dialog asks for them, and back.

export interface Parts {
	/** bolt, or neo4j where the address said so. */
	scheme: string;
	/** "+s", "+ssc" or "". */
	suffix: string;
	/** Host, with a port where it is not the usual one. */
	server: string;
	user: string;
	database: string;
}

const PORT = "7687";
const ADDRESS = /^(bolt|neo4j)(\+s|\+ssc)?:\/\/(?:([^/]*)@)?([^/@]*)(?:\/(.*))?$/;

export function isAddress(text: string): boolean {
	return ADDRESS.test(text.trim());
}

/** The parts of a whole address; undefined where it is none. A password in it is dropped. */
export function parse(text: string): Parts | undefined {
	const found = ADDRESS.exec(text.trim());
	if (!found) return undefined;
	const [, scheme, suffix, user, server, database] = found;
	return {
		scheme,
		suffix: suffix ?? "",
		server: server.endsWith(`:${PORT}`) ? server.slice(0, -PORT.length - 1) : server,
		user: user?.split(":")[0] || "neo4j",
		database: database ?? "",
	};
}

/** With the port, as the session writes it. */
export function write(p: Parts): string {
	const typed = p.server.trim();
	const server = /^(\[.*\]|[^:]*):\d+$/.test(typed) ? typed : `${typed}:${PORT}`;
	const database = p.database.trim() ? `/${p.database.trim()}` : "";
	return `${p.scheme}${p.suffix}://${p.user.trim() || "neo4j"}@${server}${database}`;
}

/** Whether a server is this computer, so that nothing leaves it. */
export function isLoopback(server: string): boolean {
	const host = server.trim().toLowerCase();
	return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}
