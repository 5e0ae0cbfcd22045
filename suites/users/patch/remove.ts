import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { errorResponse, tamperResponse } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyRefused, verifyStatus, verifySuccess, verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import { answersPatch, ignoresPatch, operatesAs, patchesAs } from "../words/patch-defects.ts";
import { keepAttribute, REMOVABLE, verifyOthersKept, verifyShows } from "../words/patch-target.ts";
import { keepValues, verifyValues } from "../words/patch-values.ts";
import { itemsAt, valueAt } from "../../../src/kit/reading/value-at.ts";

const noPath = defineCheck({
  id: "users.patch.remove-no-path",
  title: "remove without path fails with 400 noTarget",
  clause: rfc("RFC7644-3.5.2.2-01"),
  needs: ["patch"],
  advice: "Refuse remove without a path with 400 and scimType noTarget.",
  run: async (t) => {
    const user = await t.make.user();
    const reply = verifyStatus(await t.patch(user.path, [{ op: "remove" }]), 400);
    verifyScimType(reply, "noTarget");
  },
  defects: [
    {
      name: "remove-without-path-does-nothing",
      breaks: "RFC7644-3.5.2.2-01",
      wrap: ignoresPatch(([first]) => first?.["path"] === undefined),
    },
    {
      name: "remove-without-path-is-invalid-syntax",
      breaks: "RFC7644-3.5.2.2-01",
      wrap: answersPatch((_, [first]) =>
        first?.["path"] === undefined ? errorResponse(400, "path is required", "invalidSyntax") : undefined,
      ),
    },
  ],
});

const single = defineCheck({
  id: "users.patch.remove",
  title: "remove of a single-valued attribute leaves it without a value",
  clause: rfc("RFC7644-3.5.2.2-02"),
  needs: ["patch"],
  advice: "Take the value away: the attribute is then absent or null, not an empty text.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t, REMOVABLE);
    const before = await user.read();
    verifySuccess(await t.patch(user.path, [{ op: "remove", path }]));
    await verifyShows(t, user, { path, value: undefined });
    await verifyOthersKept(t, user, { before, changed: [path] });
  },
  defects: [
    {
      name: "remove-ignored",
      breaks: "RFC7644-3.5.2.2-02",
      wrap: ignoresPatch(([first]) => first?.["op"] === "remove"),
    },
    {
      name: "remove-leaves-an-empty-text",
      breaks: "RFC7644-3.5.2.2-02",
      wrap: operatesAs((operation) => ({ ...operation, op: "replace", value: "" })),
    },
  ],
});

const list = defineCheck({
  id: "users.patch.remove-list",
  title: "remove of a multi-valued attribute takes away all its values",
  clause: rfc("RFC7644-3.5.2.2-03"),
  needs: ["patch"],
  advice: "Take away every value when the path has no filter.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t, ["phoneNumbers", "addresses", "emails"]);
    const reply = await t.patch(user.path, [{ op: "remove", path: attribute }]);
    if (attribute === "emails" && reply.status === 400) t.skip("the target wants users to have an e-mail address");
    verifySuccess(reply);
    await verifyValues(t, user, { attribute, has: [], lacks: [work, home] });
  },
  defects: [
    {
      name: "remove-takes-the-first-value-only",
      breaks: "RFC7644-3.5.2.2-03",
      wrap: patchesAs((user, [first]) => {
        const attribute = String(first?.["path"]);
        return { ...user, [attribute]: itemsAt(user, attribute).slice(1) };
      }),
    },
    {
      name: "remove-of-a-list-ignored",
      breaks: "RFC7644-3.5.2.2-03",
      wrap: ignoresPatch(([first]) => !String(first?.["path"]).includes("[")),
    },
  ],
});

const required = defineCheck({
  id: "users.patch.remove-required",
  title: "remove of a required attribute fails with mutability",
  clause: rfc("RFC7644-3.5.2.2-07"),
  needs: ["patch"],
  advice: "Refuse to remove userName with 400 and scimType mutability.",
  run: async (t) => {
    const user = await t.make.user();
    const { userName } = await user.read();
    const reply = verifyRefused(await t.patch(user.path, [{ op: "remove", path: "userName" }]), "removes userName");
    if (!isForMutability(reply)) await skipWithoutRemove(t);
    verifyScimType(reply, "mutability");
    await verifyShows(t, user, { path: "userName", value: userName });
  },
  defects: [
    {
      name: "removal-of-user-name-answered-200",
      breaks: "RFC7644-3.5.2.2-07",
      wrap: answersRemovalOf("userName", () => new Response(null, { status: 204 })),
    },
    {
      name: "removal-of-user-name-is-invalid-value",
      breaks: "RFC7644-3.5.2.2-07",
      wrap: answersRemovalOf("userName", () => errorResponse(400, "userName is required.", "invalidValue")),
    },
  ],
});

const readOnly = defineCheck({
  id: "users.patch.remove-read-only",
  title: "remove of a readOnly attribute fails with mutability",
  clause: rfc("RFC7644-3.5.2.2-08"),
  needs: ["patch"],
  advice: "Refuse to remove what is readOnly, such as id or meta.created, with 400 and scimType mutability.",
  run: async (t) => {
    const user = await t.make.user();
    const { meta } = await user.read();
    const reply = verifyRefused(await t.patch(user.path, [{ op: "remove", path: "id" }]), "removes id");
    if (!isForMutability(reply)) await skipWithoutRemove(t);
    verifyScimType(reply, "mutability");
    await verifyShows(t, user, { path: "id", value: user.id });
    if (!isObject(meta) || meta["created"] === undefined) return;
    verifyRefused(await t.patch(user.path, [{ op: "remove", path: "meta.created" }]), "removes meta.created");
    await verifyShows(t, user, { path: "meta.created", value: meta["created"] });
  },
  defects: [
    {
      name: "removal-of-id-ignored",
      breaks: "RFC7644-3.5.2.2-08",
      wrap: answersRemovalOf("id", () => new Response(null, { status: 204 })),
    },
    {
      name: "removal-of-created-ignored",
      breaks: "RFC7644-3.5.2.2-08",
      wrap: answersRemovalOf("meta.created", () => new Response(null, { status: 204 })),
    },
    {
      name: "removal-of-id-without-scim-type",
      breaks: "RFC7644-3.5.2.2-08",
      wrap: tamperResponse({ method: "PATCH" }, (r) => (r.ok ? r : errorResponse(400, "id cannot be removed."))),
    },
  ],
});

/** remove of attributes. */
export const patchRemoveChecks: readonly Check[] = [noPath, single, list, required, readOnly];

function isForMutability(reply: Reply): boolean {
  return valueAt(reply.body, "scimType") === "mutability";
}

/** A target that has no remove at all gives that reason, whatever is to be removed; users.patch.remove reports it. */
async function skipWithoutRemove(t: CheckContext): Promise<void> {
  const { user, path } = await keepAttribute(t, REMOVABLE);
  const reply = await t.patch(user.path, [{ op: "remove", path }]);
  if (!isSuccess(reply)) t.skip(`the target refuses to remove ${path} too; see users.patch.remove`);
}

function verifyScimType(reply: Reply, expected: string): void {
  const found = valueAt(reply.body, "scimType");
  verifyThat(found === expected, reply, {
    reason: `${describeRequest(reply)} is refused without scimType ${expected}`,
    expected: shown(expected),
    actual: shown(found),
    at: "/scimType",
  });
}

function answersRemovalOf(path: string, answer: () => Response): Wrap {
  return answersPatch((_, [first]) => (first?.["op"] === "remove" && first["path"] === path ? answer() : undefined));
}
