import { isSuccess } from "../../../src/kit/index.ts";
import type { CheckContext, Reply } from "../../../src/kit/index.ts";
import type { WalkedAttribute } from "./walked.ts";

/** Attributes that were sent in one request, and its answer. */
export interface Part {
  readonly walked: readonly WalkedAttribute[];
  readonly reply: Reply;
}

/** What became of the attributes: those that were taken together, and those that were refused by themselves. */
export interface Parted {
  readonly taken: readonly Part[];
  readonly refused: readonly Part[];
}

/** So many requests find out which of the attributes is refused; whatever is left then is refused together. */
const MOST_REQUESTS = 24;

/** Sends all attributes at once; where that is refused, each half of them by itself, down to the one that is refused alone. */
export async function inParts(
  walked: readonly WalkedAttribute[],
  send: (walked: readonly WalkedAttribute[]) => Promise<Reply>,
): Promise<Parted> {
  const taken: Part[] = [];
  const refused: Part[] = [];
  const open = walked.length === 0 ? [] : [walked];
  for (let sent = 0; open.length > 0; sent += 1) {
    const some = open.shift() ?? [];
    const reply = await send(some);
    if (isSuccess(reply)) taken.push({ walked: some, reply });
    else if (some.length === 1 || sent >= MOST_REQUESTS) refused.push({ walked: some, reply });
    else open.push(some.slice(0, some.length / 2), some.slice(some.length / 2));
  }
  return { taken, refused };
}

/** Makes one remark about all attributes that are refused with a reason of the server's own: it may have rules for values. */
export function noteRefused(t: CheckContext, refused: readonly Part[], what: string): void {
  const last = refused.at(-1);
  if (last === undefined) return;
  const names = refused.flatMap(({ walked }) => walked.map(({ path }) => path));
  t.note(last.reply, `The target refuses ${what} of ${names.join(", ")}, which /Schemas publishes as readWrite`);
}
