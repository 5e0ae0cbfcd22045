import { sameText, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Json, Reply } from "../../../src/kit/index.ts";
import { citingSchemas } from "./citing.ts";
import { isShown, makeCarriers, shownAt, verifyNoCrash } from "./carriers.ts";
import { noteRefused } from "./in-parts.ts";
import { leavesOf } from "./walked.ts";
import type { Leaf, WalkedKind } from "./walked.ts";

/** Texts of which a server has nothing to make another form. */
const FREE: readonly string[] = ["displayName", "nickName"];

/** Throws unless a new resource has every attribute that is published as readWrite and was sent: all that are lost are named. */
export async function verifyAllKept(t: CheckContext, kind: WalkedKind): Promise<void> {
  const { carriers, refused } = await makeCarriers(t, kind);
  if (carriers.length === 0)
    t.skip(`the target takes no attribute of a new ${kind} that /Schemas publishes as readWrite`);
  await citingSchemas(t, (published) => verifyNoCrash({ refused }, published));
  noteRefused(t, refused, `a new ${kind} with a value`);
  const leaves = carriers.flatMap(({ walked, reply }) => walked.flatMap(leavesOf).map((leaf) => ({ leaf, reply })));
  const lost = leaves.filter(({ leaf, reply }) => !isKept(reply, leaf));
  const although = `/Schemas publishes ${lost.map(({ leaf }) => leaf.label).join(", ")} as readWrite`;
  const others = lost.length === 0 ? [] : [await t.get("/Schemas")];
  for (const { leaf, reply } of leaves) {
    const place = verify(reply, { although, others }).at(...leaf.steps);
    if (isShown(reply, leaf)) place.holds(expected(leaf), () => isKept(reply, leaf));
    else place.isAssigned();
  }
}

function isKept(reply: Reply, leaf: Leaf): boolean {
  return isShown(reply, leaf) && (!isFree(leaf) || sameText(shownAt(reply, leaf.steps), leaf.values[0]));
}

function expected({ values: [sent] }: Leaf): string {
  const text: Json = sent ?? null;
  return JSON.stringify(text);
}

function isFree({ label }: Leaf): boolean {
  return FREE.includes(label);
}
