// A made-up organisation, small enough to read: people and machines in groups, three crown jewels,
// two people who do not fit, one hostile name. Seeded, so that every run shows the same.

export interface Member {
	id: string;
	name: string;
	lane: "human" | "machine";
	group: string;
	exposed: boolean;
	/** 0..=1; members that fit have none. */
	score: number | null;
}

export interface Group {
	id: string;
	label: string;
	lane: "human" | "machine";
	size: number;
	exposed: number;
	peer: boolean;
	kind: "region" | "base" | "small";
	/** Place on the map. */
	x: number;
	y: number;
	r: number;
}

export interface Jewel {
	id: string;
	name: string;
	level: string;
	y: number;
}

/** Names from files are hostile until proven otherwise: this one would run as markup and turns the line round. */
export const HOSTILE = "<img src=x onerror=alert(1)>\u202e";

export const GROUPS: Group[] = [
	{
		id: "base",
		label: "base access only",
		lane: "human",
		size: 60,
		exposed: 0,
		peer: false,
		kind: "base",
		x: 110,
		y: 300,
		r: 84,
	},
	{
		id: "g1",
		label: "website",
		lane: "human",
		size: 24,
		exposed: 0,
		peer: true,
		kind: "region",
		x: 290,
		y: 150,
		r: 46,
	},
	{
		id: "g2",
		label: "payments",
		lane: "human",
		size: 18,
		exposed: 3,
		peer: true,
		kind: "region",
		x: 480,
		y: 120,
		r: 42,
	},
	{
		id: "g3",
		label: "data platform",
		lane: "human",
		size: 20,
		exposed: 8,
		peer: true,
		kind: "region",
		x: 560,
		y: 270,
		r: 44,
	},
	{
		id: "g4",
		label: "support",
		lane: "human",
		size: 30,
		exposed: 0,
		peer: false,
		kind: "region",
		x: 300,
		y: 400,
		r: 52,
	},
	{
		id: "g5",
		label: "operations",
		lane: "human",
		size: 12,
		exposed: 10,
		peer: true,
		kind: "region",
		x: 630,
		y: 420,
		r: 38,
	},
	{
		id: "g6",
		label: "build runners",
		lane: "machine",
		size: 26,
		exposed: 5,
		peer: true,
		kind: "region",
		x: 470,
		y: 480,
		r: 44,
	},
	{
		id: "g7",
		label: "functions",
		lane: "machine",
		size: 14,
		exposed: 0,
		peer: false,
		kind: "region",
		x: 330,
		y: 270,
		r: 36,
	},
];

export const JEWELS: Jewel[] = [
	{ id: "vault", name: "secrets vault", level: "admin", y: 130 },
	{ id: "ledger", name: "ledger", level: "write or more", y: 300 },
	{ id: "tenant", name: "tenant", level: "owner", y: 470 },
];

/** Which groups reach which jewels, by how many. */
export const REACH: { group: string; to: string; n: number }[] = [
	{ group: "g2", to: "ledger", n: 3 },
	{ group: "g3", to: "ledger", n: 8 },
	{ group: "g3", to: "vault", n: 4 },
	{ group: "g5", to: "tenant", n: 10 },
	{ group: "g5", to: "vault", n: 6 },
	{ group: "g6", to: "vault", n: 5 },
];

const FIRST = [
	"ada",
	"ben",
	"cleo",
	"dan",
	"eva",
	"finn",
	"gus",
	"hana",
	"ivo",
	"jana",
	"kim",
	"leo",
	"mia",
	"nils",
	"olga",
	"pia",
	"quin",
	"rosa",
	"sam",
	"tess",
];

export const MEMBERS: Member[] = GROUPS.flatMap((g) =>
	Array.from({ length: g.size }, (_, i): Member => {
		const odd = (g.id === "g4" && i < 2) || (g.id === "g6" && i === 0) || (g.id === "g2" && i === 0);
		const name =
			g.id === "g4" && i === 1
				? HOSTILE
				: g.lane === "human"
					? `${FIRST[i % FIRST.length]}.${g.id}${i >= FIRST.length ? i : ""}`
					: `${g.label.split(" ")[0]}-${i + 1}`;
		return {
			id: `${g.id}/${i}`,
			name,
			lane: g.lane,
			group: g.id,
			exposed: i < g.exposed,
			score: odd ? 0.95 - 0.07 * i - (g.lane === "machine" ? 0.2 : 0) : null,
		};
	}),
);

export const member = (id: string): Member | undefined => MEMBERS.find((m) => m.id === id);
export const group = (id: string): Group | undefined => GROUPS.find((g) => g.id === id);
export const jewel = (id: string): Jewel | undefined => JEWELS.find((j) => j.id === id);
