import type { Answer } from './visit.js';

/** What a redirect or a web page says about where a request ended, e.g. at a login page. */
type Reply = Pick<Answer, 'status' | 'headers' | 'text' | 'json'>;

/** The words with which frameworks refuse a request without a CSRF token: Django, Rails, Laravel, Spring, ASP.NET, Express. */
const CSRF = /csrf|xsrf|forgery|authenticity token|page expired|change you wanted was rejected/i;

/** Returns the absolute target of a redirect, without its query, or `null` for any other answer. */
export function redirectOf({ status, headers }: Reply, from: string): URL | null {
  const location = headers.get('location');
  if (status < 300 || status >= 400 || location === null || !URL.canParse(location, from)) return null;
  const target = new URL(location, from);
  // The query may contain a token or the viewer's name.
  target.search = target.hash = '';
  return target;
}

/** Whether a redirect leads to a page where somebody signs in. */
export const isLogin = ({ pathname }: URL): boolean => /log-?in|sign-?in|auth|sso/i.test(pathname);

/** Describes an HTML page by its title, or returns `null` for an answer that is not one. */
export function pageOf({ headers, text, json }: Reply): string | null {
  const isPage = /html/i.test(headers.get('content-type') ?? '') || /^\s*<(!doctype|html)/i.test(text);
  if (json || !isPage) return null;
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1]?.trim();
  return title ? `a web page, "${title.slice(0, 80)}"` : 'a web page';
}

/** Whether a framework refused the request because it has no CSRF token. */
export const wantsCsrfToken = ({ status, text }: Reply): boolean =>
  status === 419 || (status >= 400 && status < 500 && CSRF.test(text));
