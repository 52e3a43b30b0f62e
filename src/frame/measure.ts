let reads: (() => () => void)[] = [];

/**
 * Measures before this task ends, and together with what else is to be measured: `read` looks at the layout and returns what
 * is to be written. One after the other, each read would lay the whole page out again for the write before it.
 */
export function measure(read: () => () => void): void {
  if (reads.push(read) > 1) return;
  queueMicrotask(() => {
    const due = reads;
    reads = [];
    for (const write of due.map((each) => each())) write();
  });
}
