import {
  canFind,
  defineCheck,
  defineFamily,
  filterOf,
  isRefusal,
  makeIfTaken,
  mayOffer,
  ownText,
  publishedAttribute,
  quoted,
  shownUserName,
  skipUnlessFinds,
  USER_URN,
  valueAt,
  verifyFinds,
  verifyFindsUnlessRefused,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Filter, OwnUser } from "../../../src/kit/index.ts";
import { makeNamed } from "../../users/words/was-taken.ts";
import { ignoresFilter, picksBy, readsFilterAs } from "../words/filter-defects.ts";
import { verifyPageSize } from "../words/page-size.ts";
import { supposeLookedAt, supposeNamed } from "../words/suppose.ts";

/** The check that is about a displayName that is asked for as it was sent. */
const BY_VALUE = "query.filter.identical";
const NOT_KEPT = "the target does not keep displayName";

const contains = defineCheck({
  id: "query.filter.contains",
  title: "The operator co matches a part of the value",
  rule: "RFC7644-3.4.2.2-09",
  advice: "Let co match wherever the text stands in the value: at the start, in the middle, at the end.",
  run: async (t) => {
    const user = await t.make.user({ label: "middle" });
    await supposeNamed(t, user, await t.make.user({ label: "other" }));
    const name = await shownUserName(t, user);
    await verifyFinds(t, filterOf`userName co ${quoted(name.slice(2, -2))}`, { finds: [user] });
    const reply = await verifyFinds(t, filterOf`userName co ${quoted(`qx${t.runId}xq`)}`, {});
    verifyPageSize(reply, { most: 0, although: "no userName contains that" });
  },
  defects: {
    "co-as-eq": readsFilterAs((filter) => filter.replace(" co ", " eq ")),
    "co-as-sw": readsFilterAs((filter) => filter.replace(" co ", " sw ")),
    "co-matches-everybody": readsFilterAs((filter) => filter.replace(/ co "[^"]*"/, " pr")),
  },
});

const startsWith = defineCheck({
  id: "query.filter.starts-with",
  title: "The operator sw matches a prefix of the value, and the whole value",
  rule: "RFC7644-3.4.2.2-10",
  advice: "Let sw match at the start of the value only; a value starts with itself.",
  run: async (t) => {
    const user = await t.make.user({ label: "start" });
    await supposeNamed(t, await t.make.user({ label: "other" }), user);
    const name = await shownUserName(t, user);
    await verifyFinds(t, filterOf`userName sw ${quoted(name.slice(0, -3))}`, { finds: [user] });
    await verifyFinds(t, filterOf`userName sw ${quoted(name)}`, { finds: [user] });
    await verifyFinds(t, filterOf`userName sw ${quoted(name.slice(2))}`, { misses: [user] });
  },
  defects: {
    "sw-as-co": readsFilterAs((filter) => filter.replace(" sw ", " co ")),
    "sw-as-ew": readsFilterAs((filter) => filter.replace(" sw ", " ew ")),
    "sw-leaves-out-the-whole-value": picksBy(/^userName sw "([^"]*)"$/, ({ userName }, [value = ""]) =>
      isPartOf(userName, value, "start"),
    ),
  },
});

const endsWith = defineCheck({
  id: "query.filter.ends-with",
  title: "The operator ew matches a suffix of the value, and the whole value",
  rule: "RFC7644-3.4.2.2-11",
  advice: "Let ew match at the end of the value only; a value ends with itself.",
  run: async (t) => {
    const user = await t.make.user({ label: "end" });
    await supposeNamed(t, await t.make.user({ label: "other" }), user);
    const name = await shownUserName(t, user);
    await verifyFinds(t, filterOf`userName ew ${quoted(name.slice(2))}`, { finds: [user] });
    await verifyFinds(t, filterOf`userName ew ${quoted(name)}`, { finds: [user] });
    await verifyFinds(t, filterOf`userName ew ${quoted(name.slice(0, -3))}`, { misses: [user] });
  },
  defects: {
    "ew-as-co": readsFilterAs((filter) => filter.replace(" ew ", " co ")),
    "ew-as-eq": readsFilterAs((filter) => filter.replace(" ew ", " eq ")),
    "ew-leaves-out-the-whole-value": picksBy(/^userName ew "([^"]*)"$/, ({ userName }, [value = ""]) =>
      isPartOf(userName, value, "end"),
    ),
  },
});

