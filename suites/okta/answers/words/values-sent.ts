import { getIgnoreCase, isObject, isUnassigned } from "../../../../src/kit/index.ts";
import type { LiveExchange, Step } from "../../../../src/kit/index.ts";
import { endpointAsked, ownResourcesIn, stepsTo } from "../../../traffic/words/answers.ts";
import { sentAs } from "../../../traffic/words/sent.ts";
import { activeOfPatch } from "../../words/active-of-patch.ts";
import { profileOf } from "../../words/verify-user.ts";
import type { MappedProfile } from "../../words/verify-user.ts";
import { isAnswered, isSentByOkta, resourceAnswered } from "./oktas-own.ts";

/** True for a create or a PUT of a user by Okta that succeeded. */
export function isWriteOfUser(x: LiveExchange): boolean {
  const isWrite = isAnswered(x, { method: "POST", names: "all" }) || isAnswered(x, { method: "PUT", names: "one" });
  return isWrite && endpointAsked(x) === "/Users";
}

/** The `active` that Okta writes with a request; undefined where it writes none, or no boolean. */
export function activeSent(x: LiveExchange): boolean | undefined {
  if (endpointAsked(x) !== "/Users") return undefined;
  const { body } = x.request;
  const isPatch = isSentByOkta(x, { method: "PATCH", names: "one" });
  const isWhole = isWriteOfUser(x) && isObject(body);
  const active = isPatch ? activeOfPatch(body) : isWhole ? getIgnoreCase(body, "active") : undefined;
  return typeof active === "boolean" ? active : undefined;
}

/** Of the first name, last name and e-mail that a write sent, those of which its answer says something. */
export function profileSent(x: LiveExchange): Partial<MappedProfile> {
  const sent = profileOf(x.request.body);
  const shown = profileOf(resourceAnswered(x));
  const names = ["givenName", "familyName", "email"] as const;
  return Object.fromEntries(names.filter((name) => !isUnassigned(shown[name])).map((name) => [name, sent[name]]));
}

/** A userName in an answer to Okta, and how the run has written it. */
export interface ShownName {
  readonly steps: readonly Step[];
  readonly found: string;
  /** The names that were sent to this user and are the same but for letter case, the last one last. */
  readonly sent: readonly string[];
}

/** The names of the run's own users in an answer to Okta. */
export function userNamesShown(x: LiveExchange): readonly ShownName[] {
  if (x.sender !== "okta" || endpointAsked(x) !== "/Users") return [];
  return ownResourcesIn(x).flatMap((seen) => {
    const found = getIgnoreCase(seen.resource, "userName");
    if (typeof found !== "string") return [];
    const isSame = (name: unknown): name is string =>
      typeof name === "string" && name.toLowerCase() === found.toLowerCase();
    const sent = sentAs(x, seen.resource, "userName").filter(isSame);
    return sent.length === 0 ? [] : [{ steps: [...stepsTo(seen), "userName"], found, sent }];
  });
}
