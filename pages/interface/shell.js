/* What goes before Streamlit's own script: where the server is, Dutch for its words, and what its pages lack for some people. */
(() => {
  // Without this, a deep link first looks for the server below its own page: two needless 404s in the console.
  window.__streamlit = { BACKEND_BASE_URL: new URL(".", document.currentScript.src).href };

  // Streamlit's own script tries this first and does without. The policy of the page (headers.py) refuses it anyway, and each try
  // is an error in the console of Firefox.
  delete window.WebAssembly;

  const WORDS = {
    "Skip to main content": "Naar de inhoud",
    "Sidebar": "Menu en filters",
    "Collapse sidebar": "Menu sluiten",
    "Expand sidebar": "Menu openen",
    "Main menu": "Instellingen",
    "App pages": "Pagina's",
    "Open": "Lijst openen",
    "Close": "Sluiten",
    "Dismiss": "Sluiten",
    "Cancel": "Annuleren",
    "Copy": "Kopiëren",
    "Copy to clipboard": "Kopiëren",
    "Clear all": "Alles wissen",
    "Clear value": "Wissen",
    "Clear entry": "Wissen",
    "Clear date": "Datum wissen",
    "Clear dates": "Datums wissen",
    "Choose date": "Kies een datum",
    "Choose date range": "Kies een periode",
    "Date range": "Periode",
    "Previous month": "Vorige maand",
    "Next month": "Volgende maand",
    "Previous page": "Vorige pagina",
    "Next page": "Volgende pagina",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Kies met de pijltjestoetsen, bevestig met Enter, sluit met Escape.",
    "Selected values": "Gekozen",
    "Select all": "Alles kiezen",
    "Select...": "Kies",
    "Choose an option": "Kies",
    "Choose options": "Kies",
    "Press Enter to apply": "Druk op Enter",
    "Press Enter to submit form": "Druk op Enter",
    "No results": "Niets gevonden",
    "No options to select": "Niets te kiezen",
    "No options to select.": "Niets te kiezen",
    "Link to heading": "Link naar deze kop",
    "Running...": "Bezig",
    "Loading...": "Laden",
    "Stop": "Stop",
    "Stop script": "Stoppen",
    "Rerun": "Opnieuw",
    "Search": "Zoeken",
    "Fullscreen": "Volledig scherm",
    "Close fullscreen": "Volledig scherm sluiten",
    "Toggle fullscreen": "Volledig scherm aan of uit",
    "Download as CSV": "Download als CSV",
    "Show data": "Toon de cijfers",
    "Show chart": "Toon de grafiek",
    "Notifications": "Meldingen",
    "Scroll tabs left": "Tabbladen naar links",
    "Scroll tabs right": "Tabbladen naar rechts",
    "Settings": "Instellingen",
    "Print": "Afdrukken",
    "Theme": "Kleuren",
    "System": "Zoals uw computer",
    "Light": "Licht",
    "Dark": "Donker",
    "Try again": "Probeer het opnieuw",
    "Connecting": "Verbinding maken",
    "Connection error": "Geen verbinding",
    "Connecting to Streamlit server": "Er wordt verbinding gemaakt",
    "Unable to connect to Streamlit server": "Er is geen verbinding",
    "An error has occurred, please try again.": "Er ging iets mis. Probeer het opnieuw.",
    "Upload": "Kies een bestand",
    "file upload": "Kies een bestand",
    "Upload failed": "Het bestand is niet aangekomen. Laad de pagina opnieuw en kies het nog eens.",
    "Drag and drop a file here": "Sleep een bestand hierheen",
    "Add row": "Rij toevoegen",
    "Delete row(s)": "Rijen verwijderen",
    "Clear selection": "Niets kiezen",
    "Show/hide columns": "Kolommen tonen of verbergen",
    "Dataframe column menu": "Menu van de kolom",
    "Copy column name": "Naam van de kolom kopiëren",
    "Sort ascending": "Sorteer oplopend",
    "Sort descending": "Sorteer aflopend",
    "Autosize": "Zo breed als nodig",
    "Pin column": "Kolom vastzetten",
    "Unpin column": "Kolom losmaken",
    "Hide column": "Kolom verbergen",
    "Increment": "Eén meer",
    "Decrement": "Eén minder",
  };
  const PATTERNS = [
    // Why there is no connection is told in words for who runs the server; what stands below them is hidden by style.css.
    [/^(Is Streamlit still running\?|Streamlit server is not responding\.|Cannot connect to Streamlit|Connection timed out\.|Connection failed with status)[^]*$/,
     "Het dashboard is even niet bereikbaar. Wacht op deze pagina: zodra er weer verbinding is, gaat dit venster vanzelf dicht. Duurt het langer dan een paar minuten? Kijk of u internet heeft en laad de pagina dan opnieuw."],
    [/^ settings\.$/, ""],
    [/^Remove (.+)$/, "Verwijder $1"],
    [/^Help for (.+)$/, "Uitleg bij $1"],
    [/^Clear (.+)$/, "Wis $1"],
    [/^Select (\d+) matches$/, "Kies deze $1"],
    [/^Press (Ctrl|⌘)\+Enter to (?:apply|submit form)$/, "Druk op $1+Enter"],
    [/^Number is (?:above|below|outside) the allowed range\..*$/, "Dit getal kan hier niet."],
    [/^(\d+)MB per file/, "$1 MB per bestand"],
    [/^Error: $/, "Fout: "],
    [/^AxiosError: .*$/, "Het bestand is niet aangekomen. Laad de pagina opnieuw en kies het nog eens."],
    [/^File must be (\d+)(?:\.0)?MB or smaller\.$/, "Dit bestand is te groot en telt niet mee: het mag $1 MB zijn."],
    [/^.*files are not allowed\.$/, "Dit bestand telt niet mee: deze soort wordt niet gelezen."],
    [/^This app has encountered an error\.[^]*$/,
     "Deze pagina lukt nu niet. Kies andere filters of een andere pagina. De oorzaak staat in het logboek van de server."],
  ];
  const NAMES = ["aria-label", "title", "placeholder"];

  function dutch(text) {
    const known = WORDS[text.trim()];
    if (known) return known;
    const pattern = PATTERNS.find(([english]) => english.test(text));
    return pattern ? text.replace(...pattern) : text;
  }

  function translateNames(element) {
    // Where files are dropped has a name, so it is no mere decoration (WCAG 4.1.2).
    if (element.matches("[data-testid=stFileUploaderDropzone][role=presentation]")) element.setAttribute("role", "group");
    for (const name of NAMES) {
      const text = element.getAttribute(name);
      if (text && dutch(text) !== text) element.setAttribute(name, dutch(text) + (text === "Clear all" ? ofWhich(element) : ""));
    }
  }

  // One page may have several lists of choices that can be emptied.
  function ofWhich(element) {
    const label = element.closest("[data-testid=stMultiSelect]")?.querySelector("[data-testid=stWidgetLabel]")?.textContent.trim();
    return label ? ` bij ${label}` : "";
  }

  function translate(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.parentElement?.closest("[data-testid=stHtml], [data-testid=stMarkdown], .js-plotly-plot, option")) return;
      if (dutch(node.nodeValue) !== node.nodeValue) node.nodeValue = dutch(node.nodeValue);
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.closest(".js-plotly-plot, [data-testid=stHtml]")) {
      translateNames(node);
      node.childNodes.forEach(translate);
    }
  }

  function look(node) {
    translate(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.querySelector(".menu")) markOpenPage(); // at once: a menu is never seen without its mark
    // Streamlit's frame round a chart has its name; the loose numbers of the drawing itself, and its empty layers, tell nothing more.
    if (node.matches(".plot-container") && node.closest("[role=figure][aria-label]")) node.setAttribute("aria-hidden", "true");
  }

  // Streamlit listens to single letters (r, c) wherever one is typed; those belong to screen readers and speech input (WCAG 2.1.4).
  for (const kind of ["keydown", "keyup", "keypress"]) {
    window.addEventListener(kind, (event) => {
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable=true], [role=listbox], [data-testid=stDataFrame]");
      if (!typing && /^[a-z]$/i.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopImmediatePropagation();
    }, true);
  }

  // The button that opens or closes the menu goes away with it: the focus moves to the one that does the opposite (WCAG 2.4.3).
  const MENU_BUTTON = "button[aria-controls=stSidebar]";
  window.addEventListener("click", (event) => {
    if (!(event.target instanceof Element && event.target.closest(MENU_BUTTON))) return;
    requestAnimationFrame(() => {
      if (!inPage(document.activeElement)) document.querySelector(MENU_BUTTON)?.focus();
    });
  });

  // On a narrow screen the menu lies over the page: who chose a page from it wants to see that page, who moves the focus on to the
  // page has to see where it is (WCAG 2.4.11), and Escape closes the menu, unless it closes a list or an explanation in it.
  window.addEventListener("click", (event) => {
    const inMenu = event.target instanceof Element && event.target.closest("[data-testid=stSidebar] a[href]");
    if (inMenu) setTimeout(() => { if (event.defaultPrevented) closeMenuOverPage(); }); // moving.js hears it later, and opens the page
  });
  window.addEventListener("focusin", (event) => {
    if (inPage(event.target)) closeMenuOverPage();
  });
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("[role=listbox], [role=tooltip]")) closeMenuOverPage();
  }, true);

  function closeMenuOverPage() {
    if (matchMedia("(max-width: 768px)").matches) document.querySelector(`[data-testid=stSidebar] ${MENU_BUTTON}`)?.click();
  }

  function inPage(element) {
    return element instanceof Element && element.closest("[data-testid=stMain]") !== null;
  }

  // Plotly gives its drawings a fixed size: with a viewBox they shrink to the paper (style.css). Paper is light: a chart in the
  // colours of the dark theme is turned round there.
  window.addEventListener("beforeprint", () => {
    const app = document.querySelector(".stApp");
    document.documentElement.classList.toggle("from-dark", app !== null && getComputedStyle(app).colorScheme === "dark");
    for (const svg of document.querySelectorAll(".js-plotly-plot .main-svg")) {
      svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
    }
  });
  window.addEventListener("afterprint", () => {
    document.documentElement.classList.remove("from-dark");
    document.querySelectorAll(".js-plotly-plot .main-svg").forEach((svg) => svg.removeAttribute("viewBox"));
  });

  // Which page of the menu is open is shown and said (WCAG 1.3.1). A page changes some hundreds of times while it is drawn: now and
  // then is soon enough.
  let marking = null;
  function markOpenPageSoon() {
    marking ??= setTimeout(markOpenPage, 100);
  }

  function markOpenPage() {
    marking = null;
    for (const link of document.querySelectorAll("[data-testid=stSidebar] a[href]")) {
      const open = link.pathname === location.pathname;
      if (open !== link.hasAttribute("aria-current")) open ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
    }
  }

  // A server that was started again, or that a computer slept through, knows nothing of an open page, and Streamlit waits for the
  // first choice to tell it: that choice would be answered with what the address says. So the address is told first, as after Back.
  const CONNECTION = "data-test-connection-state";
  let met = false;
  let away = false;
  function comeBack(app) {
    const connected = app.getAttribute(CONNECTION) === "CONNECTED";
    if (connected && away && app.dataset.testScriptState === "notRunning") window.dispatchEvent(new PopStateEvent("popstate"));
    away = met && !connected;
    met ||= connected;
  }

  // Who hears the page is told what it shows once another page or choice was drawn: what is wrong with the choice and its head, or
  // else that it follows the choice (WCAG 4.1.3). Parts of a page with a message of their own, as a search, tell that themselves.
  const SCRIPT = "data-test-script-state";
  const voice = Object.assign(document.createElement("p"), { className: "hidden" });
  voice.setAttribute("aria-live", "polite");
  window.addEventListener("DOMContentLoaded", () => document.body.prepend(voice));
  let shown = null;
  let telling = null;
  let silence = null;
  function tellSoon() {
    clearTimeout(telling);
    telling = setTimeout(tell, 500);
  }

  // Who chooses before the first page has come to rest is told what is other than it was then.
  for (const kind of ["click", "keydown"]) window.addEventListener(kind, () => { shown ??= onThePage(); }, true);

  function onThePage() {
    if (!document.querySelector(".head h1")) return null;
    const texts = (wanted) => [...document.querySelectorAll(wanted)].map((each) => each.textContent.trim().replace(/\s+/g, " "));
    const head = texts(".notice.complaint, .head > *").map((text) => (/[.?!]$/.test(text) ? text : `${text}.`)).join(" ");
    return { head, own: texts("[data-testid=stMain] [role=status]").join(" "), address: location.pathname + location.search };
  }

  function tell() {
    const before = shown, now = onThePage();
    if (!document.querySelector(`[${SCRIPT}=notRunning]`) || !now) return;
    shown = now;
    if (!before) return;
    if (now.head !== before.head) say(now.head);
    else if (now.own === before.own && now.address !== before.address) say("De pagina is aangepast aan uw keuze.");
  }

  function say(words) {
    voice.textContent = words;
    clearTimeout(silence);
    silence = setTimeout(() => { voice.textContent = ""; }, 10000); // so that nobody who reads on meets it again
  }

  new MutationObserver((changes) => {
    markOpenPageSoon();
    tellSoon(); // at each change: a slow computer draws the page long after the program has run
    for (const change of changes) {
      if (change.attributeName === CONNECTION) comeBack(change.target);
      else if (change.type === "attributes") translateNames(change.target);
      else if (change.type === "characterData") translate(change.target);
      else change.addedNodes.forEach(look);
    }
  }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: [...NAMES, CONNECTION, SCRIPT] });
})();
