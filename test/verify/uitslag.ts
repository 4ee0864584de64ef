/** What became of one vector. */
export interface Uitslag {
  readonly id: string;
  readonly verwacht: string;
  readonly gekregen: string;
}
