import { readdirSync, readFileSync } from 'node:fs';

/** CPU time per thread of a process, in microseconds, by thread id. */
export type DraadCpu = ReadonlyMap<number, number>;

/** Names of the threads that the bench tells apart. */
export interface Draden {
  readonly schrijver: number;
  readonly lezer: number;
  readonly werkers: readonly number[];
}

/** CPU time between two moments, in microseconds. `overig`: garbage collection, thread pool, compilers. */
export interface CpuDeling {
  readonly totaal: number;
  readonly hoofd: number;
  readonly werkers: number;
  readonly schrijver: number;
  readonly lezer: number;
  readonly overig: number;
}

/**
 * Reads the CPU time of every thread of a process as the Linux scheduler counts it, in nanoseconds: `/proc/<pid>/stat`
 * counts in ticks of 10 ms.
 */
export function leesDraadCpu(pid: number): DraadCpu {
  const uit = new Map<number, number>();
  for (const tid of readdirSync(`/proc/${pid}/task`)) {
    try {
      const [ns] = readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'utf8').split(' ');
      uit.set(Number(tid), Number(ns) / 1000);
    } catch {
      // the thread ended between the two reads
    }
  }
  return uit;
}

/** Splits what was used between two readings over the threads that are known. */
export function verdeelCpu(voor: DraadCpu, na: DraadCpu, pid: number, draden?: Draden): CpuDeling {
  const verschil = (tid: number | undefined): number =>
    tid === undefined ? 0 : Math.max(0, (na.get(tid) ?? 0) - (voor.get(tid) ?? 0));
  const totaal = [...na.keys()].reduce((som, tid) => som + verschil(tid), 0);
  const hoofd = verschil(pid);
  const werkers = (draden?.werkers ?? []).reduce((som, tid) => som + verschil(tid), 0);
  const schrijver = verschil(draden?.schrijver);
  const lezer = verschil(draden?.lezer);
  return { totaal, hoofd, werkers, schrijver, lezer, overig: totaal - hoofd - werkers - schrijver - lezer };
}

/** @returns a field of `/proc/<pid>/status` that is in kB, in MB: `VmRSS` (now) or `VmHWM` (highest so far). */
export function leesGeheugenMb(pid: number, veld: 'VmRSS' | 'VmHWM'): number {
  const gevonden = new RegExp(`^${veld}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(gevonden?.[1] ?? NaN) / 1024;
}
