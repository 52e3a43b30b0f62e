const { embedStub } = require('cube-embed/testing/dom');
const { mountReport } = require('../../report.js');

test('shows when the dashboard is ready', () => {
  mountReport(document.body);
  embedStub(document.querySelector('cube-embed-dashboard')).ready();
  expect(document.querySelector('[role=status]').textContent).toBe('Ready: sales');
});
