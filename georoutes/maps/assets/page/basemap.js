// The basemap: quiet, and without any fill by country.

const WORLD_PIXELS = 256; // width of the world at zoom 0

// The shapes of a layer, unpacked once for the map and its close-up.
function shapesOf(layer) {
  const lines = (list) => (list || []).map((deltas) => track(deltas, layer.scale));
  const polygons = (list) => (list || []).map((rings) => ({ rings: lines(rings) }))
    .map(({ rings }) => ({ rings, box: rings[0].box }));
  layer.shapes = layer.shapes || {
    land: polygons(layer.land), lakes: polygons(layer.lakes),
    rivers: lines(layer.rivers), borders: lines(layer.borders), dotted: lines(layer.dotted), other: lines(layer.other),
  };
  return layer.shapes;
}

const LINES = [["borders", "var(--border)", 1, []], ["dotted", "var(--dotted)", 1.2, [2, 3]], ["other", "var(--dotted)", 1, [1, 4]]];

const Ground = Canvas.extend({
  initialize(basemap) {
    L.Renderer.prototype.initialize.call(this, { pane: "base", padding: 0.4 });
    const { world, detail, close, sea } = basemap;
    const shifts = basemap.copies.map((copy) => WORLD_PIXELS * copy);
    const here = [0];
    // What is drawn, from below to above; a layer with a box replaces what was drawn there before.
    this._steps = [
      { part: "land", layer: world, shifts },
      ...(detail ? [{ part: "water", layer: world, shifts }, { part: "land", layer: detail, shifts: here }] : []),
      ...close.map((layer) => ({ part: "land", layer, shifts: here })),
      { part: "sea", layer: sea, shifts: here },
      detail ? { part: "water", layer: detail, shifts: here } : { part: "water", layer: world, shifts },
    ];
  },

  _draw(view) {
    const { min, max } = this._bounds;
    this._context.fillStyle = colourOf("var(--water)"); // a printer leaves the water of the page out
    this._context.fillRect(min.x, min.y, max.x - min.x, max.y - min.y);
    for (const { part, layer, shifts } of this._steps) {
      const shapes = shapesOf(layer);
      for (const shift of shifts) {
        if (part === "land") {
          if (layer.box) this._clear(view, layer.box);
          this._fill(view, shapes.land, shift, "var(--land)");
          continue;
        }
        if (part === "sea") {
          this._fill(view, shapes.land, shift, "var(--water)");
          continue;
        }
        this._stroke(view, shapes.rivers, shift, "var(--river-line)", 0.9, []);
        this._fill(view, shapes.lakes, shift, "var(--water)");
        for (const [name, color, weight, dashes] of LINES) this._stroke(view, shapes[name], shift, color, weight, dashes);
      }
    }
  },

  _clear({ scale, origin }, [west, south, east, north]) {
    const edge = 0.004 * (east - west); // within the new land, or a seam would show as a line of water
    const { xy } = track([west + edge, north - edge, east - west - 2 * edge, south - north + 2 * edge], 1);
    this._context.fillStyle = colourOf("var(--water)");
    this._context.fillRect(xy[0] * scale - origin.x, xy[1] * scale - origin.y, (xy[2] - xy[0]) * scale, (xy[3] - xy[1]) * scale);
  },

  _fill(view, polygons, shift, color) {
    const context = this._context;
    context.fillStyle = colourOf(color);
    for (const { rings, box } of polygons) {
      if (!meets(box, view.box, shift)) continue;
      context.beginPath();
      for (const ring of rings) this._follow(view, ring.xy, shift);
      context.fill("evenodd");
    }
  },

  _stroke(view, lines, shift, color, weight, dashes) {
    const context = this._context;
    Object.assign(context, { strokeStyle: colourOf(color), lineWidth: weight, lineJoin: "round" });
    context.setLineDash(dashes);
    for (const { xy, box } of lines) {
      if (!meets(box, view.box, shift)) continue;
      context.beginPath();
      this._follow(view, xy, shift);
      context.stroke();
    }
  },

  // Points that fall on the last one are left out.
  _follow({ scale, origin }, xy, shift) {
    const context = this._context;
    let [lastX, lastY] = [NaN, NaN];
    for (let i = 0; i < xy.length; i += 2) {
      const x = (xy[i] + shift) * scale - origin.x;
      const y = xy[i + 1] * scale - origin.y;
      if (!i) context.moveTo(x, y);
      else if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.7 && i < xy.length - 2) continue;
      else context.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
  },
});

function drawBasemap(map, basemap) {
  map.createPane("base").style.zIndex = 150;
  new Ground(basemap).addTo(map);
}
