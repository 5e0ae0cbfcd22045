import { expect, test } from "vitest";
import { formatClause, formatExpected } from "./report-phrases.ts";
import type { FindingClause } from "../run.ts";

const CLAUSE: FindingClause = {
  source: "RFC7644",
  section: "3.5.2.3",
  level: "MUST NOT",
  requirements: ["RFC7644-3.5.2.3-01"],
  text: "A rule.",
  url: "https://www.rfc-editor.org/rfc/rfc7644#section-3.5.2.3",
};

test("a clause of an RFC is named by section and level, a vendor's by its standing", () => {
  expect(formatClause(CLAUSE, true)).toBe("RFC 7644 §3.5.2.3 MUST NOT");
  expect(formatClause(CLAUSE, false)).toBe("RFC 7644 section 3.5.2.3 MUST NOT");
  expect(formatClause({ ...CLAUSE, source: "Okta", section: null, level: "observed" }, true)).toBe("Okta, observed");
});

test("several acceptable outcomes are one phrase", () => {
  expect(formatExpected({ expected: ["status 200", "status 204"], actual: "status 500", at: null })).toBe(
    "status 200 or status 204",
  );
});
