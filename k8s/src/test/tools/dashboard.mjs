// Tells where a dashboard leaves Grafana's schema, which is published as types: one line a problem.
//   node dashboard.mjs FILE.json
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const types = `
import type { AnnotationQuery, Dashboard, DataQuery, VariableModel } from "@grafana/schema";

// The words of enums, as JSON has them.
type Json<T> = T extends string
  ? \`\${T}\`
  : T extends (infer Each)[]
    ? Json<Each>[]
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T;
// What the schema leaves to data sources: Prometheus' fields of annotations and variables.
type Annotation = AnnotationQuery<DataQuery> & { expr?: string; titleFormat?: string; textFormat?: string; step?: string };
type Variable = Omit<VariableModel, "current"> & {
  definition?: string;
  current?: VariableModel["current"] | Record<string, never>;
};
type Whole = Omit<Dashboard, "annotations" | "templating"> & {
  annotations: { list: Annotation[] };
  templating: { list: Variable[] };
};
export const dashboard: Json<Whole> = `;

// Beside node_modules, where the types are found.
const folder = mkdtempSync(join(fileURLToPath(new URL(".", import.meta.url)), "dashboard-"));
try {
  const file = join(folder, "dashboard.ts");
  writeFileSync(file, `${types}${readFileSync(process.argv[2], "utf8")};\n`);
  const before = types.split("\n").length - 1;
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const flags = ["--noEmit", "--strict", "--skipLibCheck", "--pretty", "false", "--target", "es2022"];
  const modules = ["--module", "esnext", "--moduleResolution", "bundler"];
  const done = spawnSync(process.execPath, [compiler, ...flags, ...modules, file], { encoding: "utf8" });
  const told = done.stdout.split("\n").filter((line) => /^\S.*error TS/.test(line));
  if (done.status !== 0 && told.length === 0) {
    throw new Error(done.stdout + done.stderr);
  }
  for (const line of told) {
    console.log(line.replace(/^.*?\((\d+),\d+\): error TS\d+: /, (_, at) => `${at - before}: `));
  }
} finally {
  rmSync(folder, { recursive: true });
}
