// Many legs: one canvas draws them all, without an object for each of their points.

const HIT = 8; // pixels from a line at which a click still means it

const ManyLegs = L.Renderer.extend({
  initialize(legs) {
    L.Renderer.prototype.initialize.call(this, { pane: "lines", padding: 0.15 });
    this._tracks = legs.flatMap((leg) => leg.parts.map((part) => this._track(leg, part)));
    this._simple = legs.length > SIMPLE_ABOVE;
  },

  _track(leg, { line, kind }) {
    // Mercator in pixels of zoom 0.
    const xy = new Float64Array(line.length);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0, lon = 0, lat = 0; i < line.length; i += 2) {
      lon += line[i];
      lat += line[i + 1];
      const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat / data.scale)) * Math.PI) / 180);
      xy[i] = (lon / data.scale + 180) * (256 / 360);
      xy[i + 1] = 128 - (Math.log((1 + sine) / (1 - sine)) * 64) / Math.PI;
      box[0] = Math.min(box[0], xy[i]);
      box[1] = Math.min(box[1], xy[i + 1]);
      box[2] = Math.max(box[2], xy[i]);
      box[3] = Math.max(box[3], xy[i + 1]);
    }
    return { leg, kind, xy, box };
  },

  _initContainer() {
    this._container = el("canvas", { "aria-hidden": "true" });
    this._context = this._container.getContext("2d");
    painted.push([{ setStyle: () => {}, options: { renderer: this } }, {}]);
    this._ctx = this._context; // as L.Canvas calls it, for who repaints all canvases
  },
  _onZoomEnd() {},
  _updatePaths() {},

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const ratio = window.devicePixelRatio > 1 ? 2 : 1;
    const { min } = this._bounds;
    const size = this._bounds.getSize();
    L.DomUtil.setPosition(this._container, min);
    Object.assign(this._container, { width: size.x * ratio, height: size.y * ratio });
    Object.assign(this._container.style, { width: `${size.x}px`, height: `${size.y}px` });
    this._context.setTransform(ratio, 0, 0, ratio, -min.x * ratio, -min.y * ratio);
    this._draw();
  },

  _redraw() {
    const { min, max } = this._bounds;
    this._context.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
    this._draw();
  },

  later() {
    this._frame = this._frame || requestAnimationFrame(() => { this._frame = 0; if (this._bounds) this._redraw(); });
  },

  _seen() {
    const scale = 2 ** this._map.getZoom();
    const origin = this._map.getPixelOrigin();
    const { min, max } = this._bounds;
    const [x, y, right, bottom] = [(min.x + origin.x) / scale, (min.y + origin.y) / scale, (max.x + origin.x) / scale, (max.y + origin.y) / scale];
    const seen = this._tracks.filter(({ leg, box }) => !leg.hidden && box[0] < right && box[2] > x && box[1] < bottom && box[3] > y);
    return { seen, scale, origin };
  },

  _draw() {
    const { seen, scale, origin } = this._seen();
    const paths = new Map(); // of simple legs all of one style are one path
    const put = (level, { color, weight, dashArray, dashOffset, lineCap, opacity }, pixels) => {
      const key = [level, color, weight, dashArray || "", dashOffset || 0, lineCap || "butt", opacity ?? 1].join("|");
      if (!paths.has(key)) paths.set(key, new Path2D());
      follow(paths.get(key), pixels);
    };
    for (const { leg, kind, xy } of seen) {
      const pixels = thinned(xy, scale, origin);
      const wide = leg.wide || 0;
      if (this._simple) {
        const [{ color, weight }] = strokes(leg.mode, kind, false, wide);
        if (leg.chosen) put(1, haloStyle(leg, weight + 4), pixels);
        put(leg.chosen ? 2 : 0, { color, weight: Math.min(weight, 1.8 + wide), dashArray: leg.doubted ? "3 6" : "", opacity: leg.phase === "maybe" ? 0.5 : 1 }, pixels);
        continue;
      }
      const layers = strokes(leg.mode, kind, leg.doubted, wide);
      const halo = haloStyle(leg, Math.max(...layers.map((stroke) => stroke.weight)) + 3);
      if (halo.opacity) put(0, halo, pixels);
      layers.forEach((stroke, i) => put(1 + i, stroke, pixels));
      if (kind !== "connector") for (const ring of headsAlong(walked(pixels))) put("arrow", { color: COLOURS[leg.mode], weight: 1 }, ring.flat());
    }
    for (const key of [...paths.keys()].sort()) this._stroke(key, paths.get(key));
  },

  _stroke(key, path) {
    const [level, color, weight, dashes, offset, cap, opacity] = key.split("|");
    const context = this._context;
    Object.assign(context, { strokeStyle: colourOf(color), lineWidth: Number(weight), lineDashOffset: Number(offset), lineCap: cap, lineJoin: "round", globalAlpha: Number(opacity) });
    context.setLineDash(dashes ? dashes.split(" ").map(Number) : []);
    if (level === "arrow") {
      Object.assign(context, { fillStyle: colourOf(color), strokeStyle: colourOf("var(--halo)") });
      context.fill(path);
    }
    context.stroke(path);
  },

  // The leg at a point of the map, if any is near enough.
  legAt(point) {
    const { seen, scale, origin } = this._seen();
    const [x, y, reach] = [(point.x + origin.x) / scale, (point.y + origin.y) / scale, HIT / scale];
    let best = { far: reach };
    for (const { leg, xy, box } of seen) {
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
function thinned(xy, scale, origin) {
  const out = [];
  let [x, y] = [NaN, NaN];
  for (let i = 0; i < xy.length; i += 2) {
    const [px, py] = [xy[i] * scale - origin.x, xy[i + 1] * scale - origin.y];
    if (Math.abs(px - x) + Math.abs(py - y) < 0.8 && i < xy.length - 2) continue;
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
