// The picture on the screen: Pixi meshes fed from the scene's arrays, drawn only when asked.
//
// Base layers are built once per scene and theme; what is hovered or selected is a small layer of its
// own above them, so that pointing at things costs nothing. Texts stand on a 2D canvas over it.
// Framework-free; MapCanvas.svelte owns the pointer and the keys.
import "pixi.js/unsafe-eval";
import {
	Buffer,
	BufferUsage,
	Container,
	Geometry,
	GlProgram,
	Mesh,
	Shader,
	UniformGroup,
	WebGLRenderer,
} from "pixi.js";
import { colours, type Theme } from "../theme/palette";
import type { Camera, Extent } from "./camera";
import { emphasised, type Focus } from "./focus";
import { drawLabels } from "./label-layer";
import { INKS, type Ink, OUTLINES, type Scene, WIDTH } from "./scene";
import { SHAPE_FRAGMENT, SHAPE_VERTEX } from "./shaders/shape";
import { STROKE_FRAGMENT, STROKE_VERTEX } from "./shaders/stroke";
import { countryShapes, haloShapes, markShapes, type Rgb, SHAPE_FLOATS, type Shapes } from "./shape-mesh";
import { lineStrokes, STROKE_FLOATS, STYLES, type Stroke, triangles } from "./stroke-mesh";

const code = (ink: Ink): number => INKS.indexOf(ink);
const CODES = {
	panel: code("panel"),
	border: code("border"),
	pale: code("pale"),
	exposed: code("exposed"),
	outlier: code("outlier"),
};

/** Steps are quiet until they are pointed at. */
const LINE_ALPHA = 0.85;

export interface MapRenderer {
	/** Show a scene; the camera is the caller's. */
	show(scene: Scene, theme: Theme): void;
	resize(screen: Extent, density: number): void;
	/** Draw one frame. */
	draw(camera: Camera, focus: Focus): void;
	destroy(): void;
}

