import type { CheckOutcome } from "../../engine/checks/run-check.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import { pointedValue } from "./pointed-value.ts";

/** What is known of the traffic in which a defect was noticed. */
export interface Traffic {
  /** All, as a report shows them. */
  readonly exchanges: () => readonly Exchange[];
  /** As a report shows it; undefined for a number that was never given. */
  readonly exchangeOf: (seq: number) => Exchange | undefined;
  /** What the defect meddled with; undefined for a fault in the server's ports, which no exchange shows by itself. */
  readonly hasTouched: ((seq: number) => boolean) | undefined;
}

/** An outcome that fails. */
export type Noticed = Extract<CheckOutcome, { readonly kind: "violation" }>;

/** What is wrong with the evidence of a finding, each one sentence; nothing when it proves what the finding says. */
export function judgeEvidence(outcome: Noticed, traffic: Traffic): readonly string[] {
  const { violation, exchanges } = outcome;
  const { mismatch } = violation;
  const decisive = violation.exchanges.at(-1) ?? exchanges.at(-1);
  const cited = (violation.exchanges.length > 0 ? violation.exchanges : exchanges.slice(-1)).map((seq) =>
    traffic.exchangeOf(seq),
  );
  const deciding = decisive === undefined ? undefined : traffic.exchangeOf(decisive);
  if (deciding === undefined || cited.includes(undefined)) return ["it cites an exchange that did not take place"];
  return [
    ...(mismatch.expected.length === 0 ? ["it does not say what was expected"] : []),
    ...judgePointer(mismatch, deciding),
    ...judgeCited(
      cited.filter((exchange) => exchange !== undefined),
      traffic,
    ),
  ];
}

function judgePointer({ actual, at }: Noticed["violation"]["mismatch"], deciding: Exchange): readonly string[] {
  if (at === null) return [];
  const there = pointedValue(deciding.response?.body, at);
  if (there === actual) return [];
  const request = `${deciding.request.method} ${deciding.request.url}`;
  return there === undefined
    ? [`${at} leads nowhere in the answer to ${request}`]
    : [`it shows ${actual} for ${at} of the answer to ${request}, where there is ${there}`];
}

function judgeCited(cited: readonly Exchange[], { hasTouched }: Traffic): readonly string[] {
  const told = cited.map(({ request }) => `${request.method} ${request.url}`).join(", ");
  if (hasTouched !== undefined) {
    return cited.some(({ seq }) => hasTouched(seq)) ? [] : [`it cites nothing that the defect touched, but ${told}`];
  }
  return cited.some(({ request }) => request.method !== "GET")
    ? []
    : [`it cites no write that the fault in the ports spoilt, but ${told}`];
}
