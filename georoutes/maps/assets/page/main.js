// The whole page.

// The map is there at once, because Folium layers that a user added look for it as soon as they are read.
const map = makeMap("map", { center: [0, 0], zoom: 2 });
window.georoutes = { map };

function main(basemap) {
  const stops = stopsByPlace();
  const whole = everything(stops);
  const countries = basemap && !data.tiles ? countryNames(basemap) : null;
  const drawn = data.legs.filter((leg) => leg.parts)
    .map((leg) => ({ leg, ...drawLeg(map, leg, () => choose(leg)) }));

  function refresh() {
    for (const item of drawn) if (item.arrows && !item.leg.hidden) item.arrows.setLatLngs(arrowHeads(map, item.lines));
    placeLabels(map, stops, countries, panelBoxes());
  }

  function select(leg) {
    for (const other of data.legs) {
      const style = other === leg ? { color: "#ffd84d", opacity: 1 } : unselected(other);
      for (const halo of other.halo || []) halo.setStyle(style);
      other.button.setAttribute("aria-pressed", String(other === leg));
    }
  }

  function choose(leg, from) {
    openDetails(name(leg), legDetails(leg, (points) => fit(map, points)), from || leg.button);
    select(leg);
    if (phone.matches) byId("legs-box").open = false; // or the two panels would leave nothing of the map
    if (from && leg.points && leg.points.length) fit(map, leg.points);
    refresh();
  }

  function chooseStop(stop) {
    openDetails(stop.name || "Stop", stopDetails(stop), null);
    select(null);
    refresh();
  }

  function begin() {
    map.invalidateSize({ animate: false });
    const chosen = map.getZoom() !== 2 || !map.getCenter().equals([0, 0], 1); // by a Folium layer
    if (!chosen) fit(map, whole);
    if (basemap) drawBasemap(map, basemap);
    for (const item of drawn) item.group.addTo(map);
    drawStops(map, stops, chooseStop);
    if (basemap) drawInset(map, basemap, stops, drawn, countries);
    map.on("moveend", refresh);
    for (const box of ["legs-box", "legend-box"]) byId(box).addEventListener("toggle", refresh);
    refresh();
    document.documentElement.dataset.ready = "1";
  }

  addControls(map, () => fit(map, whole));
  fillHead();
  fillLegs(choose);
  fillOtherClaims((title, body, from) => { openDetails(title, body, from); select(null); refresh(); });
  fillLegend(drawn, map, refresh);
  onClose(() => { select(null); refresh(); });

  let touched = false;
  for (const event of ["pointerdown", "wheel", "keydown"]) {
    document.addEventListener(event, () => { touched = true; }, { passive: true });
  }
  whenSized(byId("map"), begin, () => {
    map.invalidateSize({ animate: false });
    if (!touched) fit(map, whole);
  });
}

unpack(data.basemap).then(main, () => {
  data.credits.push("The basemap is not shown: this browser is too old to unpack it");
  main(null);
});
