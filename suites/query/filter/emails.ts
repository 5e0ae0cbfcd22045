import {
  canFind,
  defineCheck,
  defineFamily,
  filterOf,
  itemsAt,
  publishedAttribute,
  quoted,
  sameText,
  USER_URN,
  valueAt,
  verifyFindsUnlessRefused,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Filter, JsonObject } from "../../../src/kit/index.ts";
import { picksBy } from "../words/filter-defects.ts";

const emailCase = defineCheck({
  id: "query.filter.email-case",
  title: "An e-mail is found whatever its letter case",
  rule: "RFC7644-3.4.2.2-36",
  advice: "Compare e-mails without regard to letter case, as userName: emails.value is not case exact.",
  run: async (t) => {
    if (publishedAttribute(t, [USER_URN, "emails", "value"])?.caseExact === true)
      t.skip("the target publishes emails.value as caseExact");
    const other = await t.make.user();
    const email = mixedEmail(t);
    const user = await t.make.user({ overrides: { emails: [email] } });
    const shown = itemsAt(await user.read(), "emails").map((one) => valueAt(one, "value"));
    const value = shown.find((one) => sameText(one, email["value"]));
    if (typeof value !== "string") return t.skip("the target does not show the e-mail that was sent");
    const expected = { finds: [user], misses: [other] };
    let judged = 0;
    for (const byEmail of [
      (text: string): Filter => filterOf`emails.value eq ${quoted(text)}`,
      (text: string): Filter => filterOf`emails eq ${quoted(text)}`,
    ]) {
      if (!(await canFind(t, byEmail(value), expected))) continue;
      judged += 1;
      await verifyFindsUnlessRefused(t, byEmail(value.toUpperCase()), expected);
      await verifyFindsUnlessRefused(t, byEmail(value.toLowerCase()), expected);
    }
    if (judged === 0) t.skip("no filter finds the user by the e-mail as it is shown; see query.filter.any-value");
  },
  defects: {
    "e-mail-filter-case-sensitive": picksBy(/^emails\.value eq "([^"]*)"$/, (user, [value]) => hasEmail(user, value)),
    "e-mail-filter-without-sub-attribute-case-sensitive": picksBy(/^emails eq "([^"]*)"$/, (user, [value]) =>
      hasEmail(user, value),
    ),
  },
});

/** Filters on e-mails. */
export const filterEmailChecks: readonly Check[] = defineFamily({ needs: ["filter"] }, [emailCase]);

/** The e-mail of a new user, some letters of it in capitals. */
function mixedEmail(t: CheckContext): JsonObject {
  const [email] = itemsAt(t.make.userBody(), "emails");
  const value = valueAt(email, "value");
  if (email === undefined || typeof value !== "string") return t.skip("the profile gives users no e-mail");
  const [local = "", ...domain] = value.split("@");
  return { ...email, value: [`${local}-MixEd`, ...domain].join("@") };
}

function hasEmail(user: JsonObject, value: string | undefined): boolean {
  return itemsAt(user, "emails").some((email) => email["value"] === value);
}
