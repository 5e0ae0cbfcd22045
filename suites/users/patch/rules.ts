import {
  defineCheck,
  defineFamily,
  describeOutcome,
  errorResponse,
  filterOf,
  isSuccess,
  isUnassigned,
  itemsAt,
  metaOf,
  on,
  quoted,
  shown,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, OwnUser, Reply } from "../../../src/kit/index.ts";
import {
  changesRefused,
  ignoresPatch,
  operatesInOrder,
  operatesOneByOne,
  patchWith,
  showsPatched,
} from "./words/patch-defects.ts";
import { readPatched, verifyOthersKept, verifyShows } from "./words/patch-effect.ts";
import { keepPatched, noneOr, REMOVABLE, skipUnlessPatched } from "./words/patch-target.ts";
import { keepValues, keyOf, takesNoFilter, valueFor } from "./words/patch-values.ts";

const readOnly = defineCheck({
  id: "users.patch.read-only",
  title: "An operation on a readOnly attribute fails",
  rule: "RFC7644-3.5.2-09",
  advice: "Refuse an operation that names id with 400 and scimType mutability, and never change meta.created.",
  run: async (t) => {
    const user = await t.make.user();
    const created = valueAt(await user.read(), "meta", "created");
    const reply = await t.patch(user.path, [{ op: "replace", path: "id", value: `${user.id}x` }]);
    verify(reply).refuses("it replaces the id");
    await verifyShows(t, user, { path: "id", value: user.id });
    if (!isUnassigned(created)) {
      await t.patch(user.path, [{ op: "replace", path: "meta.created", value: "2001-01-01T00:00:00Z" }]);
      await verifyShows(t, user, { path: "meta.created", value: created });
    }
  },
  defects: {
    "patch-of-id-refused-but-carried-out": changesRefused(
      ([first]) => first?.["path"] === "id",
      (user) => ({ ...user, id: `${String(user["id"])}x` }),
    ),
    "patch-of-id-ignored": ignoresPatch(([first]) => first?.["path"] === "id"),
    "patch-changes-created": (next) =>
      showsPatched((user) => ({ ...user, meta: { ...metaOf(user), created: "2001-01-01T00:00:00Z" } }))(
        ignoresPatch(([first]) => first?.["path"] === "meta.created")(next),
      ),
  },
});

const wrongType = defineCheck({
  id: "users.patch.wrong-type",
  title: "A value of the wrong type is refused",
  rule: "RFC7644-3.5.2-12",
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
      verify(reply).refuses(`it replaces ${operation.path} by ${shown(operation.value)}`);
      await verifyOthersKept(t, user, { before, changed: [] });
    }
  },
  defects: {
    "patch-takes-a-text-for-active": ignoresPatch(([first]) => first?.["value"] === "notabool"),
    "patch-takes-a-text-for-name": ignoresPatch(([first]) => first?.["path"] === "name"),
    "wrong-type-refused-but-carried-out": changesRefused(
      ([first]) => first?.["value"] === "notabool",
      (user) => ({ ...user, active: "notabool" }),
    ),
    "patch-with-a-wrong-type-crashes": on("PATCH").response((r) =>
      r.ok ? r : errorResponse(500, "name.givenName of a string"),
    ),
  },
});

