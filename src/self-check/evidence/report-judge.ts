import type { ErrorObject } from "ajv/dist/2020.js";
import { toExchangeDocument } from "../../../reports/json/exchange.ts";
import { toFindingDocument } from "../../../reports/json/finding.ts";
import { readSchema } from "../../documents/read-document.ts";
import type { Finding } from "../../engine/run.ts";
import type { Exchange } from "../../exchange/exchange.ts";

/** Says what the report's JSON Schema finds wrong with a finding and the exchanges that it names, each one sentence. */
export type ReportJudge = (finding: Finding, exchanges: readonly Exchange[]) => readonly string[];

/** Compiles the schema, once for all findings. */
export async function createReportJudge(): Promise<ReportJudge> {
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const { default: formats } = await import("ajv-formats");
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false });
  formats.default(ajv);
  ajv.addSchema({ ...(await readSchema("report")) });
  const isFinding = ajv.compile({ $ref: "report.schema.json#/$defs/finding" });
  const isExchange = ajv.compile({ $ref: "report.schema.json#/$defs/exchange" });
  const tell = (what: string, errors: readonly ErrorObject[] | null | undefined): readonly string[] =>
    (errors ?? []).map(
      ({ instancePath, message }) => `the report breaks its schema: ${what}${instancePath} ${message}`,
    );
  return (finding, exchanges) => [
    ...(isFinding(written(toFindingDocument(finding))) ? [] : tell("finding", isFinding.errors)),
    ...exchanges.flatMap((exchange) =>
      isExchange(written(toExchangeDocument(exchange))) ? [] : tell("exchange", isExchange.errors),
    ),
  ];
}

/** As it is read from the file. */
function written(document: object): unknown {
  return JSON.parse(JSON.stringify(document));
}
