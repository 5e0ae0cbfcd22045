import type { Reply } from "../../exchange/reply.ts";
import { toListBody } from "../../exchange/list-body.ts";
import { idOf } from "../../exchange/resource-id.ts";
import { isObject } from "../../scim/json.ts";

/**
 * True for the answer to a filter that gives others than these and is not the whole. The filters of checks name what only a
 * few resources of their own have, so this is (nearly) everybody, and whether the check's own are on this very page is a
 * matter of who else is there.
 */
export function findsCrowd(reply: Reply, own: readonly string[]): boolean {
  const { resources, totalResults } = toListBody(isObject(reply.body) ? reply.body : {});
  const isCut = typeof totalResults === "number" && totalResults > resources.length;
  return isCut && resources.some((resource) => !own.includes(idOf(resource) ?? ""));
}
