import type { RequestTrait } from "./request-trait.ts";

const QUOTED = /"(?:[^"\\]|\\.)*"/g;
const COMPARISON = /([\w.$:-]+)\s+(eq|ne|co|sw|ew|gt|ge|lt|le|pr)\b/gi;

/** What a filter asks for: its operators, its attributes, and whether it is put together of several. */
export function filterTraits(filter: string): readonly RequestTrait[] {
  const bare = filter.replace(QUOTED, '""');
  const comparisons = comparisonsIn(bare);
  const isAlone = comparisons.length === 1 && !/[()[\]]/.test(bare);
  return [
    ...marks(bare),
    ...comparisons.flatMap(({ attribute, operator }) => [
      { id: `filter ${operator}`, words: `with a filter by ${operator}` },
      { id: `filter of ${attribute}`, words: `with a filter of ${attribute}` },
      { id: `filter ${attribute} ${operator}`, words: `with the filter ${attribute} ${operator}` },
      ...(isAlone
        ? [{ id: `filter alone ${attribute} ${operator}`, words: `with ${attribute} ${operator} alone` }]
        : []),
    ]),
    ...(/\\/.test(filter) ? [{ id: "filter escape", words: "with an escape in the filter" }] : []),
  ];
}

/** Attributes, in lower case and without URN, and operators of a filter whose literals were taken out. */
export function comparisonsIn(bare: string): readonly { readonly attribute: string; readonly operator: string }[] {
  return [...bare.replace(QUOTED, '""').matchAll(COMPARISON)].map(([, attribute = "", operator = ""]) => ({
    attribute: attribute.slice(attribute.lastIndexOf(":") + 1).toLowerCase(),
    operator: operator.toLowerCase(),
  }));
}

/** Attributes of a filter as they are written. */
export function comparisonsWritten(filter: string): readonly string[] {
  return [...filter.replace(QUOTED, '""').matchAll(COMPARISON)].map(([, attribute = ""]) => attribute);
}

const URN = /\burn:/i;
/** An attribute that begins with a capital, or has two in a row. */
const SHOUTED = /(?:^|[\s(.:])(?:[A-Z][\w.]*|[\w.]*[A-Z]{2}[\w.]*)\s+(?:eq|ne|co|sw|ew|gt|ge|lt|le|pr)\b/;

/** In what a filter is unusual, beside its operators: what a server may not understand although it knows the plain one. */
export function oddWaysOf(filter: string): readonly string[] {
  const bare = filter.replace(QUOTED, '""');
  const literals = [...filter.matchAll(QUOTED)].map(([literal]) => literal).join(" ");
  const ways: readonly (readonly [string, boolean])[] = [
    ["URN", URN.test(bare)],
    ["attribute case", SHOUTED.test(bare)],
    ["operator case", /\s(?:E[qQ]|e[Q]|C[oO]|c[O]|S[wW]|s[W]|P[rR]|p[R])\b/.test(bare)],
    ["value case", /[A-Z]/.test(literals)],
    ["escape", /\\/.test(literals)],
    ["letters beyond ASCII", /[^\x20-\x7e]/.test(literals)],
    ["sign", /[+%&#']/.test(literals)],
    ["(", bare.includes("(")],
    ["[", bare.includes("[")],
    ["not", /\bnot\b/i.test(bare)],
    ["or", /\bor\b/i.test(bare)],
    ["and", /\band\b/i.test(bare)],
  ];
  return ways.flatMap(([way, isSo]) => (isSo ? [way] : []));
}

function marks(bare: string): readonly RequestTrait[] {
  const words = ["and", "or", "not"].filter((word) => new RegExp(`\\b${word}\\b`, "i").test(bare));
  return [
    ...words.map((word) => ({ id: `filter ${word}`, words: `with ${word} in the filter` })),
    ...(/\(/.test(bare) ? [{ id: "filter (", words: "with parentheses in the filter" }] : []),
    ...(/\[/.test(bare) ? [{ id: "filter [", words: "with [ ] in the filter" }] : []),
    ...(/\burn:/i.test(bare) ? [{ id: "filter urn", words: "with a URN in the filter" }] : []),
  ];
}
