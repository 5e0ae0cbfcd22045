import {
  valueAt,
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  errorResponse,
  isSuccess,
  itemsAt,
  on,
  readBack,
  shown,
  verify,
  withMeta,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, OwnUser, Wrap } from "../../../src/kit/index.ts";
import { changesRefused, ignoresPatch, operatesAs, operation, patchesAs, patchWith } from "./words/patch-defects.ts";
import type { Operations } from "./words/patch-defects.ts";
import { verifyOthersKept, verifyShows, verifyStays } from "./words/patch-effect.ts";
import { isRequired, keepAttribute, keepPatched, patchUser, removablePaths } from "./words/patch-target.ts";
import { keepValues, verifyValues } from "./words/patch-values.ts";

const noPath = defineCheck({
  id: "users.patch.remove-no-path",
  title: "remove without path fails with 400 noTarget",
  rule: "RFC7644-3.5.2.2-01",
  advice: "Refuse remove without a path with 400 and scimType noTarget.",
  run: async (t) => {
    const { user, path, value } = await keepPatched(t);
    const answer = verify(await t.patch(user.path, [{ op: "remove" }])).status(400);
    answer.at("scimType").is("noTarget");
    await verifyStays(t, user, { path, value });
  },
  defects: {
    "remove-without-path-does-nothing": ignoresPatch(([first]) => first?.["path"] === undefined),
    "remove-without-path-refused-but-carried-out": changesRefused(
      ([first]) => first?.["path"] === undefined,
      (user) => without(user, "nickName"),
    ),
    "remove-without-path-is-invalid-syntax": on(patchWith(([first]) => first?.["path"] === undefined)).answer(() =>
      errorResponse(400, "path is required", "invalidSyntax"),
    ),
  },
});

const single = defineCheck({
  id: "users.patch.remove",
  title: "remove of a single-valued attribute leaves it without a value",
  rule: "RFC7644-3.5.2.2-02",
  advice: "Take the value away: the attribute is then absent or null, not an empty text.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t, await removablePaths(t));
    const before = await readBack(t, user.path);
    verify(await patchUser(t, user, [{ op: "remove", path }])).succeeds();
    await verifyShows(t, user, { path, value: undefined });
    await verifyOthersKept(t, user, { before, changed: [path] });
  },
  also: ["patch-replaces-the-whole-user"],
  defects: {
    "remove-refused": on(patchWith(([first]) => first?.["op"] === "remove")).answer(() =>
      errorResponse(501, "Values cannot be removed."),
    ),
    "remove-ignored": ignoresPatch(([first]) => first?.["op"] === "remove"),
    "remove-leaves-an-empty-text": operatesAs((operation) => ({ ...operation, op: "replace", value: "" })),
  },
});

/** The removal of a whole list. */
const isListRemoved = (one: JsonObject): boolean =>
  operation("remove")(one) && ["phoneNumbers", "addresses", "emails"].includes(String(one["path"]));

const list = defineCheck({
  id: "users.patch.remove-list",
  title: "remove of a multi-valued attribute takes away all its values",
  rule: "RFC7644-3.5.2.2-03",
  advice: "Take away every value when the path has no filter.",
  run: async (t) => {
    const attributes = (["phoneNumbers", "addresses", "emails"] as const).filter((name) => !isRequired(t, name));
    const { user, attribute } = await keepValues(t, attributes);
    const reply = await patchUser(t, user, [{ op: "remove", path: attribute }]);
    // A target may want each user to have an e-mail address without saying so.
    if (attribute === "emails" && reply.status === 400) t.skip("the target answers 400 to the removal of all e-mails");
    verify(reply).succeeds();
    await verifyValues(t, user, { attribute, has: [] });
  },
  also: ["remove-refused"],
  defects: {
    "remove-takes-the-first-value-only": patchesAs((user, [first]) => {
      const attribute = String(first?.["path"]);
      return { ...user, [attribute]: itemsAt(user, attribute).slice(1) };
    }, isListRemoved),
    "remove-leaves-one-of-several": patchesAs((user, [first]) => {
      const attribute = String(first?.["path"]);
      const items = itemsAt(user, attribute);
      return items.length > 1 ? { ...user, [attribute]: items.slice(-1) } : undefined;
    }, isListRemoved),
    "remove-of-a-list-ignored": ignoresPatch(([first = {}]) => isListRemoved(first)),
  },
});

