import type { Suite } from "../src/kit/check.ts";
import { ALL_SUITES } from "../src/run/suites/all-suites.ts";
import { loadProfile } from "../src/documents/load-profile.ts";
import { toRuleOutcome } from "../src/engine/checks/rule-outcome.ts";
import { toFinding } from "../src/engine/checks/finding.ts";
import { REQUIREMENTS } from "../suites/requirements/index.ts";
import { runSuites } from "../src/engine/checks/run-suites.ts";
import type { Finding } from "../src/engine/run.ts";
import { createCountedClock } from "../src/self-check/testing/counted-clock.ts";
import { openGround } from "../src/self-check/proving-ground.ts";
import { runAgainst } from "../src/self-check/testing/run-against.ts";
import type { SoundVariant } from "../src/kit/variant.ts";
import { maskPointer, maskText, requestShape } from "./mask.ts";
import { plainRow } from "./row.ts";
import type { Row } from "./row.ts";
import type { RecordedServer } from "./servers.ts";

/** Enough for all checks of a run, and few enough to use up. */
const SEATS = [
  { product: "Sales", total: 30, available: 30 },
  { product: "Marketing", total: 15, available: 15 },
];

/** As much of an exchange as a row shows. */
interface Sent {
  readonly seq: number;
  readonly request: { readonly method: string; readonly url: string };
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly exchanges: readonly Sent[];
  /** Why the run ended before its time; empty when it did not. */
  readonly end: string;
}

/** The suites with the checks whose ids begin so. Traffic rules judge the traffic of all checks. */
export function selectByPrefix(only: string): readonly Suite[] {
  const isWanted = ({ id }: { readonly id: string }): boolean => id.startsWith(only);
  if (ALL_SUITES.some(({ trafficRules }) => trafficRules.some(isWanted))) return ALL_SUITES;
  return ALL_SUITES.map((suite) => ({ ...suite, checks: suite.checks.filter(isWanted), trafficRules: [] }));
}

/** Runs the checks once against a server, one after the other, and returns a row for each of those that are wanted. */
export async function runServer(recorded: RecordedServer, only: string): Promise<readonly Row[]> {
  const { variant } = recorded;
  const suites = selectByPrefix(only);
  const judged = await (variant === undefined ? judgeGround(recorded, suites) : judgeVariant(variant));
  const findings = new Map(judged.findings.map((finding) => [finding.check, finding]));
  const bySeq = new Map(judged.exchanges.map((exchange) => [exchange.seq, exchange]));
  const ids = suites.flatMap(({ checks, trafficRules }) => [...checks, ...trafficRules].map(({ id }) => id));
  return ids
    .filter((id) => id.startsWith(only))
    .map((check) => {
      const place = { server: recorded.server, profile: recorded.profile, check };
      const finding = findings.get(check);
      if (finding === undefined) return { ...plainRow(place, "none"), reason: maskText(judged.end) };
      return { ...place, ...toTexts(finding, bySeq.get(finding.decisive ?? 0)) };
    });
}

function toTexts(finding: Finding, decisive: Sent | undefined): Omit<Row, "server" | "profile" | "check"> {
  const { verdict, mismatch, reason } = finding;
  return {
    verdict,
    request: decisive === undefined ? "" : requestShape(decisive.request),
    at: maskPointer(mismatch?.at ?? ""),
    expected: maskText(mismatch?.expected.join(" or ") ?? ""),
    actual: maskText(mismatch?.actual ?? ""),
    reason: maskText(reason),
  };
}

async function judgeVariant({ serve }: SoundVariant): Promise<Judged> {
  const { findings, exchanges } = await runAgainst(serve, false, createCountedClock());
  return { findings, exchanges, end: "" };
}

async function judgeGround({ profile: name, defect }: RecordedServer, suites: readonly Suite[]): Promise<Judged> {
  const profile = await loadProfile(name);
  const findings: Finding[] = [];
  try {
    const rules = suites.flatMap((suite) => suite.trafficRules);
    const ground = await openGround({ profile, rules, seats: SEATS, ...(defect === undefined ? {} : { defect }) });
    const end = await runAlone(ground, suites, (finding) => findings.push(finding));
    const judged = ground.judge.tallies().map((tally) => {
      return toFinding({ suite: "traffic", declaration: tally.rule, breaks: {} }, toRuleOutcome(tally), REQUIREMENTS);
    });
    return { findings: [...findings, ...judged], exchanges: ground.traffic.exchanges(), end };
  } catch (error) {
    return { findings, exchanges: [], end: String(error) };
  }
}

/** One check at a time, so that two records of the same code are the same. Returns why the run ended before its time. */
async function runAlone(
  ground: Awaited<ReturnType<typeof openGround>>,
  suites: readonly Suite[],
  onFinding: (finding: Finding) => void,
): Promise<string> {
  const session = { ...ground.session, width: () => 1 };
  const run = {
    ...ground.run,
    keep: false,
    dialect: "oin",
    maxFailures: undefined,
    requirements: REQUIREMENTS,
    providers: [],
    onEvent: () => undefined,
  };
  try {
    await runSuites({ run, stage: { ...ground, session }, suites }, onFinding);
    return "";
  } catch (error) {
    return String(error);
  }
}
