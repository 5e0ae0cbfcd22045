import { IDENTITY_PROVIDERS } from "../../../../emulator/index.ts";
import { UsageError } from "../../../documents/usage-error.ts";
import type { IdentityProvider } from "../../../engine/identity-provider.ts";
import { matchMessage, nearMessages } from "../../../engine/providers/match-message.ts";
import type { MessageAction } from "../../../engine/providers/messages.ts";
import type { MatchedMessage } from "../../../engine/providers/match-message.ts";
import { allDeclarations } from "../../declarations.ts";

/**
 * Explains a text that an identity provider shows to its admins; undefined for a word that is none. Throws `UsageError` for a text of
 * several words that no provider is known to show.
 */
export function explainMessage(text: string): readonly string[] | undefined {
  for (const provider of IDENTITY_PROVIDERS) {
    const matched = provider.messages === undefined ? undefined : matchMessage(text, provider.messages);
    if (matched !== undefined) return describeMessage(provider, matched);
  }
  if (!/\S\s+\S/.test(text)) return undefined;
  const near = IDENTITY_PROVIDERS.flatMap(({ messages }) =>
    messages === undefined ? [] : nearMessages(text, messages),
  );
  const titles = IDENTITY_PROVIDERS.filter(({ messages }) => messages !== undefined).map(({ title }) => title);
  throw new UsageError(
    `This is no text that ${titles.join(" or ")} is known to show.`,
    near.length === 0
      ? "Give the text as it stands beside the red X, in the connector's dialog or in the task, from its beginning to its end."
      : `Near to it: ${near.map((pattern) => `"${pattern}"`).join("; ")}.`,
  );
}

function describeMessage({ title }: IdentityProvider, matched: MatchedMessage): readonly string[] {
  const { action, outcome, detail } = matched;
  const checks = checksOf(matched);
  return [
    ...(action === undefined
      ? [`${title} shows this when an answer was of no use to it; the text does not say to which request.`]
      : [`${title} shows this when ${action.when}.`]),
    ...knownBy(matched),
    "",
    ...(action === undefined ? [] : [`What ${title} sent`, ...indented(action.sent), ""]),
    "What the server answered",
    `  ${outcome?.answered ?? "something else than it should have: the text does not say what."}`,
    ...(detail === undefined
      ? []
      : [`  In the server's own words: ${detail}`, ...indented(matched.words.map(({ says }) => says))]),
    "",
    ...(action === undefined ? [] : ["What it should have been", `  ${action.wanted}`, ""]),
    ...(outcome === undefined ? [] : ["What to change", `  ${outcome.change}`, ""]),
    ...commandLines(matched, checks),
  ];
}

/** From where the two halves of the text are known. */
function knownBy({ action, isNamed, outcome }: MatchedMessage): readonly string[] {
  const halves = [isNamed ? action : undefined, outcome].filter((half) => half !== undefined);
  return halves.map(({ pattern, standing }) => `  ${pattern} (${standing})`);
}

/** Those of the outcome and of the server's words first, as far as they are about the action; then those of the action. */
function checksOf({ action, outcome, words }: MatchedMessage): readonly string[] {
  const told = [...words.flatMap(({ checks }) => checks), ...(outcome?.checks ?? [])].filter((id) =>
    isAbout(id, action),
  );
  const isTold = told.length > 0 && outcome?.checks !== undefined;
  return [...new Set([...told, ...(isTold ? [] : (action?.checks ?? []))])].slice(0, MOST_CHECKS);
}

const MOST_CHECKS = 5;

/** A check that decides no feature is about what is refused in all of them. */
function isAbout(id: string, action: MessageAction | undefined): boolean {
  const declared = allDeclarations().find((one) => one.declared.id === id)?.declared;
  const features = declared !== undefined && "features" in declared ? (declared.features ?? []) : [];
  return action === undefined || features.length === 0 || features.some((feature) => action.features.includes(feature));
}

function commandLines({ action }: MatchedMessage, checks: readonly string[]): readonly string[] {
  const titles = new Map(allDeclarations().map(({ declared }) => [declared.id, declared.title]));
  const scenarios = (action?.scenarios ?? []).map((id) => `  zi-scim-check emulate ${id} --target <url>`);
  if (checks.length === 0) return scenarios.length === 0 ? [] : ["To play it", ...scenarios];
  return [
    "Checks that show it",
    ...checks.flatMap((id) => [`  ${id}`, `    ${titles.get(id) ?? ""}`]),
    "",
    "To run them, and to play the whole",
    "  zi-scim-check <url> \\",
    ...checks.map((id, index) => `    --only ${id}${index < checks.length - 1 ? " \\" : ""}`),
    ...scenarios,
  ];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
