// Legs: a white casing, the line, a wide invisible one to click on, and arrows.

// Legs that share a corridor run side by side: each vertex moves aside by its lane, at every zoom alike.
const LANE = 9 + Math.max(0, ...data.legs.slice(0, CANVAS_ABOVE).map(({ wide }) => wide || 0)); // pixels between two lines
const LANE_STEPS = 20;

// The next point along a line, in one direction, that is some pixels away.
function away(points, i, step) {
  let j = i;
  while (points[j + step] && Math.hypot(points[j].x - points[i].x, points[j].y - points[i].y) < 2 * LANE) j += step;
  return points[j];
}

function aside(points, lanes) {
  return points.map((point, i) => {
    if (!lanes[i]) return point;
    const [a, b] = [away(points, i, -1), away(points, i, 1)]; // where the line is heading, less its small bends
    const far = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const shift = (lanes[i] / LANE_STEPS) * LANE / far;
    return L.point(point.x - (b.y - a.y) * shift, point.y + (b.x - a.x) * shift);
  });
}

const Line = L.Polyline.extend({
  _projectLatlngs(latlngs, result, bounds) {
    L.Polyline.prototype._projectLatlngs.call(this, latlngs, result, bounds);
    if (this.options.lanes) result.push(aside(result.pop(), this.options.lanes));
  },
});

function linesOf(leg) {
  leg.lines = leg.lines || leg.parts.map((part) => ({ ...part, points: decode(part.line, data.scale) }));
  return leg.lines;
}
const pointsOf = (leg) => linesOf(leg).flatMap((part) => part.points);

// What lies under a line: a casing, which would fill the gaps of a hollow line; or a band that says that the leg is
// chosen, or is under way on the day that is shown: solid where that is sure, shaded where it is only possible.
const unseen = (leg) => leg.alike.every((one) => one.hidden);
const PHASE_ORDER = ["now", "maybe", "", "undated", "earlier"];

// How a line looks that stands for several legs: as the one that matters most.
function looks(leg) {
  const phases = leg.alike.map(({ phase }) => PHASE_ORDER.indexOf(phase || "")).filter((at) => at >= 0);
  return { chosen: leg.alike.some((one) => one.chosen), phase: PHASE_ORDER[Math.min(...phases)] };
}

function haloStyle(leg, width) {
  const { chosen, phase } = looks(leg);
  const plain = { color: "var(--halo)", opacity: leg.doubted ? 0 : 0.85, weight: width, dashArray: null, lineCap: "round" };
  if (chosen) return { ...plain, color: "var(--mark)", opacity: 1 };
  if (phase === "now") return { ...plain, color: "var(--now)", opacity: 0.9, weight: width + 7 };
  if (phase === "maybe") return { ...plain, color: "var(--now)", opacity: 0.9, weight: width + 7, dashArray: "3 6", lineCap: "butt" };
  return plain;
}

function dress(leg) {
  const line = leg.line || leg;
  for (const { layer, width } of line.halo || []) layer.setStyle(haloStyle(line, width));
  if (many) many.later();
}

function drawLeg(map, leg, choose) {
  const group = L.layerGroup();
  const mark = (layer) => {
    layer.on("add", () => {
      const node = layer.getElement && layer.getElement();
      if (!node) return;
      node.setAttribute("data-leg", leg.row);
      node.setAttribute("data-mode", leg.mode);
      node.setAttribute("data-kind", layer.options.kind);
    });
    return layer.addTo(group);
  };
  const lines = linesOf(leg);
  const common = { opacity: 1, interactive: false, lineJoin: "round", smoothFactor: 0.7 };
  leg.halo = [];
  for (const { points, kind, lanes } of lines) {
    const layers = strokes(leg.mode, kind, leg.doubted, leg.wide);
    const width = kind === "connector" ? 4 : Math.max(...layers.map((s) => s.weight)) + 3;
    const halo = new Line(points, { ...common, lanes, pane: "casing", kind, ...haloStyle(choose ? leg : { doubted: leg.doubted, alike: [] }, width) });
    mark(halo);
    if (choose) leg.halo.push({ layer: halo, width });
    for (const stroke of layers) mark(new Line(points, { ...common, lanes, pane: "lines", lineCap: "butt", kind, ...stroke }));
    if (choose) mark(new Line(points, { lanes, pane: "hits", kind, color: "#000", weight: 18, opacity: 0 }));
  }
  if (choose) group.eachLayer((layer) => layer.on("click", choose));
  const arrows = L.polygon([], {
    pane: "arrows", interactive: false, stroke: true, color: leg.doubted ? COLOURS[leg.mode] : "var(--halo)", weight: 1.5,
    fillColor: leg.doubted ? "var(--halo)" : COLOURS[leg.mode], fillOpacity: 1, smoothFactor: 0, noClip: true, kind: "arrow",
  });
  mark(arrows);
  return { group, arrows, lines: lines.filter((part) => part.kind !== "connector") };
}

function pixelTrack(map, parts) {
  // The drawn line as pixels, with the way walked to each of them.
  const track = [];
  let walked = 0;
  for (const part of parts) {
    const pixels = part.points.map((point) => map.latLngToLayerPoint(point));
    (part.lanes ? aside(pixels, part.lanes) : pixels).forEach((at, i) => {
      const last = track[track.length - 1];
      if (last && i) walked += Math.hypot(at.x - last.x, at.y - last.y);
      track.push({ x: at.x, y: at.y, walked });
    });
  }
  return track;
}

function walkTo(track, way, start) {
  // The place after so many pixels, looking from vertex `start` on.
  let i = start;
  while (i < track.length - 1 && track[i].walked < way) i += 1;
  const [a, b] = [track[Math.max(0, i - 1)], track[i]];
  const t = b.walked > a.walked ? Math.max(0, Math.min(1, (way - a.walked) / (b.walked - a.walked))) : 1;
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t, i: Math.max(0, i - 1) };
}

function arrowHeads(map, lines) {
  return headsAlong(pixelTrack(map, lines)).map((ring) => [ring.map((corner) => map.layerPointToLatLng(corner))]);
}

function headsAlong(track, gap = 190) {
  // Triangles every so many pixels along a leg, at least one in its middle; none on a leg too short to see.
  const [SIZE, REACH] = [7, 7];
  const total = track.length ? track[track.length - 1].walked : 0;
  if (total < 30) return [];
  const count = Math.max(1, Math.min(40, Math.round(total / gap)));
  const heads = [];
  for (let n = 0, from = 0; n < count; n += 1) {
    const way = ((n + 0.5) * total) / count;
    const back = walkTo(track, way - REACH, from);
    const tip = walkTo(track, way + REACH, back.i);
    from = back.i;
    const far = Math.hypot(tip.x - back.x, tip.y - back.y) || 1;
    const [dx, dy] = [((tip.x - back.x) / far) * SIZE, ((tip.y - back.y) / far) * SIZE];
    const [x, y] = [(back.x + tip.x) / 2, (back.y + tip.y) / 2];
    const ring = [[x + dx * 1.3, y + dy * 1.3], [x - dx - dy, y - dy + dx], [x - dx * 0.5, y - dy * 0.5], [x - dx + dy, y - dy - dx]];
    heads.push(ring);
  }
  return heads;
}
