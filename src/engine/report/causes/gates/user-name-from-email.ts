import type { Exchange } from "../../../../exchange/exchange.ts";
import { getIgnoreCase, isArray, isObject } from "../../../../scim/json.ts";
import type { Json } from "../../../../scim/json.ts";
import { isAccepted, parameterOf, requestPathOf } from "../traffic/exchange-words.ts";
import { defineGate } from "./gate.ts";
import type { Gate } from "./gate.ts";

/** What a client sends as userName is dropped, and the e-mail put in its place. */
export const userNameFromEmail: Gate = defineGate({
  id: "user-name-from-email",
  alone: true,
  read: ({ exchanges }) => {
    const shown = exchanges.filter(isTelling).map(({ request, response }) => ({
      sent: namesIn(request.body),
      name: namesIn(response?.body).userName,
    }));
    const replaced = shown.filter(({ sent, name }) => name === sent.email);
    return replaced.length > 1 && replaced.length === shown.length;
  },
  explains: ({ finding, deciding, root }, isSo) => {
    const { mismatch } = finding;
    if (!isSo || mismatch === null || !/\/Users\b/i.test(deciding.request.url)) return undefined;
    const isAboutName =
      /\/userName$/i.test(mismatch.at ?? "") ||
      /userName/.test(parameterOf(deciding, "filter") ?? "") ||
      [root, deciding].some(
        ({ request }) =>
          /\b409\b/.test(mismatch.expected.join(" ")) || (/userName/.test(finding.reason) && request.method !== "GET"),
      );
    if (!isAboutName) return undefined;
    return {
      which: "",
      title: "userName is taken from the e-mail: what the client sends as userName is not kept",
      advice:
        "Store userName as the client sends it, apart from emails (RFC 7643 section 4.1.1): the two may differ, and either may change alone. Where it cannot be stored, refuse it.",
    };
  },
});

/** Writes of whole users whose userName and e-mail differ, and are answered with the user. */
function isTelling(exchange: Exchange): boolean {
  const { request, response } = exchange;
  if (
    !["POST", "PUT"].includes(request.method) ||
    !isAccepted(exchange) ||
    !/\/Users(?:\/[^/]+)?$/i.test(requestPathOf(exchange))
  )
    return false;
  const { userName, email } = namesIn(request.body);
  return (
    userName !== undefined &&
    email !== undefined &&
    userName !== email &&
    namesIn(response?.body).userName !== undefined
  );
}

/** The userName and the first e-mail address of a user, in lower case. */
export function namesIn(user: Json | undefined): {
  readonly userName: string | undefined;
  readonly email: string | undefined;
} {
  if (!isObject(user)) return { userName: undefined, email: undefined };
  const emails = getIgnoreCase(user, "emails");
  const [first] = isArray(emails) ? emails : [];
  return {
    userName: lower(getIgnoreCase(user, "userName")),
    email: isObject(first) ? lower(getIgnoreCase(first, "value")) : undefined,
  };
}

function lower(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value.toLowerCase() : undefined;
}
