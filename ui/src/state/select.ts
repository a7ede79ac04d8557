// SELECT texts that the window writes, and how they read to a person.

/** The SELECT of one node by its id: everything after the first `=` is the id. */
export function selectId(id: string): string {
	return `id=${id}`;
}

/** The SELECT of a group's members. */
export function selectCluster(id: string): string {
	return `cluster=${id}`;
}

export function selectWords(select: string): string {
	return select.startsWith("id=") ? select.slice(3) : select;
}
