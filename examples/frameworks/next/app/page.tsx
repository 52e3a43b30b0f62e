import { Dashboard } from './dashboard';

// The tenant is read when the page is asked for, not when it is built.
export const dynamic = 'force-dynamic';

export default function Page() {
  return <Dashboard baseUrl={process.env.CUBE_TENANT_URL} />;
}
