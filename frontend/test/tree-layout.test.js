import assert from 'node:assert/strict';
import { register } from 'node:module';
import test from 'node:test';

register('./webjars.js', import.meta.url);
const { arrow, layout } = await import('../js/tree-layout.js');

/** @param {string} id @param {string | null} parent */
const node = (id, parent) => ({ id, parent, height: 80 });
const pair = [node('mercury', null), node('uranus', 'mercury'), node('neptune', 'mercury')];

/** @param {ReturnType<typeof layout>} drawn */
function overlaps(drawn) {
  return drawn.places.some((a, i) => drawn.places.some((b, j) => i < j
    && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height));
}

test('puts the source above its replicas where there is room', () => {
  const drawn = layout(pair, 800);
  assert.equal(drawn.upright, false);
  const [mercury, uranus, neptune] = drawn.places;
  assert.ok(uranus.y > mercury.y + mercury.height && uranus.y === neptune.y);
  assert.equal(mercury.x + mercury.width / 2, 400);
});

test('stands upright on a phone, every card inside', () => {
  const drawn = layout(pair, 330);
  assert.equal(drawn.upright, true);
  drawn.places.forEach((place) => assert.ok(place.x >= 0 && place.x + place.width <= 330));
});

test('never lets two cards overlap', () => {
  const many = [...pair, node('jupiter', 'uranus'), node('saturn', 'mercury'), node('pluto', 'elsewhere')];
  [330, 500, 800, 1500].forEach((width) => assert.equal(overlaps(layout(many, width)), false, `at ${width}`));
});

test('places every host, even those that follow each other in a ring', () => {
  const ring = [node('mercury', 'uranus'), node('uranus', 'mercury'), node('neptune', 'mercury')];
  assert.equal(layout(ring, 900).places.length, 3);
});

test('keeps the words of an arrow out of the cards', () => {
  const drawn = layout(pair, 330);
  const shape = arrow(drawn.places[0], drawn.places[1], true);
  assert.ok(shape.words.y > drawn.places[0].y + drawn.places[0].height && shape.words.y < drawn.places[1].y);
});
