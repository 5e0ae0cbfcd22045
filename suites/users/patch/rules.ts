import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeOutcome, describeRequest } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { errorResponse, tamperResponse } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyRefused, verifySuccess, verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";
import { metaOf } from "../../../src/kit/reading/meta-of.ts";
import { answersPatch, ignoresPatch, operatesInOrder, operatesOneByOne, showsPatched } from "../words/patch-defects.ts";
import { keepAttribute, readUntil, REMOVABLE, verifyOthersKept, verifyShows } from "../words/patch-target.ts";
import type { OwnUser } from "../words/patch-target.ts";
import { keepValues, keyOf, skipWithoutValuePaths, valueFor } from "../words/patch-values.ts";
import { isUnassigned, itemsAt, valueAt } from "../../../src/kit/reading/value-at.ts";

const readOnly = defineCheck({
  id: "users.patch.read-only",
  title: "An operation on a readOnly attribute fails",
  clause: rfc("RFC7644-3.5.2-09"),
  needs: ["patch"],
  advice: "Refuse an operation that names id with 400 and scimType mutability, and never change meta.created.",
  run: async (t) => {
    const user = await t.make.user();
    const created = valueAt(await user.read(), "meta", "created");
    verifyRefused(await t.patch(user.path, [{ op: "replace", path: "id", value: `${user.id}x` }]), "replaces the id");
    await verifyShows(t, user, { path: "id", value: user.id });
    if (isUnassigned(created)) return;
    await t.patch(user.path, [{ op: "replace", path: "meta.created", value: "2001-01-01T00:00:00Z" }]);
    await verifyShows(t, user, { path: "meta.created", value: created });
  },
  defects: [
    {
      name: "patch-of-id-ignored",
      breaks: "RFC7644-3.5.2-09",
      wrap: ignoresPatch(([first]) => first?.["path"] === "id"),
    },
    {
      name: "patch-changes-created",
      breaks: "RFC7644-3.5.2-09",
      wrap: (next) =>
        showsPatched((user) => ({ ...user, meta: { ...metaOf(user), created: "2001-01-01T00:00:00Z" } }))(
          ignoresPatch(([first]) => first?.["path"] === "meta.created")(next),
        ),
    },
  ],
});

const wrongType = defineCheck({
  id: "users.patch.wrong-type",
  title: "A value of the wrong type is refused",
  clause: rfc("RFC7644-3.5.2-12"),
  needs: ["patch"],
  advice: "Hold the value of an operation against the schema and refuse what does not fit with 400 invalidValue.",
  run: async (t) => {
    const user = await t.make.user();
    const before = await user.read();
    const operations = [
      { op: "replace", path: "active", value: "notabool" },
      { op: "replace", path: "name", value: "x" },
    ].filter(({ path }) => !isUnassigned(valueAt(before, path)));
    if (operations.length === 0) t.skip("the target shows neither active nor name");
    for (const operation of operations) {
      const reply = await t.patch(user.path, [operation]);
      verifyRefused(reply, `replaces ${operation.path} by ${shown(operation.value)}`);
      await verifyOthersKept(t, user, { before, changed: [] });
    }
  },
  defects: [
    {
      name: "patch-takes-a-text-for-active",
      breaks: "RFC7644-3.5.2-12",
      wrap: ignoresPatch(([first]) => first?.["value"] === "notabool"),
    },
    {
      name: "patch-takes-a-text-for-name",
      breaks: "RFC7644-3.5.2-12",
      wrap: ignoresPatch(([first]) => first?.["path"] === "name"),
    },
    {
      name: "patch-with-a-wrong-type-crashes",
      breaks: "RFC7644-3.5.2-12",
      wrap: tamperResponse({ method: "PATCH" }, (r) => (r.ok ? r : errorResponse(500, "name.givenName of a string"))),
    },
  ],
});

