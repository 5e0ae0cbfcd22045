import {
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  isSuccess,
  shown,
  verify,
} from "../../src/kit/index.ts";
import type { Check, Json } from "../../src/kit/index.ts";
import { isCap } from "../../src/profile/seat-cap.ts";
import { zoominfo } from "../zoominfo/words/clause.ts";
import { askForSeat } from "./words/holders.ts";
import { MISLEADING, onRefusedCreate } from "./words/refused-create.ts";

const form = defineCheck({
  id: "seats.refusal.form",
  title: "A seat is refused with a 4xx that has no other meaning, and a SCIM error whose detail names the product",
  rule: zoominfo({
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
    const sentence = `${describeRequest(reply)} is refused with ${describeOutcome(reply)} because no seat is left`;
    verify(reply).that(isProper, sentence, { expected: `a 4xx status other than ${MISLEADING.join(", ")}` });
    verify(reply).error();
    // One cap on all users has no name that could be told.
    const named = isCap(t.profile.seats) ? "" : product;
    verify(reply)
      .at("detail")
      .holds(named === "" ? "a text" : `a text with ${shown(product)}`, (detail) => tells(detail, named));
  },
  defects: {
    "seat-refusal-as-500": onRefusedCreate(async () => errorResponse(500, "error")),
    "seat-refusal-as-conflict": onRefusedCreate(async () => errorResponse(409, "no seat left", "uniqueness")),
    "seat-refusal-as-text": onRefusedCreate(async () => new Response("No seat left", { status: 403 })),
    "seat-refusal-without-product": onRefusedCreate(async () => errorResponse(403, "License limit reached.")),
  },
});

function tells(detail: Json | undefined, name: string): boolean {
  return typeof detail === "string" && detail.trim() !== "" && detail.toLowerCase().includes(name.toLowerCase());
}

/** How a seat is refused. */
export const refusalChecks: readonly Check[] = [form];
