// Colour and pattern say the mode; pattern and weight say where the line comes from.

const MODES = ["sea", "rail", "road", "air", "river", "unknown", "plain"];
const COLOURS = Object.fromEntries(MODES.map((mode) => [mode, `var(--${mode})`])); // page.css has them, light and dark

function strokes(mode, kind, hollow, wide = 0) {
  // From bottom to top: {color, weight, dashArray, lineCap}. The kind "mode" is the mode's own pattern alone.
  if (wide && kind !== "connector") return strokes(mode, kind, hollow).map((stroke) => ({ ...stroke, weight: stroke.weight + wide }));
  const color = COLOURS[mode];
  if (kind === "connector") return [{ color: "var(--soft)", weight: 1.8, dashArray: "1 4.5", lineCap: "round" }];
  if (hollow) return hollowStrokes(mode, kind);
  if (kind === "schematic") return [{ color, weight: 2.4, dashArray: "0.5 5.5", lineCap: "round" }];
  if (kind === "assumed") return [{ color, weight: 3, dashArray: "4 5" }];
  const given = ["reported", "given", "mode"].includes(kind);
  const dashes = { air: "9 7", river: "12 4 2 4" };
  const base = { color, weight: given ? 4 : 2.6, dashArray: dashes[mode] || { geodesic: "9 7", network: "12 3.5" }[kind] };
  if (mode === "rail") return [base, { color, weight: given ? 10 : 8, dashArray: "1.6 13.9", dashOffset: -5.2 }];
  if (mode === "road") return [{ ...base, weight: given ? 5 : 4 }, { color: "var(--halo)", weight: 1.2 }];
  return [base];
}

// What nobody says has happened is an outline. Paler colours would be too weak on the water, and too like the others.
function hollowStrokes(mode, kind) {
  const color = COLOURS[mode];
  const outlined = (dash, gap, cap) => {
    const [outer, rim] = [mode === "road" ? 6 : 4.8, 1.3];
    const [inner, offset] = cap ? [dash, 0] : [dash - 2 * rim, -rim];
    return [
      { color, weight: outer, dashArray: `${dash} ${gap}`, lineCap: cap },
      { color: "var(--halo)", weight: outer - 2 * rim, dashArray: `${inner} ${dash + gap - inner}`, dashOffset: offset, lineCap: cap },
    ];
  };
  if (kind === "schematic") return outlined(0.5, 10, "round");
  if (kind === "assumed") return outlined(5, 6);
  const [dash, gap] = { road: [13, 9], air: [6, 11] }[mode] || [11, 9];
  // A tie of the railway stands in the middle of each gap.
  const ties = { color, weight: 9, dashArray: `1.6 ${dash + gap - 1.6}`, dashOffset: -(dash + gap / 2 - 0.8) };
  return mode === "rail" ? [...outlined(dash, gap), ties] : outlined(dash, gap);
}

function mainKind(leg) {
  // The style that most of a leg is drawn in; it stands for the leg in the lists.
  const points = {};
  for (const { kind, line } of leg.parts || []) points[kind] = (points[kind] || 0) + (kind === "connector" ? 0 : line.length);
  return Object.keys(points).sort((a, b) => points[b] - points[a])[0] || "reported";
}

function sample(mode, kind, hollow, wide) {
  const line = (stroke) => svg("line", {
    x1: 1, x2: 33, y1: 7, y2: 7, stroke: stroke.color, "stroke-width": stroke.weight,
    "stroke-dasharray": stroke.dashArray || "none", "stroke-dashoffset": stroke.dashOffset || 0,
    "stroke-linecap": stroke.lineCap || "butt",
  });
  return svg("svg", { width: 34, height: 14, "aria-hidden": "true" }, ...strokes(mode, kind, hollow, wide).map(line));
}

const areaMark = () => svg("svg", { width: 34, height: 18, "aria-hidden": "true" }, svg("circle", {
  cx: 17, cy: 9, r: 8, fill: "var(--ink)", "fill-opacity": 0.1, stroke: "var(--ink)", "stroke-dasharray": "3 3",
}));
const deniedMark = () => svg("svg", { width: 34, height: 14, "aria-hidden": "true" }, svg("circle", {
  cx: 17, cy: 7, r: 3.5, fill: "var(--halo)", stroke: "var(--ink)", "stroke-width": 1.4,
}));
const noLine = () => svg(
  "svg", { width: 34, height: 16, "aria-hidden": "true" },
  svg("path", { d: "M17 2a6 6 0 1 0 .1 0zM13 12L21 4", fill: "none", stroke: "var(--deny)", "stroke-width": 1.8 }),
);
