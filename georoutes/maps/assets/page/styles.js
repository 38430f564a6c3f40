// Colour and pattern say the mode; pattern and weight say where the line comes from.

const COLOURS = {
  sea: "#0072B2", rail: "#1a1a1a", road: "#D55E00", air: "#AA4499", river: "#117A65", unknown: "#5b6168", plain: "#3b4248",
};

function strokes(mode, kind) {
  // From bottom to top: {color, weight, dashArray, lineCap}.
  const color = COLOURS[mode];
  if (kind === "connector") return [{ color: "#4a5158", weight: 1.8, dashArray: "1 4.5", lineCap: "round" }];
  if (kind === "schematic") return [{ color, weight: 2.4, dashArray: "0.5 5.5", lineCap: "round" }];
  if (kind === "assumed") return [{ color, weight: 3, dashArray: "4 5" }];
  const given = kind === "reported" || kind === "given";
  const dashes = { air: "9 7", river: "12 4 2 4" };
  const base = { color, weight: given ? 4 : 2.6, dashArray: dashes[mode] || { geodesic: "9 7", network: "12 3.5" }[kind] };
  if (mode === "rail") return [base, { color, weight: given ? 10 : 8, dashArray: "1.6 13.9", dashOffset: -5.2 }];
  if (mode === "road") return [{ ...base, weight: given ? 5 : 4 }, { color: "#fff", weight: 1.2 }];
  return [base];
}

function mainKind(leg) {
  // The style that most of a leg is drawn in; it stands for the leg in the lists.
  const points = {};
  for (const { kind, line } of leg.parts || []) points[kind] = (points[kind] || 0) + (kind === "connector" ? 0 : line.length);
  return Object.keys(points).sort((a, b) => points[b] - points[a])[0] || "reported";
}

const doubted = (leg) => data.doubted.includes(leg.modality);
const PALE = 0.7; // still 3:1 against its casing

function sample(mode, kind) {
  const line = (stroke) => svg("line", {
    x1: 1, x2: 33, y1: 7, y2: 7, stroke: stroke.color, "stroke-width": stroke.weight,
    "stroke-dasharray": stroke.dashArray || "none", "stroke-dashoffset": stroke.dashOffset || 0,
    "stroke-linecap": stroke.lineCap || "butt",
  });
  const lines = strokes(mode, kind === "doubted" ? "network" : kind).map(line);
  return svg("svg", { width: 34, height: 14, "aria-hidden": "true", opacity: kind === "doubted" ? PALE : 1 }, ...lines);
}

const noLine = () => svg(
  "svg", { width: 34, height: 16, "aria-hidden": "true" },
  svg("path", { d: "M17 2a6 6 0 1 0 .1 0zM13 12L21 4", fill: "none", stroke: "#8a1c1c", "stroke-width": 1.8 }),
);
