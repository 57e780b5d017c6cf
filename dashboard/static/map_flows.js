/* Flows from one place: a curve to each commune, as wide as the number of households.
 *
 * `territoryFlows.show(map, given)` draws what the page gives in the place of what it drew before. A
 * dotted line along a curve says that the data are fictional. Words are text nodes only.
 */
window.territoryFlows = (() => {
  "use strict";

  const PANE = "flows";
  const SIGNS = "flow-signs";
  const STEPS = 32;
  const NAMES_FROM_PX = 520; // names meet on a narrower map
  const BEND = 0.16; // height of the bow, as a part of its length
  const STILL = { interactive: false, pane: PANE };

  let layers = [];

  function show(map, given) {
    addPanes(map);
    layers.forEach((layer) => layer.remove());
    layers = [];
    given.flows.forEach((flow) => draw(map, given, flow));
    given.flows.forEach((flow) => end(map, given, [flow.lat, flow.lon], flow));
    end(map, given, [given.start[1], given.start[0]], given, true);
  }

  function addPanes(map) {
    if (map.getPane(PANE)) return;
    map.createPane(PANE).style.zIndex = 445;
    const signs = map.createPane(SIGNS);
    signs.style.zIndex = 455;
    signs.style.pointerEvents = "none";
  }

  function add(map, layer) {
    layers.push(layer.addTo(map));
    return layer;
  }

  function draw(map, given, flow) {
    const line = bow(given.start, [flow.lon, flow.lat]);
    const wide = { pane: PANE, color: given.colour, weight: flow.width_px, opacity: 0.55, lineCap: "butt" };
    add(map, L.polyline(line, { ...wide, className: "map-flow" }))
      .bindTooltip(() => text(flow.words), { sticky: true, direction: "top", offset: [0, -8] });
    if (given.fictional) {
      add(map, L.polyline(line, { ...STILL, color: given.ink, weight: 1.6, dashArray: "1 5", lineCap: "round" }));
    }
  }

  /* A quadratic curve: its middle stands off the straight line, on the left of its way. */
  function bow([x0, y0], [x1, y1]) {
    const stretch = Math.cos((y0 * Math.PI) / 180);
    const [dx, dy] = [(x1 - x0) * stretch, y1 - y0];
    const [mx, my] = [(x0 + x1) / 2 - (BEND * 2 * dy) / stretch, (y0 + y1) / 2 + BEND * 2 * dx];
    return Array.from({ length: STEPS + 1 }, (_, rank) => {
      const t = rank / STEPS;
      const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
      return [a * y0 + b * my + c * y1, a * x0 + b * mx + c * x1];
    });
  }

  function end(map, given, place, { sign, words, name }, isStart = false) {
    const dot = add(map, L.circleMarker(place, {
      pane: PANE, radius: sign ? 12 : 5, weight: isStart ? 3 : 1.5, color: given.ink,
      dashArray: given.fictional ? "1 5" : null, fillColor: given.page, fillOpacity: 1,
    }));
    dot.bindTooltip(() => text(words), { direction: "top", offset: [0, -10] });
    if (sign) label(map, place, sign, { direction: "center" });
    if (map.getSize().x >= NAMES_FROM_PX) label(map, place, name, { direction: "bottom", offset: [0, sign ? 12 : 5] });
  }

  function label(map, place, words, options) {
    const box = document.createElement("span");
    box.textContent = words;
    const look = { permanent: true, className: "map-flow-sign", interactive: false, pane: SIGNS };
    add(map, L.tooltip({ ...look, ...options }).setLatLng(place).setContent(box));
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
