import type { Finding } from "../run.ts";

/** A finding for tests: nothing stands in it but what the differences say. */
export function sampleFinding(check: string, differences: Partial<Finding> = {}): Finding {
  return {
    check,
    suite: "users",
    title: "",
    severity: "must",
    clause: { source: "RFC7644", section: "3.3", level: "MUST", requirements: [], text: "", url: "" },
    judged: [],
    verdict: "fail",
    reason: "",
    advice: "",
    breaks: {},
    cause: null,
    baseline: null,
    mismatch: null,
    notes: [],
    exchanges: [],
    exchangeCount: 0,
    cited: [],
    decisive: null,
    durationMs: 0,
    setUpFailed: false,
    ...differences,
  };
}
