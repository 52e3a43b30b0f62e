import { embedStub } from 'cube-embed/testing/dom';
import { beforeEach, expect, test } from 'vitest';
import { mountReport } from '../report.js';

let stub;

beforeEach(() => {
  mountReport(document.body);
  stub = embedStub(document.querySelector('cube-embed-dashboard'));
});

const status = () => document.querySelector('[role=status]').textContent;

test('shows when the dashboard is ready', () => {
  stub.ready();
  expect(status()).toBe('Ready: sales');
});

test('shows what went wrong', () => {
  stub.fail({ code: 'session-denied' });
  expect(status()).toBe('Failed: session-denied');
});

test('filters the dashboard', () => {
  document.querySelector('button').click();
  expect(stub.actions).toEqual([{ type: 'set-filter', payload: { 'orders.status': 'completed' } }]);
});
