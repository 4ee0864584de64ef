import type { Database } from 'better-sqlite3';
import type { AlarmCode } from '../../../observe/port.ts';
import type { AlarmRij } from '../../alarm-port.ts';

interface AlarmDbRij {
  readonly id: string;
  readonly code: AlarmCode;
  readonly onderwerp: string;
  readonly sinds: number;
  readonly laatst: number;
  readonly aantal: number;
  readonly eigenaar: string | null;
  readonly gesloten: number | null;
}

/** Prepares the list of alarms, newest first. */
export function createAlarmLijst(
  db: Database,
): (vraag: { readonly ookGesloten: boolean; readonly max: number }) => readonly AlarmRij[] {
  const lijst = db.prepare<[number, number], AlarmDbRij>(`
    select id, code, onderwerp, sinds, laatst, aantal, eigenaar, gesloten
    from alarm
    where gesloten is null or ? = 1
    order by id desc
    limit ?
  `);
  return ({ ookGesloten, max }) => lijst.all(ookGesloten ? 1 : 0, max).map(toAlarm);
}

function toAlarm(rij: AlarmDbRij): AlarmRij {
  return {
    id: rij.id,
    code: rij.code,
    onderwerp: rij.onderwerp,
    sinds: new Date(rij.sinds),
    laatst: new Date(rij.laatst),
    aantal: rij.aantal,
    ...(rij.eigenaar === null ? {} : { eigenaar: rij.eigenaar }),
    ...(rij.gesloten === null ? {} : { gesloten: new Date(rij.gesloten) }),
  };
}
