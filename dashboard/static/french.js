/* French where Streamlit speaks English.

   Streamlit has no choice of language. Two things make it French, both before its own script runs:
   - The browser says that it prefers French, and numbers and dates without a given language are
     written in French. Streamlit takes the format of numbers and dates in tables and their
     statistics, the names of days and months in calendars and some of its aria labels from there,
     so an English browser shows French numbers too. <input type="number"> is drawn by the browser
     itself and ignores it.
   - The words of french_words.js are put in the place of Streamlit's, in the zones named there and
     nowhere else: what the pages write themselves is never read. A word is changed as soon as it
     enters the page, before it is painted.

   Recording the screen is not for this dashboard: Streamlit offers it where the browser can. */
(() => {
  "use strict";

  const ATTRIBUTES = ["aria-label", "title", "placeholder", "aria-valuetext"];
  const DRAWINGS = "canvas, svg";
  const LANGUAGES = Object.freeze(["fr-FR", "fr"]);

  const entries = window.frenchWords.map(({ zone, own, words, patterns = [] }) => ({
    zone,
    own,
    words: new Map(Object.entries(words)),
    patterns: patterns.map(([pattern, french]) => [new RegExp(pattern, "u"), french]),
  }));
  const anyZone = entries.map(({ zone }) => zone).join(", ");

  function preferFrench() {
    const values = { language: LANGUAGES[0], languages: LANGUAGES };
    Object.entries(values).forEach(([name, value]) =>
      Object.defineProperty(Navigator.prototype, name, { configurable: true, get: () => value }));
    writeInFrench(Number.prototype, ["toLocaleString"]);
    writeInFrench(Date.prototype, ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"]);
    ["NumberFormat", "DateTimeFormat"].forEach((name) => {
      Intl[name] = new Proxy(Intl[name], {
        construct: (format, [locales = LANGUAGES, options]) => new format(locales, options),
        apply: (format, _, [locales = LANGUAGES, options]) => format(locales, options),
      });
    });
    if (window.MediaDevices) delete MediaDevices.prototype.getDisplayMedia;
  }

  function writeInFrench(prototype, methods) {
    methods.forEach((name) => {
      const write = prototype[name];
      prototype[name] = function (locales = LANGUAGES, options = undefined) {
        return write.call(this, locales, options);
      };
    });
  }

  function french(entry, text) {
    const word = entry.words.get(text);
    if (word !== undefined) return word;
    const found = entry.patterns.find(([pattern]) => pattern.test(text));
    if (!found) return text;
    const parts = found[0].exec(text);
    return found[1].replace(/\$(\d)/g, (_, rank) => entry.words.get(parts[rank]) ?? parts[rank]);
  }

  function translateText(node, entry) {
    const changed = french(entry, node.data);
    if (changed !== node.data) node.data = changed;
  }

  function translateAttributes(element, entry) {
    ATTRIBUTES.forEach((name) => {
      const text = element.getAttribute(name);
      const changed = text && french(entry, text);
      if (changed !== text) element.setAttribute(name, changed);
    });
  }

  function translateInside(root, entry) {
    const shown = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
    const walker = document.createTreeWalker(root, shown, (node) =>
      node.nodeType === Node.ELEMENT_NODE && node.matches(DRAWINGS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) translateText(node, entry);
      else translateAttributes(node, entry);
    }
  }

  /* `root` has just changed: it stands in a zone, holds zones, or neither. */
  function translate(root) {
    if (root.closest(anyZone)) {
      entries.forEach((entry) => {
        if (entry.own ? root.matches(entry.zone) : root.closest(entry.zone)) translateZone(root, entry);
      });
    }
    root.querySelectorAll(anyZone).forEach((zone) =>
      entries.forEach((entry) => zone.matches(entry.zone) && translateZone(zone, entry)));
  }

  function translateZone(element, entry) {
    if (entry.own) translateAttributes(element, entry);
    else translateInside(element, entry);
  }

  function changedElements(records) {
    const changed = new Set();
    records.forEach(({ type, target, addedNodes }) => {
      const nodes = type === "childList" ? addedNodes : [target];
      nodes.forEach((node) => {
        const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
        if (element) changed.add(element);
      });
    });
    return changed;
  }

  function watch() {
    const observer = new MutationObserver((records) => {
      changedElements(records).forEach((element) => {
        if (element.isConnected && !element.closest(DRAWINGS)) translate(element);
      });
      observer.takeRecords(); // what this very function has just written
    });
    observer.observe(document, {
      subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
    });
  }

  preferFrench();
  watch();
})();
