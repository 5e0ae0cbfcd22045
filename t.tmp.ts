import { VARIANTS } from "./fixtures/variants/index.ts";
import { loadDocuments } from "./src/self-check/variants/run-whole.ts";
import { playVariant } from "./src/self-check/variants/play-variant.ts";
import { judgeVariant, countJudged } from "./src/self-check/variants/judge-variant.ts";
const d = await loadDocuments();
const only = process.argv[2] ?? "";
const plain = await playVariant({ variant: "plain" }, d);
for (const v of VARIANTS.filter((v) => v.name.includes(only))) {
  try {
    const o = await playVariant({ variant: v.name }, d);
    const c = judgeVariant(v, o, { plain, isWhole: true });
    console.log(v.name, Math.round(o.durationMs), countJudged(o));
    for (const x of c.slice(0, 150)) console.log("    ", x.slice(0, 260));
  } catch (e) {
    console.log(v.name, e);
  }
}
