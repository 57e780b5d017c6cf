/* French where Streamlit speaks English.

   Streamlit has no choice of language. Two things make it French, both before its own script runs:
   - The browser says that it prefers French, and numbers and dates without a given language are
     written in French. Streamlit takes the format of numbers and dates in tables and their
     statistics, the names of days and months in calendars and some of its aria labels from there,
     so an English browser shows French numbers too. <input type="number"> is drawn by the browser
     itself and ignores it.
   - The words of french_words.js take the place of Streamlit's, in the parts of the page named
     there and nowhere else. A word is changed when it enters the page, before it is painted.

   What the pages write keeps its words; only the spaces that French never breaks a line at (inside
   « », before : ; ? ! % €, between groups of digits) are made unbreakable, as on the A4 sheets.

   Recording the screen is not for this dashboard: Streamlit offers it where the browser can. */
(() => {
  "use strict";

  const ATTRIBUTES = ["aria-label", "title", "placeholder", "aria-valuetext"];
  const DRAWINGS = new Set(["CANVAS", "svg"]);
  const LANGUAGES = Object.freeze(["fr-FR", "fr"]);
  const AS_TYPED = "canvas, code, pre, script, style, svg, textarea";
  const UNBREAKABLE = [
    [/« /g, "«\u202f"],
    [/ »/g, "\u202f»"],
    [/ (?=[;!?%€])/g, "\u202f"],
    [/ (?=:(?!\S)|·)/g, "\u00a0"],
    [/(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))/g, "$1\u202f"],
  ];
  const NAMED = "[data-testid], [data-live-announcer], [id^=react-aria-description]";

  const parts = new Map(); // name of a part of the page -> what is said there
  window.frenchWords.forEach(({ inside = [], on = [], words, patterns = [] }) => {
    const said = {
      words: new Map(Object.entries(words)),
      patterns: patterns.map(([english, french]) => [new RegExp(english, "u"), french]),
    };
    const add = (name, how) => parts.set(name, [...(parts.get(name) ?? []), { said, how }]);
    inside.forEach((name) => add(name, translateInside));
    on.forEach((name) => add(name, translateAttributes));
  });

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

  function french(text, { words, patterns }) {
    const word = words.get(text);
    if (word !== undefined) return word;
    const found = patterns.find(([english]) => english.test(text));
    if (!found) return text;
    const groups = found[0].exec(text);
    return found[1].replace(/\$(\d)/g, (_, rank) => words.get(groups[rank]) ?? groups[rank]);
  }

  function translateText(node, said) {
    const changed = french(node.data, said);
    if (changed !== node.data) node.data = changed;
  }

  function translateAttributes(element, said) {
    ATTRIBUTES.forEach((name) => {
      const text = element.getAttribute(name);
      const changed = text && french(text, said);
      if (changed !== text) element.setAttribute(name, changed);
    });
  }

  function translateInside(element, said) {
    translateAttributes(element, said);
    for (let node = element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === Node.TEXT_NODE) translateText(node, said);
      else if (node.nodeType === Node.ELEMENT_NODE && !DRAWINGS.has(node.nodeName)) translateInside(node, said);
    }
  }

  function partsNamedBy(element) {
    const { testid, liveAnnouncer } = element.dataset ?? {};
    if (liveAnnouncer) return parts.get("live-announcer");
    return parts.get(testid ?? (element.id.startsWith("react-aria-description") ? "description" : ""));
  }

  /* `root` has just changed: it stands in a part of the page, holds some, or neither. */
  function translate(root) {
    const around = [];
    for (let element = root.parentElement; element; element = element.parentElement) {
      if (DRAWINGS.has(element.nodeName)) return;
      around.push(...(partsNamedBy(element) ?? []));
    }
    around.forEach(({ said, how }) => how === translateInside && how(root, said));
    [root, ...root.querySelectorAll(NAMED)].forEach((element) =>
      partsNamedBy(element)?.forEach(({ said, how }) => how(element, said)));
  }

  function bind(root) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const bound = UNBREAKABLE.reduce((text, [space, kept]) => text.replace(space, kept), node.data);
      if (bound !== node.data && !node.parentElement?.closest(AS_TYPED)) node.data = bound;
    }
  }

  function changedElements(records) {
    const changed = new Set();
    records.forEach(({ type, target, addedNodes }) => {
      const nodes = type === "childList" ? addedNodes : [target];
      nodes.forEach((node) => {
        const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
        if (element?.isConnected && !DRAWINGS.has(element.nodeName)) changed.add(element);
      });
    });
    return changed;
  }

  function watch() {
    const observer = new MutationObserver((records) => {
      changedElements(records).forEach((root) => {
        translate(root);
        bind(root);
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
