import { defineCheck, errorResponse, isObject, on, verify } from "../../../src/kit/index.ts";
import type { Check, Json } from "../../../src/kit/index.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { PLACEHOLDER_PASSWORD } from "../words/okta-user.ts";

const placeholderPassword = defineCheck({
  id: "okta.create.placeholder-password",
  title: "The placeholder password in Okta's create is accepted",
  rule: okta({
    id: "OKTA-create-06",
    standing: "documented",
    url: "https://support.okta.com/help/s/article/password-sent-during-user-creation-to-custom-scim-integration-even-with-password-sync-disabled",
    requirement:
      "Okta sends a random password of 8 characters with each create, even where passwords are not synchronised.",
  }),
  features: ["create"],
  advice:
    "Accept and ignore the password of a create, or hold it against no rules of your own: it is a random placeholder.",
  run: async (t) => {
    const plain = await t.make.user({ overrides: { password: undefined } });
    const reply = await t.post("/Users", { ...t.make.userBody(), password: PLACEHOLDER_PASSWORD });
    verify(reply, { although: "a create without a password is accepted", others: [plain.reply] }).succeeds();
  },
  defects: {
    "placeholder-password-refused": on("POST /Users", { body: hasWeakPassword }).answer(() =>
      errorResponse(400, "Password must contain a symbol", "invalidValue"),
    ),
  },
});

const emptyGroups = defineCheck({
  id: "okta.create.empty-groups",
  title: "The empty groups in Okta's create is ignored",
  rule: okta({
    id: "OKTA-create-07",
    standing: "documented",
    url: REFERENCE,
    requirement: "Okta sends groups: [] with every create although the attribute is readOnly.",
  }),
  features: ["create"],
  advice: "Ignore readOnly attributes in the body of a POST instead of refusing the request (RFC 7644 section 3.3).",
  run: async (t) => {
    const plain = await t.make.user();
    const reply = await t.post("/Users", { ...t.make.userBody(), groups: [] });
    verify(reply, { although: "a create without groups is accepted", others: [plain.reply] }).succeeds();
  },
  defects: {
    "groups-of-a-create-refused": on("POST /Users", { body: hasGroups }).answer(() =>
      errorResponse(400, "groups is readOnly", "mutability"),
    ),
    "groups-of-a-create-crash": on("POST /Users", { body: hasGroups }).answer(() => errorResponse(500, "null")),
  },
});

/** A password without a symbol, as a rule for people's own passwords might refuse it. */
function hasWeakPassword(body: Json): boolean {
  const password = isObject(body) ? body["password"] : undefined;
  return typeof password === "string" && /^[0-9A-Za-z]*$/.test(password);
}

function hasGroups(body: Json): boolean {
  return isObject(body) && body["groups"] !== undefined;
}

/** What Okta needs of the way in which the odd members of its create are taken. */
export const createBodyChecks: readonly Check[] = [placeholderPassword, emptyGroups];
