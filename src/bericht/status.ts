/**
 * The life of a message, in one place: (status, gebeurtenis) → status. The first final outcome wins; what comes after it
 * is an event, never a change, but for an acknowledgement that comes late: the receiver has it.
 */

/** Where a message is. */
export type Status =
  | 'ontvangen'
  | 'in_wachtrij'
  | 'aangeboden'
  | 'bezorgd'
  | 'geweigerd'
  | 'onbestelbaar'
  | 'afgekeurd'
  | 'niet_beoordeeld';

/** What can happen to a message. */
export type Gebeurtenis =
  | 'geaccepteerd'
  | 'afgekeurd'
  | 'niet_beoordeeld'
  | 'klaargezet'
  | 'geen_route_meer'
  | 'inhoud_verlopen'
  | 'aangeboden'
  | 'aanbieding_verlopen'
  | 'poging_mislukt'
  | 'teruggegeven'
  | 'bevestigd'
  | 'geweigerd'
  | 'pogingen_op'
  | 'opnieuw_aangeboden'
  | 'herhaald'
  | 'botsing'
  | 'ingezien'
  | 'omgehangen'
  | 'inhoud_verwijderd'
  | 'bevindingen_verwijderd'
  | 'metagegevens_verwijderd'
  | 'feiten_verwijderd'
  | 'gesloten'
  | 'heropend'
  // without a message of their own: only operators see them
  | 'gepauzeerd'
  | 'hervat'
  | 'sleutel_gewisseld'
  | 'klok_bevestigd';

/** A status change: from nothing (`undefined`, a new message) or from a status. */
type Overgangen = Readonly<Partial<Record<Gebeurtenis, Status>>>;

const NIEUW: Overgangen = {
  geaccepteerd: 'ontvangen',
  afgekeurd: 'afgekeurd',
  niet_beoordeeld: 'niet_beoordeeld',
};

const TABEL: Readonly<Record<Status, Overgangen>> = {
  // the same Indiener sends again under this Traceer-Id: judged anew
  niet_beoordeeld: NIEUW,
  afgekeurd: NIEUW,
  ontvangen: { klaargezet: 'in_wachtrij', geen_route_meer: 'onbestelbaar', inhoud_verlopen: 'onbestelbaar' },
  in_wachtrij: {
    geen_route_meer: 'onbestelbaar',
    inhoud_verlopen: 'onbestelbaar',
    aangeboden: 'aangeboden',
    bevestigd: 'bezorgd',
    geweigerd: 'geweigerd',
    pogingen_op: 'onbestelbaar',
  },
  aangeboden: {
    aanbieding_verlopen: 'in_wachtrij',
    poging_mislukt: 'in_wachtrij',
    teruggegeven: 'in_wachtrij',
    bevestigd: 'bezorgd',
    geweigerd: 'geweigerd',
    pogingen_op: 'onbestelbaar',
  },
  onbestelbaar: { bevestigd: 'bezorgd', opnieuw_aangeboden: 'in_wachtrij' },
  bezorgd: { opnieuw_aangeboden: 'in_wachtrij' },
  geweigerd: {},
};

/**
 * Says what a message becomes.
 * @param van the status now, or `undefined` for a message that does not exist yet.
 * @returns the new status, or `undefined` when this event changes nothing: it may then be kept as an event only.
 */
export function volgendeStatus(van: Status | undefined, gebeurtenis: Gebeurtenis): Status | undefined {
  return van === undefined ? NIEUW[gebeurtenis] : TABEL[van][gebeurtenis];
}

/** All statuses, in the order of a message's life. */
export const STATUSSEN = Object.keys(TABEL) as readonly Status[];

/** The word for people of each status. */
export const STATUS_WOORD: Readonly<Record<Status, string>> = {
  ontvangen: 'Ontvangen',
  in_wachtrij: 'Klaargezet',
  aangeboden: 'Aangeboden',
  bezorgd: 'Bezorgd',
  geweigerd: 'Geweigerd door ontvanger',
  onbestelbaar: 'Onbestelbaar',
  afgekeurd: 'Afgekeurd',
  niet_beoordeeld: 'In onderzoek',
};

/** Tells whether a text is the name of a status. */
export function isStatus(tekst: string): tekst is Status {
  return Object.hasOwn(TABEL, tekst);
}

/** Why a message could not be delivered; a field of `onbestelbaar`. */
export const DEAD_LETTER_REDENEN = {
  pogingen_op: 'ontvanger',
  geen_route_meer: 'hubbeheer',
  geweigerd_technisch: 'ontvanger',
  te_groot_voor_ontvanger: 'ontvanger',
  niet_routeerbaar_op_broker: 'hubbeheer',
  inhoud_verlopen: 'afzender',
} as const satisfies Readonly<Record<string, 'ontvanger' | 'afzender' | 'hubbeheer'>>;

/** A reason for `onbestelbaar`; its owner stands in {@link DEAD_LETTER_REDENEN}. */
export type DeadLetterReden = keyof typeof DEAD_LETTER_REDENEN;
