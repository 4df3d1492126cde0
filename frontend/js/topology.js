// Draws the tree: places the cards that the server wrote as a list, and the arrows behind them. Elements are kept between
// drawings, so that what flows goes on flowing.
import { arrow, layout } from './tree-layout.js';

const SVG = 'http://www.w3.org/2000/svg';

/** @param {ParentNode} [root] */
export function drawTopologies(root = document) {
  root.querySelectorAll('.topo').forEach((topo) => {
    if (!watched.has(topo)) {
      watched.add(topo);
      new ResizeObserver(() => draw(/** @type {HTMLElement} */ (topo))).observe(topo);
    }
    draw(/** @type {HTMLElement} */ (topo));
  });
}

const watched = new WeakSet();

/** @param {HTMLElement} topo */
function draw(topo) {
  const list = /** @type {HTMLElement} */ (topo.querySelector('ul'));
  const cards = Array.from(list.querySelectorAll('.topo-node'), (node) => /** @type {HTMLElement} */ (node));
  const width = list.clientWidth;
  if (width === 0 || cards.length === 0) return;
  topo.setAttribute('data-drawn', '');
  const nodes = cards.map((card) => ({ id: card.dataset.host ?? '', parent: card.dataset.parent || null, height: 0 }));
  const widths = new Map(layout(nodes, width).places.map((place) => [place.id, place.width]));
  cards.forEach((card, i) => {
    card.style.width = `${widths.get(nodes[i].id)}px`; // first the width, because the height follows from it
    nodes[i].height = card.offsetHeight;
  });
  const drawn = layout(nodes, width);
  const places = new Map(drawn.places.map((place) => [place.id, place]));
  list.style.height = `${drawn.height}px`;
  cards.forEach((card) => {
    const place = places.get(card.dataset.host ?? '');
    if (place) card.style.transform = `translate(${place.x}px, ${place.y}px)`;
  });
  drawArrows(topo, cards, places, drawn.upright);
}

/**
 * @param {HTMLElement} topo @param {HTMLElement[]} cards
 * @param {Map<string, import('./tree-layout.js').Place>} places @param {boolean} upright
 */
function drawArrows(topo, cards, places, upright) {
  const svg = /** @type {SVGSVGElement} */ (topo.querySelector('svg'));
  const list = /** @type {HTMLElement} */ (topo.querySelector('ul'));
  const all = part(svg, 'g', 'all');
  all.setAttribute('transform', `translate(${list.offsetLeft} ${list.offsetTop})`);
  const alive = new Set();
  cards.forEach((card) => {
    const from = places.get(card.dataset.parent ?? '');
    const to = places.get(card.dataset.host ?? '');
    if (!from || !to) return;
    const key = `${card.dataset.parent}>${card.dataset.host}`;
    alive.add(key);
    drawArrow(part(all, 'g', key), arrow(from, to, upright), card.dataset.flow ?? 'unknown', card.dataset.words ?? '');
  });
  Array.from(all.children).forEach((group) => { if (!alive.has(group.getAttribute('data-key'))) group.remove(); });
}

/** @param {Element} group @param {ReturnType<typeof arrow>} shape @param {string} flow @param {string} words */
function drawArrow(group, shape, flow, words) {
  set(part(group, 'path', 'line'), { d: shape.line, class: `edge ${flow}` });
  set(part(group, 'path', 'head'), { d: shape.head, class: `head ${flow}` });
  const text = part(group, 'text', 'words');
  set(text, { x: shape.words.x, y: shape.words.y, 'text-anchor': shape.words.anchor, class: flow });
  if (text.textContent !== words) text.textContent = words;
}

/** @param {Element} parent @param {string} tag @param {string} key */
function part(parent, tag, key) {
  const found = Array.from(parent.children).find((child) => child.getAttribute('data-key') === key);
  if (found) return found;
  const made = document.createElementNS(SVG, tag);
  made.setAttribute('data-key', key);
  return parent.appendChild(made);
}

/** @param {Element} element @param {Record<string, string | number>} attributes */
function set(element, attributes) {
  Object.entries(attributes).forEach(([name, value]) => {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
  });
}