/** Throws where the webview has no WebGL 2. */
export async function createRenderer(canvas: HTMLCanvasElement, texts: HTMLCanvasElement): Promise<MapRenderer> {
	const pixi = new WebGLRenderer();
	await pixi.init({ canvas, width: 16, height: 16, antialias: false, autoDensity: false, backgroundAlpha: 1 });
	const stage = new Container();
	const base = stage.addChild(new Container());
	const above = stage.addChild(new Container());
	const uniforms = new UniformGroup({
		uCam: { value: new Float32Array(4), type: "vec4<f32>" },
		uScreen: { value: new Float32Array(2), type: "vec2<f32>" },
	});
	const shapeShader = new Shader({
		glProgram: GlProgram.from({ vertex: SHAPE_VERTEX, fragment: SHAPE_FRAGMENT, name: "shape" }),
		resources: { uniforms },
	});
	const strokeShader = new Shader({
		glProgram: GlProgram.from({ vertex: STROKE_VERTEX, fragment: STROKE_FRAGMENT, name: "stroke" }),
		resources: { uniforms },
	});
	const corners = new Buffer({ data: new Float32Array([-1, -1, 1, -1, 1, 1, -1, 1]), usage: BufferUsage.VERTEX });
	const quad = new Buffer({ data: new Uint32Array([0, 1, 2, 0, 2, 3]), usage: BufferUsage.INDEX });

	function shapeMesh(shapes: Shapes): Mesh<Geometry, Shader> | null {
		if (shapes.count === 0) return null;
		const buffer = new Buffer({
			data: shapes.data.subarray(0, shapes.count * SHAPE_FLOATS),
			usage: BufferUsage.VERTEX,
		});
		const stride = SHAPE_FLOATS * 4;
		const part = (format: "float32x3" | "float32x4", floats: number) => ({
			buffer,
			format,
			stride,
			offset: floats * 4,
			instance: true,
		});
		const geometry = new Geometry({
			attributes: {
				aCorner: { buffer: corners, format: "float32x2" },
				aPlace: part("float32x3", 0),
				aForm: part("float32x4", 3),
				aFill: part("float32x4", 7),
				aStroke: part("float32x4", 11),
			},
			indexBuffer: quad,
			instanceCount: shapes.count,
		});
		return new Mesh({ geometry, shader: shapeShader });
	}

	function strokeMesh(strokes: Stroke[]): Mesh<Geometry, Shader> | null {
		if (strokes.length === 0) return null;
		const { vertices, indices } = triangles(strokes);
		const buffer = new Buffer({ data: vertices, usage: BufferUsage.VERTEX });
		const stride = STROKE_FLOATS * 4;
		const part = (format: "float32x2" | "float32x4", floats: number) => ({
			buffer,
			format,
			stride,
			offset: floats * 4,
		});
		const geometry = new Geometry({
			attributes: {
				aPoint: part("float32x2", 0),
				aOut: part("float32x2", 2),
				aSize: part("float32x4", 4),
				aColour: part("float32x4", 8),
			},
			indexBuffer: new Buffer({ data: indices, usage: BufferUsage.INDEX }),
		});
		return new Mesh({ geometry, shader: strokeShader });
	}

	/** Replace the children of a layer and free what they held. */
	function refill(layer: Container, meshes: (Mesh<Geometry, Shader> | null)[]): void {
		for (const child of layer.removeChildren()) {
			const geometry = (child as Mesh<Geometry, Shader>).geometry;
			for (const b of geometry.buffers) if (b !== corners && b !== quad) b.destroy();
			child.destroy();
			geometry.destroy(false);
		}
		for (const mesh of meshes) if (mesh) layer.addChild(mesh);
	}

	let scene: Scene | null = null;
	let theme: Theme = "light";
	let palette: Rgb[] = colours("light");
	let screen: Extent = { width: 1, height: 1 };
	let density = 1;
	let shown: Focus | null = null;

	function unit(rgb: Rgb): [number, number, number] {
		return [rgb[0] / 255, rgb[1] / 255, rgb[2] / 255];
	}

	function buildBase(s: Scene): void {
		const { bands, lines } = s;
		const bandStrokes: Stroke[] = Array.from({ length: bands.count }, (_, i) => {
			const o = i * WIDTH.bands;
			return {
				points: bands.curve,
				at: o,
				from: bands.curve[o + 8],
				to: bands.curve[o + 9],
				colour: unit(palette[bands.codes[4 * i]]),
				alpha: bands.curve[o + 10],
				style: 0,
				arrow: false,
				upright: true,
			};
		});
		const steps: Stroke[] = Array.from({ length: lines.count }, (_, i) => {
			const o = i * WIDTH.lines;
			const [ink, outline, end] = lines.codes.subarray(4 * i, 4 * i + 3);
			return {
				points: lines.curve,
				at: o,
				from: lines.curve[o + 8],
				to: lines.curve[o + 8],
				colour: unit(palette[ink]),
				alpha: LINE_ALPHA,
				style: STYLES[OUTLINES[outline]],
				arrow: end === 1,
				bars: unit(palette[code("ink")]),
			};
		});
		refill(base, [
			strokeMesh(bandStrokes),
			shapeMesh(countryShapes(s.countries, palette, CODES)),
			strokeMesh(steps.flatMap(lineStrokes)),
			shapeMesh(haloShapes(s.halos, palette, CODES)),
			shapeMesh(markShapes(s.marks, palette, CODES)),
		]);
	}

	return {
		show(next, nextTheme) {
			scene = next;
			theme = nextTheme;
			palette = colours(theme);
			shown = null;
			const [r, g, b] = palette[code("ground")];
			pixi.background.color = (r << 16) | (g << 8) | b;
			buildBase(next);
		},
		resize(next, nextDensity) {
			screen = next;
			density = nextDensity;
			pixi.resize(Math.max(1, screen.width), Math.max(1, screen.height), density);
			texts.width = Math.max(1, Math.round(screen.width * density));
			texts.height = Math.max(1, Math.round(screen.height * density));
		},
		draw(camera, focus) {
			if (!scene) return;
			if (focus !== shown) {
				const { strokes, shapes } = emphasised(scene, focus, palette);
				refill(above, [strokeMesh(strokes), shapeMesh(shapes)]);
				shown = focus;
			}
			uniforms.uniforms.uCam = new Float32Array([camera.scale, camera.x, camera.y, density]);
			uniforms.uniforms.uScreen = new Float32Array([screen.width, screen.height]);
			uniforms.update();
			pixi.render({ container: stage });
			drawLabels(texts, scene, camera, screen, density, theme, focus);
		},
		destroy() {
			refill(base, []);
			refill(above, []);
			stage.destroy({ children: true });
			pixi.destroy();
		},
	};
}
