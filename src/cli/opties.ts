import { InvalidArgumentError } from 'commander';
import type { Omgeving } from '../bericht/aansluiting.ts';
import { findBerichtType } from '../bericht/catalogus.ts';
import type { BerichtSoort } from '../bericht/catalogus.ts';
import { parseTraceerId } from '../bericht/traceer-id.ts';
import type { TraceerId } from '../bericht/traceer-id.ts';

/** Makes a reader of whole numbers in digits alone, no more of them than the highest has. @throws InvalidArgumentError */
export function leesGetal(van: number, tot: number): (tekst: string) => number {
  return (tekst) => {
    const getal = /^[0-9]+$/.test(tekst) && tekst.length <= String(tot).length ? Number(tekst) : -1;
    if (getal < van || getal > tot)
      throw new InvalidArgumentError(`Verwacht wordt een geheel getal van ${van} tot en met ${tot}.`);
    return getal;
  };
}

/** @throws InvalidArgumentError when the standards have no such kind of message */
export function leesSoort(tekst: string): BerichtSoort {
  const type = findBerichtType(tekst.toUpperCase());
  if (type === undefined) throw new InvalidArgumentError('Verwacht wordt een berichtsoort, zoals WMO305 of JW301.');
  return type.soort;
}

/** @throws InvalidArgumentError */
export function leesOmgeving(tekst: string): Omgeving {
  if (tekst === 'demo' || tekst === 'test' || tekst === 'productie') return tekst;
  throw new InvalidArgumentError('Verwacht wordt demo, test of productie.');
}

/** @throws InvalidArgumentError */
export function leesTraceerId(tekst: string): TraceerId {
  const traceerId = parseTraceerId(tekst);
  if (traceerId === undefined)
    throw new InvalidArgumentError('Verwacht wordt een UUID, zoals 3f2b1a90-6c1d-4e8f-9a2b-0c1d2e3f4a5b.');
  return traceerId;
}

/** @throws InvalidArgumentError */
export function leesMoment(tekst: string): Date {
  const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/.test(tekst) ? new Date(tekst) : undefined;
  if (moment === undefined || Number.isNaN(moment.getTime()))
    throw new InvalidArgumentError('Verwacht wordt een moment in UTC, zoals 2026-11-25T09:30:00Z.');
  return moment;
}
