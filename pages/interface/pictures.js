// A chart as a picture (PNG or SVG) with its title, subtitle and source line in it, made in the visitor's own browser.
// The words come from the frame round the chart, so that the picture says what the page says.

const SVG = "http://www.w3.org/2000/svg";
const EDGE = 24; // pixels of room round the picture
const SHARPNESS = 3; // pixels of a PNG for each pixel of the page

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-picture]");
  const card = button && button.closest('[class*="st-key-kader-"]');
  if (!card || !card.querySelector(".js-plotly-plot .main-svg")) return;
  const picture = drawn(card);
  const name = `${button.dataset.name}.${button.dataset.picture}`;
  const svg = new Blob([standalone(picture)], { type: "image/svg+xml;charset=utf-8" });
  if (button.dataset.picture === "svg") save(svg, name);
  else asPng(svg, picture, (png) => save(png, name));
});

function drawn(card) {
  const layers = [...card.querySelectorAll(".js-plotly-plot .main-svg")];
  const size = layers[0].getBoundingClientRect();
  const picture = element("svg", { xmlns: SVG, width: Math.ceil(size.width) + 2 * EDGE });
  const ground = element("rect", { width: "100%", height: "100%", fill: groundOf(card) });
  picture.append(ground);
  let y = EDGE;
  for (const part of [".chart-head h2", ".chart-head .subtitle"]) y = write(picture, card.querySelector(part), y, size.width);
  for (const layer of layers) {
    const copy = layer.cloneNode(true);
    copy.removeAttribute("style");
    // What the style of the page says of letters (style.css) is not in the drawing itself.
    const seen = layer.querySelectorAll("text");
    copy.querySelectorAll("text").forEach(({ style }, number) => {
      const { fill, textShadow } = getComputedStyle(seen[number]);
      Object.assign(style, { fill, textShadow });
    });
    // Plotly's lines keep their width however large they are drawn: beside dots and letters of a large picture they are too thin.
    for (const line of copy.querySelectorAll('[style*="vector-effect"]')) line.style.removeProperty("vector-effect");
    // Other letters than those of the page may be a little wider: nothing is cut off at the edge of a layer.
    const place = { x: EDGE, y, width: size.width, height: size.height, overflow: "visible" };
    for (const [name, value] of Object.entries(place)) copy.setAttribute(name, value);
    picture.append(copy);
  }
  y = write(picture, card.querySelector(".chart-foot .source"), y + size.height + 8, size.width);
  picture.setAttribute("height", Math.ceil(y + EDGE / 2));
  picture.setAttribute("viewBox", `0 0 ${picture.getAttribute("width")} ${picture.getAttribute("height")}`);
  return picture;
}

// The text of an element of the page in its own size and colour, broken into lines; gives the height where it ends.
function write(picture, from, y, width) {
  if (!from || !from.textContent.trim()) return y;
  const style = getComputedStyle(from);
  const size = parseFloat(style.fontSize);
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = `${style.fontWeight} ${size}px sans-serif`;
  const text = element("text", { fill: style.color, "font-family": "Source Sans, sans-serif", "font-size": size, "font-weight": style.fontWeight });
  let line = "";
  const put = () => {
    y += size * 1.3;
    text.append(Object.assign(element("tspan", { x: EDGE, y: y - size * 0.3 }), { textContent: line }));
  };
  for (const word of from.textContent.trim().split(/\s+/)) {
    if (line && ruler.measureText(`${line} ${word}`).width > width) {
      put();
      line = "";
    }
    line = line ? `${line} ${word}` : word;
  }
  put();
  picture.append(text);
  return y + 4;
}

// The first colour behind the chart that can be seen.
function groundOf(from) {
  for (let place = from; place; place = place.parentElement) {
    const colour = getComputedStyle(place).backgroundColor;
    if (colour && colour !== "transparent" && !/, 0\)$/.test(colour)) return colour;
  }
  return "#FFFFFF";
}

// The picture as text in which every reference points into the picture itself.
function standalone(picture) {
  return new XMLSerializer().serializeToString(picture).replace(/url\((?:&quot;|["'])?[^)#]*#([^)"'&]+)(?:&quot;|["'])?\)/g, "url(#$1)");
}

function asPng(svg, picture, done) {
  const image = new Image();
  const address = URL.createObjectURL(svg);
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = picture.getAttribute("width") * SHARPNESS;
    canvas.height = picture.getAttribute("height") * SHARPNESS;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    canvas.toBlob(done, "image/png");
  };
  image.src = address;
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
