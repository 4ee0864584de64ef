/**
 * 0009: a retour has an identification of its own beside that of the message that it answers, and who calls about it has
 * that one in hand. Only retours pay for the index.
 */
export const ZOEKEN_RETOUR = `
create index bericht_identificatie_retour on bericht (identificatie_retour) where identificatie_retour is not null;
`;