const order = defineCheck({
  id: "users.patch.order",
  title: "Operations apply in order, each to the result of the one before",
  clause: rfc("RFC7644-3.5.2-16"),
  needs: ["patch"],
  advice: "Apply the operations one after the other, in the order in which they are sent.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t, REMOVABLE);
    const [set, remove] = [(value: string): JsonObject => ({ op: "add", path, value }), { op: "remove", path }];
    await skipUnlessDone(t, user, [{ ...set("Zi one"), op: "replace" }]);
    await skipUnlessDone(t, user, [remove]);
    const sequences = [
      {
        operations: [
          { ...set("Zi a"), op: "replace" },
          { ...set("Zi b"), op: "replace" },
        ],
        value: "Zi b",
      },
      { operations: [remove, set("Zi x")], value: "Zi x" },
      { operations: [set("Zi y"), remove], value: undefined },
    ];
    for (const { operations, value } of sequences) {
      verifySuccess(await t.patch(user.path, operations));
      await verifyShows(t, user, { path, value });
    }
  },
  defects: [
    {
      name: "operations-in-reverse-order",
      breaks: "RFC7644-3.5.2-16",
      wrap: operatesInOrder((operations) => operations.toReversed()),
    },
    {
      name: "removals-carried-out-last",
      breaks: "RFC7644-3.5.2-16",
      wrap: operatesInOrder((operations) =>
        operations.toSorted((a, b) => Number(a["op"] === "remove") - Number(b["op"] === "remove")),
      ),
    },
    {
      name: "only-first-operation-carried-out",
      breaks: "RFC7644-3.5.2-16",
      wrap: operatesInOrder((operations) => operations.slice(0, 1)),
    },
  ],
});

const primary = defineCheck({
  id: "users.patch.primary",
  title: "When a value becomes primary the others are primary no longer",
  clause: rfc("RFC7644-3.5.2-17"),
  needs: ["patch"],
  advice: "Set primary of the other values to false when an operation makes one primary.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t, ["emails"]);
    if (work["primary"] !== true) t.skip("the target does not keep primary");
    const fresh = { ...valueFor(t, attribute, "other"), primary: true };
    verifySuccess(await t.patch(user.path, [{ op: "add", path: attribute, value: [fresh] }]));
    await verifyOnePrimary(t, user, attribute);
    const path = filterOf`${attribute}[${keyOf(attribute)} eq ${quoted(home["value"] ?? null)}].primary`;
    const reply = await t.patch(user.path, [{ op: "replace", path, value: true }]);
    skipWithoutValuePaths(t, reply);
    verifySuccess(reply);
    await verifyOnePrimary(t, user, attribute);
  },
  defects: [
    {
      name: "two-primary-values-after-patch",
      breaks: "RFC7644-3.5.2-17",
      wrap: showsPatched((user) => ({
        ...user,
        emails: itemsAt(user, "emails").map((email, index) => (index === 0 ? { ...email, primary: true } : email)),
      })),
    },
  ],
});

const atomic = defineCheck({
  id: "users.patch.atomic",
  title: "When one operation fails nothing is changed",
  clause: rfc("RFC7644-3.5.2-18"),
  needs: ["patch"],
  advice: "Carry out the operations of a PATCH in one transaction, and store the result only when all went well.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    await skipUnlessDone(t, user, [{ op: "replace", path, value: "Zi before" }]);
    await verifyShows(t, user, { path, value: "Zi before" });
    const failing = await findRefused(t, user);
    const reply = await t.patch(user.path, [{ op: "replace", path, value: "Zi half" }, failing]);
    if (isSuccess(reply)) t.skip("the target takes together what it refuses alone");
    await verifyShows(t, user, { path, value: "Zi before" });
  },
  defects: [{ name: "patch-not-atomic", breaks: "RFC7644-3.5.2-18", wrap: operatesOneByOne }],
});

