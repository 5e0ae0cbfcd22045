import {
  defineCheck,
  defineFamily,
  eachApart,
  errorResponse,
  filterOf,
  isSuccess,
  on,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, Wrap } from "../../../src/kit/index.ts";
import { ignoresPatch, patchWith } from "./words/patch-defects.ts";
import { skipUnlessPatched } from "./words/patch-target.ts";
import { keepValues, keyOf, valueFor } from "./words/patch-values.ts";
import { keepParts, verifyPart } from "./words/value-part.ts";
import type { PartChange, ValuePart } from "./words/value-part.ts";

const valuePath = defineCheck({
  id: "users.patch.value-path",
  title: "A path may select values with a filter",
  rule: "RFC7644-3.5.2-25",
  advice: 'Take paths such as emails[type eq "work"] and emails[type eq "work"].value.',
  run: async (t) => {
    const { user, attribute } = await keepValues(t);
    const sent = [valueFor(t, attribute, "work") ?? {}, valueFor(t, attribute, "home") ?? {}];
    const whole = await skipUnlessPatched(t, user, [{ op: "replace", path: attribute, value: sent }]);
    const fresh = valueFor(t, attribute, "new") ?? {};
    const [path, key] = [filterOf`${attribute}[type eq "work"]`, keyOf(attribute)];
    for (const operation of [
      { op: "replace", path: `${path}.${key}`, value: valueAt(fresh, key) ?? null },
      { op: "replace", path, value: fresh },
    ]) {
      const although = `a PATCH with the path ${attribute} succeeds`;
      verify(await t.patch(user.path, [operation]), { although, others: [whole] }).succeeds();
    }
  },
  defects: {
    "paths-with-a-filter-refused": refusesPath(/\]$/),
    "paths-with-a-filter-and-a-part-refused": refusesPath(/\]\./),
  },
});

const parts = defineCheck({
  id: "users.patch.value-path-part",
  title: 'A path such as emails[type eq "work"].value changes that part of the one value that matches',
  rule: "RFC7644-3.5.2.3-07",
  advice:
    'Take emails[type eq "work"].value and addresses[type eq "work"].locality where a user has one value only, too.',
  run: async (t) => {
    const kept = await keepParts(t);
    let judged = 0;
    const refused: ValuePart[] = [];
    await eachApart(
      kept.map((one) => async () => {
        // What does not know such paths is told by users.patch.value-path.
        const isJudged = await verifyPart(t, one, { op: "replace", value: `zi.${one.text}`, mayRefuse: true });
        if (isJudged) judged += 1;
        else refused.push(one);
      }),
    );
    // A target that takes one of them knows such paths.
    if (judged > 0)
      for (const one of refused) await verifyPart(t, one, { op: "replace", value: `zi.${one.text}`, mayRefuse: false });
    if (judged === 0) t.skip("the target lets nobody change a part of an address by such a path, nor by PUT");
  },
  defects: {
    "patch-of-the-work-email-ignored": ignoresPatch(([first]) => /^emails\[.*\]\.value$/.test(String(first?.["path"]))),
    "patch-of-the-work-email-not-implemented": on(
      patchWith(([first]) => /^emails\[.*\]\.value$/.test(String(first?.["path"]))),
    ).answer(() => errorResponse(501, "Filters in paths are not implemented.")),
    "patch-of-the-work-email-crashes": on(
      patchWith(([first]) => /^emails\[.*\]\.value$/.test(String(first?.["path"]))),
    ).answer(() => errorResponse(500, "Cannot read properties of undefined")),
    "patch-of-a-locality-ignored": ignoresPatch(([first]) => String(first?.["path"]).endsWith(".locality")),
  },
});

const operations = defineCheck({
  id: "users.patch.value-path-operations",
  title: "A path with a filter and a sub-attribute may be used by add and by remove, as by replace",
  rule: "RFC7644-3.5.2-25",
  advice: 'Read the path before the operation: add and remove take addresses[type eq "work"].locality as replace does.',
  run: async (t) => {
    let judged = 0;
    const tried = (await keepParts(t)).flatMap((one) => {
      const changes: readonly PartChange[] = [
        { op: "add", value: `za.${one.text}`, mayRefuse: false },
        // An e-mail address may be required.
        ...(one.attribute === "emails" ? [] : [{ op: "remove", mayRefuse: false } as const]),
      ];
      return changes.map((change) => ({ one, change }));
    });
    await eachApart(
      tried.map(({ one, change }) => async () => {
        const { user, path, text } = one;
        const plain = await t.patch(user.path, [{ op: "replace", path, value: text }]);
        // What replace does not do either is told by users.patch.value-path.
        if (isSuccess(plain) && (await verifyPart(t, one, change))) judged += 1;
      }),
    );
    if (judged === 0) t.skip("the target takes no replace with such a path; users.patch.value-path is about that");
  },
  defects: {
    "add-with-a-filter-and-a-part-refused": on(
      patchWith(([first]) => first?.["op"] === "add" && /\]\.\w+$/.test(String(first["path"]))),
    ).answer(() => errorResponse(400, "add takes no filter.", "invalidPath")),
    "add-to-a-part-of-an-email-ignored": ignoresPatch(
      ([first]) => first?.["op"] === "add" && String(first["path"]).startsWith("emails["),
    ),
    "remove-of-a-locality-ignored": ignoresPatch(
      ([first]) => first?.["op"] === "remove" && String(first["path"]).endsWith(".locality"),
    ),
  },
});

/** Paths that select values; what operations do to those is the business of other checks. */
export const patchValuePathChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [
  valuePath,
  parts,
  operations,
]);

function refusesPath(pattern: RegExp): Wrap {
  return on(patchWith(([first]) => pattern.test(String(first?.["path"])))).answer(() =>
    errorResponse(400, "Filters are not supported in paths.", "invalidPath"),
  );
}
