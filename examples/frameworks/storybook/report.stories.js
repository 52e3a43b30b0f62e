import { embedStub } from 'cube-embed/testing/dom';
import { report } from './report.js';

export default { title: 'Report', render: report };

const stubOf = (canvas) => embedStub(canvas.querySelector('cube-embed-dashboard'));

export const Loading = {};

export const Ready = {
  play: ({ canvasElement }) => stubOf(canvasElement).ready(),
};

export const Failed = {
  play: ({ canvasElement }) => stubOf(canvasElement).fail({ code: 'session-failed' }),
};
