// Labels: each takes the free place that hides least; the stops come first, then the countries.

const pen = document.createElement("canvas").getContext("2d");
const measure = (text, font) => { pen.font = font; return pen.measureText(text).width; };
const hits = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

function spread(map, stops) {
  // Chips that would cover one another move apart; the dot under each stays where the place is.
  const shown = stops.map((stop) => ({ stop, at: map.latLngToContainerPoint([stop.at[1], stop.at[0]]) }));
  const origin = shown.map(({ at }) => at.clone());
  for (let round = 0; round < 12 && shown.length <= CHIPS; round += 1) {
    for (let i = 0; i < shown.length; i += 1) {
      for (let j = 0; j < i; j += 1) {
        const [a, b] = [shown[i].at, shown[j].at];
        const want = (shown[i].stop.size + shown[j].stop.size) / 2 + 2;
        const far = a.distanceTo(b);
        if (far >= want) continue;
        const push = (far > 0.5 ? a.subtract(b).divideBy(far) : L.point(1, 0)).multiplyBy((want - far) / 2);
        a._add(push);
        b._subtract(push);
      }
    }
  }
  shown.forEach(({ stop, at }, i) => {
    const moved = at.subtract(origin[i]);
    if (stop.chip) stop.chip.style.transform = `translate(${moved.x.toFixed(1)}px, ${moved.y.toFixed(1)}px)`;
  });
  return shown;
}

const MOST_NAMED = 150; // stops in view; among more no name could be told from the next

function lineSpots(map) {
  // The drawn lines as spots a few pixels apart, so that a label can see what it would hide.
  const spots = [];
  for (const leg of many ? [] : data.legs.slice(0, 60)) {
    if (!leg.parts || leg.line || unseen(leg)) continue;
    let last;
    for (const point of pointsOf(leg)) {
      const at = map.latLngToContainerPoint(point);
      const steps = last ? Math.min(200, Math.floor(at.distanceTo(last) / 6)) : 1;
      for (let i = 1; i <= steps; i += 1) spots.push(last ? last.add(at.subtract(last).multiplyBy(i / steps)) : at);
      if (steps) last = at;
    }
  }
  return spots;
}

function placeLabels(map, stops, countries, taken) {
  const size = map.getSize();
  const spots = lineSpots(map);
  map.getPane("labels").replaceChildren();
  const room = {
    size,
    free: (box) => box[0] > 2 && box[1] > 2 && box[2] < size.x - 2 && box[3] < size.y - 2
      && !taken.some((other) => hits(box, other)),
    crossed: (box) => spots.filter((p) => p.x > box[0] - 4 && p.x < box[2] + 4 && p.y > box[1] - 4 && p.y < box[3] + 4).length,
    put: (box, text, kind, attributes) => {
      const node = el("div", { class: `label ${kind}`, dir: "auto", ...attributes }, text);
      const at = map.containerPointToLayerPoint([box[0], box[1]]);
      node.style.left = `${at.x}px`;
      node.style.top = `${at.y}px`;
      map.getPane("labels").append(node);
      taken.push(box);
      return node;
    },
  };
  const inView = stops.filter((stop) => map.getBounds().contains([stop.at[1], stop.at[0]]));
  const shown = inView.length > MOST_NAMED ? [] : spread(map, inView);
  for (const { stop, at } of shown) taken.push([at.x - stop.size / 2, at.y - 10, at.x + stop.size / 2, at.y + 10]);
  // The stops that most legs name come first.
  const ends = data.legs.flatMap((leg) => [leg.origin, leg.destination]);
  const weight = ({ stop }) => ends.filter((end) => end === stop.name).length;
  if (ends.length < 2 * CANVAS_ABOVE) shown.sort((a, b) => weight(b) - weight(a));
  const named = shown.filter(({ stop, at }, rank) => labelStop(room, stop, at) || (rank < 2 && weight({ stop }) > 2 && labelAway(room, stop, at))).map(({ stop }) => stop.name.toLowerCase());
  for (const row of data.outside) labelOutside(map, room, data.legs[row]);
  for (const leg of many ? [] : data.legs) if (leg.alike.length > 1 && !unseen(leg)) labelAlike(map, room, leg);
  if (countries) labelCountries(map, room, countries, stops, new Set(named));
}

