/* A bus network and what it reaches: bands of travel time, lines, stops, places.
 *
 * `territoryTransit.show(map, given)` draws what the page holds in the place of what it drew before.
 * `given.bounds` are in sight at first, and again when they change: the network that is loaded may
 * lie far from the territory.
 */
window.territoryTransit = (() => {
  "use strict";

  const PANES = { bands: 425, lines: 432, stops: 444, places: 452, letters: 454 };
  const NEAR_ZOOM = 13; // stops are dots of one pixel before

  let layers = [];
  let network = null;   // the group of lines and stops of `drawn`
  let stops = [];
  let drawn = "";
  let seen = "";
  const fetched = {};   // url -> promise of a collection

  function show(map, given) {
    addPanes(map);
    look(map, given.bounds);
    layers.forEach((layer) => layer.remove());
    layers = [];
    given.bands.forEach((band) => add(map, bandLayer(band)));
    given.lines.forEach((line) => add(map, lineLayer(line)));
    given.stops.forEach((stop) => add(map, stopLayer(stop, given)));
    given.places.forEach((place) => placeLayers(place, given).forEach((layer) => add(map, layer)));
    map.spots = given.places;
    map.fire("spots");
    showNetwork(map, given);
    document.documentElement.dataset.transit = String(Number(document.documentElement.dataset.transit || 0) + 1);
  }

  /* The network itself is fetched once by its address, and drawn again only when the theme changes. */
  function showNetwork(map, given) {
    const key = `${given.network}|${given.ink}`;
    if (key === drawn) return;
    drawn = key;
    fetched[given.network] ??= fetch(given.network).then((answer) => answer.json());
    fetched[given.network].then(({ features }) => {
      if (key !== drawn) return;
      network?.remove();
      const lines = features.filter(({ geometry }) => geometry.type !== "Point").map((feature) =>
        lineLayer({ places: feature.geometry.coordinates, colour: given.line, words: feature.properties.words }));
      stops = features.filter(({ geometry }) => geometry.type === "Point").map((feature) => {
        const [lon, lat] = feature.geometry.coordinates;
        return stopLayer({ lon, lat, words: feature.properties.words }, given);
      });
      network = L.layerGroup([...lines, ...stops]).addTo(map);
      sizeStops(map);
      document.documentElement.dataset.network = String(stops.length);
    }, () => { drawn = ""; });
  }

  function addPanes(map) {
    if (map.getPane("bands")) return;
    Object.entries(PANES).forEach(([name, rank]) => {
      const pane = map.createPane(name);
      pane.style.zIndex = rank;
      pane.style.pointerEvents = "none";
    });
    map.on("zoomend", () => sizeStops(map));
  }

  function add(map, layer) {
    layers.push(layer.addTo(map));
    return layer;
  }

  function look(map, [[west, south], [east, north]]) {
    const key = [west, south, east, north].join();
    if (key === seen) return;
    seen = key;
    map.wantedBounds = L.latLngBounds([south, west], [north, east]);
    map.invalidateSize(false);
    map.fitBounds(map.wantedBounds, { padding: [12, 12], animate: false });
  }

  function bandLayer({ geometry, style }) {
    return L.geoJSON(geometry, {
      pane: "bands", interactive: false, pmIgnore: true,
      style: {
        fillColor: style.fill, fillOpacity: style.opacity, color: style.stroke, weight: style.weight,
        dashArray: style.dash || null, className: "map-band",
      },
    });
  }

  function lineLayer({ places, colour, words, dash }) {
    const line = L.polyline(places.map(([lon, lat]) => [lat, lon]), {
      pane: "lines", pmIgnore: true, color: colour, weight: 2.5, opacity: 0.8, dashArray: dash || null,
    });
    return line.bindTooltip(() => text(words), { sticky: true, direction: "top", offset: [0, -8] });
  }

  function stopLayer({ lon, lat, words, strong }, { ground, ink }) {
    const dot = L.circleMarker([lat, lon], {
      pane: "stops", pmIgnore: true, radius: 4, weight: strong ? 3 : 1.5, color: ink, fillColor: ground,
      fillOpacity: 1, className: "map-stop",
    });
    return dot.bindTooltip(() => text(words), { direction: "top", offset: [0, -6] });
  }

  function placeLayers({ lon, lat, sign, words, fill, ink }) {
    const place = [lat, lon];
    const dot = L.circleMarker(place, {
      pane: "places", pmIgnore: true, radius: 9, weight: 2, color: ink, fillColor: fill, fillOpacity: 1,
    });
    dot.bindTooltip(() => text(words), { direction: "top", offset: [0, -8] });
    const icon = L.divIcon({ className: "map-place", html: sign, iconSize: [18, 18] });
    const letter = L.marker(place, { pane: "letters", icon, interactive: false, keyboard: false, pmIgnore: true });
    return [dot, letter];
  }

  function sizeStops(map) {
    const radius = map.getZoom() < NEAR_ZOOM ? 2 : 4;
    stops.forEach((stop) => stop.setRadius(radius));
  }

  function text(words) {
    const box = document.createElement("div");
    words.split("\n").forEach((line) => {
      L.DomUtil.create("div", "map-tip-line", box).textContent = line;
    });
    return box;
  }

  return { show };
})();
