import type { Check, DeclaredRule } from "../../kit/check.ts";
import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { UsageError } from "../../documents/usage-error.ts";
import { severityOf } from "../../engine/checks/requirements.ts";
import { claimedIds } from "../../exchange/clause.ts";
import type { VendorClause } from "../../exchange/clause.ts";

type Declared = Check | DeclaredRule;

/** As `fixtures/schemas/report.schema.json` has it. */
const CHECK_ID = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const WEB_ADDRESS = /^https?:\/\/(?:[\w.~:/?#@!$&'()*+,;=-]|%[\da-f]{2})+$/i;

/** Throws `UsageError` for a check or traffic rule of the user's own that a report could not show, or that rests on no rule. */
export function judgeOwnDeclaration(declared: Declared, builtIn: readonly Declared[]): void {
  const { id, title, advice, clause } = declared;
  if (!CHECK_ID.test(id)) {
    throw new UsageError(
      `"${id}" cannot be the id of a check.`,
      "Write words in small letters with dots between them, for example acme.users.number.",
    );
  }
  if (title === "" || advice === "") {
    throw new UsageError(`The check "${id}" has no ${title === "" ? "title" : "advice"}.`, "Say it in one sentence.");
  }
  if (clause.kind === "vendor") judgeOwnRule(clause, builtIn);
  judgeRules(declared);
}

/** Throws `UsageError` for rules that no check can rest on, and for defects that break others. */
export function judgeRules(declared: Declared): void {
  judgeSeverity(declared);
  judgeDefects(declared);
}

function judgeOwnRule(rule: VendorClause, builtIn: readonly Declared[]): void {
  const isTaken = builtIn.some(({ clause }) => claimedIds(clause).includes(rule.id));
  if (rule.id === "" || isTaken || REQUIREMENTS.has(rule.id)) {
    const what = rule.id === "" ? "A rule of your own has no id." : `There is a built-in rule "${rule.id}" already.`;
    throw new UsageError(what, "Give your rule an id of its own, for example ACME-users-01.");
  }
  if (rule.requirement === "") throw new UsageError(`The rule "${rule.id}" has no text.`, "Say it in one sentence.");
  if (!WEB_ADDRESS.test(rule.url) || !URL.canParse(rule.url)) {
    throw new UsageError(
      `The rule "${rule.id}" has no web address: "${rule.url}".`,
      "Say in `url` where it is written, beginning with https://.",
    );
  }
}

function judgeSeverity({ id, clause }: Declared): void {
  try {
    severityOf(clause, REQUIREMENTS);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(
      `The check "${id}" cannot rest on its rules: ${why}.`,
      "zi-scim-check list requirements shows them all, with their levels.",
      { cause },
    );
  }
}

/** What no defect breaks is not proven to be noticed. */
function judgeDefects({ id, clause, defects }: Declared): void {
  const claimed = claimedIds(clause);
  const broken = defects.map(({ breaks }) => breaks);
  const other = broken.find((rule) => !claimed.includes(rule));
  if (other !== undefined) {
    throw new UsageError(
      `A defect of the check "${id}" breaks ${other}, on which the check does not rest.`,
      "Name one of the check's own rules in `breaking`.",
    );
  }
  const unproven = claimed.find((rule) => !broken.includes(rule));
  if (unproven !== undefined) {
    throw new UsageError(
      `The check "${id}" rests on ${unproven}, which none of its defects breaks.`,
      "Add a defect that breaks it, or leave the rule out.",
    );
  }
}
