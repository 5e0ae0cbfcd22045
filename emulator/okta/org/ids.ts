import type { Random } from "./random.ts";

/** Makes ids and placeholder passwords in the form in which Okta makes them. */
export interface IdSource {
  /** `00u` and 17 characters: an Okta user, which is what goes out as `externalId`. */
  readonly user: () => string;
  /** `00g` and 17 characters: an Okta group. */
  readonly group: () => string;
  /** `0oa` and 17 characters: an app instance. */
  readonly app: () => string;
  /** 8 characters with upper and lower case and a digit: the placeholder that goes out with each create. */
  readonly password: () => string;
}

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";

/** An id source that draws on `random`. */
export function createIdSource(random: Random): IdSource {
  const pick = (alphabet: string): string => alphabet.charAt(Math.floor(random() * alphabet.length));
  const draw = (alphabet: string, length: number): string => Array.from({ length }, () => pick(alphabet)).join("");
  return {
    user: () => `00u${draw(LOWER + UPPER + DIGITS, 17)}`,
    group: () => `00g${draw(LOWER + UPPER + DIGITS, 17)}`,
    app: () => `0oa${draw(LOWER + UPPER + DIGITS, 17)}`,
    password: () => pick(UPPER) + pick(LOWER) + pick(DIGITS) + draw(LOWER + DIGITS, 5),
  };
}
