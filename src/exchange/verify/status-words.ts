import { describeOutcome, describeRequest, isSuccess } from "../reply.ts";
import { fail, foundStatus } from "./subject.ts";
import type { Subject } from "./subject.ts";

/** Throws unless the answer has one of these statuses. */
export function haveStatus(subject: Subject, allowed: readonly number[]): void {
  if (!allowed.includes(subject.reply.status)) {
    failStatus(subject, `instead of ${allowed.join(" or ")}`, allowed.map(toWords));
  }
}

/** Throws unless the answer is a 2xx or one of these statuses. */
export function haveSucceeded(subject: Subject, alsoAllowed: readonly number[]): void {
  const { reply } = subject;
  if (isSuccess(reply) || alsoAllowed.includes(reply.status)) return;
  const or = alsoAllowed.map((status) => ` or ${status}`).join("");
  failStatus(subject, `instead of a success${or}`, ["a 2xx status", ...alsoAllowed.map(toWords)]);
}

/** Throws unless the request was refused: with one of these statuses, or any 4xx when none is named. */
export function haveRefused(subject: Subject, what: string, allowed: readonly number[]): void {
  const { status } = subject.reply;
  const isRight = allowed.length === 0 ? status >= 400 && status < 500 : allowed.includes(status);
  if (isRight) return;
  failStatus(subject, `although ${what}`, allowed.length === 0 ? ["a 4xx status"] : allowed.map(toWords));
}

/** Throws when the request succeeded, and when it made the server fail: a crash is no refusal. */
export function haveFailed(subject: Subject, although: string): void {
  if (isSuccess(subject.reply) || isCrash(subject)) failStatus(subject, `although ${although}`, ["a refusal"]);
}

/** Throws when the request made the server fail, or got no answer; any other answer will do. */
export function haveSurvived(subject: Subject): void {
  if (isCrash(subject)) failStatus(subject, "instead of a success or a refusal", ["a success or a refusal"]);
}

function isCrash({ reply: { status } }: Subject): boolean {
  return status === 0 || (status >= 500 && status !== 501);
}

function failStatus(subject: Subject, ending: string, expected: readonly string[]): never {
  const { reply } = subject;
  const sentence = `${describeRequest(reply)} answers ${describeOutcome(reply)} ${ending}`;
  fail(subject, { sentence, expected, actual: foundStatus(reply), at: null });
}

function toWords(status: number): string {
  return `status ${status}`;
}
