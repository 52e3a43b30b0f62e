/** Tells the host's developers. A page may have replaced its console by one that throws: that breaks nothing here. */
export function tell(level: 'error' | 'warn', text: string): void {
  try {
    console[level](text);
  } catch {
    // Errors are told by events as well.
  }
}
