import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeOutcome } from "../../../src/exchange/reply.ts";
import { answerInstead, errorResponse } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { changePut } from "../../../src/kit/defects/change-put.ts";
import { putBack } from "../words/put-back.ts";
import { readBack } from "../../../src/kit/reading/read-back.ts";
import { changed, isUnassigned, valueAt } from "../../../src/kit/reading/value-at.ts";

const PUT = { method: "PUT", path: /^\/Users\/[^/]+$/ };
const USER_PATH = /\/Users\/[^/]+$/;

/** Optional attributes that hardly any server derives from others. */
const SINGLE = ["nickName", "title", "userType"];
const MULTIPLE = ["phoneNumbers", "addresses"];
const FULL = {
  nickName: "Nick",
  title: "Tester",
  userType: "Employee",
  phoneNumbers: [{ type: "work", value: "+1-201-555-0123" }],
  addresses: [{ type: "work", locality: "Boston", country: "US" }],
};

const unassign = defineCheck({
  id: "users.replace.unassign",
  title: "PUT with null or an empty array takes the value away",
  clause: rfc("RFC7643-2.5-02"),
  blocks: ["update"],
  advice: "Treat null and [] in a PUT as an attribute without a value and remove the old one.",
  run: async (t) => {
    const user = await t.make.user({ overrides: FULL });
    const resource = await putBack(t, user);
    const kept = [...SINGLE, ...MULTIPLE].filter((name) => !isUnassigned(valueAt(resource, name)));
    if (kept.length === 0) t.skip("the target keeps none of the optional attributes that were tried");
    const nothing = Object.fromEntries(kept.map((name) => [name, MULTIPLE.includes(name) ? [] : null]));
    const put = await t.put(user.path, changed(resource, nothing));
    verifyThat(isSuccess(put), put, {
      reason: "PUT refuses null and empty arrays",
      expected: "status 200",
      actual: describeOutcome(put),
    });
    const isOld = (read: JsonObject, name: string): boolean =>
      shown(valueAt(read, name)) === shown(valueAt(resource, name));
    const after = await readBack(t, user.path, (read) => !kept.some((name) => isOld(read, name)));
    const old = kept.find((name) => isOld(after.resource, name));
    verifyThat(old === undefined, after.reply, {
      reason: `${old ?? ""} keeps its value after a PUT with null or an empty array`,
      expected: ["nothing", "null", "[]"],
      actual: shown(valueAt(after.resource, old ?? "")),
      at: `/${old ?? ""}`,
    });
  },
  defects: [
    {
      name: "put-takes-null-for-no-change",
      breaks: "RFC7643-2.5-02",
      wrap: changePut(USER_PATH, (sent, current) => ({
        ...sent,
        ...Object.fromEntries(Object.entries(current).filter(([name]) => sent[name] === null)),
      })),
    },
    {
      name: "put-takes-an-empty-array-for-no-change",
      breaks: "RFC7643-2.5-02",
      wrap: changePut(USER_PATH, (sent, current) => ({
        ...sent,
        ...Object.fromEntries(
          Object.entries(current).filter(([name]) => isArray(sent[name]) && isUnassigned(sent[name])),
        ),
      })),
    },
    {
      name: "put-refuses-null",
      breaks: "RFC7643-2.5-02",
      wrap: answerInstead({ ...PUT, body: (sent) => isObject(sent) && Object.values(sent).includes(null) }, () =>
        errorResponse(400, "Expected a string.", "invalidValue"),
      ),
    },
  ],
});

/** How PUT /Users/{id} takes values away. */
export const replaceUnassignChecks: readonly Check[] = [unassign];
