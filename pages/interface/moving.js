// From page to page. A link in the menu or on a page opens another one without loading the whole program anew.
// A page that opens stands at its top; after Back, Forward or Reload where it was left, as a document does. Here it is not the
// document that scrolls but a part of it, which Streamlit draws little by little, so a browser cannot do it by itself.
// Places are kept in this tab and sent to nobody.

const BASE = new URL("./", import.meta.url);
const PAGES = document.querySelector("meta[name=pages]").content.split(" ");
const SCROLLED = "[data-testid=stMain]";
const AT_REST = "[data-test-script-state=notRunning]";
const TICK = 100; // milliseconds
const PATIENCE = 10_000; // as long may a page take to be as long again as it was
const REST = 5; // ticks that a page must stay where it should
let holding = null;
let at = new URL(location.href); // the address of what is drawn

function keyOf({ pathname, search }) {
  return `at ${pathname}${search}`;
}

// Not at each scroll: Streamlit empties a page, which brings it to its top, before the address says that it is another.
function remember() {
  const main = document.querySelector(SCROLLED);
  if (!main || holding) return;
  try {
    sessionStorage.setItem(keyOf(at), Math.round(main.scrollTop));
  } catch {
    // A browser that keeps nothing shows each page from its top.
  }
}

function remembered() {
  try {
    return Number(sessionStorage.getItem(keyOf(at)));
  } catch {
    return 0;
  }
}

function hold(place) {
  letGo();
  const end = performance.now() + PATIENCE;
  let still = 0;
  holding = setInterval(() => {
    const main = document.querySelector(SCROLLED);
    const drawn = document.querySelector(`${AT_REST} footer.foot`);
    still = drawn && Math.round(main.scrollTop) === place ? still + 1 : 0;
    if (place === 0 || (drawn && place <= main.scrollHeight - main.clientHeight)) main?.scrollTo(0, place);
    if (still === REST || performance.now() > end) letGo();
  }, TICK);
}

function letGo() {
  clearInterval(holding);
  holding = null;
}

addEventListener("click", remember, true);
addEventListener("pagehide", remember);
for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(kind, letGo, { capture: true, passive: true });

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.download || (link.target && link.target !== "_self") || !isPage(new URL(link.href))) return;
  event.preventDefault();
  history[sameView(link, location) ? "replaceState" : "pushState"](null, "", link.href); // Back never leads to the same page
  dispatchEvent(new PopStateEvent("popstate")); // Streamlit then asks the server for what the address says, as after Back
  hold(0);
});

function sameView(one, other) {
  const asked = ({ search }) => [...new URLSearchParams(search)].map((pair) => pair.join("=")).sort().join("&"); // in any order
  return one.pathname === other.pathname && asked(one) === asked(other);
}

function isPage(address) {
  const ours = address.origin === BASE.origin && address.pathname.startsWith(BASE.pathname) && !address.hash;
  return ours && ["", ...PAGES].includes(address.pathname.slice(BASE.pathname.length));
}

for (const name of ["pushState", "replaceState"]) {
  const change = history[name];
  history[name] = function (...given) {
    change.apply(this, given);
    if (location.pathname !== at.pathname) hold(0);
    at = new URL(location.href);
  };
}
addEventListener("popstate", () => {
  if (location.href === at.href) return; // nobody went back: Streamlit was told to look at the address
  remember();
  at = new URL(location.href);
  hold(remembered());
}, true);
if (["back_forward", "reload"].includes(performance.getEntriesByType("navigation")[0]?.type)) hold(remembered());
