import { defineCheck, defineSuite, errorResponse, on, verify } from "../../src/kit/index.ts";
import type { Suite, VendorClause } from "../../src/kit/index.ts";
import { joinUser, lookUp } from "./wire/acme-requests.ts";

function acmeRule(id: string, requirement: string): VendorClause {
  const url = "https://acme.example/scim";
  return { kind: "vendor", source: "Acme", id, requirement, url, seen: "2026-11-24", standing: "documented" };
}

const joins = defineCheck({
  id: "acme.join.answer",
  title: "Acme's create is answered with 201",
  rule: acmeRule("ACME-join-01", "A person who joins is made at once."),
  features: ["join"],
  advice: "Answer the create with 201.",
  run: async (t) => {
    verify(await t.as("acme").send(joinUser(t.make.userBody()))).status(201);
  },
  defects: {
    "acme-is-not-let-in": (next) => async (request) =>
      request.headers.get("user-agent") === "Acme/1" && request.method === "POST"
        ? errorResponse(403, "no Acme here")
        : next(request),
  },
});

const looksUp = defineCheck({
  id: "acme.look.name",
  title: "Acme finds the person by the id",
  rule: acmeRule("ACME-look-01", "The id leads to the person."),
  features: ["look"],
  advice: "Show the user under its id.",
  run: async (t) => {
    const user = await t.make.user();
    verify(await t.as("acme").send(lookUp(user.id)))
      .status(200)
      .at("userName")
      .is(user.sent.userName);
  },
  defects: {
    "acme-sees-another-name": on("GET /Users/:id").body((user) => ({ ...user, userName: "somebody" })),
  },
});

/** What Acme needs of a target. */
export const acmeSuite: Suite = defineSuite({
  id: "acme",
  title: "What Acme's client needs",
  checks: [joins, looksUp],
  trafficRules: [],
});
