import { breaking, defineCheck, defineFamily, errorResponse, isObject, on } from "../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, Wrap } from "../../src/kit/index.ts";
import { operatesAs, patchWith } from "../users/patch/words/patch-defects.ts";
import type { Carrier } from "./words/carriers.ts";
import { verifyChanged, verifyCleared } from "./words/verify-leaves.ts";
import { changeable, clearable, walkThrough } from "./words/walk-through.ts";
import type { Sending } from "./words/walk-through.ts";
import type { WalkedAttribute } from "./words/walked.ts";

const changes = defineCheck({
  id: "schemas.patch.changes",
  title: "PATCH changes every attribute that /Schemas publishes as readWrite",
  rule: ["RFC7644-3.5.2.3-02", "RFC7644-3.5.2.3-03"],
  advice: "Carry out a replace of every readWrite attribute, those of extensions too, or publish it otherwise.",
  run: async (t) => {
    await walkThrough(t, {
      of: async (_, carrier) => changeable(carrier),
      send: patching(({ path, values }) => ({ op: "replace", path, value: values[1] })),
      takesOthers: async () => false,
      what: "a PATCH with another value",
      judge: verifyChanged,
      ruleOf: ({ definition }) => (definition.multiValued ? "RFC7644-3.5.2.3-03" : "RFC7644-3.5.2.3-02"),
    });
  },
  defects: {
    "patch-does-not-change-the-time-zone": breaking("RFC7644-3.5.2.3-02", passingOver("replace", /timezone$/i)),
    "patch-does-not-change-a-part-of-the-extension": breaking(
      "RFC7644-3.5.2.3-02",
      passingOver("replace", /:(?:costCenter|ziRole)$/),
    ),
    "patch-of-the-division-crashes": breaking("RFC7644-3.5.2.3-02", crashesAt(/:(?:division|ziRole)$/)),
    "patch-does-not-change-photos": breaking("RFC7644-3.5.2.3-03", passingOver("replace", /^photos$/)),
  },
});

const removes = defineCheck({
  id: "schemas.patch.removes",
  title: "PATCH removes every attribute that /Schemas publishes as readWrite",
  rule: ["RFC7644-3.5.2.2-02", "RFC7644-3.5.2.2-03"],
  advice: "Carry out a remove of every readWrite attribute that is not required, those of extensions too.",
  run: async (t) => {
    await walkThrough(t, {
      of: clearable,
      send: patching(({ path }) => ({ op: "remove", path })),
      takesOthers: async () => false,
      what: "a PATCH that removes the value",
      judge: verifyCleared,
      ruleOf: ({ definition }) => (definition.multiValued ? "RFC7644-3.5.2.2-03" : "RFC7644-3.5.2.2-02"),
    });
  },
  defects: {
    "patch-does-not-remove-the-locale": breaking("RFC7644-3.5.2.2-02", passingOver("remove", /^locale$/)),
    "patch-does-not-remove-a-part-of-the-extension": breaking(
      "RFC7644-3.5.2.2-02",
      passingOver("remove", /:(?:costCenter|ziRole)$/),
    ),
    "patch-does-not-remove-photos": breaking("RFC7644-3.5.2.2-03", passingOver("remove", /^photos$/)),
  },
});

/** What PATCH does to what is published. */
export const patchWalkChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [changes, removes]);

function patching(
  operation: (attribute: WalkedAttribute) => JsonObject,
): (t: CheckContext, carrier: Carrier) => Sending {
  return (t, { path }) =>
    (walked) =>
      t.patch(path, walked.map(operation));
}

/** A server that passes over operations with such a path. */
function passingOver(op: string, path: RegExp): Wrap {
  return operatesAs((operation) => (operation["op"] === op && path.test(String(operation["path"])) ? [] : operation));
}

function crashesAt(path: RegExp): Wrap {
  const isMeant = (operation: unknown): boolean => isObject(operation) && path.test(String(operation["path"]));
  return on(patchWith((operations) => operations.some(isMeant))).answer(() => errorResponse(500, "no such column"));
}
