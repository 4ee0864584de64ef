/** Exit codes of the command line; `docs/operations.md` and the README list them. */
export const UITGANG = {
  goed: 0,
  /** The answer is no: a message refused, a table faulty. */
  afgekeurd: 1,
  /** The command was used wrongly, or a file or server could not be reached. */
  gebruik: 2,
  /** The hub cannot start: port taken, folder not writable, key missing, table faulty. */
  start: 3,
} as const;
