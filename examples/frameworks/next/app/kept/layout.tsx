import Link from 'next/link';
import { connection } from 'next/server';
import { Suspense, type ReactNode } from 'react';
import { KeptDashboard } from './kept-dashboard';

async function Report() {
  await connection();
  return <KeptDashboard baseUrl={process.env.CUBE_TENANT_URL} />;
}

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <nav>
        <Link href="/kept">Reports</Link> <Link href="/kept/settings">Settings</Link>
      </nav>
      <Suspense>
        <Report />
      </Suspense>
      {children}
    </>
  );
}
