import { isObject, verify } from "../../../src/kit/index.ts";
import type { Reply } from "../../../src/kit/index.ts";

/** Throws when an answer shows a resource of another name. Letter case does not matter. */
export function verifyAllNamed(reply: Reply, attribute: "userName" | "displayName", name: string): void {
  for (const resource of verify(reply).at("Resources").items()) {
    if (isObject(resource.value)) resource.at(attribute).isLike(name);
  }
}
