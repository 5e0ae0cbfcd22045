import { isArray, isObject, isUnassigned, jsonEqual, shown, valueAt, verify } from "../../../../src/kit/index.ts";
import type {
  CheckContext,
  Json,
  JsonObject,
  OwnUser,
  ReadBack,
  Reply,
  RequirementId,
} from "../../../../src/kit/index.ts";

/** GET of the user, again for a while when it gives no JSON object: a value is not gone because a reading failed. */
export function readPatched(t: CheckContext, user: OwnUser): Promise<Reply> {
  return t.settle(
    () => t.get(user.path),
    ({ body }) => isObject(body),
  );
}

/** Throws unless GET shows the value at the path, texts whatever their letter case; undefined stands for no value. */
export async function verifyShows(t: CheckContext, user: OwnUser, { path, value }: ExpectedValue): Promise<void> {
  await t.eventually(
    () => readPatched(t, user),
    (reply) => verifyAt(reply, { path, value }),
  );
}

/** Throws unless GET shows the value at the path, at once and still after the settling time: what a PATCH must not change. */
export async function verifyStays(t: CheckContext, user: OwnUser, expected: ExpectedValue): Promise<void> {
  await t.stays(
    () => readPatched(t, user),
    (reply) => verifyAt(reply, expected),
  );
}

function verifyAt(reply: Reply, { path, value, seen, rule }: ExpectedValue): void {
  const place = verify(reply, { ...(rule !== undefined && { rule }), others: seen === undefined ? [] : [seen] }).at(
    ...path.split("."),
  );
  if (value === undefined) place.isUnassigned();
  else if (path === "id") place.names(String(value));
  else if (typeof value === "string") place.isLike(value);
  else place.is(value);
}

/** What GET must show at a path. */
export interface ExpectedValue {
  readonly path: string;
  readonly value: Json | undefined;
  /** An earlier reading that the value is taken from. */
  readonly seen?: Reply;
  /** For a check that rests on several rules. */
  readonly rule?: RequirementId;
}

/** Throws when an attribute that was sent, and that the operations do not name, has another value than before. */
export async function verifyOthersKept(t: CheckContext, user: OwnUser, options: KeptOptions): Promise<void> {
  const { before, changed } = options;
  const although = changed.length === 0 ? "the PATCH was refused" : `the PATCH names only ${changed.join(", ")}`;
  const sent = partsOf(user.sent);
  const kept = partsOf(before.resource).filter((part) => isKept(part, sent, changed));
  // What a refused PATCH changes may show later.
  const wait = changed.length === 0 ? t.stays : t.eventually;
  await wait(
    () => readPatched(t, user),
    (reply) => {
      for (const { steps, value } of kept) {
        const place = verify(reply, { although, others: [before.reply] }).at(...steps);
        place.holds(shown(value), (found) =>
          steps.length > 1 ? jsonEqual(found, value) : jsonEqual(withoutOrder(found), withoutOrder(value)),
        );
      }
    },
  );
}

/** The user before the PATCH, and the attributes that it changes: none when it was refused. */
export interface KeptOptions {
  readonly before: ReadBack;
  readonly changed: readonly string[];
}

/** A value of a user, and the one or two names that lead to it. */
interface Part {
  readonly steps: readonly string[];
  readonly path: string;
  readonly value: Json | undefined;
}

/** The values that a user has, without what the server adds or derives. */
function partsOf(user: JsonObject): readonly Part[] {
  const parts = Object.entries(user).flatMap(([name, whole]): readonly Part[] => {
    if (DERIVED.includes(name) || !isObject(whole)) return [{ steps: [name], path: name, value: whole }];
    return Object.entries(whole).map(([sub, value]) => ({ steps: [name, sub], path: `${name}.${sub}`, value }));
  });
  return parts.filter(({ path, value }) => !DERIVED.includes(path) && !isUnassigned(value));
}

const DERIVED: readonly string[] = ["id", "meta", "schemas", "groups", "displayName", "name.formatted"];

function isKept({ path }: Part, sent: readonly Part[], changed: readonly string[]): boolean {
  const isNamed = changed.some((name) => path === name || path.startsWith(`${name}.`));
  return !isNamed && sent.some((part) => part.path === path);
}

/** A list as what tells its items apart, in an order of our own; anything else as it is. */
function withoutOrder(value: Json | undefined): Json | undefined {
  if (!isArray(value)) return value;
  return value
    .map((item) => JSON.stringify(valueAt(item, "value") ?? valueAt(item, "streetAddress") ?? item))
    .toSorted();
}
