import assert from 'node:assert/strict';
import test from 'node:test';
import { broken, heard, isLost, start } from '../js/watchdog.js';

test('trusts a panel that pings every three seconds', () => {
  assert.equal(isLost(heard(10_000), 13_500), false);
});

test('calls silence what it is, though the stream looks open', () => {
  assert.equal(isLost(heard(10_000), 17_001), true);
});

test('gives a broken stream a moment to come back', () => {
  const watch = broken(start(0), 1000);
  assert.equal(isLost(watch, 2000), false);
  assert.equal(isLost(watch, 2501), true);
});

test('counts from the first break, not from the last try', () => {
  assert.equal(isLost(broken(broken(start(0), 1000), 2400), 2600), true);
});

test('is well again as soon as it hears something', () => {
  assert.equal(isLost(heard(5000), 5001), false);
});
