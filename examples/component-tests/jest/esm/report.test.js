import { embedStub } from 'cube-embed/testing/dom';
import { mountReport } from '../../report.js';

const status = () => document.querySelector('[role=status]').textContent;

test('shows when the dashboard is ready', () => {
  mountReport(document.body);
  embedStub(document.querySelector('cube-embed-dashboard')).ready();
  expect(status()).toBe('Ready: sales');
});

test('filters the dashboard', () => {
  mountReport(document.body);
  document.querySelector('button').click();
  const { actions } = embedStub(document.querySelector('cube-embed-dashboard'));
  expect(actions).toEqual([{ type: 'set-filter', payload: { 'orders.status': 'completed' } }]);
});
