import type { Exchange } from "../../../../../exchange/exchange.ts";
import { isObject } from "../../../../../scim/json.ts";
import { isScimError } from "../../odd-form.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

/** No refusal has the body of a SCIM error. */
export const errorsMalformed: Gate = defineGate({
  id: "errors-malformed",
  read: ({ exchanges }) => {
    const errors = exchanges.filter(isError);
    const malformed = errors.filter((one) => !isScimError(one.response?.body));
    return { isSo: malformed.length > 2 && malformed.length === errors.length, form: formOf(malformed) };
  },
  explains: ({ finding, deciding }, { isSo, form }) => {
    const { mismatch } = finding;
    if (!isSo || mismatch === null || !isError(deciding)) return undefined;
    const isAboutBody = mismatch.at !== null || /JSON|Content-Type|SCIM error|scimType|detail/i.test(finding.reason);
    // A status that is wrong is a fault of its own, and headers other than the type are.
    if (!isAboutBody || mismatch.actual.startsWith("status ")) return undefined;
    return {
      which: "",
      title: `Errors are answered ${form}, never as a SCIM error`,
      advice: `Answer every 4xx and 5xx with application/scim+json and the members schemas (${ERROR}), status as a text, detail, and scimType where table 9 has one (RFC 7644 section 3.12), those that come from the framework or a proxy too.`,
    };
  },
});

/** An answer of a HEAD, or without a body, tells nothing. */
function isError({ request, response }: Exchange): boolean {
  return response !== null && response.status >= 400 && request.method !== "HEAD";
}

function formOf(malformed: readonly Exchange[]): string {
  const types = malformed.map(({ response }) => response?.headers["content-type"] ?? "");
  if (types.length > 0 && types.every((type) => /html/i.test(type))) return "as HTML";
  if (malformed.every(({ response }) => isObject(response?.body))) return "as a JSON object of the server's own";
  return "without a SCIM body";
}
