/** An event as the journal counts it: the columns of the row. Moments are milliseconds since 1970. */
export interface JournaalRij {
  readonly volgnummer: number;
  readonly bericht: number;
  readonly zicht: number | null;
  readonly moment: number;
  readonly gebeurtenis: string;
  readonly status: string;
  readonly actor: string;
  readonly code: string | null;
  readonly poging: number | null;
  readonly reden: string | null;
  readonly inhoudSha256: Uint8Array | null;
  /** SHA-256 over salt and detail: stays when the detail itself is deleted. */
  readonly detailDigest: Uint8Array | null;
}

/** An event with what retention may delete of it; only a check reads that. */
export interface JournaalRijMetDetail extends JournaalRij {
  readonly detail: string | null;
  readonly detailZout: Uint8Array | null;
}

/** A signed head: what the chain was at one moment. */
export interface JournaalKop {
  /** 1, 2, 3 …, without a gap but for a {@link JournaalBreuk}. */
  readonly nummer: number;
  /** Number of the last event under this head. */
  readonly tot: number;
  /** Events under this head and all before it. */
  readonly aantal: number;
  /** The chain after event `tot`, 64 hex digits. */
  readonly kop: string;
  /** The chain of the head before; of the first head, 64 zeros. */
  readonly vorige: string;
  /** ISO text in UTC. */
  readonly moment: string;
  /** SHA-256 of the certificate whose key signed, 64 hex digits. */
  readonly vingerafdruk: string;
  /** ES256 as r||s, base64url. */
  readonly handtekening: string;
}

/** A cut in the journal that a person vouches for: heads that no longer count, and numbers that are not used again. */
export interface JournaalBreuk {
  /** The last head that counts; 0 = none. */
  readonly naKop: number;
  /** The last head that there was: the next one is the number after it. Equal to `naKop` when no head was lost. */
  readonly totKop: number;
  /** First number of an event that no counting head covers. */
  readonly van: number;
  /** Highest number that was, or may have been, given out: the sequence goes on after it. */
  readonly tot: number;
  /** `teruggezet`: an older database; `bestand_kwijt`: the file of heads was lost, and is written anew. */
  readonly oorzaak: 'teruggezet' | 'bestand_kwijt';
  readonly door: string;
  readonly reden: string;
  /** ISO text in UTC. */
  readonly moment: string;
  readonly vingerafdruk: string;
  /** ES256 as r||s, base64url. */
  readonly handtekening: string;
}

/** A cut as the store keeps it. */
export interface BewaardeBreuk extends JournaalBreuk {
  /** The file of heads has its line. */
  readonly inBestand: boolean;
}

/** Where the journal of a database stands. */
export interface JournaalStand {
  readonly laatsteKop?: JournaalKop;
  /** Highest number of a head that it knows of, lost ones too. */
  readonly hoogsteKop: number;
  /** Highest number that it gave out. */
  readonly laatste: number;
}

/** The digest of one event: names the very event that was changed, and stays when the event's time has come. */
export interface JournaalBlad {
  readonly volgnummer: number;
  readonly digest: Uint8Array;
}

/** A piece of the chain. */
export interface JournaalStuk {
  /** The chain after the last of them, 64 hex digits. */
  readonly kop: string;
  /** Number of the last event. */
  readonly tot: number;
  /** Events in this piece. */
  readonly aantal: number;
  /** Their digests packed, as `leesBladen` reads them. */
  readonly bladen: Uint8Array;
}

/**
 * What the sealer needs of a store. Numbers may have gaps, but what commits later has a higher number than all that
 * committed before: an event that can be read is never preceded by one that still comes.
 */
export interface JournaalOpslag {
  /** Chains the first `max` committed events after `vanaf`, in order, none with a number above `tot`. */
  volg(vraag: {
    readonly vanaf: { readonly kop: string; readonly tot: number };
    readonly tot: number;
    readonly max: number;
  }): Promise<JournaalStuk>;
  /** @returns the last head, or `undefined` when nothing was sealed. */
  laatsteKop(): Promise<JournaalKop | undefined>;
  /** All cuts, oldest first; at most the last one is not in the file yet. */
  breuken(): Promise<readonly BewaardeBreuk[]>;
  /** The file has the line of the cut with this signature. */
  markeerBreuk(handtekening: string): Promise<void>;
  /** The first `max` heads after a head's number, in order. */
  koppenNa(nummer: number, max: number): Promise<readonly JournaalKop[]>;
  /** Commits a head with the packed digests of its events, all or nothing. Rejects when the head is there already. */
  bewaarKop(kop: JournaalKop, bladen: Uint8Array): Promise<void>;
}

/** One moment of a journal, read only, also while a hub writes on. The caller closes it. */
export interface JournaalLezer {
  gebeurtenissen(): Iterable<JournaalRijMetDetail>;
  bladen(): Iterable<JournaalBlad>;
  koppen(): Iterable<JournaalKop>;
  /** Number of the last event; 0 when there is none. */
  laatste(): number;
  close(): void;
}