const order = defineCheck({
  id: "users.patch.order",
  title: "Operations apply in order, each to the result of the one before",
  rule: "RFC7644-3.5.2-16",
  advice: "Apply the operations one after the other, in the order in which they are sent.",
  run: async (t) => {
    const { user, path } = await keepPatched(t, { paths: REMOVABLE });
    const add = (value: string): JsonObject => ({ op: "add", path, value });
    const replace = (value: string): JsonObject => ({ op: "replace", path, value });
    const remove = { op: "remove", path };
    await skipUnlessPatched(t, user, [remove]);
    await t.supposing(
      "users.patch.remove",
      () => t.get(user.path),
      (reply) =>
        verify(reply)
          .at(...path.split("."))
          .isUnassigned(),
    );
    const sequences = [
      { operations: [replace("Zi a"), replace("Zi b")], value: "Zi b" },
      { operations: [remove, add("Zi x")], value: "Zi x" },
      { operations: [add("Zi y"), remove], value: undefined },
    ];
    for (const { operations, value } of sequences) {
      verify(await t.patch(user.path, operations)).succeeds();
      await verifyShows(t, user, { path, value });
    }
  },
  defects: {
    "several-operations-refused": on(patchWith((operations) => operations.length > 1)).answer(() =>
      errorResponse(400, "One operation at a time.", "invalidSyntax"),
    ),
    "operations-in-reverse-order": operatesInOrder((operations) => operations.toReversed()),
    "removals-carried-out-last": operatesInOrder((operations) =>
      operations.toSorted((a, b) => Number(a["op"] === "remove") - Number(b["op"] === "remove")),
    ),
    "additions-carried-out-last": operatesInOrder((operations) =>
      operations.toSorted((a, b) => Number(a["op"] === "add") - Number(b["op"] === "add")),
    ),
    "only-first-operation-carried-out": operatesInOrder((operations) => operations.slice(0, 1)),
  },
});

const primary = defineCheck({
  id: "users.patch.primary",
  title: "When a value becomes primary the others are primary no longer",
  rule: "RFC7644-3.5.2-17",
  advice: "Set primary of the other values to false when an operation makes one primary.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t, ["emails"]);
    if (work["primary"] !== true) t.skip("the target does not keep primary");
    const fresh = { ...valueFor(t, attribute, "other"), primary: true };
    verify(await t.patch(user.path, [{ op: "add", path: attribute, value: [fresh] }])).succeeds();
    await verifyOnePrimary(t, user);
    const path = filterOf`${attribute}[${keyOf(attribute)} eq ${quoted(home["value"] ?? null)}].primary`;
    const reply = await t.patch(user.path, [{ op: "replace", path, value: true }]);
    if (!takesNoFilter(reply)) {
      verify(reply).succeeds();
      await verifyOnePrimary(t, user);
    }
  },
  defects: {
    "second-primary-value-refused": on(patchWith(([first]) => itemsAt(first, "value").some(isPrimary))).answer(() =>
      errorResponse(400, "There is a primary value already.", "invalidValue"),
    ),
    "primary-by-filter-refused": on(patchWith(([first]) => String(first?.["path"]).endsWith("].primary"))).answer(() =>
      errorResponse(400, "There is a primary value already.", "invalidValue"),
    ),
    "two-primary-values-after-patch": showsPatched((user) => ({
      ...user,
      emails: itemsAt(user, "emails").map((email, index) => (index === 0 ? { ...email, primary: true } : email)),
    })),
    "value-path-sets-a-second-primary-value": showsPatched(
      (user) => ({ ...user, emails: itemsAt(user, "emails").map((email) => ({ ...email, primary: true })) }),
      ([first]) => String(first?.["path"]).endsWith("].primary"),
    ),
  },
});

const atomic = defineCheck({
  id: "users.patch.atomic",
  title: "When one operation fails the PATCH fails, and nothing is changed",
  rule: "RFC7644-3.5.2-18",
  advice: "Carry out the operations of a PATCH in one transaction, and store the result only when all went well.",
  run: async (t) => {
    const { user, path, value } = await keepPatched(t);
    const { operation, refused } = await findRefused(t, user);
    const reply = await t.patch(user.path, [{ op: "replace", path, value: "Zi half" }, operation]);
    const although = `it is answered ${describeOutcome(refused)} when it sends just ${shown(operation)}`;
    verify(reply, { others: [refused] }).doesNotSucceed(although);
    await verifyShows(t, user, { path, value });
  },
  defects: {
    "patch-not-atomic": operatesOneByOne(),
    "operations-that-fail-are-left-out": operatesInOrder((operations) =>
      operations.length > 1 ? operations.filter((operation) => operation["path"] !== "id") : operations,
    ),
  },
});

