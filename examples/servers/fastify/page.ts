// page.ts
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { User } from './sign-in.js';

/** The elements, as the package ships them. */
export const script = readFileSync(fileURLToPath(import.meta.resolve('cube-embed/cube-embed.js')), 'utf8');

/** The application's one page: a dashboard for a user, else a way to sign in. */
export function pageFor(user: User | undefined): string {
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Sales</title>
  ${user ? dashboardFor(user) : signIn}
</html>`;
}

const signIn = `<form method="post" action="/sign-in?id=Ada@example.com"><button>Sign in as Ada</button></form>`;

const dashboardFor = (user: User): string => `<script type="module" src="/cube-embed.js"></script>
  <p>Signed in as ${user.id}</p>
  <form method="post" action="/sign-out"><button>Sign out</button></form>
  <cube-embed-dashboard
    base-url="${process.env.CUBE_TENANT_URL}"
    dashboard-id="${process.env.CUBE_DASHBOARD_ID}"
    session-endpoint="/cube-session"
  ></cube-embed-dashboard>`;
