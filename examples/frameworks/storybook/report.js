import 'cube-embed';
import { html } from 'lit';

/** A part of an application: a status line, and a dashboard with its own error panel. */
export const report = () => html`
  <p role="status">Loading</p>
  <cube-embed-dashboard
    base-url="https://acme.cubecloud.dev"
    dashboard-id="sales"
    session-endpoint="/cube-session"
    @cube-embed-ready=${({ target, detail }) => {
      target.previousElementSibling.textContent = `Ready: ${detail.publicId}`;
    }}
  >
    <p slot="error">No figures today.</p>
  </cube-embed-dashboard>
`;
