// The basemap: quiet, and without any fill by country.

function drawBasemap(map, basemap) {
  map.createPane("base").style.zIndex = 150;
  const renderer = L.canvas({ pane: "base", padding: 0.4 });
  const common = { pane: "base", renderer, interactive: false, opacity: 1, fillOpacity: 1 };
  const read = (list, { scale }, shift) => list.map((deltas) => decode(deltas, scale, shift));
  const area = (layer, fill) => paint(layer, { fillColor: fill }).addTo(map);
  const polygons = (list, layer, shift, fill) => area(L.polygon(list.map((rings) => read(rings, layer, shift)), { ...common, stroke: false }), fill);
  const line = (list, layer, shift, color, weight, dashArray) => paint(
    L.polyline(read(list, layer, shift), { ...common, weight, dashArray }), { color }).addTo(map);

  function land(layer, shift = 0) {
    if (layer.box) { // it replaces what was drawn there before
      const [west, south, east, north] = layer.box;
      const edge = 0.004 * (east - west); // within the new land, or a seam would show as a line of water
      area(L.rectangle([[south + edge, west + edge], [north - edge, east - edge]], { ...common, stroke: false }), "var(--water)");
    }
    polygons(layer.land, layer, shift, "var(--land)");
  }

  function waterAndBorders(layer, shift = 0) {
    line(layer.rivers, layer, shift, "var(--river-line)", 0.9);
    polygons(layer.lakes, layer, shift, "var(--water)");
    line(layer.borders, layer, shift, "var(--border)", 1);
    line(layer.dotted, layer, shift, "var(--dotted)", 1.2, "2 3");
    line(layer.other, layer, shift, "var(--dotted)", 1, "1 4");
  }

  const shifts = basemap.copies.map((copy) => 360 * copy);
  for (const shift of shifts) land(basemap.world, shift);
  if (basemap.detail) {
    for (const shift of shifts) waterAndBorders(basemap.world, shift);
    land(basemap.detail);
  }
  for (const layer of basemap.close) land(layer);
  if (basemap.detail) waterAndBorders(basemap.detail);
  else for (const shift of shifts) waterAndBorders(basemap.world, shift);
}
