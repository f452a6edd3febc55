/* Folio: what needs a script. Without one, every list is whole and every fold opens.
   It reads only what the page shows, keeps its state in the address, and asks no server. */
(() => {
  "use strict";

  /** Put a button into each fold of a reference that copies its text. */
  function addCopyButtons() {
    if (!navigator.clipboard) return;
    for (const fold of document.querySelectorAll("details:is(.folio-bibtex, .folio-cite)")) {
      const source = fold.querySelector("pre, p");
      if (!source) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "folio-copy";
      button.textContent = fold.dataset.copy;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(fold.dataset.text ?? source.textContent);
          button.textContent = fold.dataset.copied;
        } catch {
          button.textContent = fold.dataset.failed;
          getSelection().selectAllChildren(source);
        }
        setTimeout(() => { button.textContent = fold.dataset.copy; }, 2000);
      });
      fold.append(button);
    }
  }

  /** Lower case without accents, as names are typed into a search. */
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const texts = (item, selector) =>
    [...item.querySelectorAll(selector)].map((node) => node.textContent.trim());

  const listed = (text) => (text ? JSON.parse(text) : []);

  /** What a form may filter by: a name, and how to read its values from an item. */
  const FACETS = {
    group: (item) => listed(item.dataset.group),
    year: (item) => [...listed(item.dataset.year), ...texts(item, ".folio-year")],
    type: (item) => texts(item, ".folio-badge-type"),
    topic: (item) => item.matches(".folio-card, .folio-entry")
      ? listed(item.dataset.topics) : texts(item, ".folio-topic"),
    person: (item) => item.dataset.people
      ? listed(item.dataset.people) : texts(item, ".folio-person, .folio-self"),
  };

  const LISTS = ["publications", "cards", "list", "timeline.no-search"]
    .map((name) => `ul.folio-${name}`).join();

  const look = (list) => list.className.replace("no-search", "").trim();

  /** The lists that follow the form: the groups of one list, up to anything else. */
  function listsAfter(place) {
    const lists = [];
    for (let node = place.nextElementSibling; node; node = node.nextElementSibling) {
      if (node.matches(".folio-group, .folio-legend")) continue;
      if (!node.matches(LISTS) || (lists.length && look(node) !== look(lists[0]))) break;
      lists.push(node);
    }
    return lists;
  }

  function labelled(text, control) {
    const label = document.createElement("label");
    label.append(Object.assign(document.createElement("span"), { textContent: text }), control);
    return label;
  }

  function makeSelect(name, values, any) {
    const select = Object.assign(document.createElement("select"), { name });
    select.append(new Option(any, ""));
    for (const value of values) select.append(new Option(value, value));
    return select;
  }

  /** Build the form of one place and wire it to its lists. */
  function addFilter(place) {
    const words = place.dataset;
    const names = Object.keys(FACETS).filter((name) => name in words);
    const lists = listsAfter(place);
    const items = lists.flatMap((list) => [...list.children]).map((node) => ({
      node,
      text: fold(node.textContent),
      facets: Object.fromEntries(
        names.map((name) => [name, new Set(FACETS[name](node))])),
    }));
    if (items.length < 2) {
      place.remove();
      return;
    }

    const form = document.createElement("form");
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", words.label);
    const input = Object.assign(document.createElement("input"), { type: "search", name: "q" });
    form.append(labelled(words.text, input));
    for (const name of names) {
      const values = [...new Set(items.flatMap((item) => [...item.facets[name]]))];
      values.sort((a, b) => (name === "year" ? b.localeCompare(a) : a.localeCompare(b)));
      if (values.length > 1) form.append(labelled(words[name], makeSelect(name, values, words.any)));
    }
    const reset = Object.assign(document.createElement("button"), {
      type: "reset", textContent: words.reset,
    });
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    form.append(reset, status);
    place.replaceChildren(form);
    place.hidden = false;

    const controls = [...form.elements].filter((control) => control.name);

    function apply() {
      const wanted = fold(input.value).split(/\s+/).filter(Boolean);
      const chosen = controls.filter((control) => control !== input && control.value);
      let shown = 0;
      for (const { node, text, facets } of items) {
        node.hidden = !(wanted.every((word) => text.includes(word)) &&
          chosen.every((control) => facets[control.name].has(control.value)));
        shown += !node.hidden;
      }
      for (const list of lists) {
        const empty = [...list.children].every((node) => node.hidden);
        const title = list.previousElementSibling;
        list.hidden = empty;
        if (title && title.matches(".folio-group")) title.hidden = empty;
      }
      status.textContent = words.count
        .replace("{shown}", shown).replace("{all}", items.length);
      reset.hidden = shown === items.length && !input.value;
    }

    function remember() {
      const address = new URL(location.href);
      for (const control of controls) {
        if (control.value) address.searchParams.set(control.name, control.value);
        else address.searchParams.delete(control.name);
      }
      history.replaceState(null, "", address);
    }

    function recall() {
      const query = new URLSearchParams(location.search);
      for (const control of controls) control.value = query.get(control.name) ?? "";
      for (const control of controls) if (control.selectedIndex === -1) control.selectedIndex = 0;
    }

    form.addEventListener("input", () => { apply(); remember(); });
    form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); input.focus(); }));
    form.addEventListener("submit", (event) => event.preventDefault());
    recall();
    apply();

    // an address that names an entry shows it, whatever the filter says
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && items.some(({ node }) => node === target && node.hidden)) {
      form.reset();
    }
  }

  /** Let the keyboard reach Furo's side bars on a narrow screen: their labels become buttons. */
  function addDrawerButtons() {
    for (const label of document.querySelectorAll("label:is(.nav-overlay-icon, .toc-overlay-icon)")) {
      const box = label.control;
      if (!box) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = label.className;
      button.setAttribute("aria-label", box.getAttribute("aria-label"));
      const tell = () => button.setAttribute("aria-expanded", box.checked);
      button.addEventListener("click", () => box.click());
      box.addEventListener("change", tell);
      tell();
      button.append(...label.childNodes);
      label.replaceWith(button);
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && box.checked) box.click();
      });
    }
  }

  /** Let the keyboard reach what scrolls sideways, as long as it does. */
  function reachScrollers() {
    const watch = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
        else target.removeAttribute("tabindex");
      }
    });
    const scrollers = "[role=main] :is(pre, div.math, .math-wrapper, .table-wrapper)";
    for (const node of document.querySelectorAll(scrollers)) watch.observe(node);
  }

  /** Open the tabs around what an address names in letters that are encoded there.
      sphinx-design does so for plain ones. */
  function openNamedTab() {
    const name = location.hash.slice(1);
    let target = null;
    try {
      target = name.includes("%") && document.getElementById(decodeURIComponent(name));
    } catch {
      return; // the address is no encoded text
    }
    if (!target) return;
    for (let node = target; node; node = node.parentElement) {
      const label = node.matches(".sd-tab-content") ? node.previousElementSibling : node;
      if (label.matches("label.sd-tab-label") && label.control) label.control.checked = true;
    }
    target.scrollIntoView();
  }

  /** What of a page is no text: what the index leaves out, and words that its texts say already. */
  const NO_TEXT = ".no-search, .folio-bibtex, .folio-filter, .folio-unseen";

  /** Let the search show sentences of what it finds, in one line.
      It shows what stands around the first word of a page that was asked for. */
  function showSentences() {
    if (typeof Search === "undefined" || !Search.htmlToText) return; // of Sphinx, on its page
    const textOf = Search.htmlToText;
    Search.htmlToText = (html, anchor) => {
      const page = new DOMParser().parseFromString(html, "text/html");
      page.querySelectorAll(NO_TEXT).forEach((node) => node.remove());
      return textOf(page.documentElement.outerHTML, anchor).replace(/\s+/g, " ").trim();
    };
  }

  addEventListener("hashchange", openNamedTab);
  showSentences();
  openNamedTab();
  addDrawerButtons();
  reachScrollers();
  addCopyButtons();
  document.querySelectorAll(".folio-filter").forEach(addFilter);
})();
