import { Link, Outlet, useLocation } from 'react-router';
import { Report } from './report.tsx';

/** The layout of all routes. The embed stays mounted and is hidden on other routes. */
export function Layout() {
  const { pathname } = useLocation();
  return (
    <>
      <nav>
        <Link to="/">Reports</Link> <Link to="/settings">Settings</Link>
      </nav>
      <div hidden={pathname !== '/'}>
        <Report />
      </div>
      <Outlet />
    </>
  );
}
