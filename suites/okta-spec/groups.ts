import { defineCheck, errorResponse, isArray, on, verify } from "../../src/kit/index.ts";
import type { Check, Match } from "../../src/kit/index.ts";
import { specRule } from "./words/spec-rule.ts";
import { specGet } from "./words/spec-requests.ts";
import { specAnswer } from "./words/spec-answer.ts";

/** What the test allows an answer to take. */
const ALLOWED_MS = 600;

const ALL: Match = { method: "GET", path: /^\/Groups$/, query: (query) => query.size === 0 };

const list = defineCheck({
  id: "okta-spec.groups.list",
  title: "Step 10: groups are listed without a page",
  rule: specRule(
    10,
    "GET /Groups gives 200 and JSON within 600 ms; where there are groups, Resources is an array. The step is optional.",
    {
      isOptional: true,
    },
  ),
  needs: ["groups"],
  advice: "Answer GET /Groups without startIndex and count with 200 and a ListResponse.",
  run: async (t) => {
    await t.make.group();
    const reply = await t.settle(
      () => specGet(t, "/Groups"),
      ({ status }) => status === 200,
    );
    specAnswer(reply).status(200);
    verify(reply).object();
    verify(reply).at("Resources").holds("an array", isArray);
    const { durationMs } = reply.exchange;
    // How long it takes hangs on where it is asked from, so that it is no verdict here.
    if (durationMs >= ALLOWED_MS)
      t.note(reply, `GET /Groups took ${Math.round(durationMs)} ms, and the test allows ${ALLOWED_MS}`);
  },
  defects: {
    "groups-without-page-are-refused": on(ALL).response(() => errorResponse(400, "ask for a page", "tooMany")),
    "groups-without-page-are-none-of-json": on(ALL).response(() => new Response("<p>groups</p>", { status: 200 })),
  },
});

/** What the test asks of groups. */
export const specGroupChecks: readonly Check[] = [list];
