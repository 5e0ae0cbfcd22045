import {
  describeOutcome,
  describeRequest,
  isObject,
  isSuccess,
  publishedAttribute,
  readBack,
  USER_URN,
} from "../../../src/kit/index.ts";
import type { CheckContext, JsonObject, Made, ReadBack, UserBody } from "../../../src/kit/index.ts";

/**
 * Reads a user and PUTs what was read, so that only what a check changes can be the reason when a later PUT is refused. Where the
 * target refuses that, `users.replace.read-only-ignored` is about it, and the user without what only the server writes is taken.
 * A skip when even that is refused: whether PUT works at all is the business of `users.replace.supported`.
 */
export async function putBack(t: CheckContext, user: Made<UserBody>): Promise<ReadBack> {
  const read = await readBack(t, user.path);
  const reply = await t.put(user.path, read.resource);
  if (isSuccess(reply)) return read;
  const resource = withoutReadOnly(t, read.resource);
  if (isSuccess(await t.put(user.path, resource))) return { ...read, resource };
  return t.skip(`${describeRequest(reply)} with the user as GET shows him answers ${describeOutcome(reply)}`);
}

/** A user without what only the server writes. */
export function withoutReadOnly(t: CheckContext, resource: JsonObject): JsonObject {
  const isKept = (name: string): boolean =>
    !SERVERS_OWN.includes(name.toLowerCase()) && publishedAttribute(t, [USER_URN, name])?.mutability !== "readOnly";
  const kept = Object.entries(resource).filter(([name, value]) => isKept(name) && !isEmpty(value));
  return Object.fromEntries(kept);
}

const SERVERS_OWN: readonly string[] = ["id", "meta", "groups"];

function isEmpty(value: JsonObject[string]): boolean {
  return value === null || (isObject(value) && Object.keys(value).length === 0);
}
