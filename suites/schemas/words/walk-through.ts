import { isUnassigned, jsonEqual, readBack } from "../../../src/kit/index.ts";
import type { CheckContext, Reply, RequirementId } from "../../../src/kit/index.ts";
import { reading } from "../../users/words/reading.ts";
import { citingSchemas } from "./citing.ts";
import { isShown, makeCarriers, makePlain, shownAt, verifyNoCrash, walkedKinds } from "./carriers.ts";
import type { Carrier } from "./carriers.ts";
import { inParts, noteRefused } from "./in-parts.ts";
import type { verifyChanged } from "./verify-leaves.ts";
import { isChangeable, leavesOf } from "./walked.ts";
import type { WalkedAttribute } from "./walked.ts";

/** Sends one request about some attributes of a resource. */
export type Sending = (walked: readonly WalkedAttribute[]) => Promise<Reply>;

/** One way of writing all attributes that are published as readWrite. */
export interface WayOfWriting {
  /** Which of those that a resource was made with are written. */
  readonly of: (t: CheckContext, carrier: Carrier) => Promise<readonly WalkedAttribute[]>;
  readonly send: (t: CheckContext, carrier: Carrier) => Sending;
  /** Whether such a request is taken that has none of the attributes. */
  readonly takesOthers: (t: CheckContext, carrier: Carrier) => Promise<boolean>;
  /** Completes "The target refuses ... of title". */
  readonly what: string;
  /** Holds a reading after the write against what it was to do. */
  readonly judge: typeof verifyChanged;
  readonly ruleOf?: (attribute: WalkedAttribute) => RequirementId;
}

/**
 * Makes resources with all attributes, writes these in as few requests as are taken, and judges what a reading shows then. A skip where
 * no attribute is kept and taken.
 */
export async function walkThrough(t: CheckContext, walk: WayOfWriting): Promise<void> {
  let count = 0;
  for (const kind of walkedKinds(t)) {
    for (const carrier of (await makeCarriers(t, kind)).carriers) {
      count += await walkOne(t, walk, carrier);
    }
  }
  if (count === 0) t.skip("the target keeps, and takes, no attribute that /Schemas publishes as readWrite");
}

async function walkOne(
  t: CheckContext,
  { of, send, takesOthers, what, judge, ruleOf }: WayOfWriting,
  carrier: Carrier,
): Promise<number> {
  const wanted = await of(t, carrier);
  if (wanted.length === 0) return 0;
  const { taken, refused } = await inParts(wanted, send(t, carrier));
  // Where all is refused it may be the request that is, whatever is in it.
  if (taken.length === 0 && !(await takesOthers(t, carrier))) return 0;
  await citingSchemas(t, (published) => verifyNoCrash({ refused, ruleOf }, published));
  noteRefused(t, refused, what);
  const walked = taken.flatMap((part) => part.walked);
  if (walked.length === 0) return 0;
  await citingSchemas(t, (published) =>
    t.eventually(reading(t, carrier.path), (reply) => judge(reply, { carrier, walked, published, ruleOf })),
  );
  return walked.length;
}

/** The attributes of a resource of which a value is shown, and of which another one can be told apart. */
export function changeable({ walked, reply }: Carrier): readonly WalkedAttribute[] {
  return walked.filter((attribute) => leavesOf(attribute).some((leaf) => isChangeable(leaf) && isShown(reply, leaf)));
}

/** What the server may be without, and does not give everybody by itself. */
export async function clearable(
  t: CheckContext,
  { walked, kind, reply }: Carrier,
): Promise<readonly WalkedAttribute[]> {
  const optional = walked.filter(
    ({ place, definition }) => !definition.required && !isUnassigned(shownAt(reply, place)),
  );
  if (optional.length === 0) return [];
  const usual = (await readBack(t, (await makePlain(t, kind)).path)).reply;
  return optional.filter(({ place }) => !jsonEqual(shownAt(reply, place), shownAt(usual, place)));
}
