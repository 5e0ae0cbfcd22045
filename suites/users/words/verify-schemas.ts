import { isArray, sameText } from "../../../src/kit/index.ts";
import type { Verifier } from "../../../src/kit/index.ts";

/** Throws unless schemas of a resource names this URN. */
export function verifySchemas(answer: Verifier, urn: string): void {
  answer
    .at("schemas")
    .holds(`a list with ${urn}`, (urns) => isArray(urns) && urns.some((named) => sameText(named, urn)));
}
