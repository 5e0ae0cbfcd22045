import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import { describeOutcome } from "../../src/exchange/reply.ts";
import { errorResponse, readJson, tamperResponse, withBody } from "../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyErrorBody, verifyThat } from "../../src/exchange/verify.ts";
import { isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { verifyNobody } from "../seats/words/verify-nobody.ts";
import { zoominfo } from "./words/clause.ts";
import { onZi, templateProducts, ziBody } from "./words/zi-attributes.ts";

const CREATE = { method: "POST", path: /^\/Users$/ } as const;

const required = defineCheck({
  id: "zoominfo.product.required",
  title: "A user without a product is refused",
  clause: zoominfo({
    id: "ZOOMINFO-product-01",
    standing: "documented",
    requirement:
      "Guide, Product assignment issues: provisioning fails when no subscribed product is given to the user.",
  }),
  blocks: ["create"],
  advice: "Refuse a create without ziProduct, or with an empty one, instead of giving a product by default.",
  run: async (t) => {
    for (const ziProduct of [undefined, []]) {
      await verifyRefused(t, ziProduct, ziProduct === undefined ? "it names no product" : "its ziProduct is empty");
    }
  },
  defects: [
    {
      name: "product-given-by-default",
      breaks: "ZOOMINFO-product-01",
      wrap: onZi(CREATE, (zi) => (productsOf(zi).length === 0 ? { ...zi, ziProduct: ["Sales"] } : zi)),
    },
    { name: "user-without-product-kept", breaks: "ZOOMINFO-product-01", wrap: keepRefused() },
  ],
});

const subscribed = defineCheck({
  id: "zoominfo.product.subscribed",
  title: "A user with a product that is not subscribed is refused, also beside one that is",
  clause: zoominfo({
    id: "ZOOMINFO-product-02",
    standing: "documented",
    requirement: "Guide: with Sales and Marketing given and only Sales subscribed, provisioning of the user fails.",
  }),
  blocks: ["create"],
  advice:
    "Hold every name in ziProduct against the subscription and refuse the create as a whole when one is not in it.",
  run: async (t) => {
    const unknown = unknownProduct(t);
    await verifyRefused(t, [unknown], "its product is not subscribed");
    await verifyRefused(t, [...templateProducts(t), unknown], "one of its products is not subscribed");
  },
  defects: [
    {
      name: "unsubscribed-product-dropped",
      breaks: "ZOOMINFO-product-02",
      wrap: onZi(CREATE, (zi) => (productsOf(zi).length > 1 ? { ...zi, ziProduct: productsOf(zi).slice(0, 1) } : zi)),
    },
    {
      name: "unsubscribed-product-replaced",
      breaks: "ZOOMINFO-product-02",
      wrap: onZi(CREATE, (zi) => ({ ...zi, ziProduct: ["Sales"] })),
    },
  ],
});

const named = defineCheck({
  id: "zoominfo.product.named",
  title: "The refusal of a product that is not subscribed names it",
  clause: zoominfo({
    id: "ZOOMINFO-product-03",
    standing: "inferred",
    requirement:
      "Guide: the admin corrects the product of the assignment, so the refusal has to say which one is wrong.",
  }),
  advice: "Put the name of the product into `detail`, and what may be assigned instead.",
  run: async (t) => {
    const unknown = unknownProduct(t);
    const reply = await t.post("/Users", ziBody(t, { ziProduct: [...templateProducts(t), unknown] }));
    if (isSuccess(reply)) t.skip("the target accepts a product that nobody sells");
    const detail = verifyErrorBody(reply)["detail"];
    verifyThat(typeof detail === "string" && detail.includes(unknown), reply, {
      reason: "the refusal does not name the product that is not subscribed",
      expected: `a detail with "${unknown}"`,
      actual: shown(detail),
      at: "/detail",
    });
  },
  defects: [
    {
      name: "wrong-product-not-named",
      breaks: "ZOOMINFO-product-03",
      wrap: tamperResponse(CREATE, (response) =>
        response.status === 400 ? errorResponse(400, "Bad product.") : response,
      ),
    },
  ],
});

async function verifyRefused(t: CheckContext, ziProduct: Json | undefined, why: string): Promise<void> {
  const body = ziBody(t, { ziProduct });
  const reply = await t.post("/Users", body);
  verifyThat(!isSuccess(reply), reply, {
    reason: `a create is answered with ${describeOutcome(reply)} although ${why}`,
    expected: "a refusal",
    actual: `status ${describeOutcome(reply)}`,
  });
  await verifyNobody(t, body.userName);
}

/** A name that no vendor sells. */
function unknownProduct(t: CheckContext): string {
  return `Unsold ${t.runId}`;
}

function productsOf(zi: JsonObject): readonly Json[] {
  return isArray(zi["ziProduct"]) ? zi["ziProduct"] : [];
}

/** A fault: the user is stored, and then the products are looked at. */
function keepRefused(): Wrap {
  return (next) => async (request) => {
    const body = request.method === "POST" ? await readJson(request) : undefined;
    const response = await next(request.clone());
    if (response.status !== 400 || !isObject(body)) return response;
    const kept = onZi(CREATE, (zi) => ({ ...zi, ziProduct: ["Sales"] }))(next);
    await kept(withBody(request, { ...body, active: false }));
    return response;
  };
}

/** What the guide says of products. */
export const productChecks: readonly Check[] = [required, subscribed, named];
