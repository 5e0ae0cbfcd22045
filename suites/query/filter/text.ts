import { counted } from "../../../src/exchange/counted.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";
import type { Filter } from "../../../src/scim/filter/filter-text.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { mayOffer, publishedAttribute } from "../../../src/kit/published/published-attribute.ts";
import { valueAt } from "../../../src/kit/reading/value-at.ts";
import { picksBy, readsFilterAs } from "../words/filter-defects.ts";
import {
  canFind,
  isRefusal,
  makeIfTaken,
  queryUsers,
  shownUserName,
  skipUnlessFinds,
  verifyFinds,
} from "../../../src/kit/reading/find-users.ts";
import type { OwnUser } from "../../../src/kit/reading/find-users.ts";
import { ownText } from "../../../src/kit/reading/own-text.ts";

const contains = defineCheck({
  id: "query.filter.contains",
  title: "co matches a part of the value",
  clause: rfc("RFC7644-3.4.2.2-09"),
  needs: ["filter"],
  advice: "Let co match wherever the text stands in the value: at the start, in the middle, at the end.",
  run: async (t) => {
    const user = await t.make.user({ label: "middle" });
    const name = await shownUserName(t, user);
    await verifyFinds(t, filterOf`userName co ${quoted(name.slice(2, -2))}`, { finds: [user] });
    const reply = await verifyFinds(t, filterOf`userName co ${quoted(`qx${t.runId}xq`)}`, { misses: [user] });
    const resources = isObject(reply.body) ? toListBody(reply.body).resources : [];
    verifyThat(resources.length === 0, reply, {
      reason: "a filter with co finds users that do not contain the text",
      expected: "no user",
      actual: counted(resources.length, "user"),
      at: "/Resources/0/userName",
    });
  },
  defects: [
    { name: "co-as-eq", breaks: "RFC7644-3.4.2.2-09", wrap: readsFilterAs((filter) => filter.replace(" co ", " eq ")) },
    { name: "co-as-sw", breaks: "RFC7644-3.4.2.2-09", wrap: readsFilterAs((filter) => filter.replace(" co ", " sw ")) },
    {
      name: "co-matches-everybody",
      breaks: "RFC7644-3.4.2.2-09",
      wrap: readsFilterAs((filter) => filter.replace(/ co "[^"]*"/, " pr")),
    },
  ],
});

const startsWith = defineCheck({
  id: "query.filter.starts-with",
  title: "sw matches a prefix of the value, and the whole value",
  clause: rfc("RFC7644-3.4.2.2-10"),
  needs: ["filter"],
  advice: "Let sw match at the start of the value only; a value starts with itself.",
  run: async (t) => {
    const user = await t.make.user({ label: "start" });
    const name = await shownUserName(t, user);
    await verifyFinds(t, filterOf`userName sw ${quoted(name.slice(0, -3))}`, { finds: [user] });
    await verifyFinds(t, filterOf`userName sw ${quoted(name)}`, { finds: [user] });
    await verifyFinds(t, filterOf`userName sw ${quoted(name.slice(2))}`, { misses: [user] });
  },
  defects: [
    { name: "sw-as-co", breaks: "RFC7644-3.4.2.2-10", wrap: readsFilterAs((filter) => filter.replace(" sw ", " co ")) },
    { name: "sw-as-ew", breaks: "RFC7644-3.4.2.2-10", wrap: readsFilterAs((filter) => filter.replace(" sw ", " ew ")) },
    {
      name: "sw-leaves-out-the-whole-value",
      breaks: "RFC7644-3.4.2.2-10",
      wrap: picksBy(/^userName sw "([^"]*)"$/, ({ userName }, [value = ""]) => isPartOf(userName, value, "start")),
    },
  ],
});

const endsWith = defineCheck({
  id: "query.filter.ends-with",
  title: "ew matches a suffix of the value, and the whole value",
  clause: rfc("RFC7644-3.4.2.2-11"),
  needs: ["filter"],
  advice: "Let ew match at the end of the value only; a value ends with itself.",
  run: async (t) => {
    const user = await t.make.user({ label: "end" });
    const name = await shownUserName(t, user);
    await verifyFinds(t, filterOf`userName ew ${quoted(name.slice(2))}`, { finds: [user] });
    await verifyFinds(t, filterOf`userName ew ${quoted(name)}`, { finds: [user] });
    await verifyFinds(t, filterOf`userName ew ${quoted(name.slice(0, -3))}`, { misses: [user] });
  },
  defects: [
    { name: "ew-as-co", breaks: "RFC7644-3.4.2.2-11", wrap: readsFilterAs((filter) => filter.replace(" ew ", " co ")) },
    { name: "ew-as-eq", breaks: "RFC7644-3.4.2.2-11", wrap: readsFilterAs((filter) => filter.replace(" ew ", " eq ")) },
    {
      name: "ew-leaves-out-the-whole-value",
      breaks: "RFC7644-3.4.2.2-11",
      wrap: picksBy(/^userName ew "([^"]*)"$/, ({ userName }, [value = ""]) => isPartOf(userName, value, "end")),
    },
  ],
});

