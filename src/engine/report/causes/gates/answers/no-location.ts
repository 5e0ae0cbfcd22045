import { getIgnoreCase, isObject } from "../../../../../scim/json.ts";
import { isAccepted } from "../../traffic/exchange-words.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** No answer says where a resource is, neither in a header nor in its meta. */
export const noLocation: Gate = defineGate({
  id: "no-location",
  read: ({ exchanges }) => {
    const resources = exchanges.filter(
      (one) =>
        isAccepted(one) &&
        /\/(?:Users|Groups)\b/i.test(one.request.url) &&
        isObject(one.response?.body) &&
        getIgnoreCase(one.response.body, "id") !== undefined,
    );
    const located = resources.filter(({ response }) => {
      const meta = isObject(response?.body) ? getIgnoreCase(response.body, "meta") : undefined;
      return (
        response?.headers["location"] !== undefined || (isObject(meta) && getIgnoreCase(meta, "location") !== undefined)
      );
    });
    const made = exchanges.filter((one) => one.request.method === "POST" && one.response?.status === 201);
    return made.length > 1 && located.length === 0;
  },
  explains: ({ finding: { mismatch } }, isSo) => {
    if (!isSo || mismatch === null) return undefined;
    const isMeant =
      mismatch.at === null
        ? /^(?:Content-)?Location: /.test(mismatch.expected[0] ?? "")
        : /\/meta\/location$/i.test(mismatch.at);
    if (!isMeant) return undefined;
    return {
      which: "",
      title: "No answer says where a resource is: neither the header Location nor meta.location",
      advice:
        "Make the URI of a resource once, put it into meta.location of every representation (RFC 7643 section 3.1), and answer a create with it in the header Location too (RFC 7644 section 3.3).",
    };
  },
});
