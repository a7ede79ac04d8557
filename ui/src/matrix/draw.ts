// The cells of a matrix on a 2D canvas: only those in sight, one path for each look. A look is told by
// its shape and not by its colour alone: full square, small square, diamond, hollow square, faint square.
import type { MatrixAnswer } from "../ipc/host";
import { PALETTE, type Theme } from "../theme/palette";
import { columnsInSight, type Geometry, rowsInSight, widthOf, xOf } from "./geometry";
import type { Shown } from "./shown";

export interface Frame {
	answer: MatrixAnswer;
	shown: Shown;
	geometry: Geometry;
	/** What is scrolled away, and the size of the canvas. */
	left: number;
	top: number;
	width: number;
	height: number;
	theme: Theme;
	/** Rows and columns under the pointer, and selected; -1 for none. Positions, not indices. */
	hovered: { row: number; column: number };
	selected: { row: number; columns: ReadonlySet<number> };
}

export type Look = "usual" | "some" | "rare" | "missing" | "empty";

/** Trace one cell with its upper left corner at (x, y). */
export function trace(path: Path2D | CanvasRenderingContext2D, look: Look, x: number, y: number, cell: number): void {
	const inset = (by: number) => path.rect(x + by, y + by, cell - 2 * by, cell - 2 * by);
	if (look === "some") inset(cell * 0.22);
	else if (look === "missing") inset(1.75);
	else if (look === "rare") {
		const [cx, cy, r] = [x + cell / 2, y + cell / 2, cell * 0.5];
		path.moveTo(cx, cy - r);
		path.lineTo(cx + r, cy);
		path.lineTo(cx, cy + r);
		path.lineTo(cx - r, cy);
		path.closePath();
	} else inset(1);
}

export function paint(pen: CanvasRenderingContext2D, paths: Record<Look, Path2D>, theme: Theme): void {
	const ink = PALETTE[theme];
	pen.fillStyle = ink.sea;
	pen.fill(paths.empty);
	pen.fillStyle = ink.muted;
	pen.fill(paths.usual);
	pen.fillStyle = ink.pale;
	pen.fill(paths.some);
	pen.fillStyle = ink.outlier;
	pen.fill(paths.rare);
	pen.fillStyle = ink.panel;
	pen.fill(paths.missing);
	pen.strokeStyle = ink.accent;
	pen.lineWidth = 1.5;
	pen.stroke(paths.missing);
}

/** Draw a frame. O(cells in sight + what the rows in sight hold). */
export function drawCells(pen: CanvasRenderingContext2D, density: number, f: Frame): void {
	const { answer, shown, geometry: g } = f;
	const ink = PALETTE[f.theme];
	pen.setTransform(density, 0, 0, density, 0, 0);
	pen.clearRect(0, 0, f.width, f.height);
	const across = Math.min(widthOf(g) - f.left, f.width);
	const down = Math.min(g.rows * g.cell - f.top, f.height);
	const band = (position: number, alpha: number) => {
		if (position < 0) return;
		pen.globalAlpha = alpha;
		pen.fillStyle = ink.accent;
		pen.fillRect(0, position * g.cell - f.top, across, g.cell);
	};
	const pole = (position: number, alpha: number) => {
		if (position < 0) return;
		pen.globalAlpha = alpha;
		pen.fillStyle = ink.accent;
		pen.fillRect(xOf(g, position) - f.left, 0, g.cell, down);
	};
	band(f.selected.row, 0.22);
	for (const c of f.selected.columns) pole(c, 0.22);
	band(f.hovered.row, 0.12);
	pole(f.hovered.column, 0.12);
	pen.globalAlpha = 1;
	const paths: Record<Look, Path2D> = {
		usual: new Path2D(),
		some: new Path2D(),
		rare: new Path2D(),
		missing: new Path2D(),
		empty: new Path2D(),
	};
	const has = new Uint8Array(answer.columns.length);
	const [row0, row1] = rowsInSight(g, f.top, f.height);
	const [column0, column1] = columnsInSight(g, f.left, f.width);
	for (let r = row0; r < row1; r++) {
		const held = answer.held[shown.rows[r]];
		for (const c of held) has[c] = 1;
		const y = r * g.cell - f.top;
		// A band shows through where nothing is held.
		const marked = r === f.selected.row || r === f.hovered.row;
		for (let c = column0; c < column1; c++) {
			const { column } = shown.columns[c];
			const of = answer.columns[column];
			const look: Look = has[column] === 1 ? (of.held as Look) : of.missed ? "missing" : "empty";
			if (look === "empty" && (marked || c === f.hovered.column || f.selected.columns.has(c))) continue;
			trace(paths[look], look, xOf(g, c) - f.left, y, g.cell);
		}
		for (const c of held) has[c] = 0;
	}
	paint(pen, paths, f.theme);
}
