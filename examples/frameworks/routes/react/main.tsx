import { Activity, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Link, Outlet, RouterProvider, createBrowserRouter, useLocation } from 'react-router';
import { Layout as Kept } from './kept.tsx';
import { KeptReport } from './kept-report.tsx';
import { Report } from './report.tsx';

const way = new URLSearchParams(location.search).get('way') ?? '';
const Page = way.startsWith('keep') ? KeptReport : Report;

const Nav = () => (
  <nav>
    <Link to="/">Reports</Link> <Link to="/settings">Settings</Link>
  </nav>
);

/** React's own way to keep a route: it is hidden and its effects are cleaned up, but its elements stay in the page. */
const InActivity = () => (
  <>
    <Nav />
    <Activity mode={useLocation().pathname === '/' ? 'visible' : 'hidden'}>
      <Page />
    </Activity>
    <Outlet />
  </>
);

/** The embed is part of the route and is removed with it. */
const InRoute = () => (
  <>
    <Nav />
    <Outlet />
  </>
);

const Root = { kept: Kept, activity: InActivity, 'keep-activity': InActivity }[way] ?? InRoute;

const router = createBrowserRouter([
  {
    Component: Root,
    children: [
      { index: true, Component: Root === InRoute ? Page : undefined },
      { path: 'settings', Component: () => <h1>Settings</h1> },
    ],
  },
]);
const app = <RouterProvider router={router} />;
createRoot(document.getElementById('app')!).render(
  Page === KeptReport ? <StrictMode>{app}</StrictMode> : app,
);
