import {
  defineCheck,
  defineFamily,
  eachApart,
  filterOf,
  isPresent,
  makeIfTaken,
  mayOffer,
  ownText,
  quoted,
  skipUnlessFinds,
  USER_URN,
  valueAt,
  verify,
  verifyFinds,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Filter } from "../../../src/kit/index.ts";
import { refusesFilter, picksBy } from "../words/filter-defects.ts";
import { makeGroupNamed, supposeGroupFound } from "../words/find-groups.ts";

/** Words and signs of the filter language, as names of teams have them. */
const WORDS = ["Research and Design", "Sales or Marketing", "Team (EU)", "Team [EU]", "not eq pr"] as const;

const inValues = defineCheck({
  id: "query.filter.words-in-values",
  title: "Words and signs of the filter language stand for themselves within a quoted value",
  rule: "RFC7644-3.4.2.2-38",
  advice:
    "Read the filter with a tokenizer that takes a quoted value as one token, not by splitting it at and, or, ( and [.",
  run: async (t) => {
    if (!mayOffer(t, [USER_URN, "displayName"])) t.skip("the target has no displayName");
    const plain = await makeKept(t, `plain ${ownText(t)}`);
    const other = await makeKept(t, `other ${ownText(t)}`);
    if (plain === undefined || other === undefined) return t.skip("the target does not keep displayName");
    await skipUnlessFinds(t, named(String(plain.sent["displayName"])), {
      owner: "query.filter.identical",
      finds: [plain],
      misses: [other],
    });
    await eachApart(
      [...WORDS.map((words) => `${words} ${ownText(t)}`), digitsOf(t)].map((text) => async () => {
        const user = await makeKept(t, text);
        if (user === undefined) return;
        await verifyFinds(t, named(text), { finds: [user], misses: [plain, other], mayRefuse: false });
      }),
    );
    if (isPresent(t.capabilities.groups)) await verifyGroups(t);
  },
  defects: {
    "filter-split-at-and-within-a-value": refusesFilter(/^[^"]*"[^"]* and [^"]*"$/, "invalidFilter"),
    "filter-split-at-or-within-a-value": picksBy(/^displayName eq "([^"]* or [^"]*)"$/, () => false),
    "filter-counts-brackets-within-a-value": refusesFilter(/"[^"]*[[\]][^"]*"/, "invalidFilter"),
    "filter-takes-digits-for-a-number": picksBy(/^displayName eq "(\d+)"$/, () => false),
  },
});

/** Values that look like a filter. */
export const filterLikeFilterChecks: readonly Check[] = defineFamily({ needs: ["filter"] }, [inValues]);

/** A user of that displayName; undefined where the target does not keep it as it is. */
async function makeKept(t: CheckContext, displayName: string): ReturnType<typeof makeIfTaken> {
  const user = await makeIfTaken(t, { overrides: { displayName } });
  if (user === undefined || valueAt(await user.read(), "displayName") !== displayName) return undefined;
  return user;
}

/** A text of digits alone that begins with zeros, of this run alone. */
function digitsOf(t: CheckContext): string {
  return `00${Array.from(t.runId, (letter) => letter.charCodeAt(0)).join("")}`;
}

async function verifyGroups(t: CheckContext): Promise<void> {
  const [plain, other] = [await t.make.group(), await t.make.group()];
  await supposeGroupFound(t, named(plain.sent.displayName), { finds: plain, misses: [other] });
  await eachApart(
    WORDS.map((words) => async () => {
      const group = await makeGroupNamed(t, `${t.make.groupBody().displayName} ${words}`);
      if (group === undefined) return;
      const filter = named(group.sent.displayName);
      await t.eventually(
        () => t.query("/Groups", filter),
        (reply) => verify(reply, { although: "it matches" }).lists(group),
      );
    }),
  );
}

function named(displayName: string): Filter {
  return filterOf`displayName eq ${quoted(displayName)}`;
}
