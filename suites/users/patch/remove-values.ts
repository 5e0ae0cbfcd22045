import {
  defineCheck,
  defineFamily,
  errorResponse,
  filterOf,
  isPresent,
  itemsAt,
  makeIfTaken,
  on,
  quoted,
  readBack,
  readThrough,
  remembering,
  valueAt,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Filter, OwnUser, Reply } from "../../../src/kit/index.ts";
import {
  answersPatch,
  ignoresPatch,
  operatesAs,
  operation,
  patchesAs,
  patchWith,
  showsPatched,
} from "./words/patch-defects.ts";
import { verifyOthersKept, verifyShows } from "./words/patch-effect.ts";
import { keepOneValue, keepValues, keyOf, patchByFilter, verifyValues } from "./words/patch-values.ts";
import type { MultiValued } from "./words/patch-values.ts";

const value = defineCheck({
  id: "users.patch.remove-value",
  title: "remove with a filter in the path takes away the matching value only",
  rule: "RFC7644-3.5.2.2-04",
  advice: "Take away the values that the filter matches and keep the others.",
  run: async (t) => {
    const { user, attribute, work, home, seen } = await keepValues(t);
    const before = await readBack(t, user.path);
    const path = filterOf`${attribute}[type eq "work"]`;
    verify(await patchByFilter(t, user, { op: "remove", path })).succeeds();
    await verifyValues(t, user, { attribute, has: [home], lacks: [work], seen });
    await verifyOthersKept(t, user, { before, changed: [attribute] });
  },
  also: ["values-patched-by-filter-drop-the-name"],
  defects: {
    "removal-by-filter-refused": on(
      patchWith(([first]) => first?.["op"] === "remove" && String(first["path"]).includes("[")),
    ).answer(() => errorResponse(400, "Values cannot be removed one by one.", "invalidValue")),
    "removal-by-filter-is-an-invalid-path": on(
      patchWith(([first]) => first?.["op"] === "remove" && String(first["path"]).includes("[")),
    ).answer(() => errorResponse(400, "Only whole attributes can be removed.", "invalidPath")),
    "value-path-removes-all": operatesAs(
      (one) => ({
        ...one,
        path: String(one["path"]).replace(/\[.*$/, ""),
      }),
      operation("remove", "filter"),
    ),
    "value-path-removes-nothing": ignoresPatch(([first = {}]) => operation("remove", "filter")(first)),
    "value-path-removes-the-others": operatesAs(
      (one) => ({
        ...one,
        path: String(one["path"]).replace(" eq ", " ne "),
      }),
      operation("remove", "filter"),
    ),
  },
});

const last = defineCheck({
  id: "users.patch.remove-last-value",
  title: "An attribute whose last value is removed has no value",
  rule: "RFC7644-3.5.2.2-05",
  advice:
    "Leave the attribute out, or return an empty list, when no value is left; not a list with an empty object in it.",
  run: async (t) => {
    const { user, attribute } = await keepOneValue(t);
    const reply = await patchByFilter(t, user, { op: "remove", path: filterOf`${attribute}[type eq "work"]` });
    if (reply.status === 400 && valueAt(reply.body, "scimType") === "mutability") {
      t.skip(`the target wants users to have a value of ${attribute}`);
    }
    // A target may want each user to have an e-mail address without saying so.
    if (attribute === "emails" && reply.status === 400) t.skip("the target answers 400 to the removal of all e-mails");
    verify(reply).succeeds();
    await verifyShows(t, user, { path: attribute, value: undefined });
    if (isPresent(t.capabilities.filter) && (await tellsWhoHas(t, attribute)))
      await verifyNotFound(t, user, { attribute, after: reply });
  },
  also: ["removal-by-filter-refused", "removal-by-filter-is-an-invalid-path"],
  defects: {
    "last-value-stays-in-the-index": (next) => indexKeepsValues(next),
    "last-value-leaves-an-empty-object": patchesAs(
      (user, [first]) => {
        const attribute = String(first?.["path"]).replace(/\[.*$/, "");
        return itemsAt(user, attribute).length === 1 ? { ...user, [attribute]: [{ type: "work" }] } : undefined;
      },
      operation("remove", "filter"),
    ),
    "last-value-is-kept": answersPatch((user, [first = {}]) => {
      if (!operation("remove", "filter")(first)) return undefined;
      const attribute = String(first["path"]).replace(/\[.*$/, "");
      return itemsAt(user, attribute).length === 1 ? new Response(null, { status: 204 }) : undefined;
    }),
  },
});

const sub = defineCheck({
  id: "users.patch.remove-value-part",
  title: "remove with a filter and a sub-attribute takes away just that part of the value",
  rule: "RFC7644-3.5.2.2-06",
  advice: "Take the one sub-attribute away from the values that the filter matches and keep the rest of them.",
  run: async (t) => {
    const { user, attribute, work, home, seen } = await keepValues(t, ["addresses"]);
    if (valueAt(work, "locality") === undefined) t.skip("the target keeps no addresses.locality");
    const path = filterOf`${attribute}[type eq "work"].locality`;
    verify(await patchByFilter(t, user, { op: "remove", path })).succeeds();
    await verifyValues(t, user, { attribute, has: [work, home], seen });
    await t.eventually(
      () => t.get(user.path),
      (reply) => {
        const place = verify(reply).at(
          attribute,
          (item) => valueAt(item, keyOf(attribute)) === valueAt(work, "streetAddress"),
        );
        place.at("locality").isUnassigned();
        place.at("type").is(valueAt(work, "type"));
      },
    );
  },
  also: ["removal-by-filter-refused", "removal-by-filter-is-an-invalid-path"],
  defects: {
    "removed-part-takes-its-value-along": operatesAs(
      (one) => ({
        ...one,
        path: String(one["path"]).replace(/\]\..*$/, "]"),
      }),
      operation("remove", "part"),
    ),
    "removed-part-takes-the-type-along": showsPatched((user) => ({
      ...user,
      addresses: itemsAt(user, "addresses").map((item) =>
        item["locality"] === undefined ? without(item, "type") : item,
      ),
    })),
    "removed-part-stays": ignoresPatch(([first]) => String(first?.["path"]).includes("].")),
  },
});

/** True where a filter does not find a user who never had a value; a filter that does is the business of other checks. */
async function tellsWhoHas(t: CheckContext, attribute: MultiValued): Promise<boolean> {
  const bare = await makeIfTaken(t, { label: "bare", overrides: { [attribute]: undefined } });
  if (bare === undefined) return false;
  const list = await t.query("/Users", hasValue(bare, attribute));
  return list.status === 200 && itemsAt(list.body, "Resources").length === 0;
}

function hasValue({ sent }: OwnUser, attribute: MultiValued): Filter {
  return filterOf`${attribute} pr and userName eq ${quoted(sent.userName)}`;
}

/** A server whose index of values does not hear of removals. */
const indexKeepsValues = remembering(() => {
  const names = new Set<string>();
  const hear = on(patchWith(([first]) => first?.["op"] === "remove")).answer(async (request, next) => {
    names.add(String((await readThrough(next, request))?.["userName"]));
    return next(request);
  });
  const find = on("GET /Users").url((url) => {
    const filter = url.searchParams.get("filter") ?? "";
    const isStale = [...names].some((name) => filter.includes(name));
    if (isStale) url.searchParams.set("filter", filter.replace(/^\w+ pr and /, ""));
  });
  return (next) => find(hear(next));
});

/** Throws when a filter finds the user by the attribute that has no value. */
async function verifyNotFound(
  t: CheckContext,
  user: OwnUser,
  { attribute, after }: { readonly attribute: MultiValued; readonly after: Reply },
): Promise<void> {
  await t.eventually(
    () => t.query("/Users", hasValue(user, attribute)),
    (list) => {
      // A target need not take such a filter.
      if (list.status === 200) {
        const resources = verify(list, { after }).at("Resources");
        resources.holds("no user", (found) => itemsAt(found).length === 0);
      }
    },
  );
}

/** remove of values of multi-valued attributes. */
export const patchRemoveValueChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [value, last, sub]);
