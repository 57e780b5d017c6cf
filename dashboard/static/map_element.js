/* The map inside its frame: outlines fetched once, then only restyled.
 *
 * Two calls, written by dashboard/maps: `territoryMap.create(map, options)` when the frame is
 * made, `territoryMap.draw(map, drawing)` each time the page has something else to show. They may
 * come in any order with the arrival of the outlines. A click goes back to the page through
 * streamlit-folium as `last_active_drawing`, whose properties hold the code of the area.
 */
window.territoryMap = (() => {
  "use strict";

  const RESTING = { color: "transparent", weight: 0, fill: true, fillColor: "#8883", fillOpacity: 1 };
  const HOVER_WEIGHT = 2;
  const SELECTED_WEIGHT = 3;
  const NOTICE_MS = 1600;
  const IGN = "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0" +
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM" +
    "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}";
  const IGN_CREDIT = "Fond : © IGN, Géoplateforme";
  const IGN_FILL = 0.6; // the areas let the base map through

  const areas = {};     // code -> Leaflet polygon
  const overlays = {};  // url -> Leaflet layer
  let drawing = null;
  let shapes = null;    // group of the areas: a click on it reaches the page
  let circles = null;
  let baseMap = null;
  let options = {};
  let clicks = 0;
  let isReady = false;
  let isFocused = false;
  let hovered = null;

  function create(map, given) {
    options = given;
    describeFrame(map);
    addPanes(map);
    addControls(map);
    shapes = L.geoJSON(null, { style: () => RESTING, onEachFeature: keep }).addTo(map);
    circles = L.featureGroup([], { pane: "circles" }).addTo(map);
    [shapes, circles].forEach(listen);
    easeTouch(map);
    if (options.tools) territoryTools.create(map, options.titles);
    map.on("zoomstart", () => territoryLabels.clear(map));
    map.on("zoomend resize spots", () => territoryLabels.place(map, areas, drawing));
    fetchJson(options.outlines)
      .then((collection) => {
        shapes.addData(collection);
        isReady = true;
        fit(map);
        render(map);
      })
      .catch(() => notice(map, "Les contours n’ont pas pu être chargés. Rechargez la page.", true));
  }

  function fetchJson(url) {
    return fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${url}`);
      return answer.json();
    });
  }

  function describeFrame(map) {
    document.documentElement.lang = "fr";
    document.title = options.title;
    if (window.frameElement) window.frameElement.title = options.title;
    const viewport = document.querySelectorAll("meta[name=viewport]");
    viewport.forEach((tag) => { tag.content = "width=device-width, initial-scale=1"; });
    const box = map.getContainer();
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", `${options.title}. Flèches pour se déplacer, plus et moins pour zoomer.`);
  }

  function addPanes(map) {
    ["outlines", "circles", "labels"].forEach((name, rank) => {
      const pane = map.createPane(name);
      pane.style.zIndex = 440 + rank * 10;
      pane.style.pointerEvents = "none";
    });
  }

  function addControls(map) {
    map.attributionControl.setPrefix(false).addAttribution(options.credit);
    L.control.zoom({ zoomInTitle: "Zoom avant", zoomOutTitle: "Zoom arrière" }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    const whole = L.control({ position: "topleft" });
    whole.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar");
      const link = L.DomUtil.create("a", "", bar);
      link.href = "#";
      link.title = "Voir tout le territoire";
      link.setAttribute("role", "button");
      link.setAttribute("aria-label", link.title);
      link.innerHTML = '<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" ' +
        'stroke-width="1.6" aria-hidden="true"><path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4"/></svg>';
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.on(link, "click", (event) => { L.DomEvent.stop(event); fit(map); });
      return bar;
    };
    whole.addTo(map);
  }

  /* A page must scroll under one finger or the wheel: the map moves with two fingers, and the
     wheel zooms only once the map has the focus. */
  function easeTouch(map) {
    const box = map.getContainer();
    map.scrollWheelZoom.disable();
    map.on("focus", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    if (!L.Browser.mobile) return;
    map.dragging.disable();
    box.addEventListener("touchmove", (event) => {
      if (event.touches.length === 1) notice(map, "Deux doigts pour déplacer la carte");
    }, { passive: true });
  }

  function notice(map, text, stays) {
    const box = map.getContainer();
    let sign = box.querySelector(".map-notice");
    if (!sign) {
      sign = L.DomUtil.create("p", "map-notice", box);
      sign.setAttribute("role", "status");
    }
    sign.textContent = text;
    sign.classList.add("is-shown");
    clearTimeout(sign.timer);
    if (!stays) sign.timer = setTimeout(() => sign.classList.remove("is-shown"), NOTICE_MS);
  }

  function fit(map, bounds = map.wantedBounds ?? shapes.getBounds()) {
    map.invalidateSize(false);
    map.fitBounds(bounds, { padding: [8, 8], animate: false });
  }

  /* The first drawing chooses what is in sight; after that the reader does. */
  function focus(map) {
    if (isFocused) return;
    isFocused = true;
    const wanted = drawing.focus.map((code) => areas[code]).filter(Boolean);
    if (wanted.length) fit(map, L.featureGroup(wanted).getBounds().pad(drawing.focus_margin));
  }

  function keep(feature, layer) {
    areas[feature.properties.code] = layer;
    layer.toGeoJSON = () => (options.tools ? territoryTools.last() : clicked(feature.properties));
  }

  /* What a click tells the page. The count makes two clicks on one area two different answers. */
  function clicked(properties) {
    return { type: "Feature", geometry: null, properties: { code: properties.code, name: properties.name, click: clicks } };
  }

  function listen(group) {
    group.bindTooltip(tip, { sticky: true, direction: "top", offset: [0, -8] });
    if (!options.tools) group.on("click", () => { clicks += 1; setTimeout(sendAtOnce, 0); });
    group.on("mouseover", (event) => emphasise(event.propagatedFrom));
    group.on("mouseout", (event) => { hovered = null; dress(event.propagatedFrom); });
  }

  /* streamlit-folium waits 250 ms before it sends a click: send it now, and let its own late
     message find that nothing has changed. Without its names, the late message does the work. */
  function sendAtOnce() {
    const data = window.__GLOBAL_DATA__;
    if (!window.Streamlit || !data || String(data.returned_objects) !== "last_active_drawing") return;
    data.previous_data = { last_active_drawing: data.last_active_drawing };
    window.Streamlit.setComponentValue(data.previous_data);
  }

  function tip(layer) {
    const properties = layer.feature.properties;
    const text = drawing?.tooltips[properties.code] ?? properties.name;
    const box = document.createElement("div");
    text.split("\n").forEach((line, rank) => {
      const row = L.DomUtil.create("div", "map-tip-line", box);
      row.textContent = line || (rank ? "" : properties.name);
    });
    return box;
  }

  function draw(map, given) {
    drawing = { ...given, classes: byCode(given.classes), tooltips: byCode(given.tooltips) };
    colourFrame();
    if (isReady) render(map);
  }

  function byCode(codesOf) {
    return Object.fromEntries(Object.entries(codesOf).flatMap(([value, codes]) =>
      codes.split(" ").map((code) => [code, value])));
  }

  function colourFrame() {
    const style = document.documentElement.style;
    Object.entries(drawing.ground).forEach(([name, colour]) => style.setProperty(`--${name}`, colour));
    document.documentElement.style.colorScheme = drawing.theme;
  }

  function render(map) {
    if (!drawing) return;
    focus(map);
    setPatterns();
    Object.values(areas).forEach(dress);
    drawing.selected.forEach((code) => areas[code]?.bringToFront());
    setCircles();
    setOverlays(map);
    setBaseMap(map);
    territoryLabels.place(map, areas, drawing);
    document.documentElement.dataset.drawn = String(Number(document.documentElement.dataset.drawn || 0) + 1);
  }

  function isSelected(layer) {
    return drawing.selected.includes(layer.feature.properties.code);
  }

  function dress(layer) {
    if (!drawing || layer instanceof L.CircleMarker) return;
    const code = layer.feature.properties.code;
    const rank = drawing.classes[code] ?? drawing.otherwise;
    const style = drawing.styles[rank];
    const strong = isSelected(layer);
    layer.setStyle({
      fillColor: style.pattern ? `url(#class-${rank})` : style.fill,
      fillOpacity: style.opacity * (drawing.ign ? IGN_FILL : 1),
      color: strong ? drawing.ground.strong : style.stroke,
      weight: strong ? SELECTED_WEIGHT : style.weight,
      dashArray: strong ? null : style.dash || null,
      opacity: 1,
    });
    mark(layer, strong);
  }

  /* Each path says which area it is, and whether it is selected. */
  function mark(layer, isStrong) {
    const path = layer.getElement();
    path.dataset.code = layer.feature.properties.code;
    if (isStrong) path.dataset.selected = "";
    else delete path.dataset.selected;
  }

  /* Moving a path makes the browser look again at what is under the pointer: without memory of
     the last one this would never end, and a path that moves under a click loses it. */
  function emphasise(layer) {
    if (!drawing || layer === hovered || layer instanceof L.CircleMarker || isSelected(layer)) return;
    hovered = layer;
    layer.setStyle({ color: drawing.ground.strong, weight: HOVER_WEIGHT, dashArray: null });
    layer.bringToFront();
    drawing.selected.forEach((code) => areas[code]?.bringToFront());
  }

  /* Hatching and dots are SVG patterns that the fill of a polygon can name. */
  function setPatterns() {
    document.getElementById("patterns")?.remove();
    const marks = {
      hatch: (ink) => `<path d="M-1 1l2-2M0 8l8-8M7 9l2-2" stroke="${ink}" stroke-width="1.4"/>`,
      dots: (ink) => `<circle cx="2" cy="2" r="1.1" fill="${ink}"/><circle cx="6" cy="6" r="1.1" fill="${ink}"/>`,
    };
    const defs = drawing.styles.map((style, rank) => style.pattern &&
      `<pattern id="class-${rank}" width="8" height="8" patternUnits="userSpaceOnUse">` +
      `<rect width="8" height="8" fill="${style.fill}"/>${marks[style.pattern](style.ink)}</pattern>`);
    const holder = document.createElement("div");
    holder.id = "patterns";
    holder.style.cssText = "position:absolute;width:0;height:0;overflow:hidden";
    holder.innerHTML = `<svg width="0" height="0" aria-hidden="true"><defs>${defs.filter(Boolean).join("")}</defs></svg>`;
    document.body.appendChild(holder);
  }

  /* Biggest first, so that no circle hides a smaller one. */
  function setCircles() {
    circles.clearLayers();
    const look = drawing.circle;
    Object.entries(drawing.circles).sort((a, b) => b[1] - a[1]).forEach(([code, radius]) => {
      const area = areas[code];
      if (!area) return;
      const [lon, lat] = area.feature.properties.label;
      const strong = isSelected(area);
      const circle = L.circleMarker([lat, lon], {
        pane: "circles", radius, fillColor: look.fill, fillOpacity: look.opacity,
        color: strong ? drawing.ground.strong : look.stroke, weight: strong ? SELECTED_WEIGHT : look.weight,
      });
      circle.feature = area.feature;
      circle.toGeoJSON = area.toGeoJSON;
      circles.addLayer(circle);
    });
  }

  /* Extra layers (QPV, rings, stops): each file is fetched once, hidden when not asked for. */
  function setOverlays(map) {
    const wanted = new Map(drawing.overlays.map((overlay) => [overlay.url, overlay]));
    Object.entries(overlays).forEach(([url, layer]) => { if (!wanted.has(url)) layer.remove(); });
    wanted.forEach((overlay, url) => {
      if (!overlays[url]) {
        overlays[url] = L.geoJSON(null, {
          pane: "outlines", interactive: false,
          pointToLayer: (feature, place) => L.circleMarker(place, { pane: "outlines", interactive: false }),
        });
        fetchJson(url).then((collection) => { overlays[url].addData(collection); styleOverlay(url); }, () => {});
      }
      overlays[url].addTo(map);
      styleOverlay(url);
    });
  }

  function styleOverlay(url) {
    const overlay = drawing.overlays.find((each) => each.url === url);
    if (!overlay) return;
    const look = {
      color: overlay.stroke, weight: overlay.weight, dashArray: overlay.dash || null,
      fillColor: overlay.fill, fillOpacity: overlay.opacity, radius: overlay.radius,
    };
    overlays[url].setStyle((feature) => {
      const isShown = !overlay.codes.length || overlay.codes.includes(feature.properties.code);
      return { ...look, stroke: isShown, fill: isShown && overlay.fill !== "none" };
    });
  }

  /* Asked from the IGN only when the user has switched it on; missing tiles leave the ground bare. */
  function setBaseMap(map) {
    if (!drawing.ign) {
      baseMap?.remove();
      return;
    }
    baseMap ??= L.tileLayer(IGN, { maxZoom: 19, attribution: IGN_CREDIT });
    baseMap.addTo(map);
  }

  return { create, draw };
})();
