import type { Exchange } from "../../../exchange/exchange.ts";
import type { FoundCause, Finding } from "../../run.ts";
import { causeKeyOf } from "./cause-key.ts";
import { readTraffic } from "./traffic/facts.ts";
import type { TrafficFacts } from "./traffic/facts.ts";
import type { Gathered } from "./gathered.ts";
import type { GateHit, Symptom } from "./gates/gate.ts";
import { GATES } from "./gates/index.ts";
import { byFault } from "./known/by-fault.ts";
import { diagnose } from "./known/diagnose.ts";
import { markOf } from "./known/known-fault.ts";
import type { KnownFault } from "./known/known-fault.ts";
import { isBreach, leadOf } from "./lead.ts";
import { plainerKeys } from "./plainer-keys.ts";
import { sameExchangeKeys } from "./same-exchange.ts";
import { toSymptom } from "./symptom.ts";

interface Explained {
  readonly finding: Finding;
  readonly key: string;
  readonly gate: string | null;
  readonly hit: GateHit | undefined;
}

/**
 * The causes of all findings that fail or warn, in the order of their leads. Findings come in registry order; `known` are the faults
 * whose patterns are known.
 */
export function gatherCauses(
  findings: readonly Finding[],
  exchanges: readonly Exchange[],
  known: readonly KnownFault[] = [],
): readonly FoundCause[] {
  const breaches = findings.filter(isBreach);
  const facts = readTraffic(exchanges, breaches);
  const symptoms = new Map(breaches.map((finding) => [finding, toSymptom(finding, facts)]));
  const offered = breaches.map((finding) => explain(finding, symptoms.get(finding), facts));
  const led = new Set(
    offered.flatMap(([first]) => (first === undefined || first.hit?.isFollower === true ? [] : [first.key])),
  );
  const explained = offered.flatMap(
    (offers) => offers.find(({ hit, key }) => hit?.isFollower !== true || led.has(key)) ?? [],
  );
  const ordinary = explained.filter(({ gate }) => gate === null);
  const plainer = plainerKeys(ordinary.map(({ key }) => key));
  const plain = ordinary.map(({ finding, key }) => ({ finding, key: plainer.get(key) ?? key }));
  const alias = sameExchangeKeys(plain);
  const causeOf = (key: string): string => alias.get(plainer.get(key) ?? key) ?? plainer.get(key) ?? key;
  const groups = [...Map.groupBy(explained, ({ key }) => causeOf(key)).values()].map(toGathered);
  const place = new Map(findings.map(({ check }, index) => [check, index]));
  const marks = new Map(breaches.map((finding) => [finding.check, markOf(finding, symptoms.get(finding))]));
  const verdicts = new Map(findings.map(({ check, verdict }) => [check, verdict]));
  const told = byFault(groups, diagnose({ verdicts, marks }, known));
  return told.map(toCause).sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

/** All that a finding may have come of, the likeliest first; what it has in common with others of its kind is the last. */
function explain(finding: Finding, symptom: Symptom | undefined, facts: TrafficFacts): readonly Explained[] {
  if (symptom === undefined) return [{ finding, key: `alone ${finding.check}`, gate: null, hit: undefined }];
  const hits = GATES.flatMap((gate) => {
    const hit = gate.explains(symptom, facts);
    return hit === undefined ? [] : [{ finding, key: `gate ${gate.id}\n${hit.which}`, gate: gate.id, hit }];
  });
  return [...hits, { finding, key: causeKeyOf(symptom), gate: null, hit: undefined }];
}

function toGathered(members: readonly Explained[]): Gathered {
  const [first] = members;
  const findings = members.map(({ finding }) => finding);
  const gate = GATES.find(({ id }) => id === first?.gate);
  const leads = gate !== undefined && (findings.length > 1 || gate.alone === true || first?.hit?.isAlone === true);
  return leads ? { gate: gate.id, hit: told(members), findings } : { gate: null, hit: undefined, findings };
}

/** The hit of the first, with what all of them show in its title. */
function told(members: readonly Explained[]): GateHit | undefined {
  const hit = members[0]?.hit;
  const shown = [...new Set(members.flatMap((one) => one.hit?.shows ?? []))];
  return hit?.titleOf === undefined || shown.length === 0 ? hit : { ...hit, title: hit.titleOf(shown) };
}

function toCause({ gate, hit, findings, lead = leadOf(findings), teller = lead }: Gathered): FoundCause {
  return {
    id: lead.check,
    gate,
    title: hit?.title ?? teller.reason,
    advice: hit?.advice ?? adviceOf(teller),
    findings: findings.map(({ check }) => check),
  };
}

/** What a check advises fits who decided otherwise; who failed to decide looks for that first. */
function adviceOf({ advice, mismatch }: Finding): string {
  const isCrash = /^status 5(?!01)\d\d\b/.test(mismatch?.actual ?? "");
  return isCrash
    ? `Find in the server's log why this request fails: an answer of the kind 5xx is no decision. ${advice}`
    : advice;
}
