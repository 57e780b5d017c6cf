/* Names on the map that never overlap: the first in the page's order win, again at each zoom.
 * The very first, and the chosen ones, may be wider than their area.
 *
 * `map.spots`, where there are any, are signs that no name may cover ({ lon, lat }): a name in the way of
 * one goes below or above it.
 */
window.territoryLabels = (() => {
  "use strict";

  const HEIGHT = 14;
  const GAP = 3;
  const ROOM = 1.25; // a name may be this much wider than its area
  const SPOT = 24; // a sign and the room around it, pixels
  const ruler = document.createElement("canvas").getContext("2d");

  function clear(map) {
    map.getPane("labels").replaceChildren();
  }

  function place(map, areas, drawing) {
    const pane = map.getPane("labels");
    clear(map);
    if (!drawing) return;
    const spots = spotsOf(map);
    const taken = [];
    drawing.labels.forEach((code) => {
      const area = areas[code];
      if (!area) return;
      const strong = drawing.selected.includes(code) || drawing.strong_labels.includes(code);
      const name = drawing.names[code] ?? area.feature.properties.name;
      const box = beside(spots, boxOf(map, area, name, strong));
      const mustShow = strong || code === drawing.labels[0];
      if (!box || (!mustShow && !hasRoom(map, area, box)) || taken.some((other) => meet(other, box))) return;
      taken.push(box);
      pane.appendChild(tag(name, box, strong));
    });
  }

  function boxOf(map, area, name, strong) {
    const [lon, lat] = area.feature.properties.label;
    const centre = map.latLngToLayerPoint([lat, lon]);
    ruler.font = strong ? "600 12px 'IBM Plex Sans', sans-serif" : "400 11px 'IBM Plex Sans', sans-serif";
    return { x: centre.x, y: centre.y, width: ruler.measureText(name).width, height: HEIGHT };
  }

  function spotsOf(map) {
    return (map.spots ?? []).map(({ lon, lat }) => {
      const { x, y } = map.latLngToLayerPoint([lat, lon]);
      return { x, y, width: SPOT, height: SPOT };
    });
  }

  function beside(spots, box) {
    const isFree = (each) => !spots.some((spot) => meet(spot, each));
    const covered = spots.find((spot) => meet(spot, box));
    if (!covered) return box;
    const away = (SPOT + HEIGHT) / 2 + GAP;
    return [away, -away].map((down) => ({ ...box, y: covered.y + down })).find(isFree);
  }

  function hasRoom(map, area, box) {
    const bounds = area.getBounds();
    const west = map.latLngToLayerPoint(bounds.getSouthWest());
    const east = map.latLngToLayerPoint(bounds.getNorthEast());
    return box.width <= (east.x - west.x) * ROOM && box.height <= west.y - east.y;
  }

  function meet(a, b) {
    return Math.abs(a.x - b.x) < (a.width + b.width) / 2 + GAP && Math.abs(a.y - b.y) < (a.height + b.height) / 2 + GAP;
  }

  function tag(name, box, strong) {
    const label = document.createElement("span");
    label.className = strong ? "map-label is-strong" : "map-label";
    label.textContent = name;
    label.style.left = `${box.x}px`;
    label.style.top = `${box.y}px`;
    return label;
  }

  return { place, clear };
})();
