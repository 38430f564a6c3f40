// A canvas over the map that draws from packed numbers, without an object for each of their points.

// A packed line in pixels of zoom 0, and the box around it.
function track(deltas, scale) {
  const xy = new Float64Array(deltas.length);
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0, lon = 0, lat = 0; i < deltas.length; i += 2) {
    lon += deltas[i];
    lat += deltas[i + 1];
    const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat / scale)) * Math.PI) / 180);
    const x = (lon / scale + 180) * (256 / 360);
    const y = 128 - (Math.log((1 + sine) / (1 - sine)) * 64) / Math.PI;
    xy[i] = x;
    xy[i + 1] = y;
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return { xy, box };
}

const Canvas = L.Renderer.extend({
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
    this._draw(this._view());
  },

  _redraw() {
    const { min, max } = this._bounds;
    this._context.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
    this._draw(this._view());
  },

  later() {
    this._frame = this._frame || requestAnimationFrame(() => { this._frame = 0; if (this._bounds) this._redraw(); });
  },

  // What the canvas shows, in pixels of zoom 0.
  _view() {
    const scale = 2 ** this._map.getZoom();
    const origin = this._map.getPixelOrigin();
    const { min, max } = this._bounds;
    const box = [(min.x + origin.x) / scale, (min.y + origin.y) / scale, (max.x + origin.x) / scale, (max.y + origin.y) / scale];
    return { scale, origin, box };
  },
});

const meets = (a, b, shift = 0) => a[0] + shift < b[2] && a[2] + shift > b[0] && a[1] < b[3] && a[3] > b[1];
