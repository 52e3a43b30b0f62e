/** What a page records. */
export interface Recorded {
  /** Directives of its policy that were violated. */
  violations: string[];
  /** Errors of its scripts, and console lines of level `error`. */
  errors: string[];
  /** Whether it was restored from the back/forward cache. */
  persisted: boolean;
}

/** Runs in the page before its own scripts: `window.recorded`. */
export function recordPage(): void {
  const recorded: Recorded = { violations: [], errors: [], persisted: false };
  Object.assign(window, { recorded });
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    // The browser requests a favicon, whatever the page says.
    if (!blockedURI.endsWith('/favicon.ico')) recorded.violations.push(effectiveDirective);
  });
  addEventListener('error', ({ message }) => recorded.errors.push(message));
  addEventListener('pageshow', ({ persisted }) => (recorded.persisted ||= persisted));
  const { error } = console;
  console.error = (...line: unknown[]): void => {
    recorded.errors.push(line.join(' '));
    error(...line);
  };
}