// What most of the map is about is named some way off, with its number, where there is no room beside it.
function labelAway(room, stop, at) {
  if (!stop.name || stop.name.length > 42) return false;
  const text = `${stop.numbers.join(" · ")} ${stop.name}`;
  const w = measure(text, "600 14px system-ui, sans-serif") + 6;
  const boxes = [];
  for (let dx = 12; dx <= 72; dx += 6) {
    for (let dy = -30; dy <= 30; dy += 5) {
      for (const x of [at.x + dx, at.x - dx - w]) boxes.push({ box: [x, at.y + dy - 8, x + w, at.y + dy + 8], far: dx + 2 * Math.abs(dy) });
    }
  }
  const best = boxes.filter(({ box }) => room.free(box)).map(({ box, far }) => ({ box, cost: far + room.crossed(box) })).sort((a, b) => a.cost - b.cost)[0];
  if (best) room.put(best.box, text, "stop", { "data-stop-label": stop.index });
  return Boolean(best);
}

function labelStop(room, stop, at) {
  if (!stop.name || at.x < 0 || at.y < 0 || at.x > room.size.x || at.y > room.size.y) return false;
  const text = stop.name.length > 42 ? `${stop.name.slice(0, 40)}…` : stop.name;
  const [w, h, r] = [measure(text, "600 14px system-ui, sans-serif") + 6, 16, stop.size / 2 + 3];
  const corners = [
    [at.x + r, at.y - 8], [at.x - r - w, at.y - 8], [at.x - w / 2, at.y - 13 - h], [at.x - w / 2, at.y + 13],
    [at.x + r - 4, at.y - 22], [at.x + r - 4, at.y + 7], [at.x - r - w + 4, at.y - 22], [at.x - r - w + 4, at.y + 7],
  ];
  const best = corners.map(([x, y]) => [x, y, x + w, y + h]).filter(room.free)
    .map((box, order) => ({ box, cost: room.crossed(box) * 3 + order }))
    .sort((a, b) => a.cost - b.cost)[0];
  if (best) room.put(best.box, text, "stop", { "data-stop-label": stop.index });
  return Boolean(best);
}

// A line that stands for several legs says for how many.
function labelAlike(map, room, leg) {
  const text = count(leg.alike.filter((one) => !one.hidden).length, "leg", "legs");
  const track = pixelTrack(map, linesOf(leg)).map(({ x, y, walked }) => ({ ...map.layerPointToContainerPoint(L.point(x, y)), walked }));
  const total = track[track.length - 1].walked;
  const w = measure(text, "600 12px system-ui, sans-serif") + 10;
  if (total < 2 * w) return;
  const boxes = [0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74].map((share) => {
    const { x, y } = walkTo(track, share * total, 0);
    return [x - w / 2, y - 9, x + w / 2, y + 9];
  });
  const best = boxes.find(room.free);
  if (best) room.put(best, text, "alike", { "data-legs": leg.row }).style.border = `1.5px ${leg.doubted ? "dashed" : "solid"} ${COLOURS[leg.mode]}`;
}

// An arc that leaves the view says at its edge where it comes from or goes to.
function labelOutside(map, room, leg) {
  if (!leg.parts || leg.hidden) return;
  const points = pointsOf(leg);
  const bounds = map.getBounds();
  const inside = points.filter((point) => bounds.contains(point));
  const [from, to] = [points[0], points[points.length - 1]].map((point) => bounds.contains(point));
  if (from === to || !inside.length) return;
  const text = from ? `to ${leg.destination}` : `from ${leg.origin}`;
  const edge = map.latLngToContainerPoint(from ? inside[inside.length - 1] : inside[0]);
  const w = measure(text, "600 13px system-ui, sans-serif") + 6;
  const clear = (value, most) => Math.max(6, Math.min(most - 6, value));
  const boxes = [-22, 8, -44, 30].map((down) => {
    const [x, y] = [clear(edge.x - w / 2, room.size.x - w), clear(edge.y + down, room.size.y - 16)];
    return [x, y, x + w, y + 16];
  });
  const best = boxes.find(room.free);
  if (best) room.put(best, text, "stop outside", {});
}

// ---- Countries: a grid says whose each half degree of land is, so any corner of a country can be named ----

const GRID = { step: 0.5, north: 84, columns: 720 };

