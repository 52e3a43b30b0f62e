import 'cube-embed';
import { html } from 'lit';

/** The same template on the server and in the browser. */
export const page = ({ baseUrl, scheme, shown, said, on }) => html`
  <button @click=${on.dark}>Dark</button>
  <button @click=${on.toggle}>Toggle</button>
  <output>${said}</output>
  ${
    shown
      ? html`<cube-embed-dashboard
          base-url=${baseUrl}
          dashboard-id="sales"
          .colorScheme=${scheme}
          .filters=${on.filters}
          .fetchSession=${on.fetchSession}
          @cube-embed-ready=${on.ready}
        ></cube-embed-dashboard>`
      : ''
  }
`;