const required = defineCheck({
  id: "users.patch.remove-required",
  title: "remove of a required attribute fails with mutability",
  rule: "RFC7644-3.5.2.2-07",
  advice: "Refuse to remove userName with 400 and scimType mutability.",
  run: async (t) => {
    const user = await t.make.user();
    const { reply: seen, resource } = await readBack(t, user.path);
    await verifyImmutable(t, user, "userName");
    await verifyStays(t, user, { path: "userName", value: valueAt(resource, "userName"), seen });
  },
  defects: {
    "removal-of-user-name-refused-but-carried-out": changesRefused(removes("userName"), (user) =>
      without(user, "userName"),
    ),
    "removal-of-user-name-answered-200": answersRemovalOf("userName", () => new Response(null, { status: 204 })),
    "removal-of-user-name-is-invalid-value": answersRemovalOf("userName", () =>
      errorResponse(400, "userName is required.", "invalidValue"),
    ),
  },
});

const readOnly = defineCheck({
  id: "users.patch.remove-read-only",
  title: "remove of a readOnly attribute fails with mutability",
  rule: "RFC7644-3.5.2.2-08",
  advice: "Refuse to remove what is readOnly, such as id or meta.created, with 400 and scimType mutability.",
  run: async (t) => {
    const user = await t.make.user();
    const { reply: seen, resource } = await readBack(t, user.path);
    const created = valueAt(resource, "meta", "created");
    await verifyImmutable(t, user, "id");
    await verifyStays(t, user, { path: "id", value: user.id });
    if (created !== undefined) {
      const reply = await t.patch(user.path, [{ op: "remove", path: "meta.created" }]);
      const { value } = verify(reply).refuses("it removes meta.created").at("scimType");
      const how = `with scimType ${shown(value)}, not mutability`;
      if (value !== "mutability") t.note(reply, `${describeRequest(reply)} refuses to remove meta.created ${how}.`);
      await verifyStays(t, user, { path: "meta.created", value: created, seen });
    }
  },
  defects: {
    "removal-of-id-refused-but-carried-out": changesRefused(removes("id"), (user) => without(user, "id")),
    "removal-of-created-refused-but-carried-out": changesRefused(removes("meta.created"), (user) =>
      withMeta(user, { created: undefined }),
    ),
    "removal-of-id-ignored": answersRemovalOf("id", () => new Response(null, { status: 204 })),
    "removal-of-created-ignored": answersRemovalOf("meta.created", () => new Response(null, { status: 204 })),
    "removal-of-id-without-scim-type": on("PATCH").response((r) =>
      r.ok ? r : errorResponse(400, "id cannot be removed."),
    ),
  },
});

/** remove of attributes. */
export const patchRemoveChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [
  noPath,
  single,
  list,
  required,
  readOnly,
]);

/**
 * Throws unless remove of the attribute is refused with mutability. A target that has no remove at all gives another
 * reason, whatever is to be removed: users.patch.remove reports it.
 */
async function verifyImmutable(t: CheckContext, user: OwnUser, path: string): Promise<void> {
  const reply = await t.patch(user.path, [{ op: "remove", path }]);
  const scimType = verify(reply).refuses(`it removes ${path}`).at("scimType");
  if (scimType.value !== "mutability") {
    const kept = await keepAttribute(t, await removablePaths(t));
    const other = await t.patch(kept.user.path, [{ op: "remove", path: kept.path }]);
    if (!isSuccess(other)) t.skip(`the target refuses to remove ${kept.path} too; see users.patch.remove`);
  }
  scimType.is("mutability");
  if (reply.status !== 400) {
    t.note(reply, `${describeRequest(reply)} answers ${describeOutcome(reply)}, not 400, with scimType mutability.`);
  }
}

function answersRemovalOf(path: string, answer: () => Response): Wrap {
  return on(patchWith(removes(path))).answer(answer);
}

function removes(path: string): (operations: Operations) => boolean {
  return ([first]) => first?.["op"] === "remove" && first["path"] === path;
}
