import assert from 'node:assert/strict';
import test from 'node:test';
import { JSDOM } from 'jsdom';
import { morph } from '../js/morph.js';

const { window } = new JSDOM('<!doctype html><body></body>');
Object.assign(globalThis, { document: window.document, Element: window.Element });

/** @param {string} html */
function element(html) {
  const box = document.createElement('div');
  box.innerHTML = html;
  return /** @type {Element} */ (box.firstElementChild);
}

/** @param {string} before @param {string} after */
function morphed(before, after) {
  const from = element(before);
  document.body.replaceChildren(from);
  return { from, now: () => { morph(from, element(after)); return from; } };
}

test('changes what differs and keeps the elements', () => {
  const { from, now } = morphed('<div><p class="a">one</p><b>x</b></div>', '<div><p class="b">two</p><b>x</b></div>');
  const paragraph = from.firstElementChild;
  assert.equal(now().innerHTML, '<p class="b">two</p><b>x</b>');
  assert.equal(from.firstElementChild, paragraph);
});

test('finds an element again by its id when others come and go', () => {
  const { from, now } = morphed('<ul><li id="a">a</li><li id="b">b</li></ul>', '<ul><li id="c">c</li><li id="b">B</li></ul>');
  const second = from.children[1];
  assert.equal(now().outerHTML, '<ul><li id="c">c</li><li id="b">B</li></ul>');
  assert.equal(from.children[1], second);
});

test('keeps what somebody is typing', () => {
  const { from, now } = morphed('<form><input name="n" value=""></form>', '<form><input name="n" value="server"></form>');
  const input = /** @type {HTMLInputElement} */ (from.firstElementChild);
  input.value = 'half';
  now();
  assert.equal(input.value, 'half');
});

test('takes the new hidden value, which a form needs to be accepted', () => {
  const { from, now } = morphed('<form><input type="hidden" value="old"></form>', '<form><input type="hidden" value="new"></form>');
  now();
  assert.equal(/** @type {HTMLInputElement} */ (from.firstElementChild).value, 'new');
});

test('leaves open what somebody opened, and what a script drew', () => {
  const { from, now } = morphed('<div><details open=""><p>a</p></details><svg data-keep=""><g></g></svg></div>',
    '<div><details><p>b</p></details><svg data-keep=""></svg></div>');
  now();
  assert.equal(from.innerHTML, '<details open=""><p>b</p></details><svg data-keep=""><g></g></svg>');
});

test('removes what is gone', () => {
  const { now } = morphed('<div><p>a</p>text<p id="x">b</p></div>', '<div><p>a</p></div>');
  assert.equal(now().innerHTML, '<p>a</p>');
});
