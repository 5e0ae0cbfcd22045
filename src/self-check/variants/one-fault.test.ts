// Servers with one fault: it is told once, and everything else is judged as on the sound server.
import { expect, test, vi } from "vitest";
import { SUITES } from "../../../suites/index.ts";
import { configured } from "../../../fixtures/variants/words/published.ts";
import { errorResponse } from "../../kit/defects/answers.ts";
import { on } from "../../kit/defects/on.ts";
import { isObject } from "../../scim/json.ts";
import { defineVariant } from "../../kit/variant.ts";
import type { VariantDeclaration } from "../../kit/variant.ts";
import { createLeapingClock } from "../../run/clocks/leaping-clock.ts";
import { toOutcome } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { loadDocuments, runWhole } from "./run-whole.ts";

// Whole runs, beside other tests.
vi.setConfig({ testTimeout: 120_000 });

const DOCUMENTS = await loadDocuments();

async function play(declared: Partial<VariantDeclaration>): Promise<Outcome> {
  const { serve } = defineVariant({ name: "made-up", title: "is made up", allowedBy: ["RFC7644-3.3"], ...declared });
  const { generic, scenarios } = DOCUMENTS;
  const clock = createLeapingClock();
  return toOutcome(await runWhole(serve, { generic, suites: SUITES, scenarios, clock, isVerdictOnly: true }), 1);
}

const plain = await play({});

/** Verdicts other than those of the sound server: `fail users.delete.status`. */
function differencesOf({ findings, scenarios }: Outcome): readonly string[] {
  const told = [...findings.map(({ check, verdict }) => ({ id: check, verdict })), ...scenarios];
  const before = [...plain.findings.map(({ check, verdict }) => ({ id: check, verdict })), ...plain.scenarios];
  const known = new Map(before.map(({ id, verdict }) => [id, verdict]));
  return told.filter(({ id, verdict }) => known.get(id) !== verdict).map(({ id, verdict }) => `${verdict} ${id}`);
}

test("ids that are numbers are told once, and used as URLs have them", async () => {
  const numbered = await play({
    newIds: () => {
      let last = 1000;
      return () => String((last += 1));
    },
    wraps: [on({ path: /^\/(?:Users|Groups)/ }).resources((resource) => ({ ...resource, id: Number(resource["id"]) }))],
  });
  expect(differencesOf(numbered)).toEqual(["fail traffic.resource.id"]);
});

/** The same without skips: what follows from a feature that is not there. */
function complaintsOf(outcome: Outcome): readonly string[] {
  return differencesOf(outcome).filter((difference) => !difference.startsWith("skip "));
}

test("a server that replaces users only, and says so, is told once that Okta's catalogue apps send PATCH", async () => {
  const unsupported = { patch: { supported: false }, filter: { supported: false, maxResults: 200 } };
  const outcome = await play({
    wraps: [configured(unsupported), on("PATCH /Users/:id").answer(() => errorResponse(501, "There is no PATCH."))],
  });
  expect(complaintsOf(outcome)).toEqual(["fail okta.deactivate.patch", "fail deactivate"]);
  expect(outcome.failing).toEqual(["deactivate"]);
});

test("a DELETE that is answered 200 with an object is told for users and for groups, and nothing else", async () => {
  const json = { headers: { "content-type": "application/scim+json" } };
  const outcome = await play({
    wraps: [on("DELETE").response((response) => (response.ok ? new Response("{}", json) : response))],
  });
  expect(differencesOf(outcome)).toEqual(["fail users.delete.status", "fail groups.delete.gone"]);
});

/** The complaints of checks that rest on the RFCs. */
function ofRfcs(outcome: Outcome): readonly string[] {
  const own = new Set(outcome.findings.filter(({ isVendors }) => !isVendors).map(({ check }) => check));
  return complaintsOf(outcome).filter((complaint) => own.has(complaint.replace(/^\w+ /, "")));
}

test("a server that refuses every PATCH with 400 is told for users and for groups", async () => {
  const outcome = await play({ wraps: [on("PATCH").answer(() => errorResponse(400, "The request is not valid."))] });
  expect(ofRfcs(outcome)).toEqual(["warn users.patch.supported", "warn groups.patch.rename"]);
});

test("a server that refuses the body of a PUT that its GET shows is told once", async () => {
  const refuses = on("PUT /Users/:id", { body: (sent) => isObject(sent) && "meta" in sent }).answer(() =>
    errorResponse(400, "Attribute meta is readOnly.", "mutability"),
  );
  expect(ofRfcs(await play({ wraps: [refuses] }))).toEqual(["fail users.replace.read-only-ignored"]);
});
