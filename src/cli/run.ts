/** Runs the command line; placeholder. */
export async function runCommand(
  argv: string[],
  io: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
): Promise<number> {
  io.stdout.write(`${argv.join(' ')}\n`);
  return 0;
}
