import { isIP } from 'node:net';

/**
 * Checks that protect a local test server from other websites. A website can make a browser send requests to this machine
 * in two ways: same-origin, through its own host name that resolves to this machine (DNS rebinding), or cross-origin, which
 * the browser marks with `Origin`.
 */

/** Whether a `Host` header names this machine: a loopback name, an IP address, or one of `others`. */
export function isLocalHost(host: string | undefined, others: readonly string[] = []): boolean {
  const name = hostnameOf(`http://${host ?? ''}`);
  // IP addresses cannot be rebound; only names can.
  return name !== null && (isLoopback(name) || isIP(unbracketed(name)) > 0 || others.includes(name));
}

/** Whether an `Origin` header names this machine: a loopback host, or one of `others`. */
export function isLocalOrigin(origin: string, others: readonly string[] = []): boolean {
  if (others.includes(origin)) return true;
  const name = hostnameOf(origin);
  return name !== null && isLoopback(name);
}

function isLoopback(name: string): boolean {
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d+){3}$/.test(name)
  );
}

function hostnameOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).hostname : null;
}

function unbracketed(name: string): string {
  return name.replace(/^\[(.*)\]$/, '$1');
}
