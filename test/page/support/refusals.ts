import type { Page } from '@playwright/test';
import type { Host } from './host.js';

/** What the browser has blocked or warned about: violation events, console messages, and reports to the host. */
export interface Refusals {
  /** All of it. */
  all(): string[];
  /** The violated directives, according to the page's events and to the reports. */
  directives(): { events: string[]; reports: string[] };
}

/** Records in every frame from the next page on. */
export async function watchRefusals(page: Page, host: Host): Promise<Refusals> {
  const events: string[] = [];
  const lines: string[] = [];
  await page.exposeFunction('tellOfViolation', (directive: string) => events.push(directive));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      (window as unknown as { tellOfViolation(directive: string): void }).tellOfViolation(effectiveDirective);
    });
  });
  page.on('pageerror', ({ message }) => lines.push(message));
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') lines.push(line.text());
  });
  const reports = (): string[] => host.reports.map((violation) => violation['effective-directive']);
  return {
    all: () => [...events, ...lines, ...reports()],
    directives: () => ({ events, reports: reports() }),
  };
}
