import { defineCheck, defineTrafficRule } from "../../kit/define-check.ts";
import type { CheckDeclaration } from "../../kit/define-check.ts";
import { defineSuite } from "../../kit/check.ts";
import type { Check, DeclaredRule, Suite } from "../../kit/check.ts";
import { withHeader } from "../../kit/defects/answers.ts";
import { on } from "../../kit/defects/on.ts";
import { ownRule } from "../../kit/rule.ts";
import type { OwnRule } from "../../kit/rule.ts";
import type { VendorClause } from "../../exchange/clause.ts";
import { toReply } from "../../exchange/reply.ts";
import { verify } from "../../exchange/verify/verify.ts";

/** A rule of one's own. */
export function ruleOf(differing: Partial<OwnRule> = {}): VendorClause {
  const rule = {
    id: "ACME-01",
    text: "Users have a badge.",
    url: "https://acme.example/scim",
    severity: "must",
  } as const;
  return ownRule({ ...rule, ...differing });
}

/** A check of one's own that passes on every server that shows what it has stored. */
export function checkOf(differing: Partial<CheckDeclaration<VendorClause>> = {}): Check {
  return defineCheck({
    id: "acme.users.shown",
    rule: ruleOf(),
    title: "A user is shown",
    advice: "Show users.",
    run: async (t) => {
      const user = await t.make.user();
      const reply = await t.get(user.path);
      verify(reply).status(200);
      verify(reply).at("userName").is(user.sent.userName);
    },
    defects: { "acme-other-name": on("GET /Users/:id").resources((user) => ({ ...user, userName: "other" })) },
    ...differing,
  });
}

/** A traffic rule of one's own: every answer to a GET has this header. */
export function trafficRuleOf(header: string): DeclaredRule {
  return defineTrafficRule({
    id: "acme.traffic.header",
    rule: ruleOf({ id: "ACME-02", text: `Every answer to a GET has the header ${header}.`, severity: "should" }),
    title: `Every answer to a GET has the header ${header}`,
    advice: "Send it.",
    applies: ({ request, response }) => request.method === "GET" && response !== null,
    judge: (exchange) => void verify(toReply(exchange)).header(header).isPresent(),
    probe: async (t) => {
      await t.get("/Users");
    },
    defects: { "acme-no-header": on("GET").response((answer) => withHeader(answer, header, null)) },
  });
}

/** A suite of one's own. */
export function suiteOf(differing: Partial<Suite> = {}): Suite {
  return defineSuite({ id: "acme", title: "Acme", checks: [checkOf()], trafficRules: [], ...differing });
}
