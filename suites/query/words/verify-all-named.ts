import { describeRequest, findsCrowd, isObject } from "../../../src/kit/index.ts";
import type { Verifier } from "../../../src/kit/index.ts";

/** Throws when an answer shows a resource of another name. Letter case does not matter. */
export function verifyAllNamed(answer: Verifier, attribute: "userName" | "displayName", name: string): void {
  for (const resource of answer.at("Resources").items()) {
    if (isObject(resource.value)) resource.at(attribute).isLike(name);
  }
}

/** Throws when a filter that only the resources with these ids match brings others, more than one answer holds. */
export function verifyNoCrowd(answer: Verifier, ids: readonly string[]): void {
  const { reply } = answer;
  answer.that(!findsCrowd(reply, ids), `${describeRequest(reply)} finds more resources than one answer holds`, {
    expected: "only what matches the filter",
    at: ["Resources"],
  });
}
