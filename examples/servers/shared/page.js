import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The elements, as the package ships them. */
export const script = readFileSync(fileURLToPath(import.meta.resolve('cube-embed/cube-embed.js')), 'utf8');

/** The one page of a host: a dashboard for whoever is signed in, else the form. */
export function pageFor(user) {
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>A host of Cube embeds</title>
  ${user ? dashboardPage(user) : signInPage}
</html>`;
}

const signInPage = `<form method="post" action="/sign-in?name=ada"><button>Sign in as Ada</button></form>`;

const dashboardPage = (user) => `<script type="module" src="/cube-embed.js"></script>
  <p>Signed in as ${user.id}</p>
  <form method="post" action="/sign-out"><button>Sign out</button></form>
  <cube-embed-dashboard
    base-url="${process.env.CUBE_TENANT_URL}"
    dashboard-id="sales"
    session-endpoint="/cube-session"
  ></cube-embed-dashboard>`;
