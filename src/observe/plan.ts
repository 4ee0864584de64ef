/** Calls back once, after so many milliseconds. @returns takes it back. */
export type Plan = (doe: () => void, ms: number) => () => void;

/** By a timer that keeps no process alive. */
export const planTimer: Plan = (doe, ms) => {
  const timer = setTimeout(doe, ms);
  timer.unref();
  return () => clearTimeout(timer);
};
