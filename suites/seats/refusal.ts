import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { describeOutcome } from "../../src/exchange/reply.ts";
import { errorResponse } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyErrorBody, verifyThat } from "../../src/exchange/verify.ts";
import { zoominfo } from "../zoominfo/words/clause.ts";
import { askForSeat } from "./words/holders.ts";
import { onRefusedCreate } from "./words/refused-create.ts";

/** Statuses that tell Okta something else than that the request cannot be fulfilled. */
const MISLEADING: readonly number[] = [401, 404, 408, 409, 429];

const form = defineCheck({
  id: "seats.refusal.form",
  title: "A seat is refused with a 4xx that says nothing else, and a SCIM error whose detail names the product",
  clause: zoominfo({
    id: "ZOOMINFO-seats-03",
    standing: "inferred",
    requirement:
      "Guide: the admin is told of the failure in Okta and buys seats, so the refusal is neither repeated nor misread and says which product ran out.",
  }),
  needs: ["seats"],
  advice:
    "Answer 403 or 400 with a SCIM error whose detail names product, seats in use and what to do; 401, 404, 408, 409, 429 and 5xx mislead Okta.",
  exclusive: true,
  run: async (t) => {
    const { product } = t.seats.scarcest();
    await t.seats.fill(product);
    const reply = await askForSeat(t, product);
    if (isSuccess(reply)) t.skip("the target gives more seats than were stated");
    const isProper = reply.status >= 400 && reply.status < 500 && !MISLEADING.includes(reply.status);
    verifyThat(isProper, reply, {
      reason: `a seat is refused with ${describeOutcome(reply)}`,
      expected: `a 4xx status other than ${MISLEADING.join(", ")}`,
      actual: `status ${describeOutcome(reply)}`,
    });
    const detail = verifyErrorBody(reply)["detail"];
    verifyThat(typeof detail === "string" && detail.toLowerCase().includes(product.toLowerCase()), reply, {
      reason: `the detail of the refusal does not name the product ${product}`,
      expected: `a text with "${product}"`,
      actual: shown(detail),
      at: "/detail",
    });
  },
  defects: [
    {
      name: "seat-refusal-as-500",
      breaks: "ZOOMINFO-seats-03",
      wrap: onRefusedCreate(async () => errorResponse(500, "error")),
    },
    {
      name: "seat-refusal-as-conflict",
      breaks: "ZOOMINFO-seats-03",
      wrap: onRefusedCreate(async () => errorResponse(409, "no seat left", "uniqueness")),
    },
    {
      name: "seat-refusal-as-text",
      breaks: "ZOOMINFO-seats-03",
      wrap: onRefusedCreate(async () => new Response("No seat left", { status: 403 })),
    },
    {
      name: "seat-refusal-without-product",
      breaks: "ZOOMINFO-seats-03",
      wrap: onRefusedCreate(async () => errorResponse(403, "License limit reached.")),
    },
  ],
});

/** How a seat is refused. */
export const refusalChecks: readonly Check[] = [form];
