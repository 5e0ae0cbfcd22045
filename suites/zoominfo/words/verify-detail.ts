import { shown, verify } from "../../../src/kit/index.ts";
import type { Reply } from "../../../src/kit/index.ts";

/** Throws unless the answer is a SCIM error whose detail contains the name of what is wrong, in whatever letter case. */
export function verifyDetailNames(reply: Reply, name: string): void {
  verify(reply).error();
  verify(reply)
    .at("detail")
    .holds(`a text with ${shown(name)}`, (detail) => typeof detail === "string" && isWithin(name, detail));
}

function isWithin(name: string, text: string): boolean {
  return text.toLowerCase().includes(name.toLowerCase());
}
