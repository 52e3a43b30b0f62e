/** Every process of the benchmark sends its parent the processor milliseconds that it has used. */
export function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
