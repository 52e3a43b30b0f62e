import Link from 'next/link';
import type { ReactNode } from 'react';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <nav>
        <Link href="/">Reports</Link> <Link href="/settings">Settings</Link>
      </nav>
      {children}
    </>
  );
}