const substringCase = defineCheck({
  id: "query.filter.substring-case",
  title: "The operators co, sw and ew treat letter case like eq",
  rule: "RFC7644-3.4.2.2-12",
  advice: "Compare parts of userName without regard to letter case, parts of externalId with regard to it.",
  run: async (t) => {
    const externalId = `${ownText(t)}-AbC1`;
    const user = await t.make.user({ label: "CaSe", overrides: { externalId } });
    const other = await t.make.user({ label: "other", overrides: { externalId: `${ownText(t)}-other` } });
    const name = await shownUserName(t, user);
    const ignoresCase = publishedAttribute(t, [USER_URN, "userName"])?.caseExact !== true;
    const ofUserName = ignoresCase && (await verifySwapped(t, { user, other, attribute: "userName", value: name }));
    const isKept = valueAt(await user.read(), "externalId") === externalId;
    const held: Held = { user, other, attribute: "externalId", value: externalId };
    const ofExternalId = isKept && (await verifySwapped(t, held));
    if (!ofUserName && !ofExternalId) t.skip("the target takes none of co, sw and ew");
  },
  defects: {
    "substring-of-user-name-case-sensitive": picksBy(/^userName (?:co|sw) "([^"]*)"$/, ({ userName }, [value = ""]) =>
      String(userName).includes(value),
    ),
    "middle-of-user-name-case-sensitive": picksBy(/^userName co "([^"]*)"$/, ({ userName }, [value = ""]) =>
      String(userName).includes(value),
    ),
    "end-of-user-name-case-sensitive": picksBy(/^userName ew "([^"]*)"$/, ({ userName }, [value = ""]) =>
      String(userName).endsWith(value),
    ),
    "substring-in-swapped-case-ignored": ignoresFilter((filter) => /^userName (?:co|sw|ew) "[^"]*cAsE/.test(filter)),
    "substring-of-external-id-finds-nobody": picksBy(/^externalId (?:co|sw|ew) "[^"]*"$/, () => false),
    "substring-of-external-id-without-case": picksBy(
      /^externalId (?:co|sw|ew) "([^"]*)"$/,
      ({ externalId }, [value = ""]) => String(externalId).toLowerCase().includes(value.toLowerCase()),
    ),
  },
});

const escapes = defineCheck({
  id: "query.filter.escapes",
  title:
    "Filter values are JSON strings: escaped quotes, backslashes, apostrophes and letters of other scripts are understood",
  rule: "RFC7644-3.4.2.2-38",
  advice: "Read the quoted value with a JSON parser, and the query string as percent-encoded UTF-8.",
  run: async (t) => {
    if (!mayOffer(t, [USER_URN, "displayName"])) t.skip("the target has no displayName");
    const plain = await t.make.user({ overrides: { displayName: `plain ${t.runId}` } });
    if (valueAt(await plain.read(), "displayName") !== plain.sent["displayName"]) t.skip(NOT_KEPT);
    const other = await t.make.user({ overrides: { displayName: `other ${t.runId}` } });
    const byDisplayName = (value: string): Filter => filterOf`displayName eq ${quoted(value)}`;
    await skipUnlessFinds(t, byDisplayName(`plain ${t.runId}`), { owner: BY_VALUE, finds: [plain], misses: [other] });
    let judged = 0;
    for (const displayName of [
      `"The \\ Rock" ${t.runId}`,
      `Sean O'Brien ${t.runId}`,
      `Zoë Łukasiewicz 王 ${t.runId}`,
    ]) {
      const user = await makeIfTaken(t, { overrides: { displayName } });
      if (user === undefined || valueAt(await user.read(), "displayName") !== displayName) continue;
      const expected = { finds: [user], misses: [plain] };
      if (!isRefusal(await verifyFindsUnlessRefused(t, byDisplayName(displayName), expected))) judged += 1;
    }
    if (judged === 0) t.skip("the target keeps, or takes in filters, plain names only");
  },
  defects: {
    "filter-keeps-backslashes": picksBy(/^displayName eq "(.*)"$/, ({ displayName }, [value]) => displayName === value),
    "filter-without-apostrophes": readsFilterAs((filter) => filter.replaceAll("'", "")),
    "filter-decoded-as-latin-1": readsFilterAs((filter) => Buffer.from(filter, "utf8").toString("latin1")),
  },
});

