// The basemap: quiet, and without any fill by country.

function drawBasemap(map, basemap) {
  map.createPane("base").style.zIndex = 150;
  const renderer = L.canvas({ pane: "base", padding: 0.4 });
  const common = { pane: "base", renderer, interactive: false };
  const area = (color) => ({ ...common, stroke: false, fillColor: color, fillOpacity: 1 });
  const line = (color, weight, dashArray) => ({ ...common, color, weight, dashArray, opacity: 1 });
  const read = (list, { scale }, shift) => list.map((deltas) => decode(deltas, scale, shift));
  const polygons = (list, layer, shift, color) => L.polygon(list.map((rings) => read(rings, layer, shift)), area(color)).addTo(map);

  function land(layer, shift = 0) {
    if (layer.box) { // it replaces what was drawn there before
      const [west, south, east, north] = layer.box;
      const edge = 0.004 * (east - west); // within the new land, or a seam would show as a line of water
      L.rectangle([[south + edge, west + edge], [north - edge, east - edge]], area("#dbe5eb")).addTo(map);
    }
    polygons(layer.land, layer, shift, "#f5f3ec");
  }

  function waterAndBorders(layer, shift = 0) {
    L.polyline(read(layer.rivers, layer, shift), line("#c3d5e0", 0.9)).addTo(map);
    polygons(layer.lakes, layer, shift, "#dbe5eb");
    L.polyline(read(layer.borders, layer, shift), line("#a9a59a", 1)).addTo(map);
    L.polyline(read(layer.dotted, layer, shift), line("#8f8a7d", 1.2, "2 3")).addTo(map);
    L.polyline(read(layer.other, layer, shift), line("#8f8a7d", 1, "1 4")).addTo(map);
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
