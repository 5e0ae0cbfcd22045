import {
  changePut,
  defineCheck,
  errorResponse,
  isObject,
  isSuccess,
  on,
  readBack,
  valueAt,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject } from "../../src/kit/index.ts";
import { makePlain } from "./words/carriers.ts";
import type { Carrier } from "./words/carriers.ts";
import { changeable, clearable, walkThrough } from "./words/walk-through.ts";
import type { Sending } from "./words/walk-through.ts";
import { verifyChanged, verifyCleared } from "./words/verify-leaves.ts";
import { inRound, withAttributes } from "./words/walked.ts";
import type { WalkedAttribute } from "./words/walked.ts";

const USER_PATH = /\/Users\/[^/]+$/;

const changes = defineCheck({
  id: "schemas.put.changes",
  title: "PUT changes every attribute that /Schemas publishes as readWrite",
  rule: "RFC7644-3.5.1-01",
  advice: "Store every readWrite attribute of a PUT, those of extensions too, or publish it with another mutability.",
  run: async (t) => {
    await walkThrough(t, {
      of: async (_, carrier) => changeable(carrier),
      send: putting((resource, walked) => withAttributes(resource, walked, inRound(1))),
      takesOthers: takesPlain,
      what: "a PUT with another value",
      judge: verifyChanged,
    });
  },
  defects: {
    "put-does-not-change-the-time-zone": changePut(USER_PATH, (sent, current) => ({
      ...sent,
      timezone: current["timezone"] ?? null,
    })),
    "put-does-not-change-a-part-of-the-extension": changePut(USER_PATH, keepOfExtension),
    "put-of-an-honorific-crashes": on("PUT /Users/:id", {
      body: (sent) => valueAt(sent, "name", "honorificSuffix") !== undefined,
    }).answer(() => errorResponse(500, "no such column: honorific_suffix")),
  },
});

const clears = defineCheck({
  id: "schemas.put.clears",
  title: "PUT with null or an empty array clears every attribute that /Schemas publishes as readWrite",
  rule: "RFC7643-2.5-02",
  advice: "Treat null and [] as no value for every readWrite attribute that is not required, those of extensions too.",
  run: async (t) => {
    await walkThrough(t, {
      of: clearable,
      send: putting((resource, walked) => withAttributes(resource, walked, cleared)),
      takesOthers: takesPlain,
      what: "a PUT without a value",
      judge: verifyCleared,
    });
  },
  defects: {
    "put-keeps-a-locale-that-is-null": changePut(USER_PATH, (sent, current) =>
      sent["locale"] === null ? { ...sent, locale: current["locale"] ?? null } : sent,
    ),
    "put-keeps-what-is-null-in-the-extension": changePut(USER_PATH, keepOfExtension),
  },
});

/** What PUT does to what is published. */
export const putWalkChecks: readonly Check[] = [changes, clears];

/** PUTs of the resource as it was read, with what the PUTs before it have changed. */
function putting(
  change: (resource: JsonObject, walked: readonly WalkedAttribute[]) => JsonObject,
): (t: CheckContext, carrier: Carrier) => Sending {
  return (t, { path, resource }) => {
    let current = resource;
    return async (walked) => {
      const wanted = change(current, walked);
      const reply = await t.put(path, wanted);
      if (isSuccess(reply)) current = wanted;
      return reply;
    };
  };
}

/** Each PUT carries all that the resource has. */
async function takesPlain(t: CheckContext, { kind }: Carrier): Promise<boolean> {
  const { path } = await makePlain(t, kind);
  return isSuccess(await t.put(path, (await readBack(t, path)).resource));
}

function cleared({ definition }: WalkedAttribute): Json {
  return definition.multiValued ? [] : null;
}

/** A server whose PUT leaves the first attribute of an extension as it was. */
function keepOfExtension(sent: JsonObject, current: JsonObject): JsonObject {
  const urn = Object.keys(current).find((name) => name.startsWith("urn:"));
  const [old, given] = urn === undefined ? [] : [current[urn], sent[urn]];
  if (urn === undefined || !isObject(old) || !isObject(given)) return sent;
  const name = ["department", "ziRole"].find((one) => one in old);
  return name === undefined ? sent : { ...sent, [urn]: { ...given, [name]: old[name] } };
}
