import { defineCheck } from "../../src/engine/check.ts";
import type { Check } from "../../src/engine/check.ts";
import type { CheckContext } from "../../src/engine/check-context.ts";
import { describeOutcome } from "../../src/engine/reply.ts";
import type { Reply } from "../../src/engine/reply.ts";
import { errorResponse } from "../../src/engine/tamper.ts";
import { isSuccess, shown, verifyErrorBody, verifyThat } from "../../src/engine/verify.ts";
import { zoominfo } from "../zoominfo/clause.ts";
import { askForSeat } from "./holders.ts";
import { onRefusedCreate } from "./refused-create.ts";

/** Statuses that tell Okta something else than that the request cannot be fulfilled. */
const MISLEADING: readonly number[] = [401, 404, 408, 409, 429];

const form = defineCheck({
  id: "seats.refusal.form",
  title: "A seat is refused with a 4xx that says nothing else, and a SCIM error body",
  clause: zoominfo({
    id: "ZOOMINFO-seats-05",
    standing: "inferred",
    requirement:
      "Guide: the admin is told of the failure in Okta. So the refusal is an error that Okta neither repeats nor takes for a login, lookup or duplicate problem.",
  }),
  needs: ["seats"],
  advice:
    "Answer 403 or 400 with a SCIM error body; 401, 404, 408, 409, 429 and 5xx each make Okta draw a wrong conclusion.",
  exclusive: true,
  run: async (t) => {
    const reply = await refusedCreate(t);
    const isProper = reply.status >= 400 && reply.status < 500 && !MISLEADING.includes(reply.status);
    verifyThat(isProper, reply, {
      reason: `a seat is refused with ${describeOutcome(reply)}`,
      expected: `a 4xx status other than ${MISLEADING.join(", ")}`,
      actual: `status ${describeOutcome(reply)}`,
    });
    verifyErrorBody(reply);
  },
  defects: [
    {
      name: "seat-refusal-as-500",
      breaks: "ZOOMINFO-seats-05",
      wrap: onRefusedCreate(async () => errorResponse(500, "error")),
    },
    {
      name: "seat-refusal-as-conflict",
      breaks: "ZOOMINFO-seats-05",
      wrap: onRefusedCreate(async () => errorResponse(409, "no seat left", "uniqueness")),
    },
    {
      name: "seat-refusal-as-text",
      breaks: "ZOOMINFO-seats-05",
      wrap: onRefusedCreate(async () => new Response("No seat left", { status: 403 })),
    },
  ],
});

const detail = defineCheck({
  id: "seats.refusal.detail",
  title: "The detail of a refused seat names the product",
  clause: zoominfo({
    id: "ZOOMINFO-seats-06",
    standing: "inferred",
    requirement:
      "Guide: the admin has to buy seats of the product that ran out, so the refusal has to say which one it is.",
  }),
  needs: ["seats"],
  advice:
    "Name the product in `detail`, how many of its seats are in use and what to do; Okta shows the sentence as it is.",
  exclusive: true,
  run: async (t) => {
    const { product } = t.seats.scarcest();
    const reply = await refusedCreate(t);
    const found = verifyErrorBody(reply)["detail"];
    verifyThat(typeof found === "string" && found.toLowerCase().includes(product.toLowerCase()), reply, {
      reason: `the detail of the refusal does not name the product ${product}`,
      expected: `a text with "${product}"`,
      actual: shown(found),
      at: "/detail",
    });
  },
  defects: [
    {
      name: "seat-refusal-without-product",
      breaks: "ZOOMINFO-seats-06",
      wrap: onRefusedCreate(async () => errorResponse(403, "License limit reached.")),
    },
    {
      name: "seat-refusal-without-detail",
      breaks: "ZOOMINFO-seats-06",
      wrap: onRefusedCreate(async () => errorResponse(403, "")),
    },
  ],
});

/** Uses all seats up and asks for one more; skips where it is given, which another check judges. */
async function refusedCreate(t: CheckContext): Promise<Reply> {
  const { product } = t.seats.scarcest();
  await t.seats.fill(product);
  const reply = await askForSeat(t, product);
  return isSuccess(reply) ? t.skip("the target gives more seats than were stated") : reply;
}

/** How a seat is refused. */
export const refusalChecks: readonly Check[] = [form, detail];