function countryNames({ countries, copies }) {
  const runs = countries.grid;
  let cells = 0;
  for (let i = 1; i < runs.length; i += 2) cells += runs[i];
  const grid = new Uint16Array(cells);
  for (let i = 0, at = 0; i < runs.length; i += 2) grid.fill(runs[i], at, at += runs[i + 1]);
  return { names: countries.names, grid, copies };
}

function ownerIn(grid, lat, lon) {
  const column = Math.floor((((lon + 180) % 360) + 360) % 360 / GRID.step);
  return grid[Math.floor((GRID.north - lat) / GRID.step) * GRID.columns + column];
}

function countriesOf(stops, { grid }) {
  // Whose land lies at the stops: a port's own half degree may count as water, so its neighbours are asked too.
  const near = [-GRID.step, 0, GRID.step];
  const found = new Set();
  for (const { at: [lon, lat] } of stops.slice(0, CHIPS)) {
    for (const dy of near) for (const dx of near) found.add(ownerIn(grid, lat + dy, lon + dx) - 1);
  }
  return found;
}

function placesInView(map, { grid }) {
  // For each country in view the middles of its grid cells there, at most about 60 by 40 in all, and how
  // many of a cell's four neighbours are not the country's: a name stands best where there are none.
  const bounds = map.getBounds();
  const stride = (span, most) => GRID.step * Math.max(1, Math.ceil(span / GRID.step / most));
  const across = stride(bounds.getEast() - bounds.getWest(), 60);
  const down = stride(bounds.getNorth() - bounds.getSouth(), 40);
  const places = new Map();
  const owner = (lat, lon) => ownerIn(grid, lat, lon);
  const first = (value, step) => Math.floor(value / step) * step + GRID.step / 2;
  for (let lat = first(bounds.getSouth(), down); lat < bounds.getNorth(); lat += down) {
    for (let lon = first(bounds.getWest(), across); lon < bounds.getEast(); lon += across) {
      const country = owner(lat, lon);
      if (!country) continue;
      const around = [[0, across], [0, -across], [down, 0], [-down, 0]];
      const foreign = around.filter(([dy, dx]) => owner(lat + dy, lon + dx) !== country).length;
      if (!places.has(country)) places.set(country, []);
      places.get(country).push([lat, lon, foreign]);
    }
  }
  return places;
}

function beside(map, room, [lat, lon], copies, w) {
  // A small country's name may stand half beside it.
  for (const copy of copies) {
    const p = map.latLngToContainerPoint([lat, lon + 360 * copy]);
    for (const [dx, dy] of [[0, 12], [0, -12], [0.4, 0], [-0.4, 0], [0.4, 12], [-0.4, 12], [0.4, -12], [-0.4, -12]]) {
      const box = [p.x + (dx - 0.5) * w, p.y + dy - 8, p.x + (dx + 0.5) * w, p.y + dy + 8];
      if (room.free(box) && !room.crossed(box)) return { box };
    }
  }
  return null;
}

function labelCountries(map, room, countries, stops, named) {
  const middle = room.size.divideBy(2);
  const most = 1.2 + Math.max(0, map.getZoom() - 1) * 1.5; // smaller countries are named as one comes nearer
  const inView = placesInView(map, countries);
  const concerned = countriesOf(stops, countries); // named first, however small
  const order = countries.names.map((entry, index) => ({ entry, index, first: concerned.has(index) }))
    .sort((a, b) => b.first - a.first || a.index - b.index);
  for (const { entry: [text, rank, lon, lat], index, first } of order) {
    if ((rank > most && !first) || named.has(text.toLowerCase())) continue;
    const w = measure(text, "12px system-ui, sans-serif") * 1.12;
    const candidate = (home) => (place) => {
      const p = map.latLngToContainerPoint(place);
      return { box: [p.x - w / 2, p.y - 8, p.x + w / 2, p.y + 8], cost: p.distanceTo(middle) * (home ? 0.15 : 1) + (place[2] || 0) * 140 };
    };
    const all = countries.copies.map((copy) => [lat, lon + 360 * copy, 0]).map(candidate(true))
      .concat((inView.get(index + 1) || []).map(candidate(false)))
      .filter(({ box }) => room.free(box)).sort((a, b) => a.cost - b.cost);
    const best = all.find(({ box }) => !room.crossed(box)) || (first && beside(map, room, [lat, lon], countries.copies, w));
    if (best) room.put(best.box, text, "country", {});
  }
}
