import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  errorResponse,
  isSuccess,
  isUnassigned,
  itemsAt,
  on,
  readBack,
  sameText,
  shown,
  USER_URN,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, OwnUser, Wrap } from "../../../src/kit/index.ts";
import { isWritable } from "../words/is-writable.ts";
import { reading } from "../words/reading.ts";
import { changesRefused, ignoresPatch, operatesAs, patchWith } from "./words/patch-defects.ts";
import { verifyOthersKept, verifyShows } from "./words/patch-effect.ts";
import { keepPatched, noneOr } from "./words/patch-target.ts";

const letterCase = defineCheck({
  id: "users.patch.path-case",
  title: "Paths ignore letter case",
  rule: "RFC7644-3.5.2-13",
  advice: "Look the names in a path up without regard to letter case, the URN in front included.",
  run: async (t) => {
    const { user, path } = await keepPatched(t);
    // A path with the URN is tried where the target takes one; users.patch.path-forms is about that.
    const withUrn = (await takesUrn(t, user, path)) ? [`${USER_URN}:${path}`.toUpperCase()] : [];
    for (const [index, form] of [path.toUpperCase(), ...withUrn].entries()) {
      verify(await t.patch(user.path, [{ op: "replace", path: form, value: `Zi case ${index}` }])).succeeds();
      await verifyShows(t, user, { path, value: `Zi case ${index}` });
    }
  },
  defects: {
    "patch-path-case-sensitive": ignoresPatch(([first]) => /^[A-Z.]+$/.test(String(first?.["path"]))),
    "patch-path-urn-case-sensitive": refusesPath(/^URN:/, "invalidPath"),
  },
});

/** Paths, and the attribute that they seem to be about. */
const MALFORMED = [
  ["emails", "emails[type eq"],
  ["name", "name..x"],
  [undefined, "[a eq 1]"],
] as const;

const malformed = defineCheck({
  id: "users.patch.malformed-path",
  title: "A malformed path is refused with 400 invalidPath",
  rule: "RFC7644-3.5.2-06",
  advice: "Refuse a path that the grammar does not allow with 400 and scimType invalidPath.",
  run: async (t) => {
    const { user } = await keepPatched(t);
    // A target may refuse a change of what it has published as readOnly or immutable before it has read the whole path.
    const paths = MALFORMED.filter(([attribute]) => attribute === undefined || isWritable(t, attribute));
    for (const [, path] of paths) {
      const reply = await t.patch(user.path, [{ op: "replace", path, value: "x" }]);
      const answer = verify(reply, { although: `the path ${shown(path)} is malformed` }).status(400);
      answer.at("scimType").holds('"invalidPath" or "invalidFilter"', noneOr("invalidPath", "invalidFilter"));
    }
  },
  defects: {
    "malformed-path-ignored": ignoresPatch(([first]) => /\.\./.test(String(first?.["path"]))),
    "malformed-path-crashes": on(patchWith(([first]) => String(first?.["path"]).endsWith(" eq"))).answer(() =>
      errorResponse(500, "Cannot read properties of null"),
    ),
    "malformed-path-is-invalid-value": refusesPath(/^\[/, "invalidValue"),
  },
});

const unknown = defineCheck({
  id: "users.patch.unknown-path",
  title: "A path to an attribute that no schema defines is refused with 400",
  rule: "RFC7644-3.5.2-07",
  advice: "Refuse a path to an unknown attribute with 400 instead of saying that all went well.",
  run: async (t) => {
    const { user } = await keepPatched(t);
    verify(await t.patch(user.path, [{ op: "replace", path: "noSuchAttribute", value: "x" }])).status(400);
  },
  defects: {
    "unknown-path-ignored": ignoresPatch(([first]) => first?.["path"] === "noSuchAttribute"),
  },
});

const badFilter = defineCheck({
  id: "users.patch.bad-filter",
  title: "A path with a bad filter is refused with 400 and changes nothing",
  rule: "RFC7644-3.12-15",
  advice: "Refuse a path whose filter has an unknown operator with 400 and scimType invalidFilter.",
  run: async (t) => {
    const { user } = await keepPatched(t);
    const before = await readBack(t, user.path);
    if (itemsAt(before.resource, "emails").length === 0) t.skip("the target shows no e-mails");
    const path = 'emails[type regex "x"].value';
    const reply = await t.patch(user.path, [{ op: "replace", path, value: "x" }]);
    const scimType = verify(reply).status(400).at("scimType");
    await verifyOthersKept(t, user, { before, changed: [] });
    if (scimType.value !== "invalidFilter" && scimType.value !== "invalidPath") {
      t.note(reply, `${describeRequest(reply)} answers 400 with scimType ${shown(scimType.value)} to a bad filter.`);
    }
  },
  defects: {
    "bad-filter-in-path-refused-but-carried-out": changesRefused(
      ([first]) => /regex/.test(String(first?.["path"])),
      (user) => ({ ...user, emails: [{ value: "x" }] }),
    ),
    "bad-filter-in-path-ignored": ignoresPatch(([first]) => /regex/.test(String(first?.["path"]))),
    "bad-filter-in-path-is-422": on(patchWith(([first]) => /regex/.test(String(first?.["path"])))).answer(() =>
      errorResponse(422, "No such operator.", "invalidFilter"),
    ),
  },
});

const noValue = defineCheck({
  id: "users.patch.replace-needs-value",
  title: "replace without a value is refused, and stores no value of the server's own",
  rule: "RFC7644-3.5.2.3-09",
  advice: "Refuse replace without a value with 400.",
  run: async (t) => {
    const { user, path, value } = await keepPatched(t);
    const reply = await t.patch(user.path, [{ op: "replace", path }]);
    const outcome = `${describeRequest(reply)} answers ${describeOutcome(reply)}`;
    // To leave the value and to take it away are both readings that a server may have.
    if (isSuccess(reply)) t.note(reply, `${outcome} to replace without a value.`);
    else verify(reply).refuses("it replaces without a value");
    await t.stays(reading(t, user.path), (read) => {
      const place = verify(read).at(...path.split("."));
      place.holds(`${shown(value)} or no value`, (found) => isUnassigned(found) || sameText(found, value));
    });
  },
  defects: {
    "replace-without-value-stores-undefined": operatesAs((operation) => ({
      ...operation,
      value: operation["value"] ?? "undefined",
    })),
    "replace-without-value-crashes": on(patchWith(([first]) => first?.["value"] === undefined)).answer(() =>
      errorResponse(500, "value is undefined"),
    ),
  },
});

/** Paths of operations. */
export const patchPathChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [
  letterCase,
  malformed,
  unknown,
  badFilter,
  noValue,
]);

/** True where a PATCH changes the attribute by a path with the schema URN. */
async function takesUrn(t: CheckContext, user: OwnUser, path: string): Promise<boolean> {
  const value = "Zi with URN";
  const reply = await t.patch(user.path, [{ op: "replace", path: `${USER_URN}:${path}`, value }]);
  const isChanged = (found: JsonObject): boolean => sameText(valueAt(found, ...path.split(".")), value);
  return isSuccess(reply) && isChanged((await readBack(t, user.path, isChanged)).resource);
}

function refusesPath(pattern: RegExp, scimType: string): Wrap {
  return on(patchWith(([first]) => pattern.test(String(first?.["path"])))).answer(() =>
    errorResponse(400, "The path is not right.", scimType),
  );
}
