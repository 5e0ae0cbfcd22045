import type { DocumentProblem } from "../profile/document-problem.ts";
import { cutText } from "./cut-text.ts";
import { didYouMean } from "./suggest.ts";

/** A problem in a sentence that begins with its place, and ends with a near miss. */
export function tellProblem({ path, message, unknown }: DocumentProblem, place: string): string {
  const near = unknown === undefined ? "" : didYouMean(unknown.name, unknown.known);
  return `${place}: /${path.join("/")} ${message.replaceAll(/"[^"]+"/g, cutQuoted)}${near}`;
}

function cutQuoted(quoted: string): string {
  return `"${cutText(quoted.slice(1, -1))}"`;
}
