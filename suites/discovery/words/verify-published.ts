import { sameUrn, shown, verify } from "../../../src/kit/index.ts";
import type { Json, Published, RequirementId, Step } from "../../../src/kit/index.ts";
import { placeIn } from "../../../src/exchange/verify/place.ts";

/** What a member of a schema or resource type must be. */
export interface PublishedDemand {
  /** Which of the check's rules demands it, where the check rests on several. */
  readonly rule?: RequirementId;
  /** In words, or as JSON. */
  readonly expected: string;
  readonly isRight: (value: Json | undefined) => boolean;
}

/** What names and descriptions must be. */
export const FILLED_TEXT: PublishedDemand = {
  expected: "a text that is not empty",
  isRight: (value) => typeof value === "string" && value !== "",
};

/** One URN, in any letter case. */
export function oneUrn(urn: string): PublishedDemand {
  return { expected: shown(urn), isRight: (value) => typeof value === "string" && sameUrn(value, urn) };
}

/** Throws unless a member of a schema or resource type is as it must be; the sentence names the schema or type. */
export function verifyPublished(
  { reply, at, title }: Published,
  steps: readonly Step[],
  demand: PublishedDemand,
): void {
  const place = placeIn(reply, [...at, ...steps]);
  const member = steps.filter((step) => typeof step === "string").join(".");
  const other = place.isHidden ? `another ${member}` : `${member} ${shown(place.shown)}`;
  const found = place.value === undefined ? `no ${member}` : other;
  const options = demand.rule === undefined ? {} : { rule: demand.rule };
  verify(reply, options).that(demand.isRight(place.value), `${title} has ${found} instead of ${demand.expected}`, {
    expected: demand.expected,
    at: [...at, ...steps],
  });
}
