// The whole page.

// The map is there at once, because Folium layers that a user added look for it as soon as they are read.
const map = makeMap("map", { center: [0, 0], zoom: 2 });
window.georoutes = { map };

function main(basemap) {
  const stops = stopsByPlace();
  const whole = around(data.bounds.length ? data.bounds : WHOLE_WORLD, stops);
  const first = data.first.length ? around(data.first, stops) : whole;
  const countries = basemap && !data.tiles ? countryNames(basemap) : null;
  const lined = data.legs.filter((leg) => leg.parts);
  const crowd = data.legs.length > CANVAS_ABOVE;
  const lines = lined.filter((leg) => !leg.line);
  const chooseLine = (leg) => (leg.alike.length > 1 ? chooseAlike(leg) : choose(leg));
  const drawn = crowd ? [] : lines.map((leg) => ({ leg, ...drawLeg(map, leg, () => chooseLine(leg)) }));

  let begun = false;

  function refresh() {
    for (const item of drawn) if (!unseen(item.leg)) item.arrows.setLatLngs(arrowHeads(map, item.lines));
    const any = data.legs.some((leg) => leg.chosen);
    for (const node of document.querySelectorAll("#map path[data-leg]")) node.classList.toggle("dim", any && !looks(data.legs[node.dataset.leg]).chosen);
    placeLabels(map, stops, countries, panelBoxes());
  }

  function select(...legs) {
    for (const other of data.legs) {
      const chosen = legs.includes(other);
      if (Boolean(other.chosen) === chosen) continue;
      other.chosen = chosen;
      dress(other);
      if (other.button) other.button.setAttribute("aria-pressed", String(other.chosen));
    }
  }

  // Show the legs of the modes that are ticked, less those that come after the day that is shown.
  function show() {
    for (const leg of lined) leg.hidden = Boolean(leg.unticked) || leg.phase === "later";
    if (many) many.later();
    const put = (leg, group, on) => {
      if (unseen(leg) === on.hasLayer(group)) { if (unseen(leg)) group.remove(); else group.addTo(on); }
    };
    for (const { leg, group, copy, close } of drawn) {
      put(leg, group, map);
      if (copy) put(leg, copy, close);
    }
    refresh();
  }

  function showDay(day) {
    for (const leg of data.legs) {
      const phase = day === null ? "" : phaseOn(leg, day);
      if (phase === (leg.phase || "")) continue;
      leg.phase = phase;
      dress(leg);
      if (!leg.button) continue;
      leg.button.classList.toggle("later", phase === "later");
      leg.tag.textContent = PHASES[phase] || "";
    }
    if (begun) show();
  }

  function choose(leg, from) {
    openDetails(name(leg), legDetails(leg, { zoomTo: (points) => fit(map, points), showAlike: chooseAlike }), from || leg.button);
    select(leg);
    if (phone.matches) byId("legs-box").open = false; // or the two panels would leave nothing of the map
    if ((from || phone.matches) && leg.parts) fit(map, pointsOf(leg));
    refresh();
  }

  // A line that stands for several legs opens all of them.
  function chooseAlike(line) {
    openDetails(`${name(line)}: ${count(line.alike.length, "leg", "legs")}`, alikeDetails(line, choose), line.button);
    select(...line.alike);
    if (phone.matches) byId("legs-box").open = false;
    refresh();
  }

  function chooseStop(stop) {
    openDetails(stop.name || "Stop", stopDetails(stop), null);
    select();
    refresh();
  }

  function begin() {
    map.invalidateSize({ animate: false });
    const chosen = map.getZoom() !== 2 || !map.getCenter().equals([0, 0], 1); // by a Folium layer
    if (!chosen) fit(map, first);
    if (basemap) drawBasemap(map, basemap);
    begun = true;
    for (const item of drawn) if (!unseen(item.leg)) item.group.addTo(map);
    if (crowd) drawMany(map, lines, chooseLine);
    drawStops(map, stops, chooseStop);
    if (basemap) drawInset(map, basemap, stops, drawn, countries);
    map.on("moveend", refresh);
    for (const box of ["legs-box", "legend-box"]) byId(box).addEventListener("toggle", refresh);
    refresh();
    document.documentElement.dataset.ready = "1";
  }

  addControls(map, () => fit(map, whole));
  fillHead();
  fillOutside((everything) => fit(map, everything ? whole : first));
  fillLegs(choose);
  const tell = (title, body, from) => { openDetails(title, body, from); select(); refresh(); };
  fillOtherClaims(tell);
  fillFigures(tell);
  fillTables(choose);
  fillLegend(lined, show);
  fillTime(showDay);
  followTheme();
  onClose(() => { select(); refresh(); });

  let touched = false;
  for (const event of ["pointerdown", "wheel", "keydown"]) {
    document.addEventListener(event, () => { touched = true; }, { passive: true });
  }
  whenSized(byId("map"), begin, () => {
    map.invalidateSize({ animate: false });
    if (!touched) fit(map, first);
  });
}

unpack(data.basemap).then(main, () => {
  data.credits.push("The basemap is not shown: this browser is too old to unpack it");
  main(null);
});
