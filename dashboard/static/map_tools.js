/* What a reader gives the page on a map: a point (click), a shape (polygon), a distance (line).
 *
 * `territoryTools.create(map, titles)` once, when the frame is made; `territoryTools.show(map, given)` each
 * time the page answers: it draws what the page holds, in the place of what was just drawn by hand.
 * The answer goes back through streamlit-folium as `last_active_drawing`, a GeoJSON feature whose
 * property `tool` is "point", "polygon" or "line". Nothing is measured here.
 */
window.territoryTools = (() => {
  "use strict";

  const WORDS = {
    tooltips: {
      firstVertex: "Cliquez pour placer le premier point",
      continueLine: "Cliquez pour placer le point suivant",
      finishLine: "Cliquez sur le dernier point pour terminer",
      finishPoly: "Cliquez sur le premier point pour fermer la forme",
    },
    actions: { finish: "Terminer", cancel: "Annuler", removeLastVertex: "Retirer le dernier point" },
    buttonTitles: {
      drawPolyButton: "Dessiner un bâtiment ou une parcelle",
      drawLineButton: "Mesurer une distance",
    },
  };
  const TOOLS = { Polygon: "polygon", Line: "line" };
  const JUST_DRAWN_MS = 300; // the click that ends a shape is no point
  const DECIMALS = 6;

  let given = [];       // layers that the page asked for
  let pending = null;   // shape drawn by hand, until the page answers
  let finished = 0;
  let count = 0;

  /* `titles` names the buttons otherwise; a shape it does not name has no button. */
  function create(map, titles) {
    map.doubleClickZoom.disable();
    const named = titles ?? { polygon: WORDS.buttonTitles.drawPolyButton, line: WORDS.buttonTitles.drawLineButton };
    const buttons = { drawPolyButton: named.polygon, drawLineButton: named.line };
    map.pm.setLang("fr", { ...WORDS, buttonTitles: buttons }, "fr");
    map.pm.addControls({
      position: "topright", drawMarker: false, drawCircleMarker: false, drawCircle: false, drawText: false,
      drawRectangle: false, drawPolygon: Boolean(named.polygon), drawPolyline: Boolean(named.line), editMode: false, dragMode: false,
      cutPolygon: false, removalMode: false, rotateMode: false,
    });
    map.pm.setGlobalOptions({ allowSelfIntersection: false, snappable: false });
    map.on("click", (event) => {
      if (map.pm.globalDrawModeEnabled() || Date.now() - finished < JUST_DRAWN_MS) return;
      send("point", { type: "Point", coordinates: [event.latlng.lng, event.latlng.lat] });
    });
    map.on("pm:create", ({ layer, shape }) => {
      finished = Date.now();
      pending?.remove();
      pending = layer;
      send(TOOLS[shape], layer.toGeoJSON(DECIMALS).geometry);
    });
  }

  function last() {
    return window.__GLOBAL_DATA__.last_active_drawing;
  }

  function send(tool, geometry) {
    const data = window.__GLOBAL_DATA__;
    count += 1;
    data.last_active_drawing = { type: "Feature", geometry, properties: { tool, count } };
    data.previous_data = { last_active_drawing: data.last_active_drawing };
    window.Streamlit.setComponentValue(data.previous_data);
  }

  function show(map, wanted) {
    document.documentElement.style.setProperty("--icon-filter", wanted.is_dark ? "invert(1)" : "none");
    pending?.remove();
    pending = null;
    given.forEach((layer) => layer.remove());
    given = [];
    [wanted.shape, wanted.line].filter(Boolean).forEach((shape) => add(map, shapeLayer(shape, wanted.colour)));
    if (wanted.link) add(map, linkLayer(wanted));
    wanted.marks.forEach((mark) => markLayers(mark).forEach((layer) => add(map, layer)));
    if (wanted.point) add(map, pointLayer(wanted));
  }

  function add(map, layer) {
    layer.addTo(map);
    given.push(layer);
  }

  function shapeLayer(shape, colour) {
    const style = { color: colour, weight: 3, fillColor: colour, fillOpacity: 0.18 };
    return L.geoJSON(shape, { pane: "circles", interactive: false, pmIgnore: true, style });
  }

  /* The shortest way to the limit, with its length in words. */
  function linkLayer({ link, colour }) {
    const line = L.polyline(link.ends.map(([lon, lat]) => [lat, lon]), {
      pane: "circles", interactive: false, pmIgnore: true, color: colour, weight: 2, dashArray: "2 5",
    });
    return line.bindTooltip(text(link.words), { permanent: true, direction: "center", className: "map-link" });
  }

  function pointLayer({ point, colour, ground }) {
    const [lon, lat] = point;
    const dot = L.circleMarker([lat, lon], {
      pane: "circles", interactive: false, pmIgnore: true, radius: 7, color: ground, weight: 2.5,
      fillColor: colour, fillOpacity: 1, className: "map-point",
    });
    return dot;
  }

  /* An operation; a circle around it says how far its place may be off. */
  function markLayers(mark) {
    const place = [mark.lat, mark.lon];
    const common = { pane: "circles", pmIgnore: true, color: mark.stroke, dashArray: mark.dash || null };
    const dot = L.circleMarker(place, { ...common, radius: 9, weight: 2, fillColor: mark.fill, fillOpacity: 1 });
    dot.bindTooltip(() => text(mark.words), { direction: "top", offset: [0, -8] });
    const sign = L.tooltip({ permanent: true, direction: "center", className: "map-sign", interactive: false });
    sign.setLatLng(place).setContent(text(mark.sign));
    if (!mark.off_m) return [dot, sign];
    const around = L.circle(place, { ...common, interactive: false, radius: mark.off_m, weight: 1.5, fillOpacity: 0.06 });
    return [around, dot, sign];
  }

  function text(words) {
    const box = document.createElement("div");
    words.split("\n").forEach((line) => {
      L.DomUtil.create("div", "map-tip-line", box).textContent = line;
    });
    return box;
  }

  return { create, last, show };
})();