const unicode = defineCheck({
  id: "query.filter.unicode",
  title: "In userName a composed and a decomposed accent are the same letter",
  // Of userName alone: how other texts are prepared for a comparison no section says.
  rule: "RFC7644-5-01",
  advice:
    "Prepare both sides as PRECIS says (NFC) before userNames are compared: é may be sent as one character or as e with an accent.",
  run: async (t) => {
    const userName = t.make.userBody().userName.replace(/^zsc-/, "zsc-ren\u00e9-");
    const user = await makeNamed(t, userName);
    if (user === undefined) return t.skip("the target takes no userName with an accent");
    const other = await t.make.user();
    const expected = { finds: [user], misses: [other], mayRefuse: false };
    await skipUnlessFinds(t, filterOf`userName eq ${quoted(userName)}`, { owner: BY_VALUE, ...expected });
    await verifyFinds(t, filterOf`userName eq ${quoted(userName.normalize("NFD"))}`, expected);
  },
  defects: {
    "filter-compares-code-points": picksBy(
      /^userName eq "(.*)"$/,
      ({ userName }, [value]) => String(userName).toLowerCase() === value?.toLowerCase(),
    ),
  },
});

/** Filters on parts of texts, and texts that are not plain. */
export const filterTextChecks: readonly Check[] = defineFamily({ needs: ["filter"] }, [
  contains,
  startsWith,
  endsWith,
  substringCase,
  escapes,
  unicode,
]);

/** What a user has, and somebody who has it not. */
interface Held {
  readonly user: OwnUser;
  readonly other: OwnUser;
  readonly attribute: "userName" | "externalId";
  readonly value: string;
}

/** Judges co, sw and ew on a value in swapped letter case, which an externalId does not match. False when the target takes none. */
async function verifySwapped(t: CheckContext, { user, other, attribute, value }: Held): Promise<boolean> {
  const found = { finds: [user], misses: [other] };
  const expected = attribute === "externalId" ? { misses: [user, other] } : found;
  let judged = false;
  for (const [operator, part] of parts(value)) {
    const plain = filterOf`${attribute} ${operator} ${quoted(part)}`;
    // No other check asks for a part of an externalId; those of userName have checks of their own.
    if (attribute === "externalId") {
      await supposeLookedAt(t, plain, { owner: OWNERS[operator], misses: [other] });
      await verifyFindsUnlessRefused(t, plain, found);
    }
    if (!(await canFind(t, plain, found))) continue;
    const swapped = filterOf`${attribute} ${operator} ${quoted(swapCase(part))}`;
    if (!isRefusal(await verifyFindsUnlessRefused(t, swapped, expected))) judged = true;
  }
  return judged;
}

/** The checks that are about each of them. */
const OWNERS = {
  sw: "query.filter.starts-with",
  co: "query.filter.contains",
  ew: "query.filter.ends-with",
} as const;

function parts(value: string): readonly (readonly ["sw" | "co" | "ew", string])[] {
  return [
    ["sw", value.slice(0, -1)],
    ["co", value.slice(1, -1)],
    ["ew", value.slice(1)],
  ];
}

function swapCase(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

/** A proper part at the start or the end, as a strict comparison sees it. */
function isPartOf(found: unknown, value: string, where: "start" | "end"): boolean {
  const text = String(found).toLowerCase();
  const part = value.toLowerCase();
  return text.length > part.length && (where === "start" ? text.startsWith(part) : text.endsWith(part));
}
