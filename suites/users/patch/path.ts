import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeOutcome } from "../../../src/exchange/reply.ts";
import { errorResponse } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyStatus, verifySuccess, verifyThat } from "../../../src/exchange/verify.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { answersPatch, ignoresPatch, operatesAs } from "../words/patch-defects.ts";
import { keepAttribute, verifyOthersKept, verifyShows } from "../words/patch-target.ts";
import { isUnassigned, itemsAt, valueAt } from "../../../src/kit/reading/value-at.ts";

const forms = defineCheck({
  id: "users.patch.path-forms",
  title: "A path may be an attribute or a sub-attribute, with or without its schema URN",
  clause: rfc("RFC7644-3.5.2-05"),
  needs: ["patch"],
  advice: `Take title, name.familyName, ${USER_URN}:title and ${USER_URN}:name.familyName as paths.`,
  run: async (t) => {
    const kept = await keepAttribute(t);
    const { user } = kept;
    const hasName = valueAt(await user.read(), "name", "familyName") !== undefined;
    for (const path of [kept.path, ...(hasName ? ["name.familyName"] : [])]) {
      for (const [index, form] of [path, `${USER_URN}:${path}`].entries()) {
        const before = await user.read();
        verifySuccess(await t.patch(user.path, [{ op: "replace", path: form, value: `Zi form ${index}` }]));
        await verifyShows(t, user, { path, value: `Zi form ${index}` });
        await verifyOthersKept(t, user, { before, changed: [path] });
      }
    }
  },
  defects: [
    {
      name: "patch-path-with-urn-refused",
      breaks: "RFC7644-3.5.2-05",
      wrap: refusesPath(/^urn:/, "invalidPath"),
    },
    {
      name: "patch-path-with-urn-ignored",
      breaks: "RFC7644-3.5.2-05",
      wrap: ignoresPatch(([first]) => String(first?.["path"]).startsWith("urn:")),
    },
    {
      name: "patch-path-to-sub-attribute-ignored",
      breaks: "RFC7644-3.5.2-05",
      wrap: ignoresPatch(([first]) => String(first?.["path"]).startsWith("name.")),
    },
    {
      name: "patch-path-to-family-name-sets-given-name",
      breaks: "RFC7644-3.5.2-05",
      wrap: operatesAs((operation) => ({
        ...operation,
        path: String(operation["path"]).replace("familyName", "givenName"),
      })),
    },
  ],
});

const letterCase = defineCheck({
  id: "users.patch.path-case",
  title: "Paths ignore letter case",
  clause: rfc("RFC7644-3.5.2-13"),
  needs: ["patch"],
  advice: "Look the names in a path up without regard to letter case, the URN in front included.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    if (!isSuccess(await t.patch(user.path, [{ op: "replace", path, value: "Zi plain" }]))) {
      t.skip(`the target refuses the path ${path}`);
    }
    await verifyShows(t, user, { path, value: "Zi plain" });
    for (const [index, form] of [path.toUpperCase(), `${USER_URN}:${path}`.toUpperCase()].entries()) {
      verifySuccess(await t.patch(user.path, [{ op: "replace", path: form, value: `Zi case ${index}` }]));
      await verifyShows(t, user, { path, value: `Zi case ${index}` });
    }
  },
  defects: [
    {
      name: "patch-path-case-sensitive",
      breaks: "RFC7644-3.5.2-13",
      wrap: ignoresPatch(([first]) => /^[A-Z.]+$/.test(String(first?.["path"]))),
    },
    {
      name: "patch-path-urn-case-sensitive",
      breaks: "RFC7644-3.5.2-13",
      wrap: refusesPath(/^URN:/, "invalidPath"),
    },
  ],
});

