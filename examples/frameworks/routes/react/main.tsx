import { Activity } from 'react';
import { createRoot } from 'react-dom/client';
import { Link, Outlet, RouterProvider, createBrowserRouter, useLocation } from 'react-router';
import { Layout as Kept } from './kept.tsx';
import { Report } from './report.tsx';

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
      <Report />
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

const way = new URLSearchParams(location.search).get('way');
const Root = { kept: Kept, activity: InActivity }[way ?? ''] ?? InRoute;

const router = createBrowserRouter([
  {
    Component: Root,
    children: [
      { index: true, Component: Root === InRoute ? Report : undefined },
      { path: 'settings', Component: () => <h1>Settings</h1> },
    ],
  },
]);
createRoot(document.getElementById('app')!).render(<RouterProvider router={router} />);
