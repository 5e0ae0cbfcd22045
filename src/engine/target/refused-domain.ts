import { getIgnoreCase, isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import type { Exchange } from "../../exchange/exchange.ts";

/** What a refusal says that is about domains, or about addresses and names that end with one. */
const ABOUT_DOMAINS = /domain|\bverif/i;
const ABOUT_ADDRESSES = /@|\be-?mail|user ?name/i;
/** Of an address or a name these are other complaints. */
const ABOUT_PRESENCE = /required|missing|empty|already|exist|taken|unique|in use/i;

/**
 * The note for a target that refused every user with an answer about addresses: such a target may take those of its own
 * domains only. None where a user was made, or where nothing of the kind is said.
 */
export function tellRefusedDomain(exchanges: readonly Exchange[], domain: string): readonly string[] {
  const creates = exchanges.filter(isCreate);
  if (creates.some(({ response }) => response !== null && response.status < 400)) return [];
  const said = creates.map(refusalOf).find((text) => text !== undefined && isAboutDomains(text));
  if (said === undefined) return [];
  return [
    `No user could be made: POST /Users is refused with ${JSON.stringify(said.slice(0, 200))}. ` +
      `If the target takes only addresses of its own domains, name one with --domain; now they end with @${domain}.`,
  ];
}

function isAboutDomains(text: string): boolean {
  return ABOUT_DOMAINS.test(text) || (ABOUT_ADDRESSES.test(text) && !ABOUT_PRESENCE.test(text));
}

function isCreate({ request, cause }: Exchange): boolean {
  return cause.kind !== "proof" && request.method === "POST" && /\/Users\/?$/i.test(pathOf(request.url));
}

function pathOf(url: string): string {
  return url.split(/[?#]/, 1).join("");
}

/** What a refusal of the body says: its detail, else all of it. Credentials, limits and crashes are other matters. */
function refusalOf({ response }: Exchange): string | undefined {
  if (response === null || ![400, 403, 409, 422].includes(response.status)) return undefined;
  const detail: Json | undefined = isObject(response.body) ? getIgnoreCase(response.body, "detail") : undefined;
  return typeof detail === "string" ? detail : JSON.stringify(response.body ?? "");
}
