import {
  breaking,
  defineCheck,
  defineFamily,
  errorResponse,
  instantAt,
  itemsAt,
  on,
  ports,
  readBack,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check } from "../../../src/kit/index.ts";
import {
  answersPatch,
  changesRefused,
  currentValue,
  namesInPath,
  operatesAs,
  operation,
  patchesAs,
  patchWith,
  showsPatched,
} from "./words/patch-defects.ts";
import { readPatched, verifyStays } from "./words/patch-effect.ts";
import { keepAttribute, keepPatched, patchUser, skipUnlessPatched } from "./words/patch-target.ts";
import { keepValues, verifyValuesStay } from "./words/patch-values.ts";

const existing = defineCheck({
  id: "users.patch.add-existing",
  title: "add of a value that is already there succeeds and changes nothing",
  rule: "RFC7644-3.5.2.1-08",
  advice: "Answer 200 or 204 when there is nothing to change, and do not store a value twice.",
  run: async (t) => {
    const kept = await keepAttribute(t);
    verify(await patchUser(t, kept.user, [{ op: "add", path: kept.path, value: kept.value }])).succeeds();
    await verifyStays(t, kept.user, kept);
  },
  also: ["add-appends-to-the-text"],
  defects: {
    "add-of-the-same-value-removes-it": patchesAs(
      (user, [first]) => {
        const [name = ""] = namesInPath(first);
        return user[name] === first?.["value"] ? without(user, name) : undefined;
      },
      operation("add", "attribute"),
    ),
    "patch-without-change-refused": answersPatch((user, [first]) =>
      currentValue(user, first) === first?.["value"] ? errorResponse(400, "No valid fields to update") : undefined,
    ),
  },
});

const existingInList = defineCheck({
  id: "users.patch.add-existing-to-list",
  title: "add of a value that a list already has succeeds and does not store it twice",
  rule: "RFC7644-3.5.2.1-08",
  advice: "Compare the value with those that are there before appending it.",
  run: async (t) => {
    const { user, attribute, work, home, seen } = await keepValues(t);
    verify(await patchUser(t, user, [{ op: "add", path: attribute, value: [home] }])).succeeds();
    await verifyValuesStay(t, user, { attribute, has: [work, home], seen });
  },
  defects: {
    "add-stores-a-value-twice": showsPatched((user) =>
      Object.fromEntries(
        Object.entries(user).map(([name, value]) => {
          const items = name === "members" ? [] : itemsAt(user, name);
          return [name, items.length === 2 ? [...items, items[1] ?? null] : value];
        }),
      ),
    ),
    "add-of-existing-value-refused": answersPatch((user, [first]) =>
      itemsAt(first, "value").length > 0 && itemsAt(user, String(first?.["path"])).length === 2
        ? errorResponse(409, "The value exists.", "uniqueness")
        : undefined,
    ),
  },
});

const lastModified = defineCheck({
  id: "users.patch.add-existing-last-modified",
  title: "add of a value that is already there leaves meta.lastModified",
  rule: "RFC7644-3.5.2.1-09",
  advice: "Touch meta.lastModified only when an operation changes something.",
  run: async (t) => {
    const { user, path, value } = await keepAttribute(t);
    const { reply: first } = await readBack(t, user.path);
    const before = instantAt(first.body, "lastModified") ?? t.skip("the target shows no meta.lastModified");
    await t.pause(1100);
    await skipUnlessPatched(t, user, [{ op: "add", path, value }]);
    await t.stays(
      () => readPatched(t, user),
      (reply) =>
        verify(reply, { although: "nothing was changed", others: [first] })
          .at("meta", "lastModified")
          .holds(new Date(before).toISOString(), () => instantAt(reply.body, "lastModified") === before),
    );
  },
  defects: {
    "last-modified-moves-without-a-change": ports(({ store }) => ({
      store: {
        ...store,
        update: (type, id, change) =>
          store.update(type, id, (current) => ({ ...change(current), lastModified: current.lastModified + 1100 })),
      },
    })),
  },
});

const needsValue = defineCheck({
  id: "users.patch.add-needs-value",
  title: "add without a value is refused, and so is add of a text without a path",
  rule: ["RFC7644-3.5.2.1-01", "RFC7644-3.5.2.1-03"],
  advice: "Refuse add with 400 when it has no value, and when it has neither a path nor an object to merge.",
  run: async (t) => {
    const { user, path, value } = await keepPatched(t, { op: "add" });
    const bare = await t.patch(user.path, [{ op: "add", path }]);
    verify(bare, { rule: "RFC7644-3.5.2.1-01" }).refuses("it adds without a value");
    await verifyStays(t, user, { path, value, rule: "RFC7644-3.5.2.1-01" });
    const text = await t.patch(user.path, [{ op: "add", value: "x" }]);
    verify(text, { rule: "RFC7644-3.5.2.1-03" }).refuses("it adds a text to the user as a whole");
  },
  defects: {
    "add-without-value-accepted": breaking(
      "RFC7644-3.5.2.1-01",
      on(patchWith(([first]) => first?.["value"] === undefined)).answer(() => new Response(null, { status: 204 })),
    ),
    "add-without-value-refused-but-carried-out": breaking(
      "RFC7644-3.5.2.1-01",
      changesRefused(
        ([first]) => first?.["path"] !== undefined && first["value"] === undefined,
        (user) => without(user, "nickName"),
      ),
    ),
    "add-of-a-text-to-the-user-accepted": breaking(
      "RFC7644-3.5.2.1-03",
      operatesAs((operation) =>
        operation["path"] === undefined ? { op: "add", value: { nickName: "x" } } : operation,
      ),
    ),
  },
});

/** add of what is there, and of nothing. */
export const patchAddAgainChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [
  existing,
  existingInList,
  lastModified,
  needsValue,
]);
