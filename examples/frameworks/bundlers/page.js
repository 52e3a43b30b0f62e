import { SessionDeniedError } from 'cube-embed';

const app = document.getElementById('app');
const said = document.createElement('output');
const dashboard = document.createElement('cube-embed-dashboard');

Object.assign(dashboard, {
  baseUrl: 'https://acme.cubecloud.dev',
  dashboardId: 'sales',
  colorScheme: 'light',
  filters: { 'orders.status': 'completed' },
  async fetchSession({ signal }) {
    const answer = await fetch('/cube-session', { method: 'POST', signal });
    if ([401, 403].includes(answer.status)) throw new SessionDeniedError();
    if (!answer.ok) throw new Error(`The session endpoint answered ${answer.status}.`);
    return answer.json();
  },
});
dashboard.addEventListener('cube-embed-ready', ({ detail }) => {
  said.textContent = `Ready: ${detail.publicId}`;
});

function button(text, onclick) {
  return Object.assign(document.createElement('button'), { textContent: text, onclick });
}

app.append(
  button('Dark', () => (dashboard.colorScheme = 'dark')),
  button('Toggle', () => (dashboard.isConnected ? dashboard.remove() : app.append(dashboard))),
  said,
  dashboard,
);
