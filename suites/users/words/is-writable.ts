import { mayOffer, publishedAttribute, USER_URN } from "../../../src/kit/index.ts";
import type { CheckContext } from "../../../src/kit/index.ts";

/** True for what clients may set and change, sub-attributes by their names: no definition with another mutability is published. */
export function isWritable(t: CheckContext, ...names: readonly string[]): boolean {
  return names.every((_, index) => {
    const published = publishedAttribute(t, [USER_URN, ...names.slice(0, index + 1)]);
    return published === undefined || published.mutability === "readWrite";
  });
}

/** True for what a user may have and be without. */
export function isOptional(t: CheckContext, name: string): boolean {
  const isRequired = publishedAttribute(t, [USER_URN, name])?.required === true;
  return isWritable(t, name) && !isRequired && mayOffer(t, [USER_URN, name]);
}
