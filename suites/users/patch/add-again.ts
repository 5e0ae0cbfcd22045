import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import { errorResponse } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyRefused, verifySuccess, verifyThat } from "../../../src/exchange/verify.ts";
import { instantAt } from "../../../src/kit/reading/meta-of.ts";
import { answersPatch, operatesAs, pathOf, showsPatched } from "../words/patch-defects.ts";
import { keepAttribute, verifyShows } from "../words/patch-target.ts";
import { keepValues, verifyValues } from "../words/patch-values.ts";
import { itemsAt, valueAt } from "../../../src/kit/reading/value-at.ts";

const existing = defineCheck({
  id: "users.patch.add-existing",
  title: "add of a value that is already there succeeds and changes nothing",
  clause: rfc("RFC7644-3.5.2.1-08"),
  needs: ["patch"],
  advice: "Answer 200 or 204 when there is nothing to change, and do not store a value twice.",
  run: async (t) => {
    const kept = await keepAttribute(t);
    verifySuccess(await t.patch(kept.user.path, [{ op: "add", path: kept.path, value: kept.value }]));
    await verifyShows(t, kept.user, kept);
  },
  defects: [
    {
      name: "patch-without-change-refused",
      breaks: "RFC7644-3.5.2.1-08",
      wrap: answersPatch((user, [first]) =>
        valueAt(user, ...pathOf(first)) === first?.["value"]
          ? errorResponse(400, "No valid fields to update")
          : undefined,
      ),
    },
  ],
});

const existingInList = defineCheck({
  id: "users.patch.add-existing-to-list",
  title: "add of a value that a list already has does not store it twice",
  clause: rfc("RFC7644-3.5.2.1-08"),
  needs: ["patch"],
  advice: "Compare the value with those that are there before appending it.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t);
    verifySuccess(await t.patch(user.path, [{ op: "add", path: attribute, value: [home] }]));
    await verifyValues(t, user, { attribute, has: [work, home], lacks: [] });
  },
  defects: [
    {
      name: "add-stores-a-value-twice",
      breaks: "RFC7644-3.5.2.1-08",
      wrap: showsPatched((user) =>
        Object.fromEntries(
          Object.entries(user).map(([name, value]) => {
            const items = itemsAt(user, name);
            return [name, items.length === 2 ? [...items, items[1] ?? null] : value];
          }),
        ),
      ),
    },
    {
      name: "add-of-existing-value-refused",
      breaks: "RFC7644-3.5.2.1-08",
      wrap: answersPatch((user, [first]) =>
        itemsAt(first, "value").length > 0 && itemsAt(user, String(first?.["path"])).length === 2
          ? errorResponse(409, "The value exists.", "uniqueness")
          : undefined,
      ),
    },
  ],
});

const lastModified = defineCheck({
  id: "users.patch.add-existing-last-modified",
  title: "add of a value that is already there leaves meta.lastModified",
  clause: rfc("RFC7644-3.5.2.1-09"),
  needs: ["patch"],
  advice: "Touch meta.lastModified only when an operation changes something.",
  run: async (t) => {
    const { user, path, value } = await keepAttribute(t);
    const before = instantAt(await user.read(), "lastModified") ?? t.skip("the target shows no meta.lastModified");
    await t.pause(1100);
    if (!isSuccess(await t.patch(user.path, [{ op: "add", path, value }]))) t.skip("the target refuses the operation");
    const reply = await t.get(user.path);
    const after = instantAt(reply.body, "lastModified");
    verifyThat(after === before, reply, {
      reason: `${describeRequest(reply)} shows a later lastModified although nothing was changed`,
      expected: new Date(before).toISOString(),
      actual: shown(valueAt(reply.body, "meta", "lastModified")),
      at: "/meta/lastModified",
    });
  },
  defects: [
    {
      name: "last-modified-moves-without-a-change",
      breaks: "RFC7644-3.5.2.1-09",
      port: ({ store }) => ({
        store: {
          ...store,
          update: (type, id, change) =>
            store.update(type, id, (current) => ({ ...change(current), lastModified: current.lastModified + 1100 })),
        },
      }),
    },
  ],
});

const needsValue = defineCheck({
  id: "users.patch.add-needs-value",
  title: "add without a value is refused",
  clause: rfc("RFC7644-3.5.2.1-01", "RFC7644-3.5.2.1-03"),
  needs: ["patch"],
  advice: "Refuse add with 400 when it has no value, and when it has neither a path nor an object to merge.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    verifyRefused(await t.patch(user.path, [{ op: "add", path }]), "adds without a value");
    verifyRefused(await t.patch(user.path, [{ op: "add", value: "x" }]), "adds a text to the user as a whole");
  },
  defects: [
    {
      name: "add-without-value-accepted",
      breaks: "RFC7644-3.5.2.1-01",
      wrap: answersPatch((_, [first]) =>
        first?.["value"] === undefined ? new Response(null, { status: 204 }) : undefined,
      ),
    },
    {
      name: "add-of-a-text-to-the-user-accepted",
      breaks: "RFC7644-3.5.2.1-03",
      wrap: operatesAs((operation) =>
        operation["path"] === undefined ? { op: "add", value: { nickName: "x" } } : operation,
      ),
    },
  ],
});

/** add of what is there, and of nothing. */
export const patchAddAgainChecks: readonly Check[] = [existing, existingInList, lastModified, needsValue];
