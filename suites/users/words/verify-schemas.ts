import { isArray, sameText, verify } from "../../../src/kit/index.ts";
import type { Reply } from "../../../src/kit/index.ts";

/** Throws unless schemas of a resource names this URN. `although` says why it must. */
export function verifySchemas(reply: Reply, urn: string, although: string): void {
  verify(reply, { although })
    .at("schemas")
    .holds(`a list with ${urn}`, (urns) => isArray(urns) && urns.some((named) => sameText(named, urn)));
}
