/** Thrown for invalid arguments. The message says how to fix them. */
export class UsageError extends Error {}

/** Creates the error for arguments that `parseArgs` refused. Names the option, and no value: that may be a secret. */
export function usageError(thrown: unknown, help: string): UsageError {
  const { code, message } = thrown as NodeJS.ErrnoException;
  const [, option] = /^[^']*'(?:-\w, )?(--?[a-z][a-z-]*)/i.exec(message) ?? [];
  const problem =
    code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL' || !option
      ? 'an argument is neither an option nor the value of one'
      : code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
        ? `there is no option ${option}`
        : /does not take/.test(message)
          ? `the option ${option} takes no value`
          : `the option ${option} needs a value`;
  return new UsageError(`${problem}; see ${help}.`);
}
