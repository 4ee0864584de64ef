/** @returns a figure with as many decimals as its size needs. */
export function getal(waarde: number | undefined): string {
  if (waarde === undefined || Number.isNaN(waarde)) return '–';
  return waarde.toFixed(waarde >= 100 ? 0 : waarde >= 10 ? 1 : 2);
}

/** @returns lines with the columns below one another: the first to the left, the others to the right. */
export function tabel(kop: readonly string[], rijen: readonly (readonly string[])[]): string {
  const alles = [kop, ...rijen];
  const breedten = kop.map((_, i) => Math.max(...alles.map((rij) => (rij[i] ?? '').length)));
  const regel = (rij: readonly string[]): string =>
    breedten
      .map((breedte, i) => (i === 0 ? (rij[i] ?? '').padEnd(breedte) : (rij[i] ?? '').padStart(breedte)))
      .join('  ')
      .trimEnd();
  return [regel(kop), breedten.map((breedte) => '─'.repeat(breedte)).join('──'), ...rijen.map(regel)].join('\n');
}
