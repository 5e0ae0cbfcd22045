import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  errorResponse,
  isUnassigned,
  itemsAt,
  on,
  readBack,
  shown,
  USER_URN,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, Wrap } from "../../../src/kit/index.ts";
import { ignoresPatch, operatesAs, patchWith } from "./words/patch-defects.ts";
import { verifyOthersKept, verifyShows } from "./words/patch-effect.ts";
import { keepAttribute, noneOr, skipUnlessPatched } from "./words/patch-target.ts";

const forms = defineCheck({
  id: "users.patch.path-forms",
  title: "A path may be an attribute or a sub-attribute, with or without its schema URN",
  rule: "RFC7644-3.5.2-05",
  advice: `Take title, name.familyName, ${USER_URN}:title and ${USER_URN}:name.familyName as paths.`,
  run: async (t) => {
    const kept = await keepAttribute(t);
    const { user } = kept;
    const hasName = valueAt(await user.read(), "name", "familyName") !== undefined;
    for (const path of [kept.path, ...(hasName ? ["name.familyName"] : [])]) {
      for (const [index, form] of [path, `${USER_URN}:${path}`].entries()) {
        const before = await user.read();
        verify(await t.patch(user.path, [{ op: "replace", path: form, value: `Zi form ${index}` }])).succeeds();
        await verifyShows(t, user, { path, value: `Zi form ${index}` });
        await verifyOthersKept(t, user, { before, changed: [path] });
      }
    }
  },
  defects: {
    "patch-path-with-urn-refused": refusesPath(/^urn:/, "invalidPath"),
    "patch-path-with-urn-ignored": ignoresPatch(([first]) => String(first?.["path"]).startsWith("urn:")),
    "patch-path-to-sub-attribute-ignored": ignoresPatch(([first]) => String(first?.["path"]).startsWith("name.")),
    "patch-path-to-family-name-sets-given-name": operatesAs((operation) => ({
      ...operation,
      path: String(operation["path"]).replace("familyName", "givenName"),
    })),
  },
});

const letterCase = defineCheck({
  id: "users.patch.path-case",
  title: "Paths ignore letter case",
  rule: "RFC7644-3.5.2-13",
  advice: "Look the names in a path up without regard to letter case, the URN in front included.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    await skipUnlessPatched(t, user, [{ op: "replace", path, value: "Zi plain" }]);
    await verifyShows(t, user, { path, value: "Zi plain" });
    for (const [index, form] of [path.toUpperCase(), `${USER_URN}:${path}`.toUpperCase()].entries()) {
      verify(await t.patch(user.path, [{ op: "replace", path: form, value: `Zi case ${index}` }])).succeeds();
      await verifyShows(t, user, { path, value: `Zi case ${index}` });
    }
  },
  defects: {
    "patch-path-case-sensitive": ignoresPatch(([first]) => /^[A-Z.]+$/.test(String(first?.["path"]))),
    "patch-path-urn-case-sensitive": refusesPath(/^URN:/, "invalidPath"),
  },
});

const malformed = defineCheck({
  id: "users.patch.malformed-path",
  title: "A malformed path is refused with 400 invalidPath",
  rule: "RFC7644-3.5.2-06",
  advice: "Refuse a path that the grammar does not allow with 400 and scimType invalidPath.",
  run: async (t) => {
    const user = await t.make.user();
    for (const path of ["emails[type eq", "name..x", "[a eq 1]"]) {
      const reply = await t.patch(user.path, [{ op: "replace", path, value: "x" }]);
      const answer = verify(reply, { although: `the path ${shown(path)} is malformed` }).status(400);
      answer.at("scimType").holds('"invalidPath"', noneOr("invalidPath", "invalidFilter"));
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
    const user = await t.make.user();
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
    const user = await t.make.user();
    const before = await user.read();
    if (itemsAt(before, "emails").length === 0) t.skip("the target shows no e-mails");
    const path = 'emails[type regex "x"].value';
    verify(await t.patch(user.path, [{ op: "replace", path, value: "x" }])).status(400);
    await verifyOthersKept(t, user, { before, changed: [] });
  },
  defects: {
    "bad-filter-in-path-ignored": ignoresPatch(([first]) => /regex/.test(String(first?.["path"]))),
    "bad-filter-in-path-is-422": on(patchWith()).answer(() => errorResponse(422, "No such operator.", "invalidFilter")),
  },
});

const noValue = defineCheck({
  id: "users.patch.replace-needs-value",
  title: "replace without a value is not taken for something else",
  rule: "RFC7644-3.5.2.3-09",
  advice: "Refuse replace without a value with 400.",
  run: async (t) => {
    const { user, path, value } = await keepAttribute(t);
    const reply = await t.patch(user.path, [{ op: "replace", path }]);
    const { reply: reading } = await readBack(t, user.path);
    const sentence = `${describeRequest(reply)} answers ${describeOutcome(reply)} to replace without a value`;
    verify(reply).that(reply.status > 0 && reply.status < 500, sentence, { expected: "status 400" });
    // To leave the value and to take it away are both readings that a server may have.
    const place = verify(reading).at(...path.split("."));
    place.holds(`${shown(value)} or no value`, (found) => isUnassigned(found) || found === value);
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
  forms,
  letterCase,
  malformed,
  unknown,
  badFilter,
  noValue,
]);

function refusesPath(pattern: RegExp, scimType: string): Wrap {
  return on(patchWith(([first]) => pattern.test(String(first?.["path"])))).answer(() =>
    errorResponse(400, "The path is not right.", scimType),
  );
}