const substringCase = defineCheck({
  id: "query.filter.substring-case",
  title: "co, sw and ew treat letter case like eq",
  clause: rfc("RFC7644-3.4.2.2-12"),
  needs: ["filter"],
  advice: "Compare parts of userName without regard to letter case, parts of externalId with regard to it.",
  run: async (t) => {
    const externalId = `${ownText(t)}-AbC1`;
    const user = await t.make.user({ label: "CaSe", overrides: { externalId } });
    const name = await shownUserName(t, user);
    const ofUserName = await verifyUserNameParts(t, user, name);
    const isKept = valueAt(await user.read(), "externalId") === externalId;
    const ofExternalId = isKept && (await verifyExternalIdParts(t, user, externalId));
    if (!ofUserName && !ofExternalId) t.skip("the target takes none of co, sw and ew");
  },
  defects: [
    {
      name: "substring-of-user-name-case-sensitive",
      breaks: "RFC7644-3.4.2.2-12",
      wrap: picksBy(/^userName (?:co|sw) "([^"]*)"$/, ({ userName }, [value = ""]) => String(userName).includes(value)),
    },
    {
      name: "substring-of-external-id-without-case",
      breaks: "RFC7644-3.4.2.2-12",
      wrap: picksBy(/^externalId (?:co|sw|ew) "([^"]*)"$/, ({ externalId }, [value = ""]) =>
        String(externalId).toLowerCase().includes(value.toLowerCase()),
      ),
    },
  ],
});

const escapes = defineCheck({
  id: "query.filter.escapes",
  title: "Filter values are JSON strings: escaped quotes, backslashes and letters of other scripts are understood",
  clause: rfc("RFC7644-3.4.2.2-38"),
  needs: ["filter"],
  advice: "Read the quoted value with a JSON parser, and the query string as percent-encoded UTF-8.",
  run: async (t) => {
    if (!mayOffer(t, [USER_URN, "displayName"])) t.skip("the target has no displayName");
    const plain = await t.make.user({ overrides: { displayName: `plain ${t.runId}` } });
    const byDisplayName = (value: string): Filter => filterOf`displayName eq ${quoted(value)}`;
    await skipUnlessFinds(t, byDisplayName(`plain ${t.runId}`), { finds: [plain] });
    let judged = 0;
    for (const displayName of [`"The \\ Rock" ${t.runId}`, `Zoë Łukasiewicz 王 ${t.runId}`]) {
      const user = await makeIfTaken(t, { overrides: { displayName } });
      if (user === undefined || valueAt(await user.read(), "displayName") !== displayName) continue;
      if (isRefusal(await queryUsers(t, byDisplayName(displayName)))) continue;
      await verifyFinds(t, byDisplayName(displayName), { finds: [user], misses: [plain] });
      judged += 1;
    }
    if (judged === 0) t.skip("the target keeps, or takes in filters, plain names only");
  },
  defects: [
    {
      name: "filter-keeps-backslashes",
      breaks: "RFC7644-3.4.2.2-38",
      wrap: picksBy(/^displayName eq "(.*)"$/, ({ displayName }, [value]) => displayName === value),
    },
    {
      name: "filter-decoded-as-latin-1",
      breaks: "RFC7644-3.4.2.2-38",
      wrap: readsFilterAs((filter) => Buffer.from(filter, "utf8").toString("latin1")),
    },
  ],
});

const unicode = defineCheck({
  id: "query.filter.unicode",
  title: "A composed and a decomposed accent are the same letter",
  clause: rfc("RFC7644-7.8-01"),
  needs: ["filter"],
  advice: "Normalise both sides (NFC) before comparing: é may be sent as one character or as e with an accent.",
  run: async (t) => {
    if (!mayOffer(t, [USER_URN, "displayName"])) t.skip("the target has no displayName");
    const displayName = `Ren\u00e9 ${t.runId}`;
    const user = await t.make.user({ overrides: { displayName } });
    await skipUnlessFinds(t, filterOf`displayName eq ${quoted(displayName)}`, { finds: [user] });
    await verifyFinds(t, filterOf`displayName eq ${quoted(displayName.normalize("NFD"))}`, {
      finds: [user],
      mayRefuse: false,
    });
  },
  defects: [
    {
      name: "filter-compares-code-points",
      breaks: "RFC7644-7.8-01",
      wrap: picksBy(/^displayName eq "(.*)"$/, ({ displayName }, [value]) => displayName === value),
    },
  ],
});

/** Filters on parts of texts, and texts that are not plain. */
export const filterTextChecks: readonly Check[] = [contains, startsWith, endsWith, substringCase, escapes, unicode];

async function verifyUserNameParts(t: CheckContext, user: OwnUser, name: string): Promise<boolean> {
  if (publishedAttribute(t, [USER_URN, "userName"])?.caseExact === true) return false;
  let judged = false;
  for (const [operator, part] of parts(name)) {
    if (!(await canFind(t, filterOf`userName ${operator} ${quoted(part)}`, { finds: [user] }))) continue;
    const swapped = filterOf`userName ${operator} ${quoted(swapCase(part))}`;
    if (isRefusal(await queryUsers(t, swapped))) continue;
    await verifyFinds(t, swapped, { finds: [user] });
    judged = true;
  }
  return judged;
}

async function verifyExternalIdParts(t: CheckContext, user: OwnUser, externalId: string): Promise<boolean> {
  let judged = false;
  for (const [operator, part] of parts(externalId)) {
    if (!(await canFind(t, filterOf`externalId ${operator} ${quoted(part)}`, { finds: [user] }))) continue;
    const swapped = filterOf`externalId ${operator} ${quoted(swapCase(part))}`;
    if (isRefusal(await queryUsers(t, swapped))) continue;
    await verifyFinds(t, swapped, { misses: [user] });
    judged = true;
  }
  return judged;
}

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
