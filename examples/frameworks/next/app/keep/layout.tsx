import Link from 'next/link';
import type { ReactNode } from 'react';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <nav>
        <Link href="/keep">Reports</Link> <Link href="/keep/settings">Settings</Link>
      </nav>
      {children}
    </>
  );
}
