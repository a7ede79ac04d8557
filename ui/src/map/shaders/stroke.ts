// Lines, ribbons and arrow heads: triangles whose vertices carry a point of the curve and the way
// out from it, so that a line can keep a least width in pixels without being built again on zoom.

export const STROKE_VERTEX = /* glsl */ `#version 300 es
precision highp float;
in vec2 aPoint;
in vec2 aOut;
in vec4 aSize;
in vec4 aColour;
uniform vec4 uCam;
uniform vec2 uScreen;
out float vSide;
out float vHalf;
out float vAlong;
flat out float vStyle;
out vec4 vColour;
void main() {
	// aSize: half width in map units, side -1..1 (9: rim, 8: inside of an arrow head), way along, style.
	bool arrow = aSize.y > 4.0;
	float half_ = aSize.x * uCam.x;
	half_ = arrow ? clamp(half_, 4.0, 13.0) : max(half_, 0.55);
	float grow = arrow ? half_ : half_ + 1.0;
	vec2 px = (aPoint - uCam.yz) * uCam.x + aOut * grow;
	// 0.698: from the middle of the back to the rim, in sizes of the head (stroke-mesh.ts).
	vHalf = arrow ? half_ * 0.698 : half_;
	vSide = arrow ? (aSize.y > 8.5 ? vHalf : 0.0) : aSize.y * grow;
	vAlong = aSize.z * uCam.x;
	vStyle = aSize.w;
	vColour = aColour;
	if (arrow) vColour.a *= smoothstep(0.25, 0.6, uCam.x);
	gl_Position = vec4(px.x / uScreen.x * 2.0 - 1.0, 1.0 - px.y / uScreen.y * 2.0, 0.0, 1.0);
}`;

export const STROKE_FRAGMENT = /* glsl */ `#version 300 es
precision highp float;
in float vSide;
in float vHalf;
in float vAlong;
flat in float vStyle;
in vec4 vColour;
uniform vec4 uCam;
out vec4 finalColor;
void main() {
	float aa = 0.75 / uCam.w;
	float a = vColour.a * (1.0 - smoothstep(vHalf - aa, vHalf + aa, abs(vSide)));
	if (vStyle > 3.5) a *= step(fract(vAlong / 6.0), 0.5);
	else if (vStyle > 2.5) {
		float at = fract(vAlong / 14.0);
		a *= step(at, 0.5) + step(0.68, at) * step(at, 0.82);
	} else if (vStyle > 1.5) a *= step(fract(vAlong / 6.0), 0.42);
	else if (vStyle > 0.5) a *= step(fract(vAlong / 11.0), 0.62);
	if (a < 0.004) discard;
	finalColor = vec4(vColour.rgb * a, a);
}`;
