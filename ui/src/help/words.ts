// What help says of its own; the long answers are the guide's.

export const H = {
	how: (title: string) => `How is “${title}” computed?`,
	ask: "How is this computed?",
	more: "Other scores",
	/** `section` is a heading of docs/guide/scores.md. */
	topics: {
		outlier: {
			title: "Outlier score",
			short: "How surprising someone's access is beside the access of their peers, from 0 (none of it) to 1.",
			section: "Outliers",
		},
		exposure: {
			title: "Exposure",
			short: "How many identities have a way to a crown jewel: all of them are counted, none is estimated.",
			section: "Exposure",
		},
		quality: {
			title: "Quality of a group",
			short: "How alike the access of its members is: 1 is equal, 0 has nothing in common.",
			section: "Quality of a group",
		},
		"peer-group": {
			title: "Peer group",
			short: "A group whose members share enough for one of them to be compared with the others.",
			section: "Groups",
		},
		likelihood: {
			title: "Likelihood of a path",
			short: "How easily a way is gone beside other ways: relative, not a measured probability.",
			section: "Steps and paths",
		},
		cut: {
			title: "Cuts",
			short: "How many would lose every way to a crown jewel if this one step were taken out.",
			section: "Choke points",
		},
		"false-discovery": {
			title: "False findings",
			short: "The share of findings that would be there by chance alone: it is held at 5 %.",
			section: "False findings",
		},
	},
	tour: "Two-minute tour",
	tourOffer: "Take the two-minute tour",
	tourOf: (step: number, of: number) => `${step} of ${of}`,
	tourNext: "Next",
	tourBack: "Back",
	tourSkip: "Leave the tour",
	tourEnd: "Done",
	steps: [
		{
			at: ".map .top",
			title: "A coast of access",
			text: "Groups of identities are countries. To the right of the line lie those that reach a crown jewel, and the jewels are the coast. The line above the map always says how to read it.",
		},
		{
			at: ".map .bottom",
			title: "What is on screen",
			text: "The legend names exactly what is drawn, and how much of how much is shown. Shapes tell people, machines and agents apart; dark and filled means that it reaches a crown jewel.",
		},
		{
			at: ".drawer",
			title: "The list behind the picture",
			text: "Outliers, paths, groups and crown jewels. A row and its mark on the map are the same thing: choose one and the other is selected. “On the map” lists everything that is drawn.",
		},
		{
			at: "#right",
			title: "Why",
			text: "Whatever is selected is explained here: what it reaches, why it does not fit, and the line of the file that says so. A question mark beside a score says how it is computed.",
		},
		{
			at: "#left",
			title: "How would one climb?",
			text: "Choose a start and a target and press “Find paths”: every step is a sentence with its status and what would stop it. Below it stands what no file could tell.",
		},
		{
			at: ".search",
			title: "One box for everything",
			text: "Names, saved views and every command. Press Ctrl K (⌘K on a Mac) anywhere; “>” looks among commands only, and “?” lists all keys.",
		},
		{
			at: ".places",
			title: "Explore, review, present",
			text: "The same map, three ways to work: explore it, decide in a review what may stay, and tell others with a story. Escape and Alt ← always lead back.",
		},
	],
} as const;
