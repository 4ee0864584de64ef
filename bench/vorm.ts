import { arch, cpus, platform, totalmem } from 'node:os';
import { execFileSync } from 'node:child_process';
import type { Cijfers } from './statistiek.ts';

/** One line of the outcome: what the JSON form holds under its name. */
export interface BenchUitslag extends Cijfers {
  readonly unit: string;
  readonly ratios: Readonly<Record<string, number>>;
}

/** All lines, by name. */
export type Benches = Record<string, BenchUitslag>;

/** The JSON form of a run. */
export interface BenchVerslag {
  readonly machine: string;
  /** Moment of the run as ISO text. */
  readonly at: string;
  readonly commit: string;
  readonly benches: Benches;
}

/** Wraps the lines with what is needed to compare them later. */
export function maakVerslag(benches: Benches): BenchVerslag {
  const kernen = cpus();
  const machine = `${kernen[0]?.model ?? 'onbekend'}, ${kernen.length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${arch()}, Node ${process.version}`;
  return { machine, at: new Date().toISOString(), commit: leesCommit(), benches };
}

function leesCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return 'onbekend';
  }
}