const malformed = defineCheck({
  id: "users.patch.malformed-path",
  title: "A malformed path is refused with 400 invalidPath",
  clause: rfc("RFC7644-3.5.2-06"),
  needs: ["patch"],
  advice: "Refuse a path that the grammar does not allow with 400 and scimType invalidPath.",
  run: async (t) => {
    const user = await t.make.user();
    for (const path of ["emails[type eq", "name..x", "[a eq 1]"]) {
      const reply = verifyStatus(await t.patch(user.path, [{ op: "replace", path, value: "x" }]), 400);
      const scimType = valueAt(reply.body, "scimType");
      verifyThat(
        [undefined, null, "invalidPath", "invalidFilter"].some((known) => known === scimType),
        reply,
        {
          reason: `the malformed path ${path} is refused as ${shown(scimType)}`,
          expected: '"invalidPath"',
          actual: shown(scimType),
          at: "/scimType",
        },
      );
    }
  },
  defects: [
    {
      name: "malformed-path-ignored",
      breaks: "RFC7644-3.5.2-06",
      wrap: ignoresPatch(([first]) => /\.\./.test(String(first?.["path"]))),
    },
    {
      name: "malformed-path-crashes",
      breaks: "RFC7644-3.5.2-06",
      wrap: answersPatch((_, [first]) =>
        String(first?.["path"]).endsWith(" eq") ? errorResponse(500, "Cannot read properties of null") : undefined,
      ),
    },
    {
      name: "malformed-path-is-invalid-value",
      breaks: "RFC7644-3.5.2-06",
      wrap: refusesPath(/^\[/, "invalidValue"),
    },
  ],
});

const unknown = defineCheck({
  id: "users.patch.unknown-path",
  title: "A path to an attribute that no schema defines is refused with 400",
  clause: rfc("RFC7644-3.5.2-07"),
  needs: ["patch"],
  advice: "Refuse a path to an unknown attribute with 400 instead of saying that all went well.",
  run: async (t) => {
    const user = await t.make.user();
    verifyStatus(await t.patch(user.path, [{ op: "replace", path: "noSuchAttribute", value: "x" }]), 400);
  },
  defects: [
    {
      name: "unknown-path-ignored",
      breaks: "RFC7644-3.5.2-07",
      wrap: ignoresPatch(([first]) => first?.["path"] === "noSuchAttribute"),
    },
  ],
});

const badFilter = defineCheck({
  id: "users.patch.bad-filter",
  title: "A path with a bad filter is refused with 400 and changes nothing",
  clause: rfc("RFC7644-3.12-15"),
  needs: ["patch"],
  advice: "Refuse a path whose filter has an unknown operator with 400 and scimType invalidFilter.",
  run: async (t) => {
    const user = await t.make.user();
    const before = await user.read();
    if (itemsAt(before, "emails").length === 0) t.skip("the target shows no e-mails");
    verifyStatus(await t.patch(user.path, [{ op: "replace", path: 'emails[type regex "x"].value', value: "x" }]), 400);
    await verifyOthersKept(t, user, { before, changed: [] });
  },
  defects: [
    {
      name: "bad-filter-in-path-ignored",
      breaks: "RFC7644-3.12-15",
      wrap: ignoresPatch(([first]) => /regex/.test(String(first?.["path"]))),
    },
    {
      name: "bad-filter-in-path-is-422",
      breaks: "RFC7644-3.12-15",
      wrap: answersPatch(() => errorResponse(422, "No such operator.", "invalidFilter")),
    },
  ],
});

const noValue = defineCheck({
  id: "users.patch.replace-needs-value",
  title: "replace without a value is not taken for something else",
  clause: rfc("RFC7644-3.5.2.3-09"),
  needs: ["patch"],
  advice: "Refuse replace without a value with 400.",
  run: async (t) => {
    const { user, path, value } = await keepAttribute(t);
    const reply = await t.patch(user.path, [{ op: "replace", path }]);
    // To leave the value and to take it away are both readings that a server may have.
    const found = valueAt(await user.read(), ...path.split("."));
    const isSound = reply.status > 0 && reply.status < 500 && (isUnassigned(found) || found === value);
    verifyThat(isSound, reply, {
      reason: `after replace without a value (answered ${describeOutcome(reply)}) GET shows ${path} as ${shown(found)}`,
      expected: ["status 400", "the old value or none"],
      actual: `status ${describeOutcome(reply)}, ${shown(found)}`,
    });
  },
  defects: [
    {
      name: "replace-without-value-stores-undefined",
      breaks: "RFC7644-3.5.2.3-09",
      wrap: operatesAs((operation) => ({ ...operation, value: operation["value"] ?? "undefined" })),
    },
    {
      name: "replace-without-value-crashes",
      breaks: "RFC7644-3.5.2.3-09",
      wrap: answersPatch((_, [first]) =>
        first?.["value"] === undefined ? errorResponse(500, "value is undefined") : undefined,
      ),
    },
  ],
});

/** Paths of operations. */
export const patchPathChecks: readonly Check[] = [forms, letterCase, malformed, unknown, badFilter, noValue];

function refusesPath(pattern: RegExp, scimType: string): Wrap {
  return answersPatch((_, [first]) =>
    pattern.test(String(first?.["path"])) ? errorResponse(400, "The path is not right.", scimType) : undefined,
  );
}
