import { counted, describeRequest, isObject, toListBody, verify } from "../../../src/kit/index.ts";
import type { Reply, RequirementId } from "../../../src/kit/index.ts";

/** How many resources an answer may show. */
export interface PageSize {
  /** 0 when left out. */
  readonly least?: number;
  readonly most: number;
  /** Completes the sentence: `... although no name has such a part`. */
  readonly although?: string;
  /** Other answers that say how many there must be: they are cited too. */
  readonly others?: readonly Reply[];
  /** The rule, where a check rests on several. */
  readonly rule?: RequirementId;
}

/** Throws unless an answer shows so many resources, whatever totalResults says. What is no list shows none. */
export function verifyPageSize(reply: Reply, { least = 0, most, others = [], ...options }: PageSize): void {
  const { length } = toListBody(isObject(reply.body) ? reply.body : {}).resources;
  const expected = most === 0 ? "no resource" : `${least === most ? "" : "at most "}${counted(most, "resource")}`;
  verify(reply, options).that(
    length >= least && length <= most,
    `${describeRequest(reply)} shows ${counted(length, "resource")} instead of ${expected}`,
    { expected, at: ["Resources"], others },
  );
}
