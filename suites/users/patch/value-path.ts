import { defineCheck, defineFamily, errorResponse, filterOf, on, valueAt, verify } from "../../../src/kit/index.ts";
import type { Check, Wrap } from "../../../src/kit/index.ts";
import { patchWith } from "./words/patch-defects.ts";
import { skipUnlessPatched } from "./words/patch-target.ts";
import { keepValues, keyOf, valueFor } from "./words/patch-values.ts";

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

/** Paths that select values; what operations do to those is the business of other checks. */
export const patchValuePathChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [valuePath]);

function refusesPath(pattern: RegExp): Wrap {
  return on(patchWith(([first]) => pattern.test(String(first?.["path"])))).answer(() =>
    errorResponse(400, "Filters are not supported in paths.", "invalidPath"),
  );
}
