// Tells where objects leave Kubernetes' and the prometheus-operator's published schemas: what is required and lacking, wrong types, wrong words.
//   node schemas.mjs FILE.json     prints one line a problem
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const operator = "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";
for (const object of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const [group, version] = object.apiVersion.includes("/") ? object.apiVersion.split("/") : ["", "v1"];
  const models =
    group === "monitoring.coreos.com"
      ? await import(`${operator}/${object.kind}`)
      : require(`kubernetes-models/${group ? `${group}/` : ""}${version}`);
  const Kind = models[object.kind];
  try {
    new Kind(object).validate();
  } catch (problem) {
    console.log(`${object.kind} ${object.metadata.name}: ${problem.message}`);
  }
}
