import {
  defineCheck,
  defineFamily,
  errorResponse,
  filterOf,
  isSuccess,
  itemsAt,
  on,
  readBack,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Wrap } from "../../../src/kit/index.ts";
import { ignoresPatch, patchWith } from "./words/patch-defects.ts";
import { readPatched } from "./words/patch-effect.ts";
import { skipUnlessPatched } from "./words/patch-target.ts";
import { findValues, keyOf, valueFor } from "./words/patch-values.ts";

const ONLY_VALUE = 'emails[type eq "work"].value';

const valuePath = defineCheck({
  id: "users.patch.value-path",
  title: "A path may select values with a filter",
  rule: "RFC7644-3.5.2-25",
  advice: 'Take paths such as emails[type eq "work"] and emails[type eq "work"].value.',
  run: async (t) => {
    // One address is all that some targets keep, and enough for a path to select.
    const isJudged = await judgeOnly(t);
    const found = await findValues(t);
    if (typeof found === "string") return isJudged ? undefined : t.skip(found);
    const { user, attribute } = found;
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
    "path-with-a-filter-crashes-on-the-only-value": on(patchWith(([first]) => first?.["path"] === ONLY_VALUE)).answer(
      () => errorResponse(500, "No element satisfies the condition."),
    ),
    "path-with-a-filter-and-a-part-does-nothing": ignoresPatch(([first]) => first?.["path"] === ONLY_VALUE),
    "paths-with-a-filter-and-a-part-refused": refusesPath(/\]\./),
  },
});

/** Paths that select values; what operations do to those is the business of other checks. */
export const patchValuePathChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [valuePath]);

/** Judges a path that selects the only e-mail address of a user; false where no user has just one, of type work, or emails cannot be patched. */
async function judgeOnly(t: CheckContext): Promise<boolean> {
  const user = await t.make.user();
  const { resource } = await readBack(t, user.path);
  const [only, ...others] = itemsAt(resource, "emails");
  const value = valueAt(only, "value");
  if (typeof value !== "string" || valueAt(only, "type") !== "work" || others.length > 0) return false;
  const emails = [{ ...only, value: `whole.${value}` }];
  const whole = await t.patch(user.path, [{ op: "replace", path: "emails", value: emails }]);
  if (!isSuccess(whole)) return false;
  const although = "a PATCH with the path emails succeeds";
  const part = await t.patch(user.path, [{ op: "replace", path: ONLY_VALUE, value: `part.${value}` }]);
  verify(part, { although, others: [whole] }).succeeds();
  await t.eventually(
    () => readPatched(t, user),
    (reply) => verify(reply).at("emails", 0, "value").isLike(`part.${value}`),
  );
  return true;
}

function refusesPath(pattern: RegExp): Wrap {
  return on(patchWith(([first]) => pattern.test(String(first?.["path"])))).answer(() =>
    errorResponse(400, "Filters are not supported in paths.", "invalidPath"),
  );
}
