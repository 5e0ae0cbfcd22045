import { expect, test } from "vitest";
import { VARIANTS } from "../../../fixtures/variants/index.ts";
import { SUITES } from "../../../suites/index.ts";
import { errorResponse } from "../../kit/defects/answers.ts";
import { on } from "../../kit/defects/on.ts";
import type { Wrap } from "../../kit/defects/on.ts";
import { defineVariant } from "../../kit/variant.ts";
import type { SoundVariant } from "../../kit/variant.ts";
import { createLeapingClock } from "../../run/clocks/leaping-clock.ts";
import { judgeVariant } from "./judge-variant.ts";
import { toOutcome } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { proveVariants } from "./prove-variants.ts";
import { loadDocuments, runWhole } from "./run-whole.ts";

const DOCUMENTS = await loadDocuments();

async function play({ serve }: Pick<SoundVariant, "serve">): Promise<Outcome> {
  const { generic, scenarios } = DOCUMENTS;
  const clock = createLeapingClock();
  return toOutcome(await runWhole(serve, { generic, suites: SUITES, scenarios, clock, isVerdictOnly: true }), 1);
}

const plain = await play({ serve: (start) => start() });

async function complaintsAbout(...wraps: readonly Wrap[]): Promise<string> {
  const variant = defineVariant({ name: "made-up", title: "is made up", allowedBy: ["RFC7644-3.3"], wraps });
  return judgeVariant(variant, await play(variant), { plain, isWhole: true }).join("\n");
}

test("a variant that no RFC allows is found out by the check that fails", async () => {
  const wrong = on("DELETE /Users/:id").response((answer) => (answer.ok ? Response.json({}) : answer));
  expect(await complaintsAbout(wrong)).toContain("users.delete.status (fail): DELETE /Users/");
});

test("a variant on which checks skip that it does not name is found out", async () => {
  const noSearch = on({ query: (query) => query.has("filter") }).answer(() => errorResponse(501, "No filters."));
  expect(await complaintsAbout(noSearch)).toContain("query.filter.no-wildcards (skip): ");
});

test("a variant on which a scenario fails is found out", async () => {
  const noGroups = on("POST /Groups").answer(() => errorResponse(403, "Groups are made in the console."));
  const complaints = await complaintsAbout(noGroups);
  expect(complaints).toContain("group-push (fail): ");
  expect(complaints).toContain("group-push (feature): it fails in the summary");
});

test("a variant that cannot be played, and one whose plain server cannot, are failed proofs of one sentence", async () => {
  const variants = VARIANTS.slice(0, 1);
  const refusing = { size: 1, run: () => Promise.reject(new Error("a worker thread ended with exit code 1")) };
  const [proof] = await proveVariants(refusing, { variants });
  expect(proof?.alarms).toEqual(["it could not be played: a worker thread ended with exit code 1"]);
});
