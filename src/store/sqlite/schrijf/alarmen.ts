import type { Database } from 'better-sqlite3';
import type { AlarmRij } from '../../alarm-port.ts';

/** What the writer does with alarms, inside a transaction that is not its own. */
export interface AlarmSchrijver {
  bewaar(rijen: readonly AlarmRij[], ruimVoorMs: number): void;
  wijsToe(id: string, eigenaar: string): boolean;
}

/** Prepares the statements. */
export function createAlarmSchrijver(db: Database): AlarmSchrijver {
  const zet = db.prepare<[string, string, string, number, number, number, number | null]>(`
    insert into alarm (id, code, onderwerp, sinds, laatst, aantal, gesloten)
    values (?, ?, ?, ?, ?, ?, ?)
    on conflict (id) do update
    set laatst = excluded.laatst, aantal = excluded.aantal, gesloten = excluded.gesloten
  `);
  const ruim = db.prepare<[number]>(`
    delete from alarm
    where gesloten is not null and gesloten < ?
  `);
  const geefEigenaar = db.prepare<[string, string]>(`
    update alarm
    set eigenaar = ?
    where id = ? and gesloten is null
  `);
  return {
    bewaar(rijen, ruimVoorMs) {
      if (rijen.length === 0) return;
      // closings first: the same code and subject may have opened anew under another id
      for (const rij of rijen.toSorted((a, b) => Number(b.gesloten !== undefined) - Number(a.gesloten !== undefined)))
        zet.run(
          rij.id,
          rij.code,
          rij.onderwerp,
          rij.sinds.getTime(),
          rij.laatst.getTime(),
          rij.aantal,
          rij.gesloten?.getTime() ?? null,
        );
      ruim.run(ruimVoorMs);
    },
    wijsToe: (id, eigenaar) => geefEigenaar.run(eigenaar, id).changes === 1,
  };
}
