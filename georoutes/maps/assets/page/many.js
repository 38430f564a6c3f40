// Many legs: one canvas draws them all.

const TOGETHER = 24; // legs in one path: a path of thousands is slow to paint, and so are thousands of paths
const CASING_STEP = 5; // pixels between points of a casing
const STEP = 1.2; // and of a line
const LEAST_FOR_ARROW = 30; // pixels between the ends of a line; on a shorter one an arrow would hide it
const HIT = 8; // pixels from a line at which a click still means it

const ManyLegs = Canvas.extend({
  initialize(legs) {
    L.Renderer.prototype.initialize.call(this, { pane: "lines", padding: 0.15 });
    this._tracks = legs.flatMap((leg) => leg.parts.map(({ line, kind }) => ({ leg, kind, ...track(line, data.scale) })));
    this._simple = legs.length > SIMPLE_ABOVE;
  },

  _seen({ box }) {
    return this._tracks.filter((one) => !unseen(one.leg) && meets(one.box, box));
  },

  _draw(view) {
    const { scale, origin } = view;
    const paths = new Map(); // for each style, paths of some legs each
    const put = (level, { color, weight, dashArray, dashOffset, lineCap, opacity }, pixels) => {
      const key = [level, color, weight, dashArray || "", dashOffset || 0, lineCap || "butt", opacity ?? 1].join("|");
      if (!paths.has(key)) paths.set(key, []);
      const all = paths.get(key);
      if (!all.length || all[all.length - 1].legs >= TOGETHER) all.push({ path: new Path2D(), legs: 0 });
      const last = all[all.length - 1];
      follow(last.path, pixels);
      last.legs += 1;
    };
    for (const { leg, kind, xy } of this._seen(view)) {
      const pixels = thinned(xy, scale, origin, STEP);
      const wide = leg.wide || 0;
      if (this._simple) {
        const { chosen, phase } = looks(leg);
        const [{ color, weight }] = strokes(leg.mode, kind, false, wide);
        if (chosen) put(1, haloStyle(leg, weight + 4), pixels);
        put(chosen ? 2 : 0, { color, weight: Math.min(weight, 1.8 + wide), dashArray: leg.doubted ? "3 6" : "", opacity: phase === "maybe" ? 0.5 : 1 }, pixels);
        continue;
      }
      const layers = strokes(leg.mode, kind, leg.doubted, wide);
      const halo = haloStyle(leg, Math.max(...layers.map((stroke) => stroke.weight)) + 3);
      // A casing is wide, so a few points do; in full it would take longer to paint than all the rest.
      if (halo.opacity) put(0, { ...halo, opacity: 1, lineCap: "butt" }, thinned(xy, scale, origin, CASING_STEP));
      layers.forEach((stroke, i) => put(1 + i, stroke, pixels));
      const far = Math.hypot(pixels[0] - pixels[pixels.length - 2], pixels[1] - pixels[pixels.length - 1]);
      if (kind !== "connector" && far > LEAST_FOR_ARROW) for (const ring of headsAlong(walked(pixels), Infinity)) put("arrow", { color: COLOURS[leg.mode], weight: 1 }, ring.flat());
    }
    for (const key of [...paths.keys()].sort()) for (const { path } of paths.get(key)) this._stroke(key, path);
  },

  _stroke(key, path) {
    const [level, color, weight, dashes, offset, cap, opacity] = key.split("|");
    const context = this._context;
    Object.assign(context, { strokeStyle: colourOf(color), lineWidth: Number(weight), lineDashOffset: Number(offset), lineCap: cap, lineJoin: "bevel", globalAlpha: Number(opacity) });
    context.setLineDash(dashes ? dashes.split(" ").map(Number) : []);
    if (level === "arrow") {
      Object.assign(context, { fillStyle: colourOf(color), strokeStyle: colourOf("var(--halo)") });
      context.fill(path);
    }
    context.stroke(path);
  },

  // The leg at a point of the map, if any is near enough.
  legAt(point) {
    const view = this._view();
    const { scale, origin } = view;
    const [x, y, reach] = [(point.x + origin.x) / scale, (point.y + origin.y) / scale, HIT / scale];
    let best = { far: reach };
    for (const { leg, xy, box } of this._seen(view)) {
      if (x < box[0] - reach || x > box[2] + reach || y < box[1] - reach || y > box[3] + reach) continue;
      for (let i = 2; i < xy.length; i += 2) {
        const [dx, dy] = [xy[i] - xy[i - 2], xy[i + 1] - xy[i - 1]];
        const t = Math.max(0, Math.min(1, ((x - xy[i - 2]) * dx + (y - xy[i - 1]) * dy) / (dx * dx + dy * dy || 1)));
        const far = Math.hypot(x - xy[i - 2] - t * dx, y - xy[i - 1] - t * dy);
        if (far < best.far) best = { far, leg };
      }
    }
    return best.leg;
  },
});

// Pixels of a track, less those that fall on the one before.
function thinned(xy, scale, origin, step) {
  const out = [];
  let [x, y] = [NaN, NaN];
  for (let i = 0; i < xy.length; i += 2) {
    const [px, py] = [xy[i] * scale - origin.x, xy[i + 1] * scale - origin.y];
    if (Math.abs(px - x) + Math.abs(py - y) < step && i < xy.length - 2) continue;
    out.push(px, py);
    [x, y] = [px, py];
  }
  return out;
}

function follow(path, pixels) {
  path.moveTo(pixels[0], pixels[1]);
  for (let i = 2; i < pixels.length; i += 2) path.lineTo(pixels[i], pixels[i + 1]);
}

function walked(pixels) {
  const track = [];
  let way = 0;
  for (let i = 0; i < pixels.length; i += 2) {
    if (i) way += Math.hypot(pixels[i] - pixels[i - 2], pixels[i + 1] - pixels[i - 1]);
    track.push({ x: pixels[i], y: pixels[i + 1], walked: way });
  }
  return track;
}

let many = null; // the canvas, on a map that has one

function drawMany(map, legs, choose) {
  many = new ManyLegs(legs).addTo(map);
  const at = (event) => many.legAt(event.layerPoint);
  map.on("click", (event) => { const leg = at(event); if (leg) choose(leg); });
  map.on("mousemove", L.Util.throttle((event) => { map.getContainer().style.cursor = at(event) ? "pointer" : ""; }, 80));
}
