import { createHash } from "node:crypto";
import type { Path } from "../../../scim/request-path.ts";
import type { Reply } from "../../../exchange/reply.ts";
import { idOf } from "../../../exchange/resource-id.ts";
import { toResourcePath } from "../../../exchange/resource-url.ts";
import { SetUpFailure } from "../../../exchange/violation.ts";

/** What looking for an id that nobody has takes. */
export interface UnknownIdOptions {
  readonly runId: string;
  readonly scope: string;
  readonly get: (path: Path) => Promise<Reply>;
}

const MAX_ROUNDS = 8;

/** Ids from this length on are not met by chance. */
const LONG = 16;

/**
 * An id of the same form as a real one that no user has. A short one may well be somebody's, so it is asked for first;
 * throws `SetUpFailure` when all that are tried are taken.
 */
export async function pickUnknownId(options: UnknownIdOptions, real: string): Promise<string> {
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const id = alter(real, `${options.runId}/${options.scope}/${round}`);
    if (id === real) break;
    if (real.length < LONG && isSomebodys(await options.get(toResourcePath("/Users", id)))) continue;
    return id;
  }
  throw new SetUpFailure(
    `could not find an id that no user has: ids here are like "${real}", and those tried are taken`,
  );
}

/** Whatever id the answer shows: `0042` may be read as 42. A resource that is kept from the reader is somebody's too. */
function isSomebodys({ status, body }: Reply): boolean {
  if (status === 401 || status === 403) return true;
  return status >= 200 && status < 300 && idOf(body) !== undefined;
}

function alter(real: string, salt: string): string {
  const digest = createHash("sha256").update(salt).digest();
  return /^\d{1,10}$/.test(real) ? farNumber(digest) : swapLetters(real, digest);
}

/** Of counters, one that none has come to, and that still is a 32-bit number. */
function farNumber(digest: Buffer): string {
  return String(1_900_000_000 + (digest.readUInt32BE() % 200_000_000));
}

/** The last twelve letters and digits are replaced. */
function swapLetters(real: string, digest: Buffer): string {
  let left = 12;
  const letters = real
    .split("")
    .reverse()
    .map((letter, index) => {
      if (left === 0 || !/[0-9a-z]/i.test(letter)) return letter;
      left -= 1;
      return swap(letter, digest[index % digest.length] ?? 1);
    });
  return letters.reverse().join("");
}

/** Another letter of the same kind: digit for digit, hexadecimal letter for hexadecimal letter. */
function swap(letter: string, byte: number): string {
  const alphabet = ["0123456789", "abcdef", "ABCDEF", "ghijklmnopqrstuvwxyz", "GHIJKLMNOPQRSTUVWXYZ"].find((a) =>
    a.includes(letter),
  );
  if (alphabet === undefined) return letter;
  const step = 1 + (byte % (alphabet.length - 1));
  return alphabet[(alphabet.indexOf(letter) + step) % alphabet.length] ?? letter;
}
