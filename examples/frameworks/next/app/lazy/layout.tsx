import Link from 'next/link';
import type { ReactNode } from 'react';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <nav>
        <Link href="/lazy">Reports</Link> <Link href="/lazy/settings">Settings</Link>
      </nav>
      {children}
    </>
  );
}
