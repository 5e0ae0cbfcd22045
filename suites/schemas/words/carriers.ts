import {
  describeOutcome,
  describeRequest,
  isPresent,
  isUnassigned,
  pathTo,
  readBack,
  idOf,
  verify,
} from "../../../src/kit/index.ts";
import type {
  CheckContext,
  Json,
  JsonObject,
  Made,
  Path,
  ReadBack,
  Reply,
  RequirementId,
  Step,
} from "../../../src/kit/index.ts";
import { isCrash } from "../../protocol/words/is-crash.ts";
import { inParts } from "./in-parts.ts";
import type { Parted } from "./in-parts.ts";
import { inRound, walkedOf, withAttributes } from "./walked.ts";
import type { Leaf, WalkedAttribute, WalkedKind } from "./walked.ts";

/** A resource that was made with values of walked attributes, as GET shows it. */
export interface Carrier extends ReadBack {
  readonly kind: WalkedKind;
  readonly path: Path;
  readonly walked: readonly WalkedAttribute[];
}

/** The kinds of resources that the target has. */
export function walkedKinds(t: CheckContext): readonly WalkedKind[] {
  return isPresent(t.capabilities.groups) ? ["User", "Group"] : ["User"];
}

/** What came of making resources with all attributes that are published as readWrite. */
export interface Carried {
  readonly carriers: readonly Carrier[];
  readonly refused: Parted["refused"];
}

/** Makes a resource with all attributes that are published as readWrite, or several where one is not taken with all of them. */
export async function makeCarriers(t: CheckContext, kind: WalkedKind): Promise<Carried> {
  const endpoint = `/${kind}s` as const;
  const walked = await walkedOf(t, kind);
  const { taken, refused } = await inParts(walked, (some) => {
    const whole = walked.filter((one) => some.includes(one) || isNeeded(one, some));
    return t.post(endpoint, withAttributes(bodyOf(t, kind), whole, inRound(0)));
  });
  // Where nobody can be made at all it is not for one of the attributes.
  if (refused.length > 0) await makePlain(t, kind);
  const carriers = [];
  for (const part of taken) {
    const id = idOf(part.reply.body);
    if (id === undefined) continue;
    const path = kind === "User" ? pathTo`/Users/${id}` : pathTo`/Groups/${id}`;
    carriers.push({ kind, path, walked: part.walked, ...(await readBack(t, path)) });
  }
  return { carriers, refused };
}

/** A resource without the walked attributes; throws `SetUpFailure` when it is not made. */
export function makePlain(t: CheckContext, kind: WalkedKind): Promise<Pick<Made<JsonObject>, "path">> {
  return kind === "User" ? t.make.user() : t.make.group();
}

/** An extension is only complete with the attributes of it that are required. */
function isNeeded({ place, definition }: WalkedAttribute, some: readonly WalkedAttribute[]): boolean {
  return definition.required && place.length > 1 && some.some((one) => one.place[0] === place[0]);
}

function bodyOf(t: CheckContext, kind: WalkedKind): JsonObject {
  return kind === "User" ? t.make.userBody() : t.make.groupBody();
}

/** True when an answer shows a value of the leaf; false may as well be left out. */
export function isShown(reply: Reply, { steps, values: [sent] }: Leaf): boolean {
  return sent === false || !isUnassigned(shownAt(reply, steps));
}

/** The value that an answer shows at a place. */
export function shownAt(reply: Reply, steps: readonly Step[]): Json | undefined {
  return verify(reply).at(...steps).value;
}

/** Attributes that were refused, and which rule each is held against where a check rests on several. */
export interface Refused extends Pick<Parted, "refused"> {
  readonly ruleOf?: ((attribute: WalkedAttribute) => RequirementId) | undefined;
}

/** Throws when the server failed on one of the attributes, whatever its value: a refusal may have reasons, that has none. */
export function verifyNoCrash({ refused, ruleOf }: Refused, published: readonly Reply[]): void {
  for (const { reply, walked } of refused) {
    const names = walked.map(({ path }) => path).join(", ");
    const sentence = `${describe(reply)} to ${names}, which /Schemas publishes as readWrite`;
    const rule = walked[0] === undefined ? undefined : ruleOf?.(walked[0]);
    verify(reply, rule === undefined ? {} : { rule }).that(!isCrash(reply), sentence, {
      expected: "a success, or a 4xx that says what is wrong",
      others: published,
    });
  }
}

function describe(reply: Reply): string {
  return `${describeRequest(reply)} answers ${describeOutcome(reply)}`;
}
