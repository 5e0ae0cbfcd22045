import { createAudience } from "./audience.ts";
import type { Audience, Hearing } from "./audience.ts";
import type { LiveExchange } from "../exchange.ts";
import type { TrafficRule } from "./traffic-rule.ts";
import { Violation } from "../violation.ts";

/** Judges exchanges by traffic rules, and tells what came of each rule. */
export interface TrafficJudge<Rule extends TrafficRule = TrafficRule> {
  readonly judge: (exchange: LiveExchange) => void;
  /** In the order of the rules. */
  readonly tallies: () => readonly RuleTally<Rule>[];
}

/** What became of one rule so far. */
export interface RuleTally<Rule extends TrafficRule = TrafficRule> {
  readonly rule: Rule;
  /** How many exchanges it applied to, and how many of these broke it. */
  readonly applied: number;
  readonly broken: number;
  /** Of the exchange that was sent first, not of the one that was answered first: which comes first is chance. */
  readonly first: RuleBreach | undefined;
  /** What the rule threw that is no violation: a fault of ours. */
  readonly error: unknown;
  /** The first exchanges that broke it, and what shows that, in order; the rest is only counted. */
  readonly named: readonly number[];
  /** All exchanges of scenarios that broke it, by their numbers. */
  readonly inScenarios: readonly number[];
  /** Notes about the exchanges that it applied to, and the rules that these were held against. */
  readonly heard: Hearing;
  /** By the sender of an exchange that broke it, the sender's features that such exchanges are about, each with the first of these. */
  readonly features: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** By the sender, the first of its exchanges that broke the rule and are about one of its features. */
  readonly firstOf: ReadonlyMap<string, RuleBreach>;
}

/** An exchange that broke a rule, and how. */
export interface RuleBreach {
  readonly seq: number;
  readonly violation: Violation;
}

/** What a judge tells and is told beside its rules. */
export interface JudgeOptions<Rule extends TrafficRule> {
  /** Hears of every exchange that breaks a rule. */
  readonly onBreach?: (rule: Rule, exchange: LiveExchange, violation: Violation) => void;
  /** The features of its sender that an exchange is about; none when left out. */
  readonly featuresOf?: (exchange: LiveExchange) => readonly string[];
}

/** How many breaking exchanges are named. */
export const MAX_NAMED = 20;

type OpenTally<Rule extends TrafficRule> = Omit<
  { -readonly [Key in keyof RuleTally<Rule>]: RuleTally<Rule>[Key] },
  "heard" | "inScenarios"
> & { readonly heard: Audience & Hearing; readonly inScenarios: number[] };

/** Starts judging by these rules. */
export function createTrafficJudge<Rule extends TrafficRule>(
  rules: readonly Rule[],
  options: JudgeOptions<Rule> = {},
): TrafficJudge<Rule> {
  const tallies = rules.map((rule): OpenTally<Rule> => ({
    rule,
    applied: 0,
    broken: 0,
    first: undefined,
    error: undefined,
    named: [],
    inScenarios: [],
    heard: createAudience(),
    features: new Map(),
    firstOf: new Map(),
  }));
  return {
    judge: (exchange) => {
      // One object for all rules, as some readings of it are made once; what is said is that of the rule whose turn it is.
      let turn: Audience | undefined;
      const audience: Audience = { judge: (rule) => turn?.judge(rule), note: (note) => turn?.note(note) };
      const heard = { ...exchange, audience };
      for (const tally of tallies) {
        turn = tally.heard;
        const violation = judgeOne(tally, heard);
        if (violation === undefined) continue;
        noteFeatures(tally, { exchange, violation }, options.featuresOf?.(exchange) ?? []);
        options.onBreach?.(tally.rule, exchange, violation);
      }
    },
    tallies: () => tallies,
  };
}

function judgeOne(tally: OpenTally<TrafficRule>, exchange: LiveExchange): Violation | undefined {
  try {
    if (!tally.rule.applies(exchange)) return undefined;
    tally.applied += 1;
    tally.rule.judge(exchange);
    return undefined;
  } catch (error) {
    if (error instanceof Violation) {
      noteBreach(tally, exchange.seq, error);
      if (exchange.cause.kind === "scenario") tally.inScenarios.push(exchange.seq);
      return error;
    }
    tally.error ??= error;
    return undefined;
  }
}

function noteBreach(tally: OpenTally<TrafficRule>, seq: number, violation: Violation): void {
  tally.broken += 1;
  if (tally.first === undefined || seq < tally.first.seq) tally.first = { seq, violation };
  // What a violation cites beside the exchange that broke the rule is named with it.
  const named = new Set([...tally.named, ...violation.exchanges, seq]);
  tally.named = [...named].sort((a, b) => a - b).slice(0, MAX_NAMED);
}

function noteFeatures(
  tally: OpenTally<TrafficRule>,
  { exchange: { seq, sender }, violation }: { readonly exchange: LiveExchange; readonly violation: Violation },
  features: readonly string[],
): void {
  if (features.length === 0) return;
  const known = new Map(tally.features.get(sender));
  for (const feature of features) known.set(feature, Math.min(seq, known.get(feature) ?? seq));
  tally.features = new Map(tally.features).set(sender, known);
  const first = tally.firstOf.get(sender);
  if (first === undefined || seq < first.seq) tally.firstOf = new Map(tally.firstOf).set(sender, { seq, violation });
}
