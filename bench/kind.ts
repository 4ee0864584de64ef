import { fork, type ChildProcess } from 'node:child_process';

/** A child process of the bench that speaks over IPC. */
export interface Kind {
  readonly pid: number;
  readonly proces: ChildProcess;
  /** Sends a message and waits for the next one that comes back. @throws Error when the child ends before it answers. */
  vraag<A>(bericht: object): Promise<A>;
  /** Waits for the next message. */
  hoor<A>(): Promise<A>;
  /** Asks the child to stop and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts a compiled script beside this one. The caller stops it. */
export function startKind(script: URL, args: readonly string[] = [], execArgv: readonly string[] = []): Kind {
  const proces = fork(script, args, { execArgv: [...execArgv], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const weg = new Promise<void>((klaar) => proces.once('exit', () => klaar()));
  const hoor = <A>(): Promise<A> =>
    new Promise((klaar, mislukt) => {
      const bijEinde = (code: number | null): void => mislukt(new Error(`${script.pathname} stopte met code ${code}`));
      proces.once('exit', bijEinde);
      proces.once('message', (bericht) => {
        proces.off('exit', bijEinde);
        klaar(bericht as A);
      });
    });
  return {
    pid: proces.pid ?? 0,
    proces,
    hoor,
    vraag: (bericht) => {
      const antwoord = hoor<never>();
      proces.send(bericht);
      return antwoord;
    },
    async stop() {
      if (proces.exitCode !== null || !proces.connected) return;
      proces.send({ soort: 'stop' });
      await weg;
    },
  };
}