const uniqueness = defineCheck({
  id: "users.patch.uniqueness",
  title: "A PATCH to a userName that is taken is refused with 409",
  rule: "RFC7644-3.5.2-23",
  advice: "Answer 409 with scimType uniqueness when the new userName belongs to another user.",
  run: async (t) => {
    const taken = await t.make.user({ label: "taken" });
    const user = await t.make.user({ label: "own" });
    const { userName } = await user.read();
    const reply = await t.patch(user.path, [{ op: "replace", path: "userName", value: taken.sent.userName }]);
    const scimType = verify(reply).at("scimType");
    const isFit = reply.status === 409 || (reply.status === 400 && isFitting(scimType.value));
    if (!isFit && reply.status >= 400 && reply.status < 500) await skipWithoutRename(t);
    verify(reply).refuses("the userName is another user's", 409, 400);
    if (reply.status === 400) scimType.holds('"uniqueness" or "mutability"', isFitting);
    await verifyShows(t, user, { path: "userName", value: userName });
  },
  defects: {
    "patch-to-a-taken-user-name-accepted": on("PATCH").response((r) =>
      r.status === 409 ? new Response(null, { status: 204 }) : r,
    ),
    "patch-to-a-taken-user-name-is-422": on("PATCH").response((r) =>
      r.status === 409 ? errorResponse(422, "userName already exists.", "uniqueness") : r,
    ),
    "patch-to-a-taken-user-name-is-invalid-syntax": on("PATCH").response((r) =>
      r.status === 409 ? errorResponse(400, "userName already exists.", "invalidSyntax") : r,
    ),
    "taken-user-name-refused-but-carried-out": changesRefused(
      ([first]) => first?.["path"] === "userName",
      (user) => ({ ...user, userName: "somebody.else@example.com" }),
    ),
    "patch-to-a-taken-user-name-crashes": on(patchWith(([first]) => first?.["path"] === "userName")).answer(() =>
      errorResponse(500, "duplicate key value violates unique constraint"),
    ),
  },
});

/** Rules that hold for every operation. */
export const patchRuleChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [
  readOnly,
  wrongType,
  order,
  primary,
  atomic,
  uniqueness,
]);

/** A target that takes no PATCH of userName refuses a taken one for that, not for its owner. */
async function skipWithoutRename(t: CheckContext): Promise<void> {
  const user = await t.make.user({ label: "before" });
  const { userName } = t.make.userBody({ label: "after" });
  const reply = await t.patch(user.path, [{ op: "replace", path: "userName", value: userName }]);
  if (!isSuccess(reply)) t.skip(`the target refuses every PATCH of userName (${describeOutcome(reply)})`);
}

/** An operation that the target refuses when it stands alone. */
async function findRefused(
  t: CheckContext,
  user: OwnUser,
): Promise<{ readonly operation: JsonObject; readonly refused: Reply }> {
  for (const operation of [
    { op: "replace", path: "id", value: "other" },
    { op: "replace", path: "emails[type eq", value: "x" },
    { op: "replace", path: 'emails[value eq "nobody@example.com"]', value: { value: "x@example.com" } },
  ]) {
    const refused = await t.patch(user.path, [operation]);
    if (refused.status >= 400 && refused.status < 500) return { operation, refused };
  }
  return t.skip("the target refuses no operation");
}

async function verifyOnePrimary(t: CheckContext, user: OwnUser): Promise<void> {
  await t.eventually(
    () => readPatched(t, user),
    (reply) => {
      const isOne = (emails: Json | undefined): boolean => itemsAt(emails).filter(isPrimary).length <= 1;
      verify(reply).at("emails").holds("at most one primary value", isOne);
    },
  );
}

function isPrimary(email: JsonObject): boolean {
  return email["primary"] === true;
}

/** A refusal with 400 that does not name another reason. */
const isFitting = noneOr("uniqueness", "mutability");
