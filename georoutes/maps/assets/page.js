// The program of the page. It reads the one JSON island, draws the map with Leaflet and fills the panels.
// Rule: text from data reaches the page as text nodes only (see `el`), and an address only through `link`.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const phone = window.matchMedia("(max-width: 700px)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const SIMPLE_ABOVE = 200; // legs; beyond it casings, ties and wide click areas would make panning slow

  // ---- Elements -------------------------------------------------------------------------------------------

  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== "" && child !== undefined && child !== null));
    return node;
  }
  const bdi = (text) => el("bdi", {}, text);

  function svg(tag, attributes, ...children) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  function link(address, words) {
    let url;
    try { url = new URL(address); } catch { return bdi(address); }
    if (url.protocol !== "https:" && url.protocol !== "http:") return bdi(address);
    return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, words || url.hostname);
  }

  // ---- Words ----------------------------------------------------------------------------------------------

  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  function dateWords(edtf) {
    // EDTF as a reader says it; what is not one of the common forms is shown as it was written.
    const one = (text) => {
      const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)$/.exec(text);
      if (!found || Number(found[2] || 1) > 12 || Number(found[2] || 1) < 1) return text;
      const [, year, month, day, doubt] = found;
      const words = [day && Number(day), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
      return { "": words, "~": `about ${words}`, "?": `${words} (uncertain)`, "%": `about ${words} (uncertain)` }[doubt];
    };
    const ends = String(edtf || "").split("/");
    if (ends.length !== 2) return one(ends[0]);
    if (ends[0] === ".." || ends[0] === "") return `not after ${one(ends[1])}`;
    if (ends[1] === ".." || ends[1] === "") return `from ${one(ends[0])}`;
    return `${one(ends[0])} – ${one(ends[1])}`;
  }

  const km = (value) => `${(value < 10 ? value : Math.round(value)).toLocaleString("en")} km`;
  const name = (leg) => (leg.origin || leg.destination
    ? `${leg.origin || "?"} → ${leg.destination || "?"}` : leg.leg || `Leg ${leg.row + 1}`);
  const modeWords = (leg) => (leg.mode === "unknown" ? leg.said_mode || "mode not known" : leg.mode);

  // ---- Styles: colour and pattern say the mode, pattern and weight say where the line comes from ------------

  const COLOURS = {
    sea: "#0072B2", rail: "#1a1a1a", road: "#D55E00", air: "#AA4499", river: "#117A65", unknown: "#5b6168", plain: "#3b4248",
  };

  function strokes(mode, kind) {
    // From bottom to top: {color, weight, dashArray, lineCap}.
    const color = COLOURS[mode];
    if (kind === "connector") return [{ color: "#4a5158", weight: 1.8, dashArray: "1 4.5", lineCap: "round" }];
    if (kind === "schematic") return [{ color, weight: 2.4, dashArray: "0.5 5.5", lineCap: "round" }];
    if (kind === "assumed") return [{ color, weight: 3, dashArray: "4 5" }];
    const given = kind === "reported";
    const dashes = { air: "9 7", river: "12 4 2 4", unknown: "7 4" };
    const base = { color, weight: given ? 4 : 2.6, dashArray: dashes[mode] || { reported: null, geodesic: "9 7", network: "12 3.5" }[kind] };
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

  function sample(mode, kind) {
    const line = (stroke) => svg("line", {
      x1: 1, x2: 33, y1: 7, y2: 7, stroke: stroke.color, "stroke-width": stroke.weight,
      "stroke-dasharray": stroke.dashArray || "none", "stroke-dashoffset": stroke.dashOffset || 0,
      "stroke-linecap": stroke.lineCap || "butt",
    });
    return svg("svg", { width: 34, height: 14, "aria-hidden": "true" }, ...strokes(mode, kind).map(line));
  }

  const noLine = () => svg(
    "svg", { width: 34, height: 16, "aria-hidden": "true" },
    svg("path", { d: "M17 2a6 6 0 1 0 .1 0zM13 12L21 4", fill: "none", stroke: "#8a1c1c", "stroke-width": 1.8 }),
  );

  // ---- Geometry -------------------------------------------------------------------------------------------

  function decode(deltas, scale, shift = 0) {
    const points = new Array(deltas.length / 2);
    for (let i = 0, x = 0, y = 0; i < points.length; i += 1) {
      x += deltas[2 * i];
      y += deltas[2 * i + 1];
      points[i] = [Math.max(-85.05, Math.min(85.05, y / scale)), x / scale + shift];
    }
    return points;
  }

  async function unpack(packed) {
    if (!packed.gzip) return packed;
    const bytes = Uint8Array.from(atob(packed.gzip), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  // ---- The basemap: quiet, without any fill by country ------------------------------------------------------

  function drawBasemap(map, basemap) {
    map.createPane("base").style.zIndex = 150;
    const renderer = L.canvas({ pane: "base", padding: 0.4 });
    const common = { pane: "base", renderer, interactive: false };
    const area = (color) => ({ ...common, stroke: false, fillColor: color, fillOpacity: 1 });
    const line = (color, weight, dashArray) => ({ ...common, color, weight, dashArray, opacity: 1 });
    const draw = (layer, shift) => {
      const lines = (list) => list.map((deltas) => decode(deltas, layer.scale, shift));
      const rings = (list) => list.map(lines);
      L.polygon(rings(layer.land), area("#f5f3ec")).addTo(map);
      L.polyline(lines(layer.rivers), line("#c3d5e0", 0.9)).addTo(map);
      L.polygon(rings(layer.lakes), area("#dbe5eb")).addTo(map);
      L.polyline(lines(layer.borders), line("#a9a59a", 1)).addTo(map);
      L.polyline(lines(layer.dotted), line("#8f8a7d", 1.2, "2 3")).addTo(map);
      L.polyline(lines(layer.other), line("#8f8a7d", 1, "1 4")).addTo(map);
    };
    for (const copy of basemap.copies) draw(basemap.world, 360 * copy);
    if (!basemap.detail) return;
    const [west, south, east, north] = basemap.detail.box;
    L.rectangle([[south, west], [north, east]], area("#dbe5eb")).addTo(map);
    draw(basemap.detail, 0);
  }

  // ---- Legs -----------------------------------------------------------------------------------------------

  function drawLeg(map, leg, choose) {
    const simple = data.legs.length > SIMPLE_ABOVE;
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
    const lines = leg.parts.map((part) => ({ ...part, points: decode(part.line, data.scale) }));
    const common = { interactive: simple && Boolean(choose), lineJoin: "round", smoothFactor: 1 };
    leg.halo = [];
    for (const { points, kind } of lines) {
      if (simple) {
        mark(L.polyline(points, { ...common, pane: "lines", kind, ...strokes(leg.mode, kind)[0] }));
        continue;
      }
      const layers = strokes(leg.mode, kind);
      const width = kind === "connector" ? 4 : Math.max(...layers.map((s) => s.weight)) + 3;
      const halo = L.polyline(points, { ...common, pane: "casing", kind, color: "#fff", weight: width, opacity: 0.85 });
      if (choose) leg.halo.push(mark(halo)); else mark(halo);
      for (const stroke of layers) mark(L.polyline(points, { ...common, pane: "lines", lineCap: "butt", kind, ...stroke }));
      if (choose) mark(L.polyline(points, { pane: "hits", kind, color: "#000", weight: 18, opacity: 0 }));
    }
    if (choose) group.eachLayer((layer) => layer.on("click", choose));
    leg.points = lines.flatMap((part) => part.points);
    const arrows = L.polygon([], {
      pane: "arrows", interactive: false, stroke: true, color: "#fff", weight: 1.5, fillColor: COLOURS[leg.mode],
      fillOpacity: 1, smoothFactor: 0, noClip: true, kind: "arrow",
    });
    mark(arrows);
    return { group, arrows, lines: lines.filter((part) => part.kind !== "connector") };
  }

  function pixelTrack(map, parts) {
    // The drawn line as pixels, with the way walked to each of them.
    const track = [];
    let walked = 0;
    for (const part of parts) {
      part.points.forEach((point, i) => {
        const at = map.latLngToLayerPoint(point);
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
    // Triangles every GAP pixels along a leg, at least one in its middle; none on a leg too short to see.
    const [GAP, SIZE, REACH] = [190, 7, 7];
    const track = pixelTrack(map, lines);
    const total = track.length ? track[track.length - 1].walked : 0;
    if (total < 30) return [];
    const count = Math.max(1, Math.min(40, Math.round(total / GAP)));
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
      heads.push([ring.map((corner) => map.layerPointToLatLng(corner))]);
    }
    return heads;
  }

  // ---- Stops ----------------------------------------------------------------------------------------------

  const WIDEST_DISC_KM = 1500; // a larger disc says less than the words "somewhere in this country"

  function stopsByPlace() {
    // One mark per place: a stop that is visited twice carries both numbers.
    const places = new Map();
    data.stops.forEach((stop, index) => {
      const key = `${stop.name}|${stop.at}`;
      if (places.has(key)) places.get(key).numbers.push(stop.number);
      else places.set(key, { ...stop, index, numbers: [stop.number] });
    });
    return [...places.values()];
  }

  function drawStops(map, stops, choose) {
    const many = stops.length > 60;
    for (const stop of stops) {
      const at = [stop.at[1], stop.at[0]];
      if (stop.area && stop.radius_km > 0 && stop.radius_km <= WIDEST_DISC_KM) {
        L.circle(at, {
          radius: stop.radius_km * 1000, pane: "discs", interactive: false, color: "#1b1f23", weight: 1.2,
          dashArray: "3 3", fillColor: "#1b1f23", fillOpacity: 0.1,
        }).addTo(map);
      }
      const words = stop.numbers.join(" · ");
      const icon = many ? el("div", { class: "dot" })
        : el("div", { class: `chip${stop.area ? " area" : ""}${words.length > 2 ? " wide" : ""}` }, words);
      icon.dataset.stop = stop.index;
      stop.chip = icon;
      if (!many && !stop.area) {
        L.circleMarker(at, { pane: "arrows", interactive: false, radius: 3, weight: 1, color: "#fff", fillColor: "#1b1f23", fillOpacity: 1 }).addTo(map);
      }
      const size = many ? 8 : 20;
      stop.size = many ? 8 : Math.max(20, words.length * 7 + 8);
      const marker = L.marker(at, {
        icon: L.divIcon({ html: icon, className: "", iconSize: [size, size] }), keyboard: false, interactive: Boolean(choose),
      }).addTo(map);
      if (choose) marker.on("click", () => choose(stop));
    }
  }

  // ---- Labels: each takes the free place that hides least -----------------------------------------------------

  const pen = document.createElement("canvas").getContext("2d");
  const measure = (text, font) => { pen.font = font; return pen.measureText(text).width; };
  const hits = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  function spread(map, stops) {
    // Chips that would cover one another move apart; the dot under each stays where the place is.
    const shown = stops.map((stop) => ({ stop, at: map.latLngToContainerPoint([stop.at[1], stop.at[0]]) }));
    const origin = shown.map(({ at }) => at.clone());
    for (let round = 0; round < 12 && shown.length <= 60; round += 1) {
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

  function placeLabels(map, stops, countries, obstacles) {
    const pane = map.getPane("labels");
    pane.replaceChildren();
    const size = map.getSize();
    const taken = obstacles();
    const spots = [];
    for (const leg of data.legs.slice(0, 60)) {
      if (!leg.points || leg.hidden) continue;
      let last;
      for (const point of leg.points) {
        const at = map.latLngToContainerPoint(point);
        const steps = last ? Math.min(200, Math.floor(at.distanceTo(last) / 6)) : 1;
        for (let i = 1; i <= steps; i += 1) spots.push(last ? last.add(at.subtract(last).multiplyBy(i / steps)) : at);
        if (steps) last = at;
      }
    }
    const put = (box, text, kind, attributes) => {
      const node = el("div", { class: `label ${kind}`, dir: "auto", ...attributes }, text);
      const at = map.containerPointToLayerPoint([box[0], box[1]]);
      node.style.left = `${at.x}px`;
      node.style.top = `${at.y}px`;
      pane.append(node);
      taken.push(box);
    };
    const free = (box) => box[0] > 2 && box[1] > 2 && box[2] < size.x - 2 && box[3] < size.y - 2
      && !taken.some((other) => hits(box, other));
    const crossed = (box) => spots.filter((p) => p.x > box[0] - 2 && p.x < box[2] + 2 && p.y > box[1] && p.y < box[3]).length;

    const shown = spread(map, stops);
    for (const { stop, at } of shown) taken.push([at.x - stop.size / 2, at.y - 10, at.x + stop.size / 2, at.y + 10]);
    for (const { stop, at } of shown) {
      if (!stop.name || at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y) continue;
      const text = stop.name.length > 42 ? `${stop.name.slice(0, 40)}…` : stop.name;
      const [w, h, r] = [measure(text, "600 14px system-ui, sans-serif") + 6, 16, stop.size / 2 + 3];
      const corners = [
        [at.x + r, at.y - 8], [at.x - r - w, at.y - 8], [at.x - w / 2, at.y - 13 - h], [at.x - w / 2, at.y + 13],
        [at.x + r - 4, at.y - 22], [at.x + r - 4, at.y + 7], [at.x - r - w + 4, at.y - 22], [at.x - r - w + 4, at.y + 7],
      ];
      const best = corners.map(([x, y]) => [x, y, x + w, y + h]).filter(free)
        .map((box, order) => ({ box, cost: crossed(box) * 3 + order }))
        .sort((a, b) => a.cost - b.cost)[0];
      if (best) put(best.box, text, "stop", { "data-stop-label": stop.index });
    }
    const middle = size.divideBy(2);
    const most = 1.2 + Math.max(0, map.getZoom() - 1) * 1.5; // smaller countries are named as one comes nearer
    for (const [text, rank, anchors] of countries) {
      if (rank > most) continue;
      const w = measure(text, "12px system-ui, sans-serif") * 1.12;
      const best = anchors.map((anchor) => map.latLngToContainerPoint(anchor))
        .map((p, order) => ({ box: [p.x - w / 2, p.y - 8, p.x + w / 2, p.y + 8], p, order }))
        .filter(({ box }) => free(box) && !crossed(box))
        .map((item) => ({ ...item, cost: item.order ? item.p.distanceTo(middle) + 80 : item.p.distanceTo(middle) * 0.5 }))
        .sort((a, b) => a.cost - b.cost)[0];
      if (best) put(best.box, text, "country", {});
    }
  }

  function countryAnchors(basemap) {
    // Every place where a country's name may stand, on every copy of the world that is drawn.
    return basemap.world.labels.map(([text, rank, flat]) => {
      const anchors = [];
      for (let i = 0; i < flat.length; i += 2) {
        for (const copy of basemap.copies) anchors.push([flat[i + 1], flat[i] + 360 * copy]);
      }
      return [text, rank, anchors];
    });
  }

  // ---- One map, large or inset --------------------------------------------------------------------------------

  function makeMap(node, options) {
    const map = L.map(node, {
      zoomControl: false, attributionControl: false, zoomSnap: 0.25, zoomDelta: 1, minZoom: 1, maxZoom: 12,
      zoomAnimation: !still, fadeAnimation: !still, inertia: !still, ...options,
    });
    const panes = { casing: 400, lines: 410, hits: 420, arrows: 430, discs: 390, labels: 640 };
    for (const [pane, z] of Object.entries(panes)) map.createPane(pane).style.zIndex = z;
    for (const pane of ["arrows", "labels", "discs", "casing"]) map.getPane(pane).style.pointerEvents = "none";
    return map;
  }

  // ---- Panels -------------------------------------------------------------------------------------------------

  function fillHead() {
    const set = (id, text) => { byId(id).replaceChildren(...(text ? [bdi(text)] : [])); byId(id).hidden = !text; };
    set("title", data.title);
    set("subtitle", data.subtitle);
    set("facts", data.facts);
    byId("draft").hidden = byId("watermark").hidden = data.status !== "draft";
    const credits = data.credits.flatMap((credit, i) => (i ? [" · ", bdi(credit)] : [bdi(credit)]));
    byId("foot").append(el("p", {}, ...credits, " · Made with georoutes and Leaflet."));
  }

  function legButton(leg, choose) {
    const facts = [modeWords(leg), leg.denied ? "" : leg.length_km && km(leg.length_km), leg.when && dateWords(leg.when)];
    const button = el(
      "button", { type: "button", class: "leg", "data-leg": leg.row, "data-mode": leg.mode, "aria-pressed": "false" },
      leg.parts ? sample(leg.mode, mainKind(leg)) : noLine(),
      bdi(name(leg)), el("span", { class: "meta" }, bdi(facts.filter(Boolean).join(" · "))),
    );
    button.addEventListener("click", () => choose(leg, button));
    return button;
  }

  function claimCard(claim, denial) {
    const parts = [bdi(claim.source), claim.title && el("cite", {}, bdi(claim.title)), claim.published && bdi(dateWords(claim.published)),
      claim.url && link(claim.url)].filter(Boolean);
    const said = [
      claim.words && `The source’s words: “${claim.words}”.`,
      claim.modality && `Said as: ${data.modality_words[claim.modality] || claim.modality}.`,
      claim.quantity && `Quantity: ${[claim.quantity, claim.unit].filter(Boolean).join(" ")}${claim.as_of ? ` (as of ${dateWords(claim.as_of)})` : ""}.`,
    ].filter(Boolean);
    return el(
      "figure", { class: denial ? "denial" : "", "data-claim": claim.id },
      claim.quote && el("blockquote", { dir: "auto" }, `“${claim.quote}”`),
      el("figcaption", {}, claim.by && el("strong", {}, bdi(claim.by)), claim.by && parts.length ? " · " : "",
        ...parts.flatMap((part, i) => (i ? [", ", part] : [part])), ...said.map((text) => el("div", {}, bdi(text)))),
    );
  }

  function legDetails(leg) {
    const rows = [
      ["Mode", modeWords(leg)], ["When", leg.when ? dateWords(leg.when) : "no date given"], ["Cargo", leg.quantity],
      ["Length", leg.denied || !leg.length_km ? "" : [
        `about ${km(leg.length_km)}`, leg.assumed_km && `of which assumed ${km(leg.assumed_km)}`,
        leg.connector_km && `connectors ${km(leg.connector_km)}`,
      ].filter(Boolean).join("; ")],
      ["Said as", leg.modality && (data.modality_words[leg.modality] || leg.modality)],
      ["Line", leg.denied ? "Denied: not drawn." : leg.parts ? leg.basis_words : "No line is known; not drawn."],
      ["Method", leg.denied ? "" : leg.method],
    ].filter(([, words]) => words);
    const notes = [...new Set((leg.parts || []).map((part) => part.note).filter(Boolean))];
    const known = (ids) => (ids || []).map((id) => data.claims[id] && { id, ...data.claims[id] }).filter(Boolean);
    const claims = known(leg.claims);
    const against = new Set(leg.denials || []);
    for (const [id, claim] of Object.entries(data.claims)) {
      if (claim.disputes.some((other) => (leg.claims || []).includes(other))) against.add(id);
    }
    const section = (title, cards) => (cards.length ? [el("h3", {}, title), ...cards] : []);
    return [
      el("dl", {}, ...rows.flatMap(([term, words]) => [el("dt", {}, term), el("dd", {}, bdi(words))])),
      ...(leg.warnings || []).map((text) => el("p", { class: "warning" }, bdi(text))),
      ...section("Notes on the line", notes.map((text) => el("p", { class: "meta" }, bdi(text)))),
      ...section(leg.denied ? "Denied by" : "Said by", claims.map((claim) => claimCard(claim, leg.denied))),
      ...section(leg.denied ? "Also denied by" : "Denied by", known([...against]).map((claim) => claimCard(claim, true))),
    ];
  }

  function stopDetails(stop) {
    const rows = [["Role", stop.role], ["Kind", stop.type], ["Country", stop.country],
      ["Known to", stop.radius_km ? `within about ${km(stop.radius_km)}` : ""], ["Place from", stop.source]].filter(([, words]) => words);
    return [el("dl", {}, ...rows.flatMap(([term, words]) => [el("dt", {}, term), el("dd", {}, bdi(words))]))];
  }

  let opener = null;
  function openDetails(title, body, from) {
    opener = from;
    byId("details-title").replaceChildren(bdi(title));
    byId("details-body").replaceChildren(...body);
    byId("details").hidden = false;
    document.body.classList.add("reading");
    byId("details").scrollTop = 0;
    byId("details").focus({ preventScroll: true });
  }

  // ---- The whole page -----------------------------------------------------------------------------------------

  // The map is there at once, because Folium layers that a user added look for it as soon as they are read.
  const map = makeMap("map", { worldCopyJump: false });
  window.georoutes = { map };

  function main(basemap) {
    const corner = phone.matches ? "bottomright" : "topright";
    L.control.zoom({ position: corner }).addTo(map);
    addHome(map, corner, () => fit(everything(), { maxZoom: 8 }));
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    fillHead();
    const stops = stopsByPlace();
    const drawn = [];
    const countries = basemap && !data.tiles ? countryAnchors(basemap) : [];

    const rectangle = (node) => {
      const [box, frame] = [node.getBoundingClientRect(), byId("map").getBoundingClientRect()];
      return [box.left - frame.left - 4, box.top - frame.top - 4, box.right - frame.left + 4, box.bottom - frame.top + 4];
    };
    const panels = () => ["side", "details", "inset"].map(byId).concat([...document.querySelectorAll(".leaflet-control")])
      .filter((node) => node.offsetParent !== null).map(rectangle);
    const refresh = () => {
      for (const item of drawn) if (!item.leg.hidden) item.arrows.setLatLngs(arrowHeads(map, item.lines));
      placeLabels(map, stops, countries, panels);
    };

    const padding = () => {
      const side = byId("side").getBoundingClientRect();
      const details = byId("details");
      const right = !phone.matches && !details.hidden ? details.offsetWidth + 36 : 56;
      const low = phone.matches && !details.hidden ? details.offsetHeight + 16 : 40;
      return phone.matches
        ? { paddingTopLeft: [24, Math.min(side.height, 150) + 24], paddingBottomRight: [48, low] }
        : { paddingTopLeft: [side.width + 36, 36], paddingBottomRight: [right, 48] };
    };
    const fit = (box, extra) => map.fitBounds(box, { ...padding(), animate: false, ...extra });
    const everything = () => {
      const box = L.latLngBounds(data.bounds.length
        ? [[data.bounds[1], data.bounds[0]], [data.bounds[3], data.bounds[2]]] : [[-50, -150], [70, 170]]);
      for (const stop of stops) {
        if (stop.area && stop.radius_km <= WIDEST_DISC_KM) {
          box.extend(L.latLng(stop.at[1], stop.at[0]).toBounds(Math.max(1, stop.radius_km * 2000)));
        }
      }
      return box;
    };

    const select = (leg) => {
      for (const other of data.legs) {
        const chosen = other === leg;
        for (const halo of other.halo || []) halo.setStyle({ color: chosen ? "#ffd84d" : "#fff", opacity: chosen ? 1 : 0.85 });
        if (other.button) other.button.setAttribute("aria-pressed", String(chosen));
      }
    };
    const choose = (leg, from) => {
      openDetails(name(leg), legDetails(leg), from || leg.button);
      select(leg);
      if (from && leg.points && leg.points.length) fit(leg.points, { maxZoom: 8 });
      refresh();
    };
    const close = () => {
      byId("details").hidden = true;
      document.body.classList.remove("reading");
      select(null);
      if (opener && opener.isConnected) opener.focus();
      refresh();
    };
    byId("close").addEventListener("click", close);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !byId("details").hidden) close(); });

    for (const leg of data.legs) {
      leg.button = legButton(leg, choose);
      byId(leg.denied ? "denied" : "legs").append(el("li", {}, leg.button));
      if (!leg.parts) continue;
      const item = { leg, ...drawLeg(map, leg, () => choose(leg)) };
      drawn.push(item);
    }
    byId("denied-head").hidden = !data.legs.some((leg) => leg.denied);
    byId("legs-box").hidden = !data.legs.length;
    fillLegend(drawn, map, refresh);

    let touched = false;
    let begun = false;
    const begin = () => {
      begun = true;
      if (map.getZoom() === undefined) { // else a Folium layer has chosen the view
        map.setView([0, 0], 2);
        fit(everything(), { maxZoom: 8 });
      }
      if (basemap) drawBasemap(map, basemap);
      for (const item of drawn) item.group.addTo(map);
      drawStops(map, stops, (stop) => { select(null); openDetails(stop.name || "Stop", stopDetails(stop), null); refresh(); });
      if (basemap) drawInset(map, basemap, stops, drawn, (box) => fit(box, { maxZoom: 8 }));
      map.on("moveend", refresh);
      refresh();
      document.documentElement.dataset.ready = "1";
    };
    const openBoxes = () => { byId("legs-box").open = byId("legend-box").open = !phone.matches; };
    openBoxes();
    for (const box of ["legs-box", "legend-box"]) byId(box).addEventListener("toggle", () => begun && refresh());
    // A frame in a hidden tab has no size: Leaflet can fit nothing into it until it is shown.
    new ResizeObserver(() => {
      const box = byId("map").getBoundingClientRect();
      if (!box.width || !box.height) return;
      if (!begun) { begin(); return; }
      map.invalidateSize({ animate: false });
      if (!touched) fit(everything(), { maxZoom: 8 });
    }).observe(byId("map"));
    for (const event of ["pointerdown", "wheel", "keydown"]) document.addEventListener(event, () => { touched = true; }, { passive: true });
  }

  function addHome(map, position, go) {
    const control = L.control({ position });
    control.onAdd = () => {
      const button = el("button", { type: "button", id: "home", title: "Show the whole route", "aria-label": "Show the whole route" }, svg(
        "svg", { width: 16, height: 16, "aria-hidden": "true" },
        svg("path", { d: "M1 5V1h4M11 1h4v4M15 11v4h-4M5 15H1v-4", fill: "none", stroke: "currentColor", "stroke-width": 2 }),
      ));
      L.DomEvent.disableClickPropagation(button);
      button.addEventListener("click", go);
      return button;
    };
    control.addTo(map);
  }

  function fillLegend(drawn, map, refresh) {
    for (const { mode, words, legs } of data.legend.modes) {
      const first = drawn.find((item) => item.leg.mode === mode);
      const box = el("input", { type: "checkbox", checked: true, "data-mode": mode });
      box.addEventListener("change", () => {
        for (const item of drawn.filter(({ leg }) => leg.mode === mode)) {
          item.leg.hidden = !box.checked;
          if (box.checked) item.group.addTo(map); else item.group.remove();
        }
        refresh();
      });
      byId("modes").append(el("li", {}, el("label", {}, box, sample(mode, mainKind(first.leg)), `${words} (${legs})`)));
    }
    for (const { kind, words } of data.legend.kinds) byId("kinds").append(el("li", { "data-kind": kind }, sample("plain", kind), words));
    if (data.legend.areas.length) {
      const disc = svg("svg", { width: 34, height: 18, "aria-hidden": "true" }, svg("circle", {
        cx: 17, cy: 9, r: 8, fill: "#1b1f23", "fill-opacity": 0.1, stroke: "#1b1f23", "stroke-dasharray": "3 3",
      }));
      byId("kinds").append(el("li", { "data-kind": "area" }, disc, data.legend.areas[0].words));
    }
    byId("legend-box").hidden = !data.legend.modes.length;
  }

  // A leg that is too short to be read at the scale of the whole route gets a close-up in a free corner.
  function drawInset(map, basemap, stops, drawn, zoomTo) {
    if (phone.matches || drawn.length < 2 || drawn.length > 20 || map.getSize().x < 900 || map.getSize().y < 520) return;
    const extent = ({ leg }) => {
      const box = L.latLngBounds(leg.points);
      const [a, b] = [map.latLngToContainerPoint(box.getNorthWest()), map.latLngToContainerPoint(box.getSouthEast())];
      return Math.hypot(b.x - a.x, b.y - a.y);
    };
    const small = drawn.map((item) => ({ item, size: extent(item) })).filter(({ size }) => size < 70).sort((a, b) => a.size - b.size)[0];
    if (!small) return;
    const { leg } = small.item;
    const inset = byId("inset");
    inset.hidden = false;
    byId("inset-button").replaceChildren(bdi(`Close-up: ${name(leg)}`));
    byId("inset-button").setAttribute("data-leg", leg.row);
    const size = map.getSize();
    const [w, h] = [inset.offsetWidth, inset.offsetHeight];
    const corners = [[size.x - w - 12, size.y - h - 44], [size.x - w - 56, 12], [(size.x - w) / 2 + 60, size.y - h - 16], [340, size.y - h - 16]];
    const covered = ([x, y]) => drawn.flatMap((other) => other.leg.points)
      .filter((point) => { const p = map.latLngToContainerPoint(point); return p.x > x - 20 && p.x < x + w + 20 && p.y > y - 20 && p.y < y + h + 20; }).length;
    const [x, y] = corners.map((corner) => ({ corner, cost: covered(corner) })).sort((a, b) => a.cost - b.cost)[0].corner;
    inset.style.left = `${x}px`;
    inset.style.top = `${y}px`;
    const close = makeMap("inset-map", {
      dragging: false, scrollWheelZoom: false, doubleClickZoom: false, boxZoom: false, keyboard: false, touchZoom: false,
    });
    close.fitBounds(L.latLngBounds(leg.points), { padding: [38, 30], animate: false });
    drawBasemap(close, basemap);
    for (const other of drawn) {
      const copy = drawLeg(close, { ...other.leg }, null);
      copy.group.addTo(close);
      if (other === small.item) copy.arrows.setLatLngs(arrowHeads(close, copy.lines));
    }
    const inside = stops.filter((stop) => close.getBounds().contains([stop.at[1], stop.at[0]])).map((stop) => ({ ...stop }));
    drawStops(close, inside, null);
    placeLabels(close, inside, countryAnchors(basemap), () => []);
    const box = close.getBounds();
    const frame = L.rectangle(box, { pane: "discs", interactive: false, color: "#1b1f23", weight: 1.5, fill: false }).addTo(map);
    byId("inset-button").addEventListener("click", () => zoomTo(box));
    const whole = map.getZoom();
    map.on("zoomend", () => {
      inset.hidden = map.getZoom() > whole + 1;
      if (inset.hidden) frame.remove(); else frame.addTo(map);
    });
  }

  unpack(data.basemap).then(main, () => {
    data.credits.push("The basemap is not shown: this browser is too old to unpack it");
    main(null);
  });
})();
