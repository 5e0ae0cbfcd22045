import {
  defineCheck,
  errorResponse,
  isArray,
  isObject,
  isSuccess,
  on,
  readJson,
  withBody,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, OwnUser, Wrap } from "../../src/kit/index.ts";
import { unknownProduct, verifyNotCreated } from "./words/refused-product.ts";
import { zoominfo } from "./words/clause.ts";
import { verifyDetailNames } from "./words/verify-detail.ts";
import { onZi, templateProducts, ziBody, ziUrn } from "./words/zi-attributes.ts";

const CREATE = "POST /Users";

const required = defineCheck({
  id: "zoominfo.product.required",
  title: "A user without a product is refused",
  rule: zoominfo({
    id: "ZOOMINFO-product-01",
    standing: "documented",
    requirement:
      "Guide, Product assignment issues: provisioning fails when no subscribed product is given to the user.",
  }),
  features: ["create"],
  advice: "Refuse a create without ziProduct, or with an empty one, instead of giving a product by default.",
  run: async (t) => {
    const known = await makeAccepted(t);
    await verifyNotCreated(t, { known, ziProduct: undefined, although: "it names no product" });
    await verifyNotCreated(t, { known, ziProduct: [], although: "its ziProduct is empty" });
  },
  defects: {
    "product-given-by-default": onZi(CREATE, (zi) =>
      productsOf(zi).length === 0 ? { ...zi, ziProduct: ["Sales"] } : zi,
    ),
    "user-without-product-kept": keepRefused(),
  },
});

const subscribed = defineCheck({
  id: "zoominfo.product.subscribed",
  title: "A user with a product that is not subscribed is refused, also beside one that is",
  rule: zoominfo({
    id: "ZOOMINFO-product-02",
    standing: "documented",
    requirement: "Guide: with Sales and Marketing given and only Sales subscribed, provisioning of the user fails.",
  }),
  features: ["create"],
  advice:
    "Hold every name in ziProduct against the subscription and refuse the create as a whole when one is not in it.",
  run: async (t) => {
    const known = await makeAccepted(t);
    const unknown = unknownProduct(t);
    await verifyNotCreated(t, { known, ziProduct: [unknown], although: "its product is not subscribed" });
    const both = [...templateProducts(t), unknown];
    await verifyNotCreated(t, { known, ziProduct: both, although: "one of its products is not subscribed" });
  },
  defects: {
    "unsubscribed-product-dropped": onZi(CREATE, (zi) =>
      productsOf(zi).length > 1 ? { ...zi, ziProduct: productsOf(zi).slice(0, 1) } : zi,
    ),
    "unsubscribed-product-replaced": onZi(CREATE, (zi) => ({ ...zi, ziProduct: ["Sales"] })),
  },
});

const named = defineCheck({
  id: "zoominfo.product.named",
  title: "The refusal of a product that is not subscribed names it",
  rule: zoominfo({
    id: "ZOOMINFO-product-03",
    standing: "inferred",
    requirement:
      "Guide: the admin corrects the product of the assignment, so the refusal has to say which one is wrong.",
  }),
  advice: "Put the name of the product into `detail`, and what may be assigned instead.",
  run: async (t) => {
    await makeAccepted(t);
    const unknown = unknownProduct(t);
    const reply = await t.post("/Users", ziBody(t, { ziProduct: [...templateProducts(t), unknown] }));
    if (isSuccess(reply)) t.skip("the target accepts a product that nobody sells");
    verifyDetailNames(reply, unknown);
  },
  defects: {
    "wrong-product-not-named": on(CREATE).response((response) =>
      response.status === 400 ? errorResponse(400, "Bad product.") : response,
    ),
  },
});

/** Where the template's user is refused as well, a refusal says nothing about products. */
async function makeAccepted(t: CheckContext): Promise<OwnUser> {
  ziUrn(t);
  return t.make.user();
}

function productsOf(zi: JsonObject): readonly Json[] {
  return isArray(zi["ziProduct"]) ? zi["ziProduct"] : [];
}

/** A fault: the user is stored, and then the products are looked at. */
function keepRefused(): Wrap {
  return on(CREATE).answer(async (request, next) => {
    const body = await readJson(request);
    const response = await next(request.clone());
    if (response.status !== 400 || !isObject(body)) return response;
    const keep = onZi(CREATE, (zi) => ({ ...zi, ziProduct: ["Sales"] }))(next);
    await keep(withBody(request, { ...body, active: false }));
    return response;
  });
}

/** What the guide says of products. */
export const productChecks: readonly Check[] = [required, subscribed, named];
