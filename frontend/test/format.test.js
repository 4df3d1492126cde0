import assert from 'node:assert/strict';
import test from 'node:test';
import { ago, duration, lag } from '../js/format.js';

test('says durations as the server does', () => {
  assert.deepEqual([0, 999, 1000, 59_999, 61_000, 3_660_000].map(duration), ['0 ms', '999 ms', '1.0 s', '59.9 s', '1 min 1 s', '1 h 1 min']);
});

test('says what was just now, and never a time in the future', () => {
  assert.deepEqual([-5000, 0, 999, 1000, 60_000, 3_600_000, 86_400_000, 200_000_000].map(ago),
    ['just now', 'just now', 'just now', '1 s ago', '1 min ago', '1 h ago', 'yesterday', '2 days ago']);
});

test('never calls an unknown lag small', () => {
  assert.equal(lag(null), 'unknown');
  assert.equal(lag(undefined), 'unknown');
  assert.equal(lag(0), '0.00 s');
  assert.equal(lag(1500), '1.5 s');
});
