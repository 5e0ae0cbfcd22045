import { UnreachableTarget } from "./unreachable-target.ts";

/**
 * The target was lost in the middle of a run: it no longer answers, or no longer takes the credentials. What has been judged by
 * then stands. Exit code 3.
 */
export class LostTarget extends UnreachableTarget {
  /** The last exchange whose answer can be believed. */
  readonly lastSeq: number;

  constructor(message: string, hint: string, lastSeq: number) {
    super(message, hint);
    this.lastSeq = lastSeq;
  }
}
