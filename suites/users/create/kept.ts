import { defineCheck, ENTERPRISE_USER_URN, isObject, on, without } from "../../../src/kit/index.ts";
import type { Check, JsonObject } from "../../../src/kit/index.ts";
import { verifyAllKept } from "../../schemas/words/verify-kept.ts";

const CREATE = "POST /Users";

const kept = defineCheck({
  id: "users.create.kept",
  title: "Attributes that /Schemas offers for writing are stored",
  rule: "RFC7644-3.1-07",
  advice:
    "Store every attribute that /Schemas publishes as readWrite, those of extensions too, or take it out of /Schemas.",
  run: (t) => verifyAllKept(t, "User"),
  defects: {
    "published-attribute-is-not-stored": on(CREATE).sent((body) => without(body, "timezone")),
    "published-text-is-stored-as-another": on(CREATE).sent((body) =>
      "nickName" in body ? { ...body, nickName: body["userName"] } : body,
    ),
    "published-addresses-are-not-stored": on(CREATE).sent((body) => without(body, "addresses", "phoneNumbers")),
    "published-part-is-not-stored": on(CREATE).sent((body) => withoutPart(body, "name", "middleName")),
    "published-attribute-of-an-extension-is-not-stored": on(CREATE).sent((body) =>
      withoutPart(body, ENTERPRISE_USER_URN, "costCenter"),
    ),
  },
});

/** What POST /Users must store. */
export const createKeptChecks: readonly Check[] = [kept];

function withoutPart(body: JsonObject, name: string, part: string): JsonObject {
  const whole = body[name];
  return isObject(whole) ? { ...body, [name]: without(whole, part) } : body;
}
