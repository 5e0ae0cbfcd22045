import { distance } from "fastest-levenshtein";

/** The known name that an unknown one is probably meant to be; undefined when none is near. */
export function suggest(unknown: string, known: readonly string[]): string | undefined {
  const wanted = unknown.toLowerCase();
  const ranked = known
    .map((name) => ({ name, apart: distance(wanted, name.toLowerCase()) }))
    .toSorted((a, b) => a.apart - b.apart);
  const [best] = ranked;
  if (best && best.apart <= allowance(wanted, best.name)) return best.name;
  return wanted.length < 3 ? undefined : known.find((name) => isPartOf(wanted, name.toLowerCase()));
}

/** `; did you mean "x"?` or nothing, to end a sentence with. */
export function didYouMean(unknown: string, known: readonly string[]): string {
  const name = suggest(unknown, known);
  return name === undefined ? "" : `; did you mean "${name}"?`;
}

/** A third of the longer name may differ, two letters of a short one. */
function allowance(unknown: string, name: string): number {
  const longest = Math.max(unknown.length, name.length);
  return longest <= 3 ? 1 : Math.max(2, Math.floor(longest / 3));
}

function isPartOf(unknown: string, name: string): boolean {
  return name.includes(unknown) || unknown.includes(name);
}
