import {
  valueAt,
  defineCheck,
  defineFamily,
  describeRequest,
  errorResponse,
  filterOf,
  itemsAt,
  on,
  quoted,
  readBack,
  shown,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, OwnUser, Reply } from "../../../src/kit/index.ts";
import { operatesInOrder, operatesOneByOne, patchWith, showsPatched } from "./words/patch-defects.ts";
import { readPatched, verifyShows, verifyStays } from "./words/patch-effect.ts";
import { keepPatched, ownValue, patchUser, removablePaths, skipUnlessPatched } from "./words/patch-target.ts";
import { isSameValue, keepValues, keyOf, takesNoFilter, valueFor } from "./words/patch-values.ts";

const order = defineCheck({
  id: "users.patch.order",
  title: "Operations apply in order, each to the result of the one before",
  rule: "RFC7644-3.5.2-16",
  advice: "Apply the operations one after the other, in the order in which they are sent.",
  run: async (t) => {
    const { user, path } = await keepPatched(t, { paths: await removablePaths(t) });
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
      { operations: [replace(ownValue(t, "a")), replace(ownValue(t, "b"))], value: ownValue(t, "b") },
      { operations: [remove, add(ownValue(t, "x"))], value: ownValue(t, "x") },
      { operations: [add(ownValue(t, "y")), remove], value: undefined },
    ];
    for (const { operations, value } of sequences) {
      verify(await t.patch(user.path, operations)).succeeds();
      await verifyShows(t, user, { path, value });
    }
  },
  defects: {
    "several-operations-on-a-user-refused": on(patchWith((operations) => operations.length > 1)).answer(() =>
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
    if (valueAt(work, "primary") !== true) t.skip("the target does not keep primary");
    const fresh = { ...valueFor(t, attribute, "other"), primary: true };
    const added = await patchUser(t, user, [{ op: "add", path: attribute, value: [fresh] }]);
    verify(added).succeeds();
    const becomes = (reading: JsonObject): boolean =>
      itemsAt(reading, attribute).some((item) => isPrimary(item) && isSameValue(attribute, item, fresh));
    // Late readings show the primary value of before.
    const { resource } = await readBack(t, user.path, becomes);
    await verifyOnePrimary(t, user);
    if (!becomes(resource)) {
      t.note(added, `${describeRequest(added)} succeeds, and does not make primary what is added as primary.`);
    }
    const path = filterOf`${attribute}[${keyOf(attribute)} eq ${quoted(valueAt(home, "value") ?? null)}].primary`;
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
    const although = `the target refuses ${shown(operation)} when it is sent alone`;
    verify(reply, { others: [refused] }).doesNotSucceed(although);
    await verifyStays(t, user, { path, value });
  },
  defects: {
    "patch-not-atomic": operatesOneByOne(),
    "operations-that-fail-are-left-out": operatesInOrder((operations) =>
      operations.length > 1 ? operations.filter((operation) => operation["path"] !== "id") : operations,
    ),
  },
});

/** What the operations of one PATCH do together, and what one of them does to other values. */
export const patchOrderChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [order, primary, atomic]);

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
  return valueAt(email, "primary") === true;
}
