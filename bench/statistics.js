/** The interpolated quantile of the numbers. */
function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  return below + (sorted[Math.ceil(place)] - below) * (place % 1);
}

export const median = (numbers) => quantile(numbers, 0.5);

/** Median, and the quartiles as the spread. */
export const summary = (numbers) => ({
  median: median(numbers),
  low: quantile(numbers, 0.25),
  high: quantile(numbers, 0.75),
});

/** Compares two contenders by the ratio of their medians; its spread is that of the ratios of neighboring samples. */
export function ratio(ours, theirs) {
  const { low, high } = summary(ours.map((number, i) => number / theirs[i]));
  return { median: median(ours) / median(theirs), low, high };
}
