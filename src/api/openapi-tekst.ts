/** What the document says to people, in Dutch. */

/** Read first by who connects. */
export const INLEIDING = `Berichtenknooppunt voor iWmo- en iJw-berichten tussen gemeenten en zorgaanbieders.

**Ondertekenen.** Elk verzoek is ondertekend met uw aangemelde certificaat, behalve de aanroepen zonder slotje. Kies per verzoek JAdES (\`Digest\` en \`Message-Signature\`) of RFC 9421 (\`Content-Digest\`, \`Signature-Input\` en \`Signature\`). Het antwoord is ondertekend in hetzelfde profiel, ook een weigering, zodra bewezen is dat u het bent. De certificaten van het knooppunt staan op \`/v1/certificaten\`.

**Berichten.** 202 betekent: beoordeeld en veilig opgeslagen. De inhoud van dat antwoord is uw ontvangstbewijs. Hetzelfde bericht nog eens sturen mag altijd en geeft hetzelfde antwoord (200).

**Ophalen.** U krijgt berichten in bruikleen. Bevestig een bericht pas als het bij u veilig is opgeslagen. Wat u niet bevestigt, krijgt u opnieuw, met \`herlevering: true\` en dezelfde \`traceerId\`.

**Fouten.** Elke weigering is \`application/problem+json\` met een \`code\`. In de lijst met codes (docs/errors.md) staat per code wat u eraan doet en wie aan zet is. Een weigering die uw certificaat noemde en geen bericht werd, vindt u terug met \`/v1/mislukte-verzoeken\`.

**Vorm.** Momenten zijn UTC (RFC 3339, met \`Z\`). Elk antwoord heeft \`API-Version\`, \`Cache-Control: no-store\` en de beveiligingsheaders van de Nederlandse API Design Rules. Onbekende velden en parameters worden geweigerd. Negeer velden in antwoorden die u niet kent: een nieuwe versie met hetzelfde hoofdnummer kan er velden bij krijgen.

De voorbeelden komen van een echt knooppunt. Alleen nummers, handtekeningen en certificaten zijn vervangen of afgekort.`;

/** Where the messages themselves are described. */
export const OVER_DE_STANDAARDEN = {
  description: 'iStandaarden: de berichten van iWmo en iJw',
  url: 'https://www.istandaarden.nl/',
};

/** A sentence for each group of calls, in the order of the document. */
export const GROEPEN: Readonly<Record<string, string>> = {
  Berichten: 'Berichten indienen, en volgen waar ze zijn.',
  Leveringen: 'Berichten ophalen die voor u klaarstaan, en ze bevestigen, weigeren of teruggeven.',
  Controles: 'Controleren zonder te versturen, en uitzoeken waarom een verzoek werd geweigerd.',
  Beheer: 'Voor de beheerder van het knooppunt. Elke handeling wordt vastgelegd met naam en reden.',
  Certificaten: 'De certificaten waarmee het knooppunt ondertekent.',
  Systeem: 'Deze beschrijving, de gezondheid en de cijfers van het knooppunt.',
};

/** The parameters of paths. */
export const PAD_PARAMETERS: Readonly<Record<string, string>> = {
  traceerId: 'De traceerId van het bericht: u koos hem zelf, of kreeg hem bij het indienen.',
  leveringId: 'Het nummer van deze levering, uit POST /v1/leveringen.',
};
