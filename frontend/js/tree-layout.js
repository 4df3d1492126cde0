// Where the hosts of a cluster stand. Pure: sizes in, places out.
import { hierarchy, tree } from '../d3-hierarchy/src/index.js';

const COLUMN_GAP = 40;
const TOP = '*';
const ROW_GAP = 84;
const INDENT = 44;
const WIDEST = 290;

/**
 * @typedef {{id: string, parent: string | null, height: number}} Node
 * @typedef {{id: string, x: number, y: number, width: number, height: number}} Place
 * @typedef {{width: number, height: number, upright: boolean, places: Place[]}} Layout
 */

/**
 * Side by side where there is room, else upright: each replica below its source, indented.
 * @param {Node[]} nodes with exactly one whose parent is null; a parent that isn't there counts as none
 * @param {number} width in pixels
 * @returns {Layout}
 */
export function layout(nodes, width) {
  const root = grow(nodes);
  const leaves = Math.max(1, root.leaves().filter((/** @type {any} */ leaf) => leaf.data.id !== TOP).length);
  const share = (width - (leaves - 1) * COLUMN_GAP) / leaves;
  return share >= 215 ? sideBySide(root, width, Math.min(WIDEST, share)) : upright(root, width);
}

/** @param {Node[]} nodes */
function grow(nodes) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parent = (/** @type {Node} */ node) => (node.parent !== null && endsAtATop(node, byId) ? node.parent : TOP);
  const top = /** @type {Node} */ ({ id: TOP, parent: null, height: 0 });
  return hierarchy(top, (node) => nodes.filter((child) => parent(child) === node.id));
}

/** Servers that follow each other in a ring have no top: each of them is drawn as one. @param {Node} node @param {Map<string, Node>} byId */
function endsAtATop(node, byId) {
  const seen = new Set([node.id]);
  let above = byId.get(node.parent ?? '');
  if (!above) return false;
  for (; above && above.parent !== null; above = byId.get(above.parent)) {
    if (seen.has(above.id)) return false;
    seen.add(above.id);
  }
  return true;
}

/** @param {any} root @param {number} width @param {number} nodeWidth @returns {Layout} */
function sideBySide(root, width, nodeWidth) {
  tree().nodeSize([nodeWidth + COLUMN_GAP, 1]).separation(() => 1)(root);
  const nodes = root.descendants().filter((/** @type {any} */ node) => node.data.id !== TOP);
  const rows = /** @type {number[]} */ ([]);
  nodes.forEach((/** @type {any} */ node) => {
    rows[node.depth] = Math.max(rows[node.depth] ?? 0, node.data.height);
  });
  const tops = /** @type {number[]} */ ([]);
  let top = 0;
  rows.forEach((height, depth) => { tops[depth] = top; top += height + ROW_GAP; });
  const xs = nodes.map((/** @type {any} */ node) => node.x);
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
  return {
    width, height: Math.max(0, top - ROW_GAP), upright: false,
    places: nodes.map((/** @type {any} */ node) => ({
      id: node.data.id, x: width / 2 + node.x - middle - nodeWidth / 2, y: tops[node.depth], width: nodeWidth, height: node.data.height,
    })),
  };
}

/** @param {any} root @param {number} width @returns {Layout} */
function upright(root, width) {
  const places = /** @type {Place[]} */ ([]);
  let y = 0;
  root.eachBefore((/** @type {any} */ node) => {
    if (node.data.id === TOP) return;
    const x = Math.min(node.depth - 1, 3) * INDENT;
    if (places.length > 0) y += node.depth > 1 ? 40 : 20;
    places.push({ id: node.data.id, x, y, width: width - x, height: node.data.height });
    y += node.data.height;
  });
  return { width, height: y, upright: true, places };
}

/**
 * The line from a source to its replica, and where its words stand.
 * @param {Place} from @param {Place} to @param {boolean} isUpright
 */
export function arrow(from, to, isUpright) {
  if (isUpright) {
    const x = from.x + INDENT / 2;
    const y = to.y + to.height / 2;
    return {
      line: `M${x} ${from.y + from.height} V${y - 12} Q${x} ${y} ${x + 12} ${y} H${to.x - 7}`,
      head: `M${to.x - 9} ${y - 5.5} L${to.x - 1} ${y} L${to.x - 9} ${y + 5.5} Z`,
      words: { x: x + 12, y: to.y - 12, anchor: 'start' },
    };
  }
  const start = { x: from.x + from.width / 2, y: from.y + from.height };
  const end = { x: to.x + to.width / 2, y: to.y };
  const half = (start.y + end.y) / 2;
  const aside = end.x < start.x - 1 ? -1 : 1;
  return {
    line: `M${start.x} ${start.y} C${start.x} ${half} ${end.x} ${half} ${end.x} ${end.y - 8}`,
    head: `M${end.x - 5.5} ${end.y - 9} L${end.x} ${end.y - 1} L${end.x + 5.5} ${end.y - 9} Z`,
    words: { x: end.x + aside * 14, y: end.y - 26, anchor: aside < 0 ? 'end' : 'start' },
  };
}
