import { groupByCause } from "../../engine/report/causes.ts";
import { isFailure } from "../../engine/report/outcome.ts";
import type { FailOn } from "../../engine/report/outcome.ts";
import { MOST_SCRIPTS } from "../../engine/report/reporter.ts";
import { contrastOf } from "../../engine/report/reference/contrast.ts";
import type { Finding, ReferenceAnswer, Run } from "../../engine/run.ts";
import { MASK } from "../../exchange/masking/mask.ts";
import type { Profile } from "../../profile/profile.ts";
import { playableSteps } from "./playable-steps.ts";
import { createReferenceServer } from "./reference-server.ts";

/** The run with what the reference server answers, for the causes that a report shows in full. */
export async function withReferences(run: Run, profile: Profile, failOn: FailOn): Promise<Run> {
  const causes = groupByCause(run.findings, run.run.idp).filter(({ lead }) => isFailure(lead, failOn));
  const leads = causes.slice(0, MOST_SCRIPTS).map(({ lead }) => lead);
  const answers = new Map<Finding, ReferenceAnswer>();
  for (const lead of leads) {
    const answer = await referenceFor(lead, run, profile);
    if (answer !== undefined) answers.set(lead, answer);
  }
  if (answers.size === 0) return run;
  const findings = run.findings.map((finding) => {
    const reference = answers.get(finding);
    return reference === undefined ? finding : { ...finding, reference };
  });
  return { ...run, findings };
}

/**
 * What the reference server answers to the request that decides a finding, after the same ones that lead up to it. Undefined
 * where it would say nothing: it needs what only the target has, or answers the same.
 */
export async function referenceFor(finding: Finding, run: Run, profile: Profile): Promise<ReferenceAnswer | undefined> {
  const playable = playableSteps(finding, run, profile.seats !== undefined);
  if (playable === undefined) return undefined;
  const { steps, deciding, idOf } = playable;
  const isOpen = !run.exchanges.some(({ request }) => Object.values(request.headers).some((v) => v.includes(MASK)));
  const server = createReferenceServer({ profile, baseUrl: run.run.target.baseUrl, isOpen });
  for (const step of steps) {
    const answer = await server.send(step, idOf(step));
    // Where the target has taken something that the reference server does not take, they no longer hold the same.
    if (answer === undefined || (isSuccess(step.response?.status) && !isSuccess(answer.status))) return undefined;
  }
  const answer = await server.send(deciding, idOf(deciding));
  return answer !== undefined && contrastOf(finding, deciding, answer).length > 0 ? answer : undefined;
}

function isSuccess(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300;
}
