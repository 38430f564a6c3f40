// For layers of Folium's own that a user added: Folium's pop-ups ask jQuery to turn their markup into an element.
if (!window.$) {
  window.$ = (markup) => {
    const holder = document.createElement("template");
    holder.innerHTML = String(markup).trim();
    return [holder.content.firstElementChild];
  };
}
// Folium's icons come from a network; without it their markers are Leaflet's own.
if (!L.AwesomeMarkers) L.AwesomeMarkers = { icon: () => new L.Icon.Default() };