const uniqueness = defineCheck({
  id: "users.patch.uniqueness",
  title: "A PATCH to a userName that is taken is refused with 409",
  clause: rfc("RFC7644-3.5.2-23"),
  needs: ["patch"],
  advice: "Answer 409 with scimType uniqueness when the new userName belongs to another user.",
  run: async (t) => {
    const taken = await t.make.user({ label: "taken" });
    const user = await t.make.user({ label: "own" });
    const { userName } = await user.read();
    const reply = await t.patch(user.path, [{ op: "replace", path: "userName", value: taken.sent.userName }]);
    if (reply.status === 400 && !isFittingConflict(reply)) await skipWithoutRename(t);
    verifyThat(isFittingConflict(reply), reply, {
      reason: `${describeRequest(reply)} answers ${describeOutcome(reply)} although the userName is another user's`,
      expected: ["409 uniqueness", "400 with uniqueness or mutability"],
      actual: `status ${describeOutcome(reply)}, scimType ${shown(valueAt(reply.body, "scimType"))}`,
    });
    await verifyShows(t, user, { path: "userName", value: userName });
  },
  defects: [
    {
      name: "patch-to-a-taken-user-name-accepted",
      breaks: "RFC7644-3.5.2-23",
      wrap: tamperResponse({ method: "PATCH" }, (r) => (r.status === 409 ? new Response(null, { status: 204 }) : r)),
    },
    {
      name: "patch-to-a-taken-user-name-crashes",
      breaks: "RFC7644-3.5.2-23",
      wrap: answersPatch((_, [first]) =>
        first?.["path"] === "userName"
          ? errorResponse(500, "duplicate key value violates unique constraint")
          : undefined,
      ),
    },
  ],
});

/** Rules that hold for every operation. */
export const patchRuleChecks: readonly Check[] = [readOnly, wrongType, order, primary, atomic, uniqueness];

async function skipUnlessDone(t: CheckContext, user: OwnUser, operations: readonly JsonObject[]): Promise<void> {
  const reply = await t.patch(user.path, operations);
  if (!isSuccess(reply)) t.skip(`the target refuses ${shown(operations[0])} (${describeOutcome(reply)})`);
}

/** A target that takes no PATCH of userName refuses a taken one for that, not for its owner. */
async function skipWithoutRename(t: CheckContext): Promise<void> {
  const user = await t.make.user({ label: "before" });
  const { userName } = t.make.userBody({ label: "after" });
  const reply = await t.patch(user.path, [{ op: "replace", path: "userName", value: userName }]);
  if (!isSuccess(reply)) t.skip(`the target refuses every PATCH of userName (${describeOutcome(reply)})`);
}

/** An operation that the target refuses when it stands alone. */
async function findRefused(t: CheckContext, user: OwnUser): Promise<JsonObject> {
  for (const operation of [
    { op: "replace", path: "id", value: "other" },
    { op: "replace", path: "emails[type eq", value: "x" },
    { op: "replace", path: 'emails[value eq "nobody@example.com"]', value: { value: "x@example.com" } },
  ]) {
    const { status } = await t.patch(user.path, [operation]);
    if (status >= 400 && status < 500) return operation;
  }
  return t.skip("the target refuses no operation");
}

async function verifyOnePrimary(t: CheckContext, user: OwnUser, attribute: string): Promise<void> {
  const count = (found: JsonObject): number =>
    itemsAt(found, attribute).filter((item) => item["primary"] === true).length;
  const reply = await readUntil(t, user, (found) => count(found) <= 1);
  const found = isObject(reply.body) ? reply.body : {};
  verifyThat(count(found) <= 1, reply, {
    reason: `after the PATCH ${describeRequest(reply)} shows ${count(found)} primary ${attribute}`,
    expected: "at most one primary value",
    actual: shown(itemsAt(found, attribute)),
    at: `/${attribute}`,
  });
}

/** A refusal that does not name another reason. */
function isFittingConflict(reply: Reply): boolean {
  if (reply.status !== 400) return reply.status > 400 && reply.status < 500;
  const scimType = valueAt(reply.body, "scimType") ?? undefined;
  return scimType === undefined || scimType === "uniqueness" || scimType === "mutability";
}
